import assert from 'node:assert/strict';
import { eventually } from '../../eventually.ts';
import { drawn, usePreviews } from '../actions.ts';
import { violations } from '../axe.ts';
import { pictureOf } from '../harness.ts';
import { eight, sawtooth, threeClasses } from '../specs.ts';

describe('lines other than folds', () => {
  const open = usePreviews();
  const settingsOpen = true;

  it('are level lines at the levels that the user enters', async () => {
    const preview = await open({ state: { choices: { settingsOpen, levels: 'round' } } });
    await preview.show(await pictureOf(eight));
    const { page } = preview;
    const legend = page.locator('.legend-lines');
    await legend.getByText('logit = ').waitFor();
    const levels = page.getByRole('textbox', { name: 'Contour values' });
    assert.equal(await levels.isVisible(), false);
    await page.getByRole('combobox', { name: 'Contour lines' }).click();
    await page.getByRole('option', { name: 'At chosen values' }).click();
    await eventually(async () =>
      assert.match(await levels.inputValue(), /^-?\d.*, /, 'begins with round numbers'),
    );
    await levels.fill('0, 0.25');
    await levels.press('Enter');
    await legend.getByText('logit = 0, 0.25').waitFor();
    await levels.fill('every 0');
    await levels.press('Enter');
    await page.getByText('Enter numbers such as').waitFor();
    await eventually(async () => assert.equal(await levels.getAttribute('aria-invalid'), 'true'));
    assert.deepEqual(await violations(preview), []);
  });

  it('are decision boundaries, with any colouring', async () => {
    const preview = await open({
      state: { choices: { settingsOpen, height: { kind: 'output', index: 0 } } },
    });
    await preview.show(await pictureOf(threeClasses));
    const { page } = preview;
    const boundaries = page.locator('.legend-lines').getByText('Decision boundary');
    await drawn(preview);
    assert.equal(await boundaries.isVisible(), false);
    await page.getByRole('checkbox', { name: 'Decision boundaries' }).click();
    await boundaries.waitFor();
  });

  it('are not offered where there can be none', async () => {
    const preview = await open({ state: { choices: { settingsOpen, levels: 'round' } } });
    await preview.show(await pictureOf(sawtooth));
    const { page } = preview;
    await page.getByRole('checkbox', { name: 'Faces' }).waitFor();
    for (const name of ['Contour lines', 'Decision boundaries'])
      assert.equal(await page.getByLabel(name).isVisible(), false, name);
  });
});
