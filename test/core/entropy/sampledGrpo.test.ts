import assert from 'node:assert/strict';
import { sigmoid } from '../../../src/core/numeric/logistic.ts';
import { weighting } from '../../../src/core/entropy/grpo/estimator.ts';
import { gainOf } from '../../../src/core/entropy/grpo/gain.ts';
import {
  alikeDecisions,
  learntLogit,
  logitOfReward,
  onPolicy,
} from '../../../src/core/entropy/simulator/alikeDecisions.ts';
import type { KlGradient } from '../../../src/core/entropy/grpo/klGradient.ts';
import { entropySpent, type Recipe } from '../../../src/core/entropy/simulator/recipe.ts';
import { simulate } from '../../../src/core/entropy/simulator/simulate.ts';

const reference = 0.4;
const collapsed = 4.5;
const task = alikeDecisions(10, reference);
const gain = gainOf(weighting({ kind: 'grpo', group: 8, deviation: 'unbiased' }), 10);

/** du/dt of the expected update, with the forces written out again. */
function drift(kl: KlGradient, beta: number, u: number): number {
  const [q, s, ref] = [sigmoid(u), sigmoid(-u), sigmoid(reference)];
  const k = (d: number): number => Math.exp(-d) + d - 1;
  const within = (d: number): number => (k(d) <= 10 ? 1 : 0);
  const forces: Readonly<Record<KlGradient, number>> = {
    reverse: q * s * (u - reference),
    k3: q - ref,
    k3Clamped: (q - ref) * (s * within(Math.log(q / ref)) + q * within(Math.log(s / (1 - ref)))),
  };
  return q * s * gain.value(u) - beta * forces[kl];
}

/** The logit after a time of the mean flow. */
function flowed(kl: KlGradient, beta: number, start: number, time: number): number {
  const dt = 0.02;
  let u = start;
  for (let t = 0; t < time; t += dt) u += dt * drift(kl, beta, u);
  return u;
}

/** A stable equilibrium next to a state: where the flow comes to rest. */
function rest(kl: KlGradient, beta: number, start: number): number {
  let [low, high] = [start - 0.5, start + 0.5];
  assert.ok(drift(kl, beta, low) > 0 && drift(kl, beta, high) < 0);
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (drift(kl, beta, middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}

interface Size {
  readonly prompts: number;
  readonly learningRate: number;
  readonly steps: number;
  readonly seeds: number;
  /** Share of the steps, at the end, over which the state is averaged. */
  readonly window: number;
}

/** Rests soon: many quick runs. */
const brief: Size = { prompts: 16, learningRate: 2, steps: 200, seeds: 4, window: 0.5 };
/** Crawls, because 1 − q is small: the time of 3,300 that the table's runs had. */
const long: Size = { prompts: 16, learningRate: 2, steps: 825, seeds: 4, window: 0.1 };
/** Crawls where noise shifts the mean, which larger batches and smaller steps reduce. */
const calm: Size = { prompts: 32, learningRate: 1, steps: 1000, seeds: 4, window: 0.1 };

/** Mean of the last logits over the seeds, its standard error, and the time that it belongs to. */
function sampled(kl: KlGradient, beta: number, start: number, size: Size) {
  const { seeds, window, ...sizes } = size;
  const recipe: Recipe = {
    ...{ ...entropySpent.recipe, ...onPolicy, ...sizes, group: 8, klTerm: kl, kl: beta },
  };
  const ends = Array.from({ length: seeds }, (_, i) => {
    let sum = 0;
    let count = 0;
    for (const { step, expectedReward } of simulate(
      { task, recipe },
      i + 1,
      learntLogit(task, start),
    ))
      if (step > size.steps * (1 - window)) {
        sum += logitOfReward(task, expectedReward);
        count++;
      }
    return sum / count;
  });
  const mean = ends.reduce((sum, u) => sum + u, 0) / seeds;
  const variance = ends.reduce((sum, u) => sum + (u - mean) ** 2, 0) / (seeds - 1);
  // Each update moves the right logit up and the wrong one down.
  const time = 2 * size.learningRate * size.steps * (1 - window / 2);
  return { mean, error: Math.sqrt(variance / seeds), time };
}

/**
 * Of independent programs (numpy): end state of sampled GRPO from the reference, and from u = 4.5,
 * with G = 8, T = 10 and u_ref = 0.4. The last column says which of them are at rest.
 */
const table: readonly (readonly [KlGradient, number, number, number, Size, Size])[] = [
  ['reverse', 0.17, 8.2, 8.3, long, long],
  ['reverse', 0.3, 0.51, 7.4, brief, long],
  ['reverse', 0.45, 0.46, 5.3, brief, calm],
  ['reverse', 0.53, 0.45, 0.45, brief, { ...brief, steps: 825 }],
  ['k3', 0.17, 2.69, 2.7, brief, brief],
  ['k3', 0.3, 0.51, 0.52, brief, brief],
  ['k3', 0.45, 0.46, 0.47, brief, brief],
  ['k3', 0.53, 0.45, 0.45, brief, brief],
];

describe('sampled GRPO', () => {
  for (const [kl, beta, fromReference, fromCollapsed, ...sizes] of table)
    it(`ends as its mean flow does, with ${kl} and β = ${beta}, from both sides`, () => {
      for (const [start, known, size] of [
        [reference, fromReference, sizes[0]],
        [collapsed, fromCollapsed, sizes[1]],
      ] as const) {
        const { mean, error, time } = sampled(kl, beta, start, size);
        const expected = flowed(kl, beta, start, time);
        const text = `from ${start}: ${mean} ± ${error}, flow ${expected}, table ${known}`;
        // Student's t of 3 degrees of freedom is beyond 6 in one case of a hundred.
        assert.ok(Math.abs(mean - expected) <= 6 * error, text);
        assert.ok(error < 0.02 * (1 + mean), text);
        // The table's own sampling error is of this size too, and it is rounded.
        assert.ok(Math.abs(mean - known) <= 6 * error + 0.05, text);
        if (size.window === brief.window)
          assert.ok(Math.abs(mean - rest(kl, beta, expected)) <= 6 * error, text);
      }
    });

  it('is not brought back from a collapse by a k3 with clamped values', () => {
    for (const beta of [0.17, 0.3, 0.45, 0.53]) {
      const { mean } = sampled('k3Clamped', beta, collapsed, { ...brief, seeds: 2 });
      assert.ok(mean > collapsed + 1, `β = ${beta}: ${mean}`);
      const held = sampled('k3Clamped', beta, reference, { ...brief, seeds: 2 });
      assert.ok(held.mean < 3, `β = ${beta}: ${held.mean}`);
    }
  });
});
