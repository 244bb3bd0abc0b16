import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from '../../eventually.ts';
import { drawn, usePreviews } from '../actions.ts';
import { violations } from '../axe.ts';
import { pictureOf, type Preview } from '../harness.ts';
import { eight, sawtooth, threeClasses } from '../specs.ts';
import { stagePicture } from '../pixels.ts';

describe('the legend', () => {
  const open = usePreviews();
  const legend = ({ page }: Preview): Locator => page.getByRole('region', { name: 'Legend' });
  const entry = (preview: Preview, name: string): Locator =>
    legend(preview).getByRole('button', { name, exact: true });
  const pressed = async (preview: Preview): Promise<string[]> => {
    await legend(preview).locator('button').first().waitFor();
    const entries = await legend(preview).locator('button[aria-pressed=true]').allInnerTexts();
    return entries.map((text) => text.trim());
  };
  const isPressed = (preview: Preview, names: readonly string[]): Promise<void> =>
    eventually(async () => assert.deepEqual(await pressed(preview), names));

  it('shows the classes of a classifier by default, and hides them one by one', async () => {
    const preview = await open();
    await preview.show(await pictureOf(threeClasses));
    const all = await pressed(preview);
    const [first, second] = all.slice(-3);
    const before = await stagePicture(preview);
    await entry(preview, first).click();
    await isPressed(
      preview,
      all.filter((name) => name !== first),
    );
    await eventually(async () => assert.notDeepEqual(await stagePicture(preview), before));
    await entry(preview, first).click();
    await entry(preview, second).dblclick();
    await isPressed(preview, [...all.slice(0, -3), second]);
    await entry(preview, second).dblclick();
    await isPressed(preview, all);
  });

  it('lists layers once where they colour the faces, too', async () => {
    const preview = await open({ state: { choices: { colouring: 'layer', settingsOpen: true } } });
    const dense = 'init: { scheme: he_uniform, seed: 4 }';
    const hidden = `  - { units: 5, ${dense}, activation: relu }\n`;
    const text = `layers:\n${hidden}${hidden}  - { units: 1, ${dense} }\n`;
    await preview.show(await pictureOf(`input: { domain: [[-1, 1], [-1, 1]] }\n${text}`));
    await legend(preview).getByText('in the colours of the fold lines').waitFor();
    const layers = await legend(preview).locator('.legend-lines li').allInnerTexts();
    assert.ok(layers.length > 1, layers.join());
    const faces = await legend(preview).locator('.legend-faces').innerText();
    for (const layer of layers) assert.ok(!faces.includes(layer.trim()), faces);
    const boxes = preview.page.getByRole('group', { name: 'Fold lines of the layers' });
    assert.equal(await boxes.getByRole('checkbox').count(), layers.length);
  });

  it('isolates on a double click that is quicker than the page', async () => {
    const preview = await open();
    await preview.show(await pictureOf(threeClasses));
    const all = await pressed(preview);
    const last = all[all.length - 1];
    const fire = (...types: string[]): Promise<void> =>
      entry(preview, last).evaluate((button, all) => {
        for (const type of all) button.dispatchEvent(new MouseEvent(type, { bubbles: true }));
      }, types);
    const doubleClick = async (): Promise<void> => {
      await fire('click', 'click');
      await drawn(preview);
      await fire('dblclick');
    };
    await doubleClick();
    await isPressed(preview, [...all.slice(0, -3), last]);
    await doubleClick();
    await isPressed(preview, all);
  });

  it('shows and hides the decision boundary, whatever is drawn', async () => {
    const preview = await open();
    await preview.show(await pictureOf(threeClasses));
    const before = await stagePicture(preview);
    await entry(preview, 'Decision boundary').click();
    await eventually(async () => assert.notDeepEqual(await stagePicture(preview), before));
    await entry(preview, 'Decision boundary').click();
    await eventually(async () => assert.deepEqual(await stagePicture(preview), before));
  });

  it('is used with the keyboard alone', async () => {
    const preview = await open();
    await preview.show(await pictureOf(threeClasses));
    const all = await pressed(preview);
    await entry(preview, 'Decision boundary').focus();
    await preview.page.keyboard.press('Shift+Enter');
    await isPressed(preview, ['Decision boundary', ...all.slice(-3)]);
    await preview.page.keyboard.press('Shift+Enter');
    await isPressed(preview, all);
    await preview.page.keyboard.press('Space');
    await isPressed(
      preview,
      all.filter((name) => name !== 'Decision boundary'),
    );
    assert.deepEqual(await violations(preview), []);
  });

  it('has numbers on the scale of heights', async () => {
    const preview = await open();
    await preview.show(await pictureOf(eight));
    const bar = legend(preview).getByRole('img');
    await bar.waitFor();
    const ticks = await bar.locator('text').allTextContents();
    assert.ok(ticks.length >= 3 && ticks.length <= 5, ticks.join());
    assert.ok(ticks.every((text) => Number.isFinite(Number(text.replace('−', '-')))));
  });

  it('tells layers of one name apart', async () => {
    const preview = await open();
    await preview.show(await pictureOf(sawtooth));
    const names = await pressed(preview);
    assert.equal(new Set(names).size, names.length);
  });
});
