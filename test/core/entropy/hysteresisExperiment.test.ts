import assert from 'node:assert/strict';
import fc from 'fast-check';
import { binaryEntropy } from '../../../src/core/numeric/logistic.ts';
import { mulberry32 } from '../../../src/core/random.ts';
import {
  plannedRuns,
  trained,
  type ExperimentRun,
  type HysteresisExperiment,
} from '../../../src/core/entropy/simulator/hysteresisExperiment.ts';
import {
  comparisons,
  medianCoverage,
  type Verdict,
} from '../../../src/core/entropy/simulator/hysteresisVerdict.ts';
import type { KlGradient } from '../../../src/core/entropy/grpo/klGradient.ts';
import { toyEquilibria } from '../../../src/core/entropy/simulator/toyEquilibria.ts';
import { draws } from '../../draws.ts';
import { allClose } from './oracles.ts';

const experiment: HysteresisExperiment = {
  decisions: 10,
  group: 8,
  referenceLogit: 0.4,
  collapsedLogit: 4.5,
  klGradients: ['k3'],
  strengths: [0.3],
  seeds: 4,
  steps: 250,
  hiddenCause: false,
};

function runsOf(asked: HysteresisExperiment): readonly ExperimentRun[] {
  return plannedRuns(asked).map((planned) => {
    const work = trained(asked, planned);
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
    }
  });
}

/** The verdict at the first β; the others are controls. */
const verdictOf = (asked: HysteresisExperiment): Verdict =>
  comparisons(asked, runsOf(asked))[0].verdict;

describe('a hysteresis experiment', () => {
  const cases: readonly (readonly [KlGradient, number, Verdict])[] = [
    // The folds are at β = .211 and .481 for reverse KL, at .199 and .234 for k3.
    ['reverse', 0.05, 'alike'],
    ['reverse', 0.3, 'start'],
    ['reverse', 0.7, 'alike'],
    ['k3', 0.15, 'alike'],
    ['k3', 0.3, 'alike'],
    ['k3Clamped', 0.3, 'start'],
  ];
  for (const [klGradient, strength, expected] of cases)
    it(`tells the model's regime: ${klGradient} with β = ${strength}: ${expected}`, () => {
      const steps = klGradient === 'reverse' ? 200 : 150;
      const asked = { ...experiment, klGradients: [klGradient], strengths: [strength, 0.1], steps };
      assert.equal(verdictOf(asked), expected);
    });

  it('does not call it a fold while the trainings are on their way', () => {
    for (const steps of [20, 40]) {
      // Outside the folds at every β: what keeps the starts apart is only that there was no time.
      const strengths = [0.1, 0.15, 0.6, 0.7];
      const asked = { ...experiment, klGradients: ['reverse' as const], strengths, steps };
      for (const { verdict, strength } of comparisons(asked, runsOf(asked)))
        assert.notEqual(verdict, 'start', `β = ${strength}, ${steps} steps`);
      const short = comparisons(asked, runsOf({ ...asked, steps: 10 }));
      assert.ok(short.every(({ verdict }) => verdict !== 'alike'));
    }
  });

  it('tells a hidden cause from a fold: the groups are within a start, not between starts', () => {
    const settings = { seeds: 5, strengths: [0.4], steps: 200 };
    assert.equal(verdictOf({ ...experiment, ...settings, hiddenCause: true }), 'seeds');
    assert.equal(verdictOf({ ...experiment, ...settings }), 'alike');
    const runs = runsOf({ ...experiment, ...settings, hiddenCause: true });
    for (const side of ['reference', 'collapsed'] as const) {
      const ends = runs.filter((run) => run.side === side).map(({ end }) => end.entropy);
      assert.ok(Math.min(...ends) < 0.2 && Math.max(...ends) > 0.6, `${side}: ${ends.join()}`);
    }
  });

  it('trains every kind once before any a second time, each with its own random numbers', () => {
    const asked = {
      ...experiment,
      klGradients: ['reverse', 'k3'] as const,
      strengths: [0.1, 0.2, 0.3],
      seeds: 3,
    };
    const planned = plannedRuns(asked);
    assert.equal(new Set(planned.map(({ seed }) => seed)).size, 2 * 3 * 2 * 3);
    const kinds = planned.map(({ klGradient, strength, side }) =>
      [klGradient, strength, side].join(),
    );
    assert.equal(new Set(kinds.slice(0, 12)).size, 12);
    assert.deepEqual(kinds.slice(12, 24), kinds.slice(0, 12));
  });

  it('gives the same runs for the same settings', () => {
    const asked = { ...experiment, seeds: 1, steps: 20 };
    assert.deepEqual(runsOf(asked), runsOf(asked));
    assert.equal(comparisons(asked, runsOf(asked))[0].verdict, 'unclear');
  });
});

/** Entropy as a share of the way from the collapsed policy to the reference. */
const unit = Math.abs(
  binaryEntropy(experiment.referenceLogit) - binaryEntropy(experiment.collapsedLogit),
);

/** Finished runs whose levels are given, by side. */
function fakeRuns(
  reference: readonly (readonly [half: number, end: number])[],
  collapsed: readonly (readonly [half: number, end: number])[],
): readonly ExperimentRun[] {
  const level = (share: number) => ({ entropy: share * unit, success: 0.5 });
  return [reference, collapsed].flatMap((levels, k) =>
    levels.map(([half, end], i) => ({
      klGradient: 'k3',
      strength: 0.3,
      side: k === 0 ? 'reference' : 'collapsed',
      seed: 2 * i + k,
      half: level(half),
      end: level(end),
    })),
  );
}

