import assert from 'node:assert/strict';
import { drawn, usePreviews } from '../actions.ts';
import { pictureOf, type Preview } from '../harness.ts';

/** Faces, fold lines, border, and casing and core of boundaries and contour lines. */
const mostCalls = 7;

describe('draw calls', () => {
  const open = usePreviews();

  it('are as few for ten thousand regions and many layers as for a hundred regions', async () => {
    const counts: number[] = [];
    for (const widths of [[14], [64, 64, 64]]) {
      const preview = await open({ state: { choices: { levels: 'round' } } });
      const picture = await pictureOf(specOf(widths));
      assert.ok(picture.complex.cellCount > (widths.length > 1 ? 8000 : 80));
      await preview.page.evaluate(countCalls);
      await preview.show(picture);
      await preview.page.locator('.legend-lines').getByText('y = ').waitFor();
      counts.push(await callsToOrbit(preview));
    }
    const [few, many] = counts;
    assert.ok(few > 0 && few <= mostCalls, `${few} calls`);
    assert.equal(many, few);
  });
});

function specOf(widths: readonly number[]): string {
  const dense = (units: number): string =>
    `  - { units: ${units}, init: { scheme: he_uniform, seed: 4 }`;
  return [
    'input: { names: [a, b], domain: [[-1, 1], [-1, 1]] }',
    'layers:',
    ...widths.map((units) => `${dense(units)}, activation: relu }`),
    `${dense(1)} }`,
    'output: { names: [y] }',
  ].join('\n');
}

async function callsToOrbit(preview: Preview): Promise<number> {
  await drawn(preview);
  const before = await preview.page.evaluate(() => window.drawCalls);
  await preview.page.locator('#stage').focus();
  await preview.page.keyboard.press('[');
  await preview.page.waitForFunction((n) => window.drawCalls > n, before);
  await drawn(preview);
  return (await preview.page.evaluate(() => window.drawCalls)) - before;
}

declare global {
  interface Window {
    drawCalls: number;
  }
}

/** Runs in the page: counts the draw calls of WebGL from now on. */
function countCalls(): void {
  window.drawCalls = 0;
  const { prototype } = WebGL2RenderingContext;
  for (const name of [
    'drawArrays',
    'drawElements',
    'drawArraysInstanced',
    'drawElementsInstanced',
  ] as const) {
    const draw = Reflect.get(prototype, name) as (...args: unknown[]) => void;
    Object.assign(prototype, {
      [name](this: WebGL2RenderingContext, ...args: unknown[]) {
        window.drawCalls++;
        Reflect.apply(draw, this, args);
      },
    });
  }
}
