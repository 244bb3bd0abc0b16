import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { numberText } from '../../../src/core/numberText.ts';
import { eventually } from '../../eventually.ts';
import { card, drawn, fromAbove, savedView, lastSent, usePreviews } from '../actions.ts';
import { violations } from '../axe.ts';
import { pictureOf, type Preview } from '../harness.ts';
import { stageColours, stagePicture } from '../pixels.ts';
import { eight, idleFold, sawtooth, tangents } from '../specs.ts';
import { themes, type ThemeName } from '../themes.ts';

declare global {
  interface Window {
    /** Class names of the elements whose content has changed. */
    changed: string[];
  }
}

describe('the panes beside the picture', () => {
  const open = usePreviews();

  describe('statistics', () => {
    it('open with a key and show the facts', async () => {
      const preview = await open();
      const picture = await pictureOf(eight);
      await preview.show(picture);
      await preview.page.keyboard.press('i');
      await statistics(preview).waitFor();
      const text = await statistics(preview).innerText();
      const { regions, linearRegions, planeRegions, upperBounds, extrema, integrals, lipschitz } =
        picture.facts;
      assert.match(text, new RegExp(`Activation\\s+${regions}\\s`));
      assert.match(text, new RegExp(`Linear\\s+${linearRegions}\\s`));
      assert.match(text, new RegExp(`Whole plane\\s+${planeRegions}\\s`));
      assert.match(text, new RegExp(`At most\\s+${upperBounds.serra}\\s`));
      for (const number of [extrema[0].max.value, extrema[0].min.value, lipschitz[0].norm])
        assert.ok(text.includes(numberText(number)), `${number} in ${text}`);
      assert.ok(text.includes(numberText(integrals[0].mean)));
      assert.match(text, /fold\s+8\s+0\s+0/);
      assert.match(text, /V − E \+ F = 1\b/);
      await preview.page.keyboard.press('i');
      await statistics(preview).waitFor({ state: 'hidden' });
    });

    it('reveal where a fact holds, and the neurons in the text', async () => {
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
      const { place } = await lastSent(preview, 'openSource');
      assert.equal(place?.layer, 0);
    });

    it('describe linear regions where these are shown', async () => {
      const choices = { statisticsOpen: true, regions: 'linear' };
      const preview = await open({ state: { choices } });
      const picture = await pictureOf(idleFold);
      await preview.show(picture);
      await statistics(preview).getByText('Areas of linear regions').waitFor();
      // The two halves of the square have equal areas: one bar for both.
      await statistics(preview).getByRole('img', { name: 'at most 2 regions per bar' }).waitFor();
      const steepest = picture.complex.linearRegion[picture.facts.lipschitz[0].cell] + 1;
      await statistics(preview).getByText(`in linear region ${steepest}`).click();
      await card(preview)
        .getByRole('heading', { name: `Linear region ${steepest}`, exact: true })
        .waitFor();
    });

    it('say when they cover only a part, and use the terms for a graph', async () => {
      const preview = await open({ state: { choices: { statisticsOpen: true } } });
      await preview.show(await pictureOf(eight, 1, 12));
      await statistics(preview).getByText('The computation stopped early').waitFor();
      await preview.show(await pictureOf(sawtooth, 2));
      await eventually(async () => {
        const text = await statistics(preview).innerText();
        assert.match(text, /Whole line\s+3/);
        assert.match(text, /At most\s+3/);
        assert.match(text, /Steepest\s+2\s/);
        assert.ok(text.includes('Lengths') && !text.includes('Lipschitz'));
      });
    });

    it('stay open when the view is restored, and leave the picture its space', async () => {
      const preview = await open();
      await preview.show(await pictureOf(eight));
      const before = await preview.page.locator('#stage').boundingBox();
      await preview.page.getByRole('button', { name: 'Statistics', exact: true }).click();
      await statistics(preview).waitFor();
      await eventually(async () => {
        const after = await preview.page.locator('#stage').boundingBox();
        assert.ok(before && after && after.width < before.width && after.x > before.x);
      });
      assert.equal((await savedView(preview)).choices.statisticsOpen, true);
    });
  });

  describe('the table of regions', () => {
    it('has a row for every region, with column and row headers', async () => {
      const preview = await open();
      const picture = await pictureOf(eight);
      await preview.show(picture);
      await preview.page.keyboard.press('t');
      const { page } = preview;
      await rows(preview).first().waitFor();
      await hasRows(preview, picture.facts.regions);
      assert.equal(await page.getByRole('rowheader').count(), picture.facts.regions);
      assert.equal(await page.getByRole('columnheader').count(), 6);
      const first = await rows(preview).first().locator('xpath=ancestor::tr').innerText();
      assert.ok(first.startsWith('1\t'), first);
    });

    it('is sorted by its headers', async () => {
      const preview = await open({ state: { choices: { tableOpen: true } } });
      await preview.show(await pictureOf(eight));
      const { page } = preview;
      const head = page.getByRole('columnheader', { name: 'Area' });
      const areas = async (): Promise<number[]> =>
        (await page.locator('.regions tbody td:nth-child(2)').allInnerTexts()).map(Number);
      assert.equal(await head.getAttribute('aria-sort'), 'none');
      await head.getByRole('button').click();
      await page.locator('th[data-key="area"][aria-sort="ascending"]').waitFor();
      await eventually(async () => isSorted(await areas()));
      await page.keyboard.press('Enter');
      await page.locator('th[data-key="area"][aria-sort="descending"]').waitFor();
      await eventually(async () => isSorted((await areas()).toReversed()));
    });

    it('shares its selection with the picture, both ways', async () => {
      const preview = await open({ state: { choices: { tableOpen: true } } });
      await preview.show(await pictureOf(eight));
      const { page } = preview;
      await rows(preview).nth(6).click();
      await isSelected(preview, '7');
      await card(preview).getByRole('heading', { name: 'Region 7', exact: true }).waitFor();
      await page.locator('#stage').focus();
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(
        () =>
          document.querySelector('.region-row[aria-pressed="true"]')?.textContent.trim() !== '7',
      );
      await eventually(async () => {
        const heading = await card(preview).getByRole('heading').innerText();
        assert.deepEqual(await selected(preview), [heading.replace('Region ', '')]);
      });
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('.region-row[aria-pressed="true"]'));
    });

    it('lists linear regions where these are shown, with the selection of the picture', async () => {
      const preview = await open({ state: { choices: { tableOpen: true, regions: 'linear' } } });
      await preview.show(await pictureOf(idleFold));
      const { page } = preview;
      await hasRows(preview, 2);
      const texts = await page.locator('.regions tbody tr').allInnerTexts();
      const fields = texts.map((text) => text.split('\t'));
      assert.deepEqual(
        fields.map(([region, area]) => [region, area]),
        [
          ['1', '2'],
          ['2', '2'],
        ],
      );
      assert.ok(fields.every((row) => /^[01]\* \(2 patterns\)$/.test(row[row.length - 1])));
      assert.match(await page.locator('#status').innerText(), /2 linear regions\s*4 patterns/);
      await rows(preview).nth(1).click();
      await isSelected(preview, '2');
      await card(preview).getByRole('heading', { name: 'Linear region 2', exact: true }).waitFor();
    });

    it('is filtered from the keyboard, and says how many rows are left', async () => {
      const preview = await open();
      const picture = await pictureOf(eight);
      await preview.show(picture);
      const { page } = preview;
      const all = picture.facts.regions;
      await page.locator('#stage').focus();
      await page.keyboard.press('/');
      await page.waitForFunction(() => document.activeElement?.matches('#table input'));
      const roomOf = async (): Promise<unknown> => page.locator('#stage').boundingBox();
      const room = await roomOf();
      // Letters and digits that are shortcuts elsewhere are text here.
      await page.keyboard.type('fold:2=1 area>0.1');
      const filter = page.getByRole('textbox', { name: 'Filter' });
      assert.equal(await filter.inputValue(), 'fold:2=1 area>0.1');
      const cells = page.locator('.regions tbody tr');
      await eventually(async () => {
        const shown = await cells.allInnerTexts();
        assert.ok(shown.length > 0 && shown.length < all);
        for (const row of shown.map((text) => text.split('\t'))) {
          assert.ok(Number(row[1]) > 0.1, row.join());
          assert.equal(row[row.length - 1][1], '1', row.join());
        }
        const said = await page.locator('#table [role="status"]').innerText();
        assert.equal(said, `${shown.length} of ${all} match`);
      });
      assert.deepEqual(await roomOf(), room, 'the picture keeps its room');
      await page.keyboard.press('ArrowDown');
      await page.waitForFunction(() => document.activeElement?.matches('.region-row'));
      assert.equal((await savedView(preview)).choices.tableFilter, 'fold:2=1 area>0.1');
      await filter.fill('fold:99');
      await page.getByText('Not recognized: fold:99').waitFor();
      await page.getByText('Filter by pattern (01?').waitFor();
      await hasRows(preview, all);
      await filter.press('Escape');
      await eventually(async () => assert.equal(await filter.inputValue(), ''));
      await hasRows(preview, all);
    });

    it('is navigated with the keys, page by page', async () => {
      const preview = await open({ state: { choices: { tableOpen: true } } });
      const picture = await pictureOf(tangents);
      const { regions } = picture.facts;
      assert.ok(regions > 200);
      await preview.show(picture);
      const { page } = preview;
      await hasRows(preview, 100);
      assert.equal(await page.locator('.regions').getAttribute('aria-rowcount'), `${regions + 1}`);
      const isFocused = (wanted: string): Promise<void> =>
        eventually(async () => {
          const focused = await page.evaluate(() => document.activeElement?.textContent.trim());
          assert.equal(focused, wanted);
        });
      await rows(preview).first().focus();
      await page.keyboard.press('ArrowDown');
      await isFocused('2');
      await card(preview).getByRole('heading', { name: 'Region 2', exact: true }).waitFor();
      await page.keyboard.press('PageDown');
      await isFocused('102');
      await page.keyboard.press('End');
      await isFocused(`${regions}`);
      await page.getByText(`201 to ${regions} of ${regions}`).waitFor();
      await page.keyboard.press('Enter');
      await page.locator('#card.pinned').waitFor();
      await isSelected(preview, `${regions}`);
      await page.getByRole('button', { name: 'Previous page' }).click();
      await page.getByText(`101 to 200 of ${regions}`).waitFor();
    });
  });

  for (const width of [400, 800, 1200, 1600])
    it(`leave the picture visible at ${width} pixels, with all of them open`, async () => {
      const choices = { settingsOpen: true, statisticsOpen: true, tableOpen: true };
      const preview = await open({ state: { choices }, size: { width, height: 800 } });
      await preview.show(await pictureOf(eight));
      const { page } = preview;
      await page.keyboard.press('w');
      await page.locator('#guide h2').waitFor();
      await eventually(async () => {
        const stage = await boxOf(preview, '.stage');
        assert.ok(stage.width >= 300 && stage.height >= 150, JSON.stringify(stage));
        for (const pane of ['.side', '.guide', '.table'])
          assert.ok(!isOver(await boxOf(preview, pane), stage), `${pane} is over the picture`);
      });
    });

  it('leave the picture its size within the remaining space', async () => {
    const preview = await open({ size: { width: 900, height: 900 } });
    await preview.show(await pictureOf(eight));
    const before = (await savedView(preview)).camera?.orbit.span ?? 0;
    await preview.page.keyboard.press('i');
    await statistics(preview).waitFor();
    await eventually(async () => {
      const span = (await savedView(preview)).camera?.orbit.span ?? 0;
      assert.ok(span > 1.05 * before, `${span} after ${before}`);
    });
    await preview.page.keyboard.press('i');
    await eventually(async () => {
      const span = (await savedView(preview)).camera?.orbit.span ?? 0;
      assert.ok(Math.abs(span - before) <= 1e-9 * before, `${span} after ${before}`);
    });
  });

  it('leave unchanged elements alone, so that they are not announced again', async () => {
    const choices = { settingsOpen: true, statisticsOpen: true, tableOpen: true };
    const preview = await open({ state: { choices }, size: { width: 1200, height: 900 } });
    await preview.show(await pictureOf(eight));
    const { page } = preview;
    await rows(preview).nth(3).click();
    await page.locator('#card.pinned').waitFor();
    await drawn(preview);
    await page.evaluate(() => {
      window.changed = [];
      const observer = new MutationObserver((records) => {
        for (const { target } of records)
          window.changed.push(
            (target instanceof Element ? target : target.parentElement)!.className,
          );
      });
      for (const part of document.querySelectorAll('#app > :not(.header)'))
        observer.observe(part, { subtree: true, childList: true, characterData: true });
    });
    await preview.send({ kind: 'highlight', place: { layer: 0, neuron: 2 } });
    await page.getByText('Highlighted: fold · 3').waitFor();
    const changed = await page.evaluate(() => window.changed);
    assert.deepEqual([...new Set(changed)], ['highlight']);
  });

  it('draw linear regions on request', async () => {
    // Hidden classes mark a state in which "region" has been chosen.
    const choices = { settingsOpen: true, lines: false, colouring: 'region', hiddenClasses: [] };
    const state = { ...fromAbove(), choices };
    const preview = await open({ state, size: { width: 1200, height: 700 } });
    await preview.show(await pictureOf(idleFold));
    const before = await stageColours(preview);
    const apart = await stagePicture(preview);
    const merge = preview.page.getByRole('checkbox', { name: 'Merge regions' });
    await merge.click();
    await eventually(async () => {
      const after = await stageColours(preview);
      assert.ok(after < before, `${after} colours, ${before} before`);
    });
    await merge.click();
    await eventually(async () => assert.ok(apart.equals(await stagePicture(preview))));
  });

  it('are all inside landmarks, and have no violation of any impact', async () => {
    const choices = { settingsOpen: true, statisticsOpen: true, tableOpen: true };
    const preview = await open({ state: { choices }, size: { width: 1200, height: 900 } });
    await preview.show(await pictureOf(eight));
    await rows(preview).nth(3).click();
    await preview.page.locator('#card.pinned').waitFor();
    const all = ['minor', 'moderate', 'serious', 'critical'] as const;
    assert.deepEqual(await violations(preview, all), []);
    await preview.page.keyboard.press('?');
    await preview.page.locator('#help').waitFor();
    assert.deepEqual(await violations(preview, all), []);
  });

  it('do not cut off the patterns of the table, and end headers where their numbers end', async () => {
    const preview = await open({
      state: { choices: { tableOpen: true } },
      size: { width: 500, height: 700 },
    });
    await preview.show(await pictureOf(tangents));
    await rows(preview).first().waitFor();
    const edges = await preview.page.evaluate(() => {
      const end = (element: Element | null): number => {
        const range = document.createRange();
        range.selectNodeContents(element!);
        return range.getBoundingClientRect().right;
      };
      const area = [
        document.querySelector('th[data-key=area] .sorter')!.firstElementChild!.previousSibling!,
        document.querySelector('.regions tbody td')!,
      ].map((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect().right;
      });
      const cell = document.querySelector('.pattern-text')!;
      const cut = end(cell) - cell.getBoundingClientRect().right;
      return { area, cut };
    });
    assert.ok(Math.abs(edges.area[0] - edges.area[1]) <= 1, JSON.stringify(edges));
    assert.ok(edges.cut <= 0, JSON.stringify(edges));
  });

  for (const theme of Object.keys(themes) as ThemeName[])
    it(`are accessible in the ${theme} theme`, async () => {
      const choices = { settingsOpen: true, statisticsOpen: true, tableOpen: true };
      const preview = await open({ theme, state: { choices }, size: { width: 1200, height: 900 } });
      await preview.show(await pictureOf(tangents));
      await rows(preview).nth(3).click();
      await preview.page.locator('#card.pinned').waitFor();
      assert.deepEqual(await violations(preview), []);
      await preview.page.keyboard.press('w');
      await preview.page.locator('#guide h2').waitFor();
      assert.deepEqual(await violations(preview), []);
    });
});

