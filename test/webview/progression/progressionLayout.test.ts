import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { root } from '../../../scripts/project.mjs';
import { learning, openProgression, type ProgressionView } from './progressions.ts';

const german = JSON.parse(readFileSync(join(root, 'l10n/bundle.l10n.de.json'), 'utf8')) as Readonly<
  Record<string, string>
>;

const between = { course: { kind: 'interpolation', from: 0, to: 5 } };

/**
 * Space for axis names and ticks on the left and at the bottom of a picture seen from above.
 */
const gutter = { left: 58, bottom: 44 };

describe('the layout of a progression in Chromium', () => {
  let opened: ProgressionView | undefined;
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });

  const box = async (node: Locator) => {
    const found = await node.boundingBox();
    assert.ok(found);
    return { ...found, right: found.x + found.width, bottom: found.y + found.height };
  };

  const places = [400, 500, 800, 1200].flatMap((width) =>
    Object.entries({ English: {}, German: german }).map(([language, texts]) => ({
      width,
      language,
      texts,
    })),
  );
  for (const { width, language, texts } of places)
    it(`neither truncates nor covers names at ${width} pixels, in ${language}`, async () => {
      const options = { size: { width, height: 720 }, state: between, texts };
      const view = (opened = await openProgression(learning, options));
      const { page } = view;
      await page.locator('.time-event').first().waitFor();
      const names = page.locator('.curve-name');
      assert.ok((await names.count()) >= 4);
      for (const row of await page.locator('.curve').all()) {
        const name = await box(row.locator('.curve-name'));
        const value = await box(row.locator('.curve-value'));
        const own = await box(row);
        assert.ok(name.right <= value.x, 'the name ends before the value');
        assert.ok(name.y >= own.y - 1 && name.bottom <= own.bottom + 1, 'and keeps to its row');
        const isCut = await row
          .locator('.curve-name')
          .evaluate((node) => node.scrollWidth > node.clientWidth);
        assert.ok(!isCut);
      }
      const chosen = page.locator('.transport vscode-dropdown .selected-value');
      const isCut = await chosen.evaluate((node) => node.scrollWidth > node.clientWidth);
      assert.ok(!isCut, 'the speed is to be read');
      const speed = await box(page.locator('.transport vscode-dropdown'));
      const track = await box(page.locator('.time-track'));
      assert.ok(speed.right <= track.x || speed.bottom <= track.y, 'the speed is off the track');
      const count = await box(page.locator('.time-count output'));
      assert.ok(count.right <= track.x || count.x >= track.right, 'so is the count');
      const plots = await page.locator('.curve-track').all();
      assert.equal(plots.length, await names.count());
      for (const plot of plots) {
        const axis = await box(plot);
        const isOne = Math.abs(axis.x - track.x) + Math.abs(axis.right - track.right) < 1;
        assert.ok(isOne, 'the curves have the axis of the track');
      }

      await page.keyboard.press('2');
      await page.locator('#stage[data-mode="2d"]').waitFor();
      const message = 'This checkpoint has 3 units in layer 2, and the network has 4.';
      const problem = { severity: 'error', message, line: 12, column: 7 } as const;
      const problems = [problem, problem, problem];
      await view.send({ kind: 'status', status: { kind: 'problems', problems } });
      const notice = await box(page.locator('.notice .box'));
      const stage = await box(page.locator('#stage'));
      const caption = await box(page.locator('.caption'));
      assert.ok(caption.bottom <= stage.y, 'the caption is above the picture');
      assert.ok(notice.x >= stage.x + gutter.left, 'the name of the vertical axis is in sight');
      assert.ok(notice.bottom <= stage.bottom - gutter.bottom, 'and that of the other one');
    });
});
