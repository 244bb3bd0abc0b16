import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { until, type Workbench } from '../../scripts/vscode/workbench.mjs';
import { lookAt } from './pixels.ts';
import { close, openExamples, screenshots } from './session.ts';

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
    workbench = await openExamples({ 'workbench.colorTheme': 'Default Dark Modern' });
    await workbench.openFile('xor.fold.yaml');
    await workbench.run('Show Fold Complex');
    await stage().waitFor();
  });
  after(() => close(workbench));

  const stage = (): Locator => workbench.view().locator('#stage[data-version]');

  for (const [className, theme] of Object.entries(themes)) {
    it(`follows ${theme} without being opened again`, async () => {
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
  }
});
