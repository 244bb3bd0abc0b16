import assert from 'node:assert/strict';
import {
  inheritedOutcome,
  inheritedOutcomes,
  inheritedRun,
  type Inheritance,
} from '../../../src/core/entropy/formats/inheritance.ts';
import { draws } from '../../draws.ts';

const times = Array.from({ length: 121 }, (_, k) => k);
const seeds = Array.from({ length: 40 }, (_, i) => i + 1);
const inheritance: Inheritance = {
  formats: 5,
  spread: 0.5,
  advantage: 0.06,
  usageFeedback: 0.4,
  strength: 0.02,
};

describe('inherited formats', () => {
  it('are shares at every time, also across a remedy', () => {
    for (const remedy of ['none', 'refresh', 'anchor'] as const)
      for (const { shares } of seeds.map((seed) =>
        inheritedRun(inheritance, seed, times, remedy),
      )) {
        assert.equal(shares.length, times.length);
        for (const row of shares)
          assert.ok(Math.abs(row.reduce((sum, share) => sum + share, 0) - 1) < 1e-12);
      }
  });

  it('have exactly one outcome each', () => {
    for (const remedy of ['none', 'refresh', 'anchor'] as const) {
      const runs = seeds.map((seed) => inheritedRun(inheritance, seed, times, remedy));
      const counts = inheritedOutcomes.map(
        (outcome) => runs.filter((run) => inheritedOutcome(run) === outcome).length,
      );
      assert.equal(
        counts.reduce((sum, count) => sum + count),
        seeds.length,
      );
      // They agree with the wins of each format, which overlap.
      const [largest, both, best] = counts;
      const wins = (of: 'largest' | 'best') => runs.filter((run) => run.winner === run[of]).length;
      assert.equal(largest + both, wins('largest'));
      assert.equal(best + both, wins('best'));
    }
  });

  it('are decided by history where use reinforces use, by merit where it does not', () => {
    const wins = (usageFeedback: number, some: readonly number[]) => {
      const later = usageFeedback === 0 ? times.map((t) => 20 * t) : times;
      const strength = usageFeedback === 0 ? 0 : inheritance.strength;
      const runs = some.map((seed) =>
        inheritedRun({ ...inheritance, usageFeedback, strength }, seed, later, 'none'),
      );
      return {
        largest: runs.filter(({ winner, largest }) => winner === largest).length,
        best: runs.filter(({ winner, best }) => winner === best).length,
      };
    };
    // Selection by merit takes twenty times as long.
    const fewer = seeds.slice(0, draws(12));
    const history = wins(0.4, seeds);
    const merit = wins(0, fewer);
    assert.ok(history.largest > history.best, JSON.stringify(history));
    assert.ok(merit.best >= fewer.length - 1, JSON.stringify(merit));
  });

  it('recover permanently with an anchor, and temporarily with a refresh', () => {
    const widest = (shares: readonly number[]): number => Math.max(...shares);
    let comparable = 0;
    for (const seed of seeds) {
      const left = inheritedRun(inheritance, seed, times, 'none').shares;
      if (widest(left[60]) < 0.9) continue;
      comparable++;
      const refreshed = inheritedRun(inheritance, seed, times, 'refresh').shares;
      const anchored = inheritedRun(inheritance, seed, times, 'anchor').shares;
      assert.deepEqual(refreshed[60], left[60]);
      assert.ok(widest(refreshed[61]) < widest(left[61]), `seed ${seed}`);
      assert.ok(widest(refreshed[120]) > 0.8, `seed ${seed}`);
      assert.ok(widest(anchored[120]) < 0.8, `seed ${seed}`);
    }
    assert.ok(comparable > 20);
  });
});
