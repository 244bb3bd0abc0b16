import assert from 'node:assert/strict';
import { sigmoid } from '../../../../src/core/numeric/logistic.ts';
import { readSweep } from '../../../../src/core/entropy/diagnostics/runSweep.ts';
import { mulberry32 } from '../../../../src/core/random.ts';
import { readRuns } from '../../../../src/engine/entropy/readRuns.ts';
import type { FromRunView, ShownLog, ToRunView } from '../../../../src/protocol/entropy/runs.ts';
import { defaultSweep, runsOf } from '../../../../src/webview/entropy/runs/state.ts';
import { sweepEstimatesCsv, sweepRunsCsv } from '../../../../src/webview/entropy/runs/sweepCsv.ts';
import {
  chosenControls,
  sweepKey,
  sweepRows,
} from '../../../../src/webview/entropy/runs/sweepRuns.ts';
import { decodeKept } from '../../../../src/webview/entropy/runs/viewState.ts';
import { syntheticSweeps } from '../../../core/entropy/syntheticSweeps.ts';
import { sharedBrowser } from '../../browser.ts';
import { violations } from '../../axe.ts';
import { openView } from '../../harness.ts';

/** A panel of many short runs whose last entropies are those of a sweep across a cusp. */
async function panelOf(count: number): Promise<ShownLog> {
  const { outcomes, asymmetry } = syntheticSweeps(1)[1].draw(count, mulberry32(5));
  const names = outcomes.map((_, i) => `run ${i + 1}`);
  const columns = names.flatMap((name) => [`${name} - entropy`, `${name} - actor/kl_coef`]);
  const lines = Array.from({ length: 12 }, (_, step) =>
    [
      step,
      ...outcomes.flatMap((y, i) => [1.5 * sigmoid(2 * y - 1), 0.1 + 0.02 * asymmetry[i][1]]),
    ].join(','),
  );
  const result = await readRuns(
    { content: [['Step', ...columns].join(','), ...lines].join('\n'), mapping: {} },
    new AbortController().signal,
    () => undefined,
  );
  return { uri: 'file:///panel.csv', fileName: 'panel.csv', result };
}

describe('the sweep over the runs of a view', () => {
  it('reads the values of logs and of the user, and writes them with all digits', async () => {
    const runs = runsOf([await panelOf(60)]);
    const typed = { [sweepKey(runs[0])]: { learningRate: 1e-6, kl: 7 } };
    const choices = { ...defaultSweep, typed };
    // All entered learning rates are equal; the logged weight is not overwritten.
    assert.deepEqual(chosenControls(runs, choices), ['kl']);
    const rows = sweepRows(runs, choices, ['kl']);
    assert.equal(rows.length, 60);
    assert.ok(rows.every(({ controls: [kl] }) => kl > 0 && kl < 1));
    assert.deepEqual(sweepRows(runs, choices, ['learningRate'])[0].controls, [-6]);
    const reading = readSweep(rows);
    assert.ok(reading.kind === 'fitted');
    const exported = { runs, rows, controls: ['kl'], outcome: 'entropy' } as const;
    const [head, first, ...rest] = sweepRunsCsv(exported, reading).trim().split('\r\n');
    assert.equal(head, 'run,last_entropy,kl,alpha,beta,possible_outcomes,ended_high');
    assert.deepEqual(first.split(',').slice(1, 4).map(Number), [
      rows[0].outcome,
      rows[0].controls[0],
      reading.places[0].alpha,
    ]);
    assert.equal(rest.length, 59);
    const estimates = sweepEstimatesCsv(exported, reading).trim().split('\r\n');
    assert.ok(estimates[1].startsWith('alpha,intercept,') && estimates[1].split(',').length === 4);
    assert.equal(estimates.length, 1 + 6 + 2 + 16);
  });

  it('restores what was saved, and nothing else', () => {
    const typed = { 'a#': { kl: 0.1 } };
    const kept = { outcome: 'success', controls: ['kl', 'clip'], typed };
    assert.deepEqual(decodeKept({ sweep: kept }).sweep, kept);
    const wrong = { outcome: 'x', controls: ['y', 'kl'], typed: { b: { z: 1, kl: 'w' } } };
    assert.deepEqual(decodeKept({ sweep: wrong }).sweep, {
      ...{ outcome: 'entropy', controls: ['kl'], typed: { b: {} } },
    });
    assert.deepEqual(decodeKept(undefined).sweep, defaultSweep);
  });
});

describe('the cusp pane of several runs', () => {
  it('cannot decide with few runs, accepts input, and shows the plane and the estimates of many', async () => {
    const view = await openView<ToRunView, FromRunView>(await sharedBrowser(), 'run', {
      size: { width: 1000, height: 1400 },
    });
    const { page } = view;
    await view.send({ kind: 'restore', state: undefined });
    await view.send({ kind: 'logs', logs: [await panelOf(4)] });
    await page
      .getByText('Undetermined: 4 runs have all values; these controls need at least 50')
      .waitFor();
    await page.getByRole('checkbox', { name: 'Clip range ε' }).click();
    await page
      .getByText('Undetermined: 0 runs have all values; these controls need at least 75')
      .waitFor();
    const field = page.getByRole('textbox', { name: 'Clip range ε of run 2 (panel.csv)' });
    await field.fill('0,2');
    await field.press('Enter');
    await page.locator('[aria-invalid="true"]').waitFor();
    await field.fill('0.2');
    await field.press('Enter');
    await page.getByText('Undetermined: 1 run has all values').waitFor();
    await page.getByRole('checkbox', { name: 'Clip range ε' }).click();

    await view.send({ kind: 'logs', logs: [await panelOf(60)] });
    await page.getByText('A cusp describes these runs better').waitFor();
    const plane = page.getByRole('slider', { name: 'Runs in the control plane of the cusp' });
    await plane.press('End');
    assert.match((await plane.getAttribute('aria-valuetext')) ?? '', /^run \d+ .* outcome/);
    await page.getByRole('button', { name: 'Save estimates as CSV' }).click();
    assert.ok((await view.sent()).some(({ kind }) => kind === 'save'));
    assert.deepEqual(await violations(view), []);
    assert.deepEqual(view.faults, []);
    await view.close();
  });
});
