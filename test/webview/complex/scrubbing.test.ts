import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { NeuronChange, SliceChange } from '../../../src/protocol/preview.ts';
import { eventually } from '../../eventually.ts';
import { fromAbove, lastSent, pointAt, usePreviews } from '../actions.ts';
import { violations } from '../axe.ts';
import { pictureOf, type Preview } from '../harness.ts';
import { hinge } from '../specs.ts';
import { themes, type ThemeName } from '../themes.ts';

const sliced = `
slice: { origin: [0, 0.5, 0], u: [1, 0, 0], v: [0, 0, 1], names: [s, t] }
layers:
  - { weights: [[1, 0, 0], [0, 1, 1]], bias: [0, 0], activation: relu }
  - { weights: [[1, 1]] }
`;

describe('scrubbing numbers', () => {
  const open = usePreviews();

  /** The numbers of the fold of the hinge, pinned. */
  async function pinned(version = 1): Promise<Preview> {
    const preview = await open({ state: fromAbove() });
    await preview.show(await pictureOf(hinge, version));
    await pointAt(preview, 0.5, 0.5, 'click');
    await preview.page.getByText('Numbers of bend · 1').click();
    return preview;
  }
  const number = ({ page }: Preview, name: string): Locator =>
    page.getByRole('spinbutton', { name });
  const sent = async (preview: Preview, kind: string): Promise<number> =>
    (await preview.sent()).filter((message) => message.kind === kind).length;
  const kept = async (preview: Preview): Promise<unknown> => {
    const { change } = await lastSent(preview, 'keepNumbers');
    return change satisfies NeuronChange | SliceChange;
  };
  async function drag({ page }: Preview, from: Locator, dx: number): Promise<void> {
    const box = await from.boundingBox();
    assert.ok(box);
    const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + dx / 2, y);
    await page.mouse.move(x + dx, y);
  }

  it('previews a dragged bias, keeps it once on release, and leaves the weights alone', async () => {
    const preview = await pinned(7);
    const bias = number(preview, 'Bias');
    await drag(preview, bias, 30);
    await eventually(async () => assert.equal(await bias.getAttribute('aria-valuenow'), '0.3'));
    await eventually(async () => assert.ok((await sent(preview, 'tryNumbers')) > 0));
    assert.equal(await sent(preview, 'keepNumbers'), 0);
    await preview.page.mouse.up();
    assert.deepEqual(await kept(preview), { version: 7, layer: 0, neuron: 0, bias: 0.3 });
    assert.equal(await sent(preview, 'keepNumbers'), 1);
    // The number stays as kept until the text is read again.
    assert.equal(await bias.getAttribute('aria-valuenow'), '0.3');
    await preview.show(await pictureOf(hinge.replace('bias: [0]', 'bias: [0.3]'), 8));
    assert.equal(await bias.getAttribute('aria-valuenow'), '0.3');
  });

  it('changes a weight in finer steps with Shift, and restores it with Escape', async () => {
    const preview = await pinned();
    const weight = number(preview, 'Weight of x');
    await preview.page.keyboard.down('Shift');
    await drag(preview, weight, -20);
    await preview.page.keyboard.up('Shift');
    await eventually(async () => assert.equal(await weight.getAttribute('aria-valuenow'), '0.98'));
    await preview.page.keyboard.press('Escape');
    await eventually(async () => assert.equal(await weight.getAttribute('aria-valuenow'), '1'));
    assert.equal(await sent(preview, 'dropNumbers'), 1);
    await preview.page.mouse.move(10, 10);
    await preview.page.mouse.up();
    assert.equal(await sent(preview, 'keepNumbers'), 0);
    // Escape belonged to the number: the region is still pinned.
    await preview.page.locator('#card.pinned').waitFor();
  });

  it('works with the arrow keys, and by typing', async () => {
    const preview = await pinned();
    const weight = number(preview, 'Weight of y');
    await weight.focus();
    for (const key of ['ArrowUp', 'ArrowRight', 'Alt+ArrowUp', 'ArrowDown'])
      await preview.page.keyboard.press(key);
    await preview.page.keyboard.press('Enter');
    assert.deepEqual(await kept(preview), {
      ...{ version: 1, layer: 0, neuron: 0 },
      weights: [1, 0.11],
    });
    await weight.dblclick();
    const field = preview.page.getByRole('textbox', { name: 'Weight of y' });
    await field.fill('-2.5');
    await field.press('Enter');
    await eventually(async () =>
      assert.deepEqual(await kept(preview), {
        ...{ version: 1, layer: 0, neuron: 0 },
        weights: [1, -2.5],
      }),
    );
    await weight.press('Enter');
    await field.fill('7');
    await field.press('Escape');
    assert.equal(await weight.getAttribute('aria-valuenow'), '-2.5');
    assert.equal(await sent(preview, 'keepNumbers'), 2);
  });

  it('shows the old number again when the text cannot be changed', async () => {
    const preview = await pinned();
    const bias = number(preview, 'Bias');
    await drag(preview, bias, 30);
    await preview.page.mouse.up();
    await preview.send({ kind: 'refused', message: 'Several neurons share these numbers.' });
    await preview.page.getByText('Several neurons share these numbers.').waitFor();
    await eventually(async () => assert.equal(await bias.getAttribute('aria-valuenow'), '0'));
  });

  it('changes the slice in the settings', async () => {
    const preview = await open({ state: { choices: { settingsOpen: true } } });
    await preview.show(await pictureOf(sliced, 3));
    const origin = number(preview, 'Slice origin: Input 2');
    await origin.focus();
    await preview.page.keyboard.press('ArrowUp');
    await preview.page.keyboard.press('Enter');
    assert.deepEqual(await kept(preview), {
      ...{ version: 3, origin: [0, 0.51, 0], u: [1, 0, 0], v: [0, 0, 1] },
    });
    await number(preview, 'Direction t: Input 3').waitFor();
  });

  it('is accessible in every theme', async () => {
    const preview = await pinned();
    for (const theme of Object.keys(themes) as ThemeName[]) {
      await preview.theme(theme);
      assert.deepEqual(await violations(preview), [], theme);
    }
  });
});