describe('the verdict on a hysteresis experiment', () => {
  const asked = { ...experiment, strengths: [0.3, 0.5] };
  /** Runs at another β that end alike, which shows that the steps suffice. */
  const control = fakeRuns(
    [0, 0.001, 0.002].map((x) => [x, x]),
    [0, 0.001].map((x) => [x, x]),
  ).map((run) => ({ ...run, strength: 0.5 }));
  const judged = (...levels: Parameters<typeof fakeRuns>): Verdict =>
    comparisons(asked, [...fakeRuns(...levels), ...control])[0].verdict;
  const noise = fc.double({ min: -0.01, max: 0.01, noNaN: true });
  const resting = (at: number) =>
    fc.array(
      fc.tuple(noise, noise).map(([a, b]) => [at + a, at + b] as const),
      { minLength: 4, maxLength: 8 },
    );

  it('is the start where each side rests at its own level, and alike where at the same', () => {
    fc.assert(
      fc.property(resting(0.9), resting(0.2), resting(0.2), (high, low, other) => {
        assert.equal(judged(high, low), 'start');
        assert.equal(judged(low, high), 'start');
        assert.equal(judged(low, other), 'alike');
      }),
      { numRuns: draws(100) },
    );
  });

  it('is not the start unless the steps suffice to close the gap at some β', () => {
    const rest = fakeRuns(
      [0.9, 0.91].map((x) => [x, x]),
      [0.1, 0.11].map((x) => [x, x]),
    );
    assert.equal(comparisons(asked, [...rest, ...control])[0].verdict, 'start');
    assert.equal(comparisons(asked, rest)[0].verdict, 'unclear');
  });

  it('is still moving where the gap would close in as many steps again', () => {
    const level = fc.double({ min: 0.45, max: 0.8, noNaN: true });
    fc.assert(
      fc.property(level, resting(0), (end, low) => {
        // Half of the way in the second half of the steps.
        const high = low.map(([half, now]) => [half + 2 * end, now + end] as const);
        assert.equal(judged(high, low), 'moving');
      }),
      { numRuns: draws(100) },
    );
  });

  it('is never the start for groups that have nothing to do with it, except by chance', () => {
    const uniform = mulberry32(11);
    const trials = draws(4000);
    const seeds = 4;
    let called = 0;
    const side = () =>
      Array.from({ length: seeds }, () => {
        const at = uniform() < 0.5 ? 0.9 : 0.1;
        return [at + 0.01 * uniform(), at + 0.01 * uniform()] as const;
      });
    for (let i = 0; i < trials; i++) if (judged(side(), side()) === 'start') called++;
    // All of one side in one group and all of the other in the other: 2 · 2^(−2·seeds).
    const chance = 2 ** (1 - 2 * seeds);
    const spread = Math.sqrt((chance * (1 - chance)) / trials);
    assert.ok(Math.abs(called / trials - chance) < 5 * spread, `${called} of ${trials}`);
  });

  it('gives a spread that holds the median as often as is said, also of a skewed distribution', () => {
    const uniform = mulberry32(12);
    for (const seeds of [2, 4, 6]) {
      const trials = draws(2000);
      let held = 0;
      for (let i = 0; i < trials; i++) {
        const levels = Array.from({ length: seeds }, () => uniform() ** 8).map(
          (x) => [x, x] as const,
        );
        const { low, high } = comparisons(asked, fakeRuns(levels, levels))[0].reference.entropy;
        if (low <= 0.5 ** 8 * unit && high >= 0.5 ** 8 * unit) held++;
      }
      const said = medianCoverage(seeds);
      const spread = Math.sqrt((said * (1 - said)) / trials);
      assert.ok(Math.abs(held / trials - said) < 5 * spread, `${seeds}: ${held} of ${trials}`);
    }
  });
});

describe('the equilibria of the toy over β', () => {
  const toy = { decisions: 10, group: 8, referenceLogit: 0.4 };

  it('fold at the published strengths, where the drawn branches turn', () => {
    const published: readonly (readonly [number, number, KlGradient, readonly number[]])[] = [
      [10, 0.4, 'k3', [0.1986525140059821, 0.2341622231881669]],
      [10, 0.4, 'reverse', [0.2111542787, 0.4807319578]],
      [30, 1, 'k3', [0.00544985148978639, 0.09566933089108191]],
      [1, 0.4, 'k3', []],
    ];
    for (const [decisions, referenceLogit, klGradient, folds] of published) {
      const found = toyEquilibria({ decisions, referenceLogit, group: 8 }, klGradient);
      allClose(found.folds, folds, 1e-9);
      const ends = found.branches.slice(1).map(({ points }) => points[0].strength);
      allClose(
        [...ends].sort((a, b) => a - b),
        folds,
        1e-4,
      );
    }
  });

  it('hold no collapsed policy by a clamped k3, and do not bring it back: it goes on to certainty', () => {
    const { branches } = toyEquilibria(toy, 'k3Clamped');
    const last = branches[branches.length - 1];
    assert.equal(last.stable, false);
    assert.ok(last.points[0].strength < 0.12 && last.points.at(-1)!.strength > 5);
    const atStart = last.points.find(({ entropy }) => entropy < binaryEntropy(4.5));
    assert.ok(atStart && atStart.strength > 3, `β = ${atStart?.strength}`);
  });

  it('are where trainings rest', () => {
    const strength = 0.3;
    for (const klGradient of ['reverse', 'k3'] as const) {
      const [run] = runsOf({ ...experiment, klGradients: [klGradient], seeds: 1 });
      const [branch] = toyEquilibria(toy, klGradient).branches;
      assert.ok(branch.stable);
      const near = branch.points.reduce((a, b) =>
        Math.abs(b.strength - strength) < Math.abs(a.strength - strength) ? b : a,
      );
      assert.ok(Math.abs(run.end.entropy - near.entropy) < 0.03, klGradient);
    }
  });
});
