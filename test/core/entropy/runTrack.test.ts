import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { GrpoSettings } from '../../../src/core/entropy/modelView.ts';
import { placesOf, trackOf, type RunStep } from '../../../src/core/entropy/diagnostics/runTrack.ts';
import { successRate } from '../../../src/core/entropy/grpo/gain.ts';
import { close } from './oracles.ts';

const model: GrpoSettings = {
  kind: 'grpo',
  estimator: { kind: 'grpo', group: 8, deviation: 'unbiased' },
  decisions: 10,
  tokens: { right: 1, wrong: 15, criticalShare: 1 },
};
const given = { kl: 0.3, entropyBonus: 0, credit: 1, referenceSuccess: undefined };
const nothing = { entropy: undefined, klWeight: undefined, entropyBonus: undefined };
const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const stepsOf = (run: Parameters<typeof trackOf>[0]): readonly RunStep[] => {
  const track = trackOf(run);
  assert.ok(typeof track !== 'string', JSON.stringify(track));
  return track;
};

describe('the track of a run', () => {
  it('has every row in one step: averaging again gives the mean of all', () => {
    const rates = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 1,
      maxLength: 700,
    });
    fc.assert(
      fc.property(rates, (reward) => {
        const averaged = stepsOf({ ...nothing, steps: range(reward.length), reward });
        const ends = averaged.map(({ step }) => step);
        assert.equal(ends.at(-1), reward.length - 1);
        const counts = ends.map((end, i) => end - (ends[i - 1] ?? -1));
        if (reward.length >= 5) assert.ok(Math.min(...counts) >= 5, counts.join());
        const sum = averaged.reduce((all, { success }, i) => all + success * counts[i], 0);
        close(
          sum,
          reward.reduce((a, b) => a + b),
        );
      }),
    );
  });

  it('says why there is none', () => {
    const steps = range(20);
    assert.equal(trackOf({ ...nothing, steps, reward: undefined }), 'noReward');
    assert.equal(trackOf({ ...nothing, steps, reward: steps.map(() => NaN) }), 'noReward');
    assert.equal(trackOf({ ...nothing, steps, reward: steps.map((i) => i) }), 'noRate');
    assert.equal(trackOf({ ...nothing, steps, reward: steps.map(() => -0.1) }), 'noRate');
  });

  it('keeps missing values distinct from zero', () => {
    const steps = range(10);
    const [step] = stepsOf({
      steps,
      reward: steps.map((i) => (i < 5 ? NaN : 0.5)),
      entropy: steps.map((i) => (i === 7 ? 0.25 : NaN)),
      klWeight: steps.map(() => NaN),
      entropyBonus: steps.map(() => 0),
    });
    assert.deepEqual(step, {
      step: 9,
      success: 0.5,
      entropy: 0.25,
      kl: undefined,
      entropyBonus: 0,
    });
  });
});

describe('places of a run', () => {
  it('have the measured success rate in the model', () => {
    const reward = range(600).map((i) => 0.05 + (0.9 * i) / 600);
    const places = placesOf(stepsOf({ ...nothing, steps: range(600), reward }), model, given);
    for (const { state, logged } of places) close(successRate(state, 10), logged.success);
    assert.ok(places.length >= 100);
  });

  it('are in equilibrium at their anchor where a run began at its reference', () => {
    const [first] = placesOf(
      stepsOf({ ...nothing, steps: range(50), reward: range(50).map(() => 0.2) }),
      model,
      given,
    );
    close(first.control1, first.state);
    close(first.control2, 0.3);
  });

  it('use logged weights, which take precedence over given ones', () => {
    const steps = range(100);
    const places = placesOf(
      stepsOf({
        steps,
        reward: steps.map(() => 0.3),
        entropy: undefined,
        klWeight: undefined,
        entropyBonus: steps.map((i) => i / 1000),
      }),
      model,
      given,
    );
    const strengths = places.map(({ control2 }) => control2);
    assert.deepEqual(
      strengths,
      strengths.toSorted((a, b) => a - b),
    );
    close(places[0].control2, 0.3 + 0.002);
    assert.ok(
      places[places.length - 1].control1 < places[0].control1,
      'pulled to all being likely',
    );
  });

  it('do not exist without a restoring force, nor where no answer differs', () => {
    const steps = range(20);
    const stepsAt = (rate: number) => stepsOf({ ...nothing, steps, reward: steps.map(() => rate) });
    assert.deepEqual(placesOf(stepsAt(0.3), model, { ...given, kl: 0 }), []);
    assert.deepEqual(placesOf(stepsAt(0), model, given), []);
    assert.deepEqual(placesOf(stepsAt(1), model, given), []);
  });
});
