import assert from 'node:assert/strict';
import { catalogue } from '../../../src/core/entropy/simulator/catalogue.ts';
import { simulateAll } from '../../../src/engine/entropy/simulateAll.ts';
import type {
  SimulateUpdate,
  SimulateRequest,
} from '../../../src/protocol/entropy/interventions.ts';

const never = new AbortController().signal;
const request: SimulateRequest = {
  task: 'severalRight',
  interventions: ['baseline', 'kl'],
  seeds: 2,
  steps: 20,
};

async function updatesOf(asked: SimulateRequest): Promise<readonly SimulateUpdate[]> {
  const update: SimulateUpdate[] = [];
  await simulateAll(asked, never, (one) => update.push(one));
  return update;
}

describe('simulated interventions', () => {
  it('arrive one by one, every intervention before the next seed, the same each time', async () => {
    const runs = (update: readonly SimulateUpdate[]) =>
      update.flatMap((one) => (one.kind === 'run' ? [one.run] : []));
    const first = runs(await updatesOf(request));
    assert.deepEqual(
      first.map(({ intervention, seed }) => `${intervention} ${seed}`),
      ['baseline 1', 'kl 1', 'baseline 2', 'kl 2'],
    );
    assert.ok(first.every(({ curves }) => curves.entropy.every((h) => h > 0)));
    assert.notDeepEqual(first[0].curves.entropy, first[2].curves.entropy);
    assert.deepEqual(runs(await updatesOf(request)), first);
  });

  it('report growing progress up to the end', async () => {
    const shares = (await updatesOf(request)).flatMap((one) =>
      one.kind === 'progress' ? [one.share] : [],
    );
    assert.ok(shares.every((share, i) => i === 0 || share >= shares[i - 1]));
    assert.equal(shares.at(-1), 1);
  });

  it('can all be trained, with effects that differ from the baseline', async () => {
    const interventions = catalogue.map(({ id }) => id);
    const update = await updatesOf({ ...request, interventions, seeds: 1, steps: 40 });
    const ends = new Map(
      update.flatMap((one) =>
        one.kind === 'run' ? [[one.run.intervention, one.run.curves.entropy.at(-1)]] : [],
      ),
    );
    for (const { id } of catalogue) {
      assert.ok(Number.isFinite(ends.get(id)), id);
      if (id !== 'baseline') assert.notEqual(ends.get(id), ends.get('baseline'), id);
    }
  });

  it('stop when aborted', async () => {
    const controller = new AbortController();
    const work = simulateAll({ ...request, seeds: 16, steps: 600 }, controller.signal, () => {
      controller.abort();
    });
    await assert.rejects(work, { name: 'AbortError' });
  });
});
