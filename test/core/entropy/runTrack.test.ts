import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  trackOf,
  wholeRange,
  type RunStep,
} from '../../../src/core/entropy/diagnostics/runTrack.ts';
import { close } from './oracles.ts';

const nothing = { entropy: undefined, klWeight: undefined, entropyBonus: undefined };
const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const stepsOf = (run: Parameters<typeof trackOf>[0]): readonly RunStep[] => {
  const track = trackOf(run);
  assert.ok(track.status === 'tracked', JSON.stringify(track));
  return track.steps;
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
    const why = (reward: readonly number[] | undefined, range?: readonly [number, number]) => {
      const track = trackOf({ ...nothing, steps, reward }, range);
      return track.status === 'tracked' ? 'none' : track.reason;
    };
    assert.equal(why(undefined), 'noReward');
    assert.equal(why(steps.map(() => NaN)), 'noReward');
    assert.equal(why(steps), 'notARate');
    assert.equal(why(steps.map(() => -0.1)), 'notARate');
    assert.equal(why(steps, [0, 20]), 'none');
  });

  it('accepts every rate from 0 to 1, both included', () => {
    const reward = range(40).map((i) => (i < 20 ? 0.345 : 0));
    const steps = stepsOf({ ...nothing, steps: range(40), reward });
    assert.equal(steps[0].success, 0.345);
    assert.equal(steps.at(-1)!.success, 0);
  });

  it('scales rewards between those of a wrong and of a right answer', () => {
    const reward = [-1, 1, 0, 1, -1, 0];
    const track = trackOf({ ...nothing, steps: range(6), reward }, [-1, 1]);
    assert.ok(track.status === 'tracked');
    close(track.steps[0].success, 0.5);
    assert.deepEqual(wholeRange([0, 1.75]), [0, 2]);
    assert.deepEqual(wholeRange([-0.9, 0.8]), [-1, 1]);
    assert.deepEqual(wholeRange([2, 3]), [0, 3]);
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
      rows: 5,
      success: 0.5,
      entropy: 0.25,
      kl: undefined,
      entropyBonus: 0,
    });
  });
});
