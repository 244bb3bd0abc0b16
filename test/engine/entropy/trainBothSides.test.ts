import assert from 'node:assert/strict';
import type { HysteresisExperiment } from '../../../src/core/entropy/simulator/hysteresisExperiment.ts';
import { trainBothSides } from '../../../src/engine/entropy/trainBothSides.ts';
import type { ExperimentUpdate } from '../../../src/protocol/entropy/interventions.ts';

const experiment: HysteresisExperiment = {
  ...{ decisions: 4, group: 8, referenceLogit: 0, collapsedLogit: 4, hiddenCause: false },
  ...{ klGradients: ['reverse', 'k3'], strengths: [0.1, 0.5], seeds: 2, steps: 20 },
};

describe('trainings from both sides', () => {
  it('arrive one by one with growing progress, the same each time', async () => {
    const updatesOf = async (): Promise<readonly ExperimentUpdate[]> => {
      const updates: ExperimentUpdate[] = [];
      const signal = new AbortController().signal;
      const count = await trainBothSides(experiment, signal, (one) => updates.push(one));
      assert.equal(count, 16);
      return updates;
    };
    const runs = (updates: readonly ExperimentUpdate[]) =>
      updates.flatMap((one) => (one.kind === 'trained' ? [one.run] : []));
    const updates = await updatesOf();
    const shares = updates.flatMap((one) => (one.kind === 'progress' ? [one.share] : []));
    assert.ok(shares.every((share, i) => i === 0 || share >= shares[i - 1]));
    assert.equal(shares.at(-1), 1);
    assert.equal(runs(updates).length, 16);
    assert.ok(runs(updates).every(({ end }) => end.entropy > 0 && end.success > 0));
    assert.deepEqual(runs(await updatesOf()), runs(updates));
  });

  it('stop when aborted', async () => {
    const controller = new AbortController();
    const long = { ...experiment, seeds: 12, steps: 1000 };
    const work = trainBothSides(long, controller.signal, () => controller.abort());
    await assert.rejects(work, { name: 'AbortError' });
  });
});
