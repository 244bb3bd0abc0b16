import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { until, type Workbench } from '../../scripts/vscode/workbench.mjs';
import { lookAt } from './pixels.ts';
import { openExamples, screenshots } from './session.ts';

/** The class that VS Code gives the page, and the name in its list of themes. */
const themes = {
  'vscode-light': 'Light Modern',
  'vscode-high-contrast': 'Dark High Contrast',
  'vscode-high-contrast-light': 'Light High Contrast',
  'vscode-dark': 'Dark Modern',
};

describe('themes', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openExamples();
    await workbench.openFile('themes.fold.yaml');
    await workbench.run('Show Fold Complex');
    await stage().waitFor();
  });

  const stage = (): Locator => workbench.view().locator('#stage[data-version]');

  for (const [className, theme] of Object.entries(themes)) {
    it(`adapts to ${theme} without reopening the preview`, async () => {
      const before = await stage().screenshot();
      await workbench.chooseTheme(theme);
      await workbench.view().locator(`body.${className}`).waitFor();
      await until('new colours', async () => !before.equals(await stage().screenshot()));
      const look = await lookAt(workbench.page, await stage().screenshot());
      assert.ok(look.colours >= 4 && look.background < 0.95, JSON.stringify(look));
      await stage().hover();
      await workbench.view().locator('#card', { hasText: 'Region' }).waitFor();
      await workbench.screenshot(join(screenshots, `theme-${className}.png`));
      await workbench.page.mouse.move(5, 5);
    });

    it(`highlights the rows of a region visibly in ${theme}`, async () => {
      await stage().click();
      await workbench.view().locator('#card.pinned').waitFor();
      await until('the marks', async () => (await frames(workbench.page)).length > 0);
      for (const [frame, ground] of await frames(workbench.page))
        assert.ok(contrast(frame, ground) >= 3, `${frame.join()} on ${ground.join()}`);
      await workbench.page.keyboard.press('Escape');
      await until('no marks', async () => (await frames(workbench.page)).length === 0);
    });
  }
});

type Rgb = readonly number[];

/** The outlines around highlighted text, each with the background behind it. */
function frames(page: Page): Promise<(readonly [Rgb, Rgb])[]> {
  return page.evaluate(() => {
    const rgb = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const ground = getComputedStyle(document.querySelector('.monaco-editor')!).backgroundColor;
    return Array.from(document.querySelectorAll('.view-overlays [class*="ced-"]'))
      .map((mark) => getComputedStyle(mark))
      .filter(({ borderLeftWidth }) => borderLeftWidth === '1px')
      .map(({ borderLeftColor }) => [rgb(borderLeftColor), rgb(ground)] as const);
  });
}

/** The contrast of two opaque colours, from 1 to 21 (WCAG 2.2). */
function contrast(a: Rgb, b: Rgb): number {
  const luminance = ([red, green, blue]: Rgb): number => {
    const linear = [red, green, blue].map((c) =>
      c <= 0.04045 * 255 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const [high, low] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (high + 0.05) / (low + 0.05);
}
