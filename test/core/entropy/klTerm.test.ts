import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sigmoid } from '../../../src/core/numeric/logistic.ts';
import { softmax } from '../../../src/core/numeric/softmax.ts';
import { alikeDecisions, onPolicy } from '../../../src/core/entropy/simulator/alikeDecisions.ts';
import { k3, k3Clamp } from '../../../src/core/entropy/grpo/k3.ts';
import { klTokenGradient } from '../../../src/core/entropy/simulator/klTerm.ts';
import type { KlTerm } from '../../../src/core/entropy/simulator/klTerm.ts';
import { entropySpent, type Recipe } from '../../../src/core/entropy/simulator/recipe.ts';
import { simulate } from '../../../src/core/entropy/simulator/simulate.ts';
import { draws } from '../../draws.ts';
import { close } from './oracles.ts';

type Sampled = Exclude<KlTerm, 'reverse'>;
const kinds: readonly Sampled[] = ['k3', 'k3Clamped', 'k3Corrected'];

describe('the KL term of a token', () => {
  const logProbability = fc.double({ min: -8, max: -1e-3, noNaN: true });

  it('has the derivative of the loss that trainers write down', () => {
    const loss = (kind: Sampled, now: number, reference: number, sampled: number): number => {
      const value = Math.exp(reference - now) - (reference - now) - 1;
      if (kind === 'k3Clamped') return Math.min(Math.max(value, -k3Clamp), k3Clamp);
      return kind === 'k3' ? value : Math.exp(now - sampled) * value;
    };
    const h = 1e-6;
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        logProbability,
        logProbability,
        logProbability,
        (kind, now, reference, sampled) => {
          // The clamped loss has a corner.
          fc.pre(Math.abs(k3(now - reference) - k3Clamp) > 1e-3);
          const at = (x: number) => loss(kind, x, reference, sampled);
          const slope = (at(now + h) - at(now - h)) / (2 * h);
          const gradient = klTokenGradient(kind, now, reference, Math.exp(now - sampled));
          assert.ok(
            Math.abs(gradient - slope) <= 1e-6 * (1 + Math.exp(Math.abs(reference - now) + 8)),
            `${kind}: ${gradient}, by differences ${slope}`,
          );
        },
      ),
      { numRuns: draws(300) },
    );
  });

  /** The expected gradient in each logit of a policy that samples its own tokens. */
  function expected(kind: Sampled, policy: readonly number[], reference: readonly number[]) {
    const each = policy.map((p, v) =>
      klTokenGradient(kind, Math.log(p), Math.log(reference[v]), 1),
    );
    const mean = policy.reduce((sum, p, v) => sum + p * each[v], 0);
    return policy.map((p, v) => p * (each[v] - mean));
  }

  it('is forward KL for k3, and reverse KL for the corrected k3, in expectation', () => {
    const logits = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
      minLength: 5,
      maxLength: 5,
    });
    fc.assert(
      fc.property(logits, logits, (a, b) => {
        const [policy, reference] = [softmax(a), softmax(b)];
        expected('k3', policy, reference).forEach((g, v) => {
          close(g, policy[v] - reference[v], 1e-12);
        });
        const excess = policy.map((p, v) => Math.log(p / reference[v]));
        const divergence = policy.reduce((sum, p, v) => sum + p * excess[v], 0);
        expected('k3Corrected', policy, reference).forEach((g, v) => {
          close(g, policy[v] * (excess[v] - divergence), 1e-12);
        });
      }),
      { numRuns: draws(200) },
    );
  });

  it('has the closed forms of a choice between two, with and without the clamp', () => {
    const logit = fc.double({ min: -9, max: 9, noNaN: true });
    const within = (d: number) => (Math.exp(-d) + d - 1 <= 10 ? 1 : 0);
    fc.assert(
      fc.property(logit, logit, (u, reference) => {
        const [q, ref, s] = [sigmoid(u), sigmoid(reference), sigmoid(-u)];
        const refWrong = sigmoid(-reference);
        // Without the rule, a reference equal to one clamp would depend on rounding.
        const [right, wrong] = [Math.log(q / ref), Math.log(s / refWrong)];
        fc.pre([right, wrong].every((d) => Math.abs(Math.exp(-d) + d - 11) > 1e-9));
        const forces = {
          k3: q - ref,
          k3Clamped: (q - ref) * (s * within(right) + q * within(wrong)),
        };
        close(expected('k3', [q, s], [ref, refWrong])[0], forces.k3, 1e-12);
        close(expected('k3Clamped', [q, s], [ref, refWrong])[0], forces.k3Clamped, 1e-12);
      }),
      { numRuns: draws(300) },
    );
  });
});

describe('the KL term of a simulated recipe', () => {
  /** Mean logit after one step of a policy that nothing rewards, over many answers. */
  function pulled(klTerm: KlTerm, start: number): number {
    const task = { ...alikeDecisions(10, 0.4), rewardRate: 0 };
    const recipe: Recipe = {
      ...{ ...entropySpent.recipe, ...onPolicy, klTerm, kl: 0.3 },
      ...{ prompts: 256, group: 8, steps: 1, learningRate: 1 },
    };
    const half = (start - task.rightLogit) / 2;
    const learnt = Float64Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? half : -half));
    const steps = simulate({ task, recipe }, 1, learnt);
    for (;;) {
      const { value, done } = steps.next();
      if (done) {
        const { learnt: now } = value;
        return now.reduce((sum, w, i) => sum + (i % 2 === 0 ? w : -w), 0) / 10 + task.rightLogit;
      }
    }
  }

  it('pulls with the force of its closed form', () => {
    const ref = sigmoid(0.4);
    for (const u of [1.5, 3, 4.5]) {
      const q = sigmoid(u);
      const reverse = q * (1 - q) * (u - 0.4);
      // At 4.5 the wrong token, with k3 about 33, is beyond the clamp.
      const clamped = u > 4 ? (1 - q) * (q - ref) : q - ref;
      const forces = { reverse, k3: q - ref, k3Clamped: clamped, k3Corrected: reverse };
      for (const klTerm of ['reverse', ...kinds] as const) {
        const moved = u - pulled(klTerm, u);
        const wanted = 2 * 0.3 * forces[klTerm];
        // Of 20 480 tokens; a rare one weighs ref/π. Three of these are five standard errors.
        const spread =
          klTerm === 'reverse' ? 1e-12 : Math.sqrt(Math.exp(Math.abs(u - 0.4)) / 20480);
        assert.ok(Math.abs(moved - wanted) <= 3 * spread, `${klTerm} at ${u}: ${moved}, ${wanted}`);
      }
    }
  });
});
