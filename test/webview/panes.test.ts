import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { numberText } from '../../src/core/picture/formula.ts';
import type { ViewState } from '../../src/webview/viewState.ts';
import { card, said, usePreviews } from './acts.ts';
import { violations } from './axe.ts';
import { pictureOf, type Preview } from './harness.ts';
import { stageColours } from './pixels.ts';
import { eight, idleFold, sawtooth, tangents } from './specs.ts';
import { themes, type ThemeName } from './themes.ts';

describe('the panes beside the picture', () => {
  const open = usePreviews();

  describe('statistics', () => {
    it('open with a key and hold the facts', async () => {
      const preview = await open();
      const picture = await pictureOf(eight);
      await preview.show(picture);
      await preview.page.keyboard.press('i');
      await statistics(preview).waitFor();
      const text = await statistics(preview).innerText();
      const { regions, linearRegions, planeRegions, upperBound, extrema, integrals, lipschitz } =
        picture.facts;
      assert.match(text, new RegExp(`Activation\\s+${regions}\\s`));
      assert.match(text, new RegExp(`Linear\\s+${linearRegions}\\s`));
      assert.match(text, new RegExp(`Whole plane\\s+${planeRegions}\\s`));
      assert.match(text, new RegExp(`At most\\s+${upperBound}\\s`));
      for (const number of [extrema[0].max.value, extrema[0].min.value, lipschitz[0].norm])
        assert.ok(text.includes(numberText(number)), `${number} in ${text}`);
      assert.ok(text.includes(numberText(integrals[0].mean)));
      assert.match(text, /fold\s+8\s+0\s+0/);
      await preview.page.keyboard.press('i');
      await statistics(preview).waitFor({ state: 'hidden' });
    });

    it('lead to where it is so, and to the neurons in the text', async () => {
      const preview = await open({ state: { choices: { statisticsOpen: true } } });
      const picture = await pictureOf(eight);
      await preview.show(picture);
      const links = statistics(preview).locator('.spot');
      const { extrema, lipschitz } = picture.facts;
      for (const [i, cell] of [
        extrema[0].max.cell,
        extrema[0].min.cell,
        lipschitz[0].cell,
      ].entries()) {
        await links.nth(i).click();
        await card(preview)
          .getByRole('heading', { name: `Region ${cell + 1}`, exact: true })
          .waitFor();
      }
      await statistics(preview).locator('.neuron').first().click();
      const { place } = await said(preview, 'openSource');
      assert.equal(place?.layer, 0);
    });

    it('say when they are those of a part, and speak of a graph as of a graph', async () => {
      const preview = await open({ state: { choices: { statisticsOpen: true } } });
      await preview.show(await pictureOf(eight, 1, 12));
      await statistics(preview).getByText('The count was stopped').waitFor();
      await preview.show(await pictureOf(sawtooth, 2));
      const text = await statistics(preview).innerText();
      assert.match(text, /Whole line\s+3/);
      assert.match(text, /At most\s+3/);
      assert.match(text, /Steepest\s+2\s/);
      assert.ok(text.includes('Lengths') && !text.includes('Lipschitz'));
    });

    it('are kept open for the next time, and leave the picture its room', async () => {
      const preview = await open();
      await preview.show(await pictureOf(eight));
      const before = await preview.page.locator('#stage').boundingBox();
      await preview.page.getByRole('button', { name: 'Statistics (i)' }).click();
      await statistics(preview).waitFor();
      await preview.page.waitForTimeout(400);
      const after = await preview.page.locator('#stage').boundingBox();
      assert.ok(before && after && after.width < before.width && after.x > before.x);
      const { choices } = (await said(preview, 'keepState')).state as ViewState;
      assert.equal(choices.statisticsOpen, true);
    });
  });

  describe('the table of regions', () => {
    it('has a row for every region, with heads for columns and rows', async () => {
      const preview = await open();
      const picture = await pictureOf(eight);
      await preview.show(picture);
      await preview.page.keyboard.press('t');
      const { page } = preview;
      await rows(preview).first().waitFor();
      assert.equal(await rows(preview).count(), picture.facts.regions);
      assert.equal(await page.getByRole('rowheader').count(), picture.facts.regions);
      assert.equal(await page.getByRole('columnheader').count(), 6);
      const first = await rows(preview).first().locator('xpath=ancestor::tr').innerText();
      assert.ok(first.startsWith('1\t'), first);
    });

    it('is ordered by its heads', async () => {
      const preview = await open({ state: { choices: { tableOpen: true } } });
      await preview.show(await pictureOf(eight));
      const { page } = preview;
      const head = page.getByRole('columnheader', { name: 'Area' });
      const areas = async (): Promise<number[]> =>
        (await page.locator('.regions tbody td:nth-child(2)').allInnerTexts()).map(Number);
      assert.equal(await head.getAttribute('aria-sort'), 'none');
      await head.getByRole('button').click();
      await page.locator('th[data-key="area"][aria-sort="ascending"]').waitFor();
      assert.deepEqual(
        await areas(),
        (await areas()).toSorted((a, b) => a - b),
      );
      await page.keyboard.press('Enter');
      await page.locator('th[data-key="area"][aria-sort="descending"]').waitFor();
      assert.deepEqual(
        await areas(),
        (await areas()).toSorted((a, b) => b - a),
      );
    });

    it('shares its selection with the picture, both ways', async () => {
      const preview = await open({ state: { choices: { tableOpen: true } } });
      await preview.show(await pictureOf(eight));
      const { page } = preview;
      await rows(preview).nth(6).click();
      await card(preview).getByRole('heading', { name: 'Region 7', exact: true }).waitFor();
      assert.deepEqual(await selected(preview), ['7']);
      await page.locator('#stage').focus();
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(
        () => document.querySelector('.region-row[aria-pressed="true"]')?.textContent !== '7',
      );
      const heading = await card(preview).getByRole('heading').innerText();
      assert.deepEqual(await selected(preview), [heading.replace('Region ', '')]);
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('.region-row[aria-pressed="true"]'));
    });

    it('is walked with the keys, page after page', async () => {
      const preview = await open({ state: { choices: { tableOpen: true } } });
      const picture = await pictureOf(tangents);
      const { regions } = picture.facts;
      assert.ok(regions > 200);
      await preview.show(picture);
      const { page } = preview;
      assert.equal(await rows(preview).count(), 100);
      assert.equal(await page.locator('.regions').getAttribute('aria-rowcount'), `${regions + 1}`);
      const focused = (): Promise<string | undefined> =>
        page.evaluate(() => document.activeElement?.textContent);
      await rows(preview).first().focus();
      await page.keyboard.press('ArrowDown');
      assert.equal(await focused(), '2');
      await card(preview).getByRole('heading', { name: 'Region 2', exact: true }).waitFor();
      await page.keyboard.press('PageDown');
      assert.equal(await focused(), '102');
      await page.keyboard.press('End');
      assert.equal(await focused(), `${regions}`);
      await page.getByText(`201 to ${regions} of ${regions}`).waitFor();
      await page.keyboard.press('Enter');
      await card(preview).getByText('Copy as').waitFor();
      assert.deepEqual(await selected(preview), [`${regions}`]);
      await page.getByRole('button', { name: 'Previous page' }).click();
      await page.getByText(`101 to 200 of ${regions}`).waitFor();
    });
  });

  it('draw linear regions when these are asked for', async () => {
    const preview = await open({ state: { choices: { settingsOpen: true, lines: true } } });
    await preview.show(await pictureOf(idleFold));
    const before = await stageColours(preview);
    await preview.page.getByRole('combobox', { name: 'Regions' }).click();
    await preview.page.getByRole('option', { name: 'By affine map' }).click();
    await preview.page.waitForTimeout(300);
    assert.ok((await stageColours(preview)) < before);
  });

  for (const theme of Object.keys(themes) as ThemeName[])
    it(`are open to everybody in the ${theme} theme, says axe`, async () => {
      const choices = { settingsOpen: true, statisticsOpen: true, tableOpen: true };
      const preview = await open({ theme, state: { choices }, size: { width: 1200, height: 900 } });
      await preview.show(await pictureOf(tangents));
      await rows(preview).nth(3).click();
      await card(preview).getByText('Copy as').waitFor();
      assert.deepEqual(await violations(preview), []);
    });
});

function statistics({ page }: Preview): Locator {
  return page.locator('#statistics');
}

function rows({ page }: Preview): Locator {
  return page.locator('.region-row');
}

function selected({ page }: Preview): Promise<string[]> {
  return page.locator('.region-row[aria-pressed="true"]').allInnerTexts();
}
