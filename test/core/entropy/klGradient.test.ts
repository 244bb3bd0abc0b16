import assert from 'node:assert/strict';
import fc from 'fast-check';
import { restPoints } from '../../../src/core/entropy/equilibriumModel.ts';
import { foldCrossings, foldCurves } from '../../../src/core/entropy/bifurcation.ts';
import type { Estimator } from '../../../src/core/entropy/grpo/estimator.ts';
import { grpoModel, type GrpoModel } from '../../../src/core/entropy/grpo/grpoModel.ts';
import type { KlGradient } from '../../../src/core/entropy/grpo/klGradient.ts';
import { foldError, localMap } from '../../../src/core/entropy/grpo/localMap.ts';
import type { RestoringForce } from '../../../src/core/entropy/grpo/restoringForce.ts';
import { draws } from '../../draws.ts';
import { allClose, close } from './oracles.ts';

const grpo = (group: number): Estimator => ({ kind: 'grpo', group, deviation: 'unbiased' });

const k3 = { klGradient: 'k3', bonus: 0, free: 0 } as const;

/** A setting of a training, and the drift of its logit from the definitions alone. */
interface Setting {
  readonly estimator: Estimator;
  readonly decisions: number;
  readonly klGradient: KlGradient;
  readonly bonus: number;
  readonly free: number;
  readonly reference: number;
  readonly beta: number;
}

/** m(p) as a sum over the groups. */
function directWeight(estimator: Estimator, p: number, f: number): number {
  const sumOver = (group: number, spread: (k: number) => number): number => {
    let [binomial, sum] = [1, 0];
    for (let k = 1; k < group; k++) {
      binomial = (binomial * (group - k + 1)) / k;
      sum +=
        ((binomial * k * (group - k)) / group ** 2 / spread(k)) *
        p ** (k - 1) *
        f ** (group - k - 1);
    }
    return sum;
  };
  const unbiased = (group: number) => (k: number) =>
    Math.sqrt((k * (group - k)) / group / (group - 1));
  switch (estimator.kind) {
    case 'grpo':
      return sumOver(estimator.group, unbiased(estimator.group));
    case 'dynamicSampling': {
      const { group } = estimator;
      let [binomial, mixed] = [1, 0];
      for (let k = 1; k < group; k++) {
        binomial = (binomial * (group - k + 1)) / k;
        mixed += binomial * p ** k * f ** (group - k);
      }
      return sumOver(group, unbiased(group)) / mixed;
    }
    case 'drGrpo':
      return 1 - 1 / estimator.group;
    case 'infiniteGroup':
      return 1 / Math.sqrt(p * f + estimator.epsilon);
    default:
      return 1;
  }
}

/** The drift over q(1 − q) at a logit. */
function directDrift(setting: Setting, u: number): number {
  const { estimator, decisions, klGradient, bonus, free, reference, beta } = setting;
  const [q, s] = [1 / (1 + Math.exp(-u)), 1 / (1 + Math.exp(u))];
  const [qRef, sRef] = [1 / (1 + Math.exp(-reference)), 1 / (1 + Math.exp(reference))];
  const logQ = -Math.log1p(Math.exp(-u));
  const p = Math.exp(decisions * logQ);
  const gain =
    directWeight(estimator, p, -Math.expm1(decisions * logQ)) * Math.exp((decisions - 1) * logQ);
  if (klGradient === 'reverse') {
    const strength = beta + bonus;
    return gain - strength * (u - (beta * reference + bonus * free) / strength);
  }
  const value = (ratio: number) => 1 / ratio + Math.log(ratio) - 1;
  const left =
    klGradient === 'k3'
      ? 1
      : s * (value(q / qRef) <= 10 ? 1 : 0) + q * (value(s / sRef) <= 10 ? 1 : 0);
  return gain - (beta * (q - qRef) * left) / (q * s) - bonus * (u - free);
}

function modelOf({ estimator, decisions, klGradient, bonus, free }: Setting): GrpoModel {
  const force: RestoringForce =
    klGradient === 'reverse' ? { klGradient } : { klGradient, bonus, free };
  return grpoModel(estimator, decisions, force);
}

function controlsOf({ klGradient, bonus, free, reference, beta }: Setting): [number, number] {
  const strength = beta + bonus;
  return klGradient === 'reverse'
    ? [(beta * reference + bonus * free) / strength, strength]
    : [reference, beta];
}