function statistics({ page }: Preview): Locator {
  return page.locator('#statistics');
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf({ page }: Preview, selector: string): Promise<Box> {
  const box = await page.locator(selector).boundingBox();
  assert.ok(box, `${selector} is not shown`);
  return box;
}

/** Whether two boxes overlap in more than a border. */
function isOver(a: Box, b: Box): boolean {
  const reach = (p: number, length: number, q: number, other: number): number =>
    Math.min(p + length, q + other) - Math.max(p, q);
  return reach(a.x, a.width, b.x, b.width) > 1 && reach(a.y, a.height, b.y, b.height) > 1;
}

function isSorted(numbers: readonly number[]): void {
  assert.deepEqual(
    numbers,
    numbers.toSorted((a, b) => a - b),
  );
}

function rows({ page }: Preview): Locator {
  return page.locator('.region-row');
}

function hasRows(preview: Preview, count: number): Promise<void> {
  return eventually(async () => assert.equal(await rows(preview).count(), count));
}

function selected({ page }: Preview): Promise<string[]> {
  return page.locator('.region-row[aria-pressed="true"]').allInnerTexts();
}

/** A hovered row has the same card, so aria-pressed is needed to see that it is selected. */
function isSelected(preview: Preview, region: string): Promise<void> {
  return eventually(async () => assert.deepEqual(await selected(preview), [region]));
}
