import assert from 'node:assert/strict';
import { eventually } from '../../eventually.ts';
import { drawn, usePreviews } from '../actions.ts';
import { pictureOf, type Preview } from '../harness.ts';
import { sliceBytes } from '../../../src/webview/viewport/scene/gpuBuffers.ts';
import { countDraws, noteUploads } from '../webglCalls.ts';

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
      await preview.page.evaluate(countDraws);
      await preview.show(picture);
      await preview.page.locator('.legend-lines').getByText('y = ').waitFor();
      counts.push(await callsToOrbit(preview));
    }
    const [few, many] = counts;
    assert.ok(few > 0 && few <= mostCalls, `${few} calls`);
    assert.equal(many, few);
  });

  it('of a large picture follow its upload in slices, behind the last picture', async () => {
    const preview = await open();
    await preview.show(await pictureOf(specOf([14])));
    await preview.page.evaluate(noteUploads);
    const picture = await pictureOf(specOf([96, 96, 96]));
    await preview.show({ ...picture, version: 7 });
    const uploads = await preview.page.evaluate(() => window.uploads);
    const total = uploads.reduce((sum, { bytes }) => sum + bytes, 0);
    assert.ok(total > 3 * sliceBytes, `${total} bytes`);
    const most = Math.max(...uploads.map(({ bytes }) => bytes));
    assert.ok(most <= sliceBytes, `${most} bytes in one task`);
    const late = uploads.filter(({ version }) => version === '7');
    assert.ok(late.reduce((sum, { bytes }) => sum + bytes, 0) < sliceBytes / 20);
  });

  it('of a large picture at another height follow its upload in slices too', async () => {
    const preview = await open({ state: { choices: { settingsOpen: true } } });
    const { page } = preview;
    await preview.show(await pictureOf(specOf([96, 96, 96], 2)));
    const heights = page.locator('vscode-dropdown[aria-label="Height"]');
    const scale = page.locator('.legend').first();
    const before = await scale.innerText();
    await page.evaluate(noteUploads);
    await heights.evaluate((list: HTMLElement & { value: string }) => {
      list.value = '1';
      list.dispatchEvent(new Event('change'));
    });
    await eventually(async () => assert.notEqual(await scale.innerText(), before));
    const uploads = await page.evaluate(() => window.uploads);
    const total = uploads.reduce((sum, { bytes }) => sum + bytes, 0);
    assert.ok(total > 3 * sliceBytes, `${total} bytes`);
    const most = Math.max(...uploads.map(({ bytes }) => bytes));
    assert.ok(most <= sliceBytes, `${most} bytes in one task`);
  });

  it('are none while nothing changes, and none for a pointer that only moves', async () => {
    const preview = await open();
    await preview.page.evaluate(countDraws);
    await preview.show(await pictureOf(specOf([14])));
    await callsToOrbit(preview);
    const before = await preview.page.evaluate(() => window.drawCounts.calls);
    for (let frame = 0; frame < 10; frame++) await drawn(preview);
    await preview.page.getByRole('button', { name: 'Statistics' }).hover();
    for (let frame = 0; frame < 10; frame++) await drawn(preview);
    assert.equal(await preview.page.evaluate(() => window.drawCounts.calls), before);
  });
});

function specOf(widths: readonly number[], outputs = 1): string {
  const dense = (units: number): string =>
    `  - { units: ${units}, init: { scheme: he_uniform, seed: 4 }`;
  return [
    'input: { names: [a, b], domain: [[-1, 1], [-1, 1]] }',
    'layers:',
    ...widths.map((units) => `${dense(units)}, activation: relu }`),
    `${dense(outputs)} }`,
    `output: { names: [${['y', 'z'].slice(0, outputs).join()}] }`,
  ].join('\n');
}

async function callsToOrbit(preview: Preview): Promise<number> {
  await drawn(preview);
  const before = await preview.page.evaluate(() => window.drawCounts.calls);
  await preview.page.locator('#stage').focus();
  await preview.page.keyboard.press('[');
  await preview.page.waitForFunction((n) => window.drawCounts.calls > n, before);
  await drawn(preview);
  return (await preview.page.evaluate(() => window.drawCounts.calls)) - before;
}
