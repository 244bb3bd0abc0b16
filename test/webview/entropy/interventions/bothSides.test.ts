import assert from 'node:assert/strict';
import type { ExperimentRun } from '../../../../src/core/entropy/simulator/hysteresisExperiment.ts';
import { plannedRuns } from '../../../../src/core/entropy/simulator/hysteresisExperiment.ts';
import type {
  FromInterventions,
  ToInterventions,
} from '../../../../src/protocol/entropy/interventions.ts';
import { violations } from '../../axe.ts';
import { sharedBrowser } from '../../browser.ts';
import { openView, type ViewPage } from '../../harness.ts';

type BenchPage = ViewPage<ToInterventions, FromInterventions>;

describe('the experiment from both sides', () => {
  async function opened(state?: unknown, size = { width: 1000, height: 1400 }): Promise<BenchPage> {
    const view = await openView<ToInterventions, FromInterventions>(
      await sharedBrowser(),
      'interventions',
      { size },
    );
    await view.send({ kind: 'restore', state });
    return view;
  }

  const small = { experiment: { decisions: 10, success: 0.006, seeds: 2, steps: 50 } };

  /** Answers the request with ends that differ by start at the middle β of reverse KL only. */
  async function answer(view: BenchPage): Promise<void> {
    const asked = (await view.sent()).find((message) => message.kind === 'experiment');
    assert.ok(asked);
    const { request, run } = asked;
    for (const planned of plannedRuns(request)) {
      const { klGradient, strength, side, seed } = planned;
      const isApart = klGradient === 'reverse' && strength === request.strengths[4];
      const entropy = isApart && side === 'collapsed' ? 0.01 : 0.6;
      const level = { entropy: entropy + 1e-4 * (seed % 3), success: 0.5 };
      const finished: ExperimentRun = { ...planned, half: level, end: level };
      await view.send({
        kind: 'experimentUpdate',
        run,
        update: { kind: 'trained', run: finished },
      });
    }
    await view.send({ kind: 'experimentEnded', run, cancelled: false });
  }

  it('draws the equilibria of the model at once, and both starts when they have been trained', async () => {
    const view = await opened(small);
    const { page } = view;
    const plots = page.getByRole('img', { name: /End states over β/ });
    await plots.nth(2).waitFor();
    assert.ok((await page.locator('path.experiment-unstable').count()) >= 3);
    assert.equal(await page.locator('.axes-plot .experiment-dot').count(), 0);
    await page.getByRole('button', { name: 'Train from both sides' }).click();
    await page.getByRole('button', { name: 'Stop the experiment' }).waitFor();
    await answer(view);
    await page.getByRole('button', { name: 'Save the end states as CSV' }).waitFor();
    // Three gradients, nine β, two sides, two seeds.
    assert.equal(await page.locator('.axes-plot .experiment-dot').count(), 108);
    assert.equal(await page.locator('.axes-plot .experiment-bar').count(), 54);
    await page.getByText('How to read this').click();
    await page.getByText('With 2 seeds they hold the median').waitFor();
    const verdicts = await page.locator('.experiment-verdicts dd').allTextContents();
    assert.match(
      verdicts[0],
      /both starts end alike at β = .*; the start decides \(bistable\) at β = 0\.\d+$/,
    );
    assert.doesNotMatch(verdicts[1], /the start decides/);
    await page.getByRole('button', { name: 'Save the end states as CSV' }).click();
    const saved = (await view.sent()).find((message) => message.kind === 'save');
    assert.equal(saved?.content.toString().trimEnd().split('\n').length, 1 + 108);
    await page.getByText('End states as a table').click();
    assert.equal(await page.locator('.bench-choice .bench-table tbody tr').count(), 27);
    assert.deepEqual(await violations(view), []);
    assert.deepEqual(view.faults, []);
    await view.close();
  });

  it('asks for what is chosen, and can be stopped', async () => {
    const view = await opened({ experiment: { ...small.experiment, hiddenCause: true, seeds: 3 } });
    const { page } = view;
    await page.getByText('162 trainings of 50 steps').waitFor();
    await page.getByRole('button', { name: 'Train from both sides' }).click();
    await page.getByRole('button', { name: 'Stop the experiment' }).click();
    const sent = await view.sent();
    const asked = sent.find((message) => message.kind === 'experiment');
    assert.ok(asked?.request.hiddenCause);
    assert.equal(asked.request.seeds, 3);
    const { strengths } = asked.request;
    // From below the lowest fold, at 0.199 with k3, to above the highest, at 0.48 with reverse KL.
    assert.ok(strengths[0] < 0.19 && strengths.at(-1)! > 0.5, strengths.join());
    assert.ok(sent.some(({ kind }) => kind === 'cancelExperiment'));
    await view.send({ kind: 'experimentEnded', run: asked.run, cancelled: true });
    await page.getByRole('button', { name: 'Train from both sides' }).waitFor();
    await view.close();
  });

  it('accepts damaged choices', async () => {
    const view = await opened({ experiment: { decisions: 0, success: 'x', seeds: 1e9, steps: 3 } });
    await view.page.getByText('324 trainings of 200 steps').waitFor();
    await view.close();
  });
});
