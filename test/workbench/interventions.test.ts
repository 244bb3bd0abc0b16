import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { until, type Workbench } from '../../scripts/vscode/workbench.mjs';
import { openExamples, screenshots } from './session.ts';

describe('the interventions view in the workbench', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openExamples();
  });

  const button = (name: string): Locator => workbench.view().getByRole('button', { name });
  const progress = (): Locator => workbench.view().getByRole('progressbar', { name: 'Simulated' });
  const set = (name: string, value: string): Promise<void> =>
    workbench.view().getByRole('slider', { name, exact: true }).fill(value);
  const seeds = (): Promise<string[]> =>
    workbench.view().locator('.bench-table tbody td:last-child').allTextContents();
  const allHave = async (count: string): Promise<boolean> => {
    const counts = await seeds();
    return counts.length > 0 && counts.every((one) => one === count);
  };

  it('simulates until all curves are complete, and reports its progress', async () => {
    await workbench.run('Compare Interventions');
    await button('Simulate').waitFor();
    await set('Seeds', '2');
    await set('Steps', '150');
    await workbench
      .view()
      .getByText(/training runs of 150 steps/)
      .first()
      .waitFor();
    await button('Simulate').click();
    await workbench
      .view()
      .getByText(/% simulated/)
      .waitFor();
    await until('progress', async () => (await progress().evaluate(valueOf)) > 0);
    await workbench.view().locator('.bench-plots .bench-line').first().waitFor();
    await progress().waitFor({ state: 'hidden' });
    assert.ok(await allHave('2'));
    assert.equal(await workbench.view().locator('.bench-plots svg').count(), 4);
    await workbench.screenshot(join(screenshots, 'interventions.png'));
  });

  it('keeps its results while another tab is active', async () => {
    await workbench.openFile('xor.fold.yaml');
    await workbench.tab('Interventions').click();
    await until('what was found', () => allHave('2'));
  });

  it('stops, and shows what was finished', async () => {
    await set('Seeds', '16');
    await set('Steps', '600');
    await workbench
      .view()
      .getByText(/training runs of 600 steps/)
      .first()
      .waitFor();
    await button('Simulate').click();
    await until('the first run', async () => (await seeds()).some((count) => Number(count) > 0));
    await button('Stop').click();
    await workbench.view().getByText('Stopped. Finished runs are shown.').waitFor();
    const finished = await seeds();
    assert.ok(finished.some((count) => Number(count) > 0 && Number(count) < 16));
    // Nothing keeps running in the background: the next request is answered at once.
    await set('Seeds', '1');
    await set('Steps', '50');
    await button('Simulate').click();
    await until('the curves of the next', () => allHave('1'));
    await progress().waitFor({ state: 'hidden' });
  });
});

function valueOf(bar: Element): number {
  return (bar as HTMLProgressElement).value;
}
