import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { until, type Workbench } from '../../scripts/vscode/workbench.mjs';
import { openExamples, screenshots } from './session.ts';

const log = 'collapse.csv';

/** The log lines of a collapsing run from one step to another, each with its line break. */
function rows(from: number, to: number): string {
  const lines = Array.from({ length: to - from + 1 }, (_, i) => {
    const step = from + i;
    const entropy = 1.3 * Math.exp(-step / 20) + 0.05 + 0.02 * Math.sin(9 * step);
    const reward = 0.75 - 0.15 * Math.exp(entropy) + 0.01 * Math.cos(7 * step);
    return `${step},${entropy.toFixed(5)},${reward.toFixed(5)}\n`;
  });
  return lines.join('');
}

describe('a training log in the workbench', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openExamples();
    writeFileSync(join(workbench.folder, log), `step,entropy,reward\n${rows(1, 40)}`);
  });

  const slider = (): Locator => workbench.view().getByRole('slider', { name: 'Step of the run' });
  const lastStep = async (): Promise<number> =>
    Number(await slider().getAttribute('aria-valuemax'));

  it('opens from the Explorer', async () => {
    await workbench.run('Refresh Explorer');
    const row = await workbench.fileRow(log);
    await workbench.pickFromMenu(row, 'Analyse Training Run');
    await workbench.tab(`Run: ${log}`).waitFor();
    await until('its last step', async () => (await lastStep()) === 40);
    await workbench.view().getByText('Statistics').waitFor();
    await workbench.screenshot(join(screenshots, 'run.png'));
  });

  it('updates while it is being written', async () => {
    await slider().focus();
    await workbench.page.keyboard.press('Home');
    await workbench
      .view()
      .getByText(/^Step 1 · /)
      .waitFor();
    // An incomplete line is not a row yet, and not an error either.
    appendFileSync(join(workbench.folder, log), `${rows(41, 60)}61,0.1`);
    await until('what was added', async () => (await lastStep()) >= 60);
    appendFileSync(join(workbench.folder, log), `0000,0.60000\n${rows(62, 90)}`);
    await until('the rest', async () => (await lastStep()) === 90);
    // The selected step stays.
    await workbench
      .view()
      .getByText(/^Step 1 · /)
      .waitFor();
    assert.equal(await workbench.view().locator('.run-failure').count(), 0);
  });

  it('links to the linked panes and back', async () => {
    await workbench.view().getByRole('slider', { name: 'KL weight β' }).fill('0.3');
    await workbench.view().getByRole('button', { name: 'Open in entropy view' }).click();
    await workbench.tab('Entropy: collapse.entropy.yaml').waitFor();
    const placed = workbench.view().getByText(/Step 90: u_ref = /);
    // Beside its spec the page is narrow, so the controls are collapsed at first.
    await placed.waitFor({ state: 'attached' });
    await workbench.view().getByRole('button', { name: 'Controls' }).click();
    await placed.waitFor();
    const back = workbench.view().getByRole('button', { name: `Open the log of ${log}` });
    await workbench.screenshot(join(screenshots, 'run-linked.png'));
    // The text of the spec has opened in front of the view of the run.
    const spec = '.tab[data-resource-name="collapse.entropy.yaml"]';
    await workbench.page.locator(spec).click();
    await workbench.page.locator(`${spec}.active`).waitFor();
    await back.click();
    await workbench.tab(`Run: ${log}`).and(workbench.page.locator('.active')).waitFor();
    await workbench
      .tab('Entropy: collapse.entropy.yaml')
      .getByRole('button', { name: /^Close/ })
      .click();
    await slider().waitFor();
  });

  it('follows edits to it, and says what it cannot read', async () => {
    const { page } = workbench;
    const tab = (name: string): Locator => page.getByRole('tab', { name, exact: true });
    const shown = (): Promise<void> => tab(`Run: ${log}`).click();
    await (await workbench.fileRow(log)).dblclick();
    await tab(log).waitFor();
    await page.locator('.editor-instance .view-line').first().waitFor();
    // The head and 90 rows are above.
    await workbench.typeOver({ line: 92, column: 1, length: 0 }, '95,0.06,0.59\n');
    await shown();
    await until('the typed row', async () => (await lastStep()) === 95);
    await tab(log).click();
    await workbench.typeOver({ line: 1, column: 6, length: 7 }, 'height');
    await shown();
    await workbench
      .view()
      .getByText(/No entropy column was found/)
      .waitFor();
  });
});
