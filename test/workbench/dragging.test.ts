import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { until, type Workbench } from '../../scripts/vscode/workbench.mjs';
import { examples, openExamples, screenshots } from './session.ts';

const file = 'dragging.fold.yaml';
const text = readFileSync(join(examples, 'xor.fold.yaml'), 'utf8');

describe('dragging a fold in the workbench', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openExamples();
    await workbench.openFile(file);
    await workbench.run('Show Fold Complex');
    await stage().waitFor();
    await stage().focus();
    await workbench.page.keyboard.press('2');
  });

  const stage = (): Locator => workbench.view().locator('#stage[data-version]');
  const saved = (): string => readFileSync(join(workbench.folder, file), 'utf8');

  /** Presses on the fold x + y = 0 and drags it down to the left. */
  const drag = async (): Promise<void> => {
    const { page } = workbench;
    await workbench.view().locator('#stage[data-mode="2d"]').waitFor();
    const box = await stage().boundingBox();
    assert.ok(box);
    // x + y = 0 goes through the middle of the plot, whose axes take up space on the left and below.
    const [x, y] = [box.x + (58 + box.width - 14) / 2, box.y + (12 + box.height - 44) / 2];
    await until('the fold under the pointer', async () => {
      await page.mouse.move(x + 1, y);
      await page.mouse.move(x, y);
      return (await workbench.view().locator('.stage[data-grip="nesw"]').count()) > 0;
    });
    await page.mouse.down();
    await page.mouse.move(x - 40, y + 40, { steps: 8 });
    await workbench.view().locator('#status').filter({ hasText: 'bias' }).waitFor();
  };
  const biasIn = (now: string): string => {
    const [, bias] = /bias: \[(-?[\d.]+), -1\]/.exec(now) ?? [];
    assert.ok(Number(bias) > 0.1, now);
    assert.equal(now.replace(`[${bias}, -1]`, '[0, -1]'), text);
    return bias;
  };

  it('writes the new number into the text as a single undo step', async () => {
    const { page } = workbench;
    await drag();
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await workbench.screenshot(join(screenshots, 'dragged.png'));
    await page.mouse.up();
    await page.locator('.tab.dirty').first().waitFor();

    await workbench.tab(file).first().click();
    await workbench.save();
    biasIn(saved());
    await page.keyboard.press('Control+Z');
    await workbench.tab(file).and(page.locator('.dirty')).waitFor();
    await workbench.save();
    assert.equal(saved(), text);
  });

  it('can be undone and saved from the custom editor', async () => {
    const { page } = workbench;
    await workbench.reopenWith('Fold Complex');
    await page.locator('.editor-group-container.active .tab.active', { hasText: file }).waitFor();
    await until('one view', async () => (await page.locator('iframe.webview').count()) === 2);
    await stage().waitFor();
    await stage().focus();
    await page.keyboard.press('2');
    await drag();
    await page.mouse.up();
    const dirty = workbench.tab(file).and(page.locator('.active.dirty'));
    await dirty.first().waitFor();
    await workbench.screenshot(join(screenshots, 'editor-in-place.png'));
    await page.keyboard.press('Control+Z');
    await dirty.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Y');
    await dirty.waitFor();
    await workbench.save();
    biasIn(saved());
    await workbench.pressTitleButton('Show Source');
    await page.locator('.editor-instance .view-line').first().waitFor();
    await workbench.screenshot(join(screenshots, 'editor-back-to-text.png'));
  });
});