const settings: fc.Arbitrary<Setting> = fc.record({
  estimator: fc.constantFrom<Estimator>(
    grpo(2),
    grpo(4),
    grpo(8),
    grpo(16),
    { kind: 'rloo' },
    { kind: 'drGrpo', group: 8 },
    { kind: 'dynamicSampling', group: 8 },
    { kind: 'dynamicSampling', group: 3 },
    { kind: 'infiniteGroup', epsilon: 0 },
    { kind: 'infiniteGroup', epsilon: 0.01 },
  ),
  decisions: fc.constantFrom(1, 2, 3, 10, 30, 100),
  klGradient: fc.constantFrom<KlGradient>('reverse', 'k3', 'k3Clamped'),
  bonus: fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 0.5, noNaN: true })),
  free: fc.constantFrom(0, -Math.log(15), 1),
  reference: fc.double({ min: -9, max: 6, noNaN: true }),
  beta: fc.double({ min: -7, max: 2, noNaN: true }).map(Math.exp),
});

describe('the KL gradient', () => {
  it('has the folds in β of the design page with k3', () => {
    const folds = (group: number, decisions: number, reference: number) =>
      grpoModel(grpo(group), decisions, k3)
        .turningPoints(reference)
        .map(({ strength, state }) => [strength, state]);
    const [low, high] = folds(8, 10, 0.4);
    allClose(low, [0.1986525140059821, 0.8097110015053017], 1e-11);
    allClose(high, [0.2341622231881669, 1.586611375652145], 1e-11);
    const usual = folds(8, 30, 1);
    allClose(usual[0], [0.00544985148978639, 1.149160223502284], 1e-11);
    allClose(usual[1], [0.09566933089108191, 3.015917070227333], 1e-11);
    assert.deepEqual(folds(8, 1, 0.4), []);
    const reverse = grpoModel(grpo(8), 10).turningPoints(0.4);
    assert.deepEqual(
      reverse.map(({ strength }) => strength.toFixed(3)),
      ['0.211', '0.481'],
    );
  });

  it('has the end states of sampled training on the design page', () => {
    const reverse = grpoModel(grpo(8), 10);
    const forward = grpoModel(grpo(8), 10, k3);
    const ends = (model: GrpoModel, beta: number) =>
      restPoints(model, 0.4, beta)
        .filter(({ stable }) => stable)
        .map(({ state }) => state);
    const near = (found: readonly number[], expected: readonly number[]) => {
      assert.equal(found.length, expected.length, found.join());
      found.forEach((u, i) => assert.ok(Math.abs(u - expected[i]) < 0.12, `${u}`));
    };
    // Far out the ordinary gradient is slow, so sampled training ends before its equilibrium.
    near(ends(reverse, 0.45).slice(0, 1), [0.46]);
    near(ends(reverse, 0.53), [0.45]);
    near(ends(forward, 0.17), [2.69]);
    near(ends(forward, 0.3), [0.51]);
    near(ends(forward, 0.45), [0.46]);
    near(ends(forward, 0.53), [0.45]);
  });

  it('does not undo a collapse once samples are clamped, until β is near 5', () => {
    const clamped = grpoModel(grpo(8), 10, { ...k3, klGradient: 'k3Clamped' });
    for (const beta of [0.05, 0.17, 0.3, 0.45, 0.53, 2, 4])
      assert.ok(clamped.drift(4.5, 0.4, beta) > 0, `β = ${beta}`);
    assert.ok(clamped.drift(4.5, 0.4, 5.5) < 0);
    const undo = Math.max(...clamped.turningPoints(0.4).map(({ strength }) => strength));
    close(undo, 7 / Math.sqrt(8) / (1 / (1 + Math.exp(0.4))), 1e-9, 'M(∞)/(1 − q_ref)');
  });

  it('places a run with a small β where a policy can be', () => {
    // R from 0.25 to 0.6 at β = 0.001: with reverse KL, the stable state was at u = 2477.
    const reference = Math.log(0.25 ** 0.1 / (1 - 0.25 ** 0.1));
    const [state] = grpoModel(grpo(8), 10, k3).equilibria(reference, 0.001).slice(-1);
    close(state, 9.86, 1e-3);
  });

  it('has the equilibria of an independent scan, for every estimator', () => {
    fc.assert(
      fc.property(settings, (setting) => {
        const step = 0.01;
        const lowest = Math.max(-30, -Math.log(Math.expm1(300 / setting.decisions)));
        const crossings: number[] = [];
        for (let u = lowest; u < 34; u += step) {
          const [a, b] = [directDrift(setting, u), directDrift(setting, u + step)];
          if (a > 0 !== b > 0) crossings.push(u + step / 2);
        }
        const points = restPoints(modelOf(setting), ...controlsOf(setting)).filter(
          ({ state }) => state > lowest && state < 34,
        );
        // Two equilibria within a step leave no trace in the scan.
        const seen = points.filter(({ state }, i) => {
          const isPair = (other?: { readonly state: number }) =>
            other !== undefined && Math.abs(other.state - state) < 2 * step;
          return !isPair(points[i - 1]) && !isPair(points[i + 1]);
        });
        for (const { state, stable } of seen) {
          const at = crossings.findIndex((u) => Math.abs(u - state) <= step);
          assert.ok(at >= 0, `${state} is not in the scan: ${crossings.join()}`);
          assert.equal(stable, directDrift(setting, crossings[at] - step / 2) > 0, 'stability');
        }
        for (const u of crossings)
          assert.ok(
            points.some(({ state }) => Math.abs(state - u) <= 2 * step),
            `${u} is missing`,
          );
      }),
      { numRuns: draws(320) },
    );
  });

  it('turns in β where a scan along β(u) does', () => {
    const forward = settings.filter(({ klGradient }) => klGradient !== 'reverse');
    fc.assert(
      fc.property(forward, (setting) => {
        const { reference, bonus } = setting;
        fc.pre(bonus === 0);
        const strength = (u: number) => {
          const beta = (b: number) => directDrift({ ...setting, beta: b }, u);
          return beta(0) / (beta(0) - beta(1));
        };
        const step = 0.01;
        const turns: number[] = [];
        const from = Math.max(reference + 2 * step, -Math.log(Math.expm1(250 / setting.decisions)));
        for (let u = from; u < 25; u += step) {
          const [a, b, c] = [strength(u - step), strength(u), strength(u + step)];
          if (b > a !== c > b && Math.abs(b - a) + Math.abs(c - b) > 1e-9 * Math.abs(b))
            turns.push(u);
        }
        const all = modelOf(setting).turningPoints(reference);
        const found = all.filter(({ state }) => state > from && state < 25);
        // One that the scan sees at its first step may lie just before it.
        for (const u of turns)
          assert.ok(
            all.some(({ state }) => Math.abs(state - u) <= 3 * step),
            `${u} is missing`,
          );
        for (const { state, strength: at } of found) {
          const near = Math.min(...turns.map((u) => Math.abs(u - state)));
          const flat = Math.abs(strength(state + 3 * step) / at - 1) < 1e-6;
          assert.ok(near <= 3 * step || flat, `${state} is not in the scan: ${turns.join()}`);
        }
      }),
      { numRuns: draws(60) },
    );
  });

  it('ascends the regularised reward along the flow', () => {
    fc.assert(
      fc.property(settings, fc.double({ min: -6, max: 8, noNaN: true }), (setting, u) => {
        const model = modelOf(setting);
        const controls = controlsOf(setting);
        const variance = Math.exp(u) / (1 + Math.exp(u)) ** 2;
        const h = 1e-4;
        const slope =
          (model.potential(u + h, ...controls) - model.potential(u - h, ...controls)) / (2 * h);
        const [before, after] = [model.drift(u - h, ...controls), model.drift(u + h, ...controls)];
        const force = (setting.decisions * variance * (before + after)) / 2;
        const scale =
          setting.decisions * variance * (Math.abs(before) + Math.abs(after) + 1) +
          1e-6 * Math.abs(model.potential(u, ...controls));
        assert.ok(
          Math.abs(slope + force) < 1e-3 * scale + Math.abs(before - after),
          `${slope} ${force}`,
        );
      }),
      { numRuns: draws(300) },
    );
  });

  it('has its surface where its equilibria are', () => {
    fc.assert(
      fc.property(settings, fc.double({ min: -6, max: 20, noNaN: true }), (setting, state) => {
        const model = modelOf(setting);
        const [, control2] = controlsOf(setting);
        const control1 = model.control1At(state, control2);
        fc.pre(Math.abs(control1) < 30 && model.existsAt?.(state, control2) !== false);
        const found = model.equilibria(control1, control2);
        const nearest = Math.min(...found.map((u) => Math.abs(u - state)));
        // Where the surface is steep in the state, rounding of the anchor moves it.
        const { byState } = model.slopes(state, control2);
        assert.ok(nearest < 1e-9 + 1e-12 / Math.abs(byState), `${state} ${found.join()}`);
      }),
      { numRuns: draws(300) },
    );
  });

  it('has folds in the plane that end in cusps, near which it is the normal form', () => {
    const model = grpoModel(grpo(8), 10, k3);
    const [cusp] = model.cusps;
    assert.equal(model.cusps.length, 1);
    const map = localMap(model, cusp)!;
    const errors = [0.99, 0.95].map((share) => foldError(model, map, share * cusp.control2)!);
    assert.ok(errors[0] < 0.015 && errors[0] < errors[1], errors.join());
    const curves = foldCurves(model, { control2: [0.02, 0.5], rows: { folded: 40, single: 10 } });
    const crossings = foldCrossings(curves, 0.4).map(({ control2 }) => control2);
    allClose(crossings, [0.1986525140059821, 0.2341622231881669], 1e-9);
  });

  it('is the reverse KL to first order near the reference', () => {
    const forward = grpoModel(grpo(8), 10, k3);
    const reverse = grpoModel(grpo(8), 10);
    const offset = (model: GrpoModel) => model.drift(0.401, 0.4, 0) - model.drift(0.401, 0.4, 1);
    close(offset(forward), offset(reverse), 1e-3);
  });
});
