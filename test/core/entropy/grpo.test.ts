import assert from 'node:assert/strict';
import fc from 'fast-check';
import { meshFoldedSurface } from '../../../src/core/entropy/foldedMesh.ts';
import { foldControls, restPoints } from '../../../src/core/entropy/equilibriumModel.ts';
import type { Estimator } from '../../../src/core/entropy/grpo/estimator.ts';
import { pullOf, uniformPull } from '../../../src/core/entropy/grpo/anchor.ts';
import { foldError, localMap } from '../../../src/core/entropy/grpo/localMap.ts';
import {
  relaxationRate,
  tokenEntropy,
  uniformParts,
} from '../../../src/core/entropy/grpo/observables.ts';
import { refreshThreshold } from '../../../src/core/entropy/grpo/refresh.ts';
import { settle } from '../../../src/core/entropy/hysteresis.ts';
import { normalForm } from '../../../src/core/entropy/normalForm.ts';
import { weighting } from '../../../src/core/entropy/grpo/estimator.ts';
import { grpoModel, type GrpoModel } from '../../../src/core/entropy/grpo/grpoModel.ts';
import { decisionLogit, gainOf, successRate } from '../../../src/core/entropy/grpo/gain.ts';
import { maxwellStrengths } from '../../../src/core/entropy/grpo/thresholds.ts';
import { maxwellPoints } from '../../../src/core/entropy/maxwell.ts';
import { mulberry32 } from '../../../src/core/random.ts';
import { draws } from '../../draws.ts';
import { checkFoldedMesh } from './meshLaws.ts';
import { allClose, close, entries, number, numbers } from './oracles.ts';

const grpo = (group: number): Estimator => ({ kind: 'grpo', group, deviation: 'unbiased' });

/** The model of a name such as "grpo G=8 T=10", and the other numbers in the name. */
function modelOf(name: string): { model: GrpoModel; u0: number; B: number } {
  const value = (key: string) => Number(new RegExp(`\\b${key}=([-.\\d]+)`).exec(name)?.[1]);
  const group = value('G');
  const estimator: Estimator = name.startsWith('rloo')
    ? { kind: 'rloo' }
    : name.startsWith('drgrpo')
      ? { kind: 'drGrpo', group }
      : grpo(group);
  return { model: grpoModel(estimator, value('T')), u0: value('u0'), B: value('B') };
}

const maxRl = (group: number): Estimator => ({ kind: 'maxRl', group });

const estimators: readonly Estimator[] = [
  grpo(2),
  grpo(8),
  grpo(64),
  { kind: 'grpo', group: 8, deviation: 'population' },
  { kind: 'rloo' },
  { kind: 'drGrpo', group: 8 },
  maxRl(2),
  maxRl(8),
  maxRl(64),
  { kind: 'dynamicSampling', group: 8 },
  { kind: 'infiniteGroup', epsilon: 0 },
  { kind: 'infiniteGroup', epsilon: 0.01 },
];

describe('the weighting m(p)', () => {
  it('agrees with the oracles and its limits', () => {
    for (const [key, value] of entries('gain m(p) unbiased std')) {
      const [group, p] = key.match(/[\d.]+/g)!.map(Number);
      close(weighting(grpo(group)).weight(p, 1 - p)[0], Number(value), 1e-14, key);
    }
    for (const [key] of entries('gain limits')) {
      const { weight } = weighting(grpo(Number(key.slice(2))));
      close(weight(0, 1)[0], number('gain limits', key, 'm(0)=m(1)=(G-1)/sqrt(G)'), 1e-15);
      close(weight(1, 0)[0], number('gain limits', key, 'm(0)=m(1)=(G-1)/sqrt(G)'), 1e-15);
      close(weight(0.5, 0.5)[0], number('gain limits', key, 'm(.5)'), 1e-15);
    }
  });

  it('is the mean update over all possible groups', () => {
    const mean = (G: number, p: number, advantageScale: (k: number) => number) => {
      let sum = 0;
      for (let drawn = 0; drawn < 2 ** G; drawn++) {
        const right = [...Array(G).keys()].map((i) => (drawn >> i) & 1);
        const k = right.reduce((a, b) => a + b, 0);
        const probability = p ** k * (1 - p) ** (G - k);
        // The gradient of log-likelihood in the logit of success is r − p.
        const score = right.reduce((s, r) => s + (r - k / G) * (r - p), 0) / G;
        sum += probability * advantageScale(k) * score;
      }
      return sum / (p * (1 - p));
    };
    for (const G of [2, 3, 5, 8])
      for (const p of [0.07, 0.5, 0.83]) {
        const variance = (k: number) => (k * (G - k)) / (G * G);
        const mixed = (k: number) => k > 0 && k < G;
        const unbiased = (k: number) => (mixed(k) ? 1 / Math.sqrt((variance(k) * G) / (G - 1)) : 0);
        const m = (estimator: Estimator) => weighting(estimator).weight(p, 1 - p)[0];
        close(m(grpo(G)), mean(G, p, unbiased), 1e-12);
        close(
          m({ kind: 'grpo', group: G, deviation: 'population' }),
          mean(G, p, (k) => (mixed(k) ? 1 / Math.sqrt(variance(k)) : 0)),
          1e-12,
        );
        close(
          m({ kind: 'rloo' }),
          mean(G, p, () => G / (G - 1)),
          1e-12,
        );
        close(
          m({ kind: 'drGrpo', group: G }),
          mean(G, p, () => 1),
          1e-12,
        );
        close(
          m(maxRl(G)),
          mean(G, p, (k) => (k > 0 ? G / k : 0)),
          1e-12,
        );
        const kept = 1 - p ** G - (1 - p) ** G;
        close(m({ kind: 'dynamicSampling', group: G }), mean(G, p, unbiased) / kept, 1e-12);
      }
  });

  it('of MaxRL is that of binomial groups, and the slope of the series of ln p', () => {
    /** A binomial coefficient as a product, from the definition of m as a mean over groups. */
    const choose = (n: number, k: number): number => {
      let product = 1;
      for (let i = 1; i <= k; i++) product *= (n - k + i) / i;
      return product;
    };
    const law = (G: number, p: number): void => {
      const q = 1 - p;
      const { value, weight, objective } = weighting(maxRl(G));
      let mean = 0;
      // k right answers: Σ (r − k/G)(r − p)/G over the answers is k(G − k)/G².
      for (let k = 1; k <= G; k++)
        mean += choose(G, k) * p ** k * q ** (G - k) * (G / k) * ((k * (G - k)) / G ** 2);
      let series = 0;
      let slope = 0;
      for (let k = 1; k < G; k++) {
        series -= q ** k / k;
        slope += q ** (k - 1);
      }
      close(value(p, q), mean / (p * q), 1e-11, `G = ${G}, p = ${p}`);
      close(value(p, q), slope, 1e-12, `G = ${G}, p = ${p}`);
      close(weight(p, q)[0], slope, 1e-12);
      close(objective(Math.log(p)) - objective(0), series, 1e-12, `G = ${G}, p = ${p}`);
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 64 }),
        fc.double({ min: 1e-3, max: 1 - 1e-9, noNaN: true }),
        law,
      ),
      { numRuns: draws(100) },
    );
    for (const G of [2, 8, 64]) {
      close(weighting(maxRl(G)).value(0, 1), G - 1, 1e-14);
      close(weighting(maxRl(G)).value(1, 0), 1, 1e-14);
    }
  });

  it('is symmetric unless divided by the mean, and 1/√(p(1−p)) for large groups', () => {
    for (const estimator of estimators.filter(({ kind }) => kind !== 'maxRl'))
      for (const p of [0.01, 0.2, 0.4]) {
        const { weight } = weighting(estimator);
        close(weight(p, 1 - p)[0], weight(1 - p, p)[0], 1e-13);
      }
    close(weighting(grpo(512)).weight(0.3, 0.7)[0], 1 / Math.sqrt(0.21), 5e-3);
  });

  it('has the correct derivatives, and is the slope of the objective', () => {
    for (const estimator of estimators)
      for (const p of [0.03, 0.3, 0.5, 0.9]) {
        const { weight, objective } = weighting(estimator);
        const h = 1e-5;
        const slope = (f: (p: number) => number) => (f(p + h) - f(p - h)) / (2 * h);
        const jet = weight(p, 1 - p);
        close(
          slope((x) => objective(Math.log(x))),
          jet[0],
          1e-6,
          estimator.kind,
        );
        for (const order of [0, 1, 2] as const)
          close(
            slope((x) => weight(x, 1 - x)[order]),
            jet[order + 1],
            1e-5,
            estimator.kind,
          );
      }
  });

  it('integrates to the objective of the oracles', () => {
    for (const [key, value] of entries('objective A_G and Maxwell', 'A_G')) {
      const [group, p] = key.match(/[\d.]+/g)!.map(Number);
      close(weighting(grpo(group)).objective(Math.log(p)), Number(value), 1e-13, key);
    }
  });

  it('rejects invalid groups', () => {
    assert.throws(() => weighting(grpo(1)), RangeError);
    assert.throws(() => weighting({ kind: 'drGrpo', group: 2.5 }), RangeError);
    assert.throws(() => weighting(maxRl(513)), RangeError);
    assert.throws(() => weighting({ kind: 'infiniteGroup', epsilon: -1 }), RangeError);
    assert.throws(() => grpoModel(grpo(8), 0.5), RangeError);
  });
});

describe('the gain M(u)', () => {
  it('agrees with the oracles up to the second derivative', () => {
    const gain = gainOf(weighting(grpo(8)), 10);
    for (const [u, jet] of entries('M(u) G=8 T=10'))
      allClose(gain.jet(Number(u)).slice(0, 3), jet as number[], 1e-13, `u = ${u}`);
  });

  it('is flat for RLOO and one decision', () => {
    for (const u of [-3, 0, 5])
      assert.deepEqual(
        gainOf(weighting({ kind: 'rloo' }), 1)
          .jet(u)
          .map(Math.abs),
        [1, 0, 0, 0],
      );
  });

  it('inverts success to the logit of one decision', () => {
    for (const u of [-1, 0, 4]) close(decisionLogit(successRate(u, 10), 10), u, 1e-12);
  });
});

describe('the GRPO fold', () => {
  it('has the cusps of the oracles, duals included', () => {
    for (const [name, expected] of entries('cusp points')) {
      const { model } = modelOf(name);
      const points = (expected as Record<string, number>[]).toSorted((a, b) => a.B - b.B);
      assert.equal(model.cusps.length, points.length, name);
      model.cusps.forEach(({ state, control1, control2 }, i) => {
        allClose([state, control1, control2], [points[i].u, points[i].u0, points[i].B], 1e-9, name);
        close(model.gain.jet(state)[0], points[i].M, 1e-10);
        close(successRate(state, model.decisions), points[i].p, 1e-9);
      });
    }
    // The third derivative of the oracle is a difference quotient, 2e-7 off; ours is the slope
    // of the second.
    for (const name of ['cusp G=8 T=10', 'cusp G=16 T=10', 'cusp G=8 T=1', 'cusp G=4 T=10']) {
      const { model } = modelOf(name);
      const { state } = model.cusps[0];
      const third = model.gain.jet(state)[3];
      close(third, number('dyn', name, 'M3'), 1e-6, name);
      const at = (step: number) => model.gain.jet(state + step * 1e-3)[2];
      close(third, (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / 12e-3, 1e-10, name);
    }
    for (const estimator of [grpo(2), { kind: 'rloo' }, { kind: 'drGrpo', group: 8 }] as const)
      assert.deepEqual(grpoModel(estimator, 1).cusps, []);
  });

  it('has the closed forms of RLOO, Dr. GRPO and infinite groups', () => {
    const name = 'rloo cusp T: B=((T-1)/T)^T, q=(T-1)/T, u0=ln(T-1)-T/(T-1)';
    for (const [T, expected] of entries('closed forms', name)) {
      const { B, u0 } = expected as { B: number; u0: number };
      const [cusp] = grpoModel({ kind: 'rloo' }, Number(T)).cusps;
      allClose([cusp.control1, cusp.control2], [u0, B], 1e-12);
      const [dr] = grpoModel({ kind: 'drGrpo', group: 8 }, Number(T)).cusps;
      close(dr.control2, (B * 7) / 8, 1e-12);
    }
    const infinite = grpoModel({ kind: 'infiniteGroup', epsilon: 0 }, 1);
    const fold = 'GRPO G=inf T=1 eps=0 fold: u=2asinh(B), u0=2asinh(B)-(2/B)sqrt(1+B^2)';
    for (const [B, expected] of entries('closed forms', fold)) {
      const { u, u0 } = expected as { u: number; u0: number };
      allClose(infinite.foldStates(Number(B)), [u], 1e-12);
      allClose(foldControls(infinite, Number(B)), [u0], 1e-12);
      assert.deepEqual(infinite.equilibria(u0 + 0.1, Number(B)), [], 'runaway above the fold');
    }
  });

  it('has the cusp of MaxRL that two independent programs found', () => {
    // mpmath to 40 digits and numpy sampling, beside the same numbers for GRPO.
    const [cusp, ...others] = grpoModel(maxRl(8), 10).cusps;
    assert.deepEqual(others, []);
    close(cusp.state, 1.239601643192096, 1e-9);
    allClose([cusp.control1, cusp.control2], [0.5764514761291763, 0.8487135221410194], 1e-12);
    // One decision: M is a falling function of the success rate, so nothing folds.
    assert.deepEqual(grpoModel(maxRl(8), 1).cusps, []);
  });

  it('has its folds where the oracles have them', () => {
    for (const [name, expected] of entries('folds (u,u0)')) {
      const { model, B } = modelOf(name);
      const folds = expected as [number, number][];
      allClose(
        model.foldStates(B),
        folds.map(([u]) => u),
        1e-11,
        name,
      );
      allClose(
        foldControls(model, B),
        folds.map(([, u0]) => u0),
        1e-11,
        name,
      );
    }
  });

  it('has the equilibria of the oracles, up to five states', () => {
    for (const [name, expected] of entries('equilibria u')) {
      const { model, u0, B } = modelOf(name);
      allClose(model.equilibria(u0, B), expected as number[], 1e-11, name);
    }
  });

  it('finds the held state of unbounded estimators where all answers are wrong', () => {
    const dynamic: Estimator = { kind: 'dynamicSampling', group: 8 };
    const infinite: Estimator = { kind: 'infiniteGroup', epsilon: 0 };
    for (const [estimator, T, u0, B] of [
      [dynamic, 100, -3, 2],
      [dynamic, 30, -9, 60],
      [infinite, 100, -4, 0.3],
    ] as const) {
      const [held, ridge] = restPoints(grpoModel(estimator, T), u0, B);
      assert.ok(held.stable && !ridge.stable, `T = ${T}`);
      assert.ok(held.state >= u0, `${held.state}`);
    }
    close(grpoModel(dynamic, 100).equilibria(-3, 2)[0], -1.855, 5e-4);
  });

  it('has a potential where the success rate underflows', () => {
    for (const [T, u] of [
      [100, -8],
      [30, -25],
      [200, -4],
    ]) {
      const model = grpoModel({ kind: 'dynamicSampling', group: 8 }, T);
      const slope = (model.reward(u + 1e-3) - model.reward(u - 1e-3)) / 2e-3;
      const variance = Math.exp(u) / (1 + Math.exp(u)) ** 2;
      close(slope / (T * variance * model.gain.value(u)), 1, 1e-6, `T = ${T}, u = ${u}`);
    }
  });

  it('has three equilibria exactly inside the cusp, and always an odd number', () => {
    const uniform = mulberry32(7);
    for (const [G, T] of [
      [8, 10],
      [4, 10],
      [16, 10],
      [8, 1],
      [8, 30],
    ]) {
      const model = grpoModel(grpo(G), T);
      const [cusp] = model.cusps;
      for (let i = 0; i < 60; i++) {
        const B = cusp.control2 * (0.2 + 1.2 * uniform());
        const u0 = cusp.control1 + 6 * (uniform() - 0.6);
        const [lowFold, highFold] = foldControls(model, B);
        const inside = B < cusp.control2 && highFold < u0 && u0 < lowFold;
        assert.equal(model.equilibria(u0, B).length, inside ? 3 : 1, `${G} ${T} ${u0} ${B}`);
      }
    }
    const butterfly = grpoModel(grpo(16), 3);
    for (let i = 0; i < 200; i++) {
      const points = restPoints(butterfly, -3 + 3 * uniform(), 0.3 + 0.2 * uniform());
      assert.ok(points.length % 2 === 1);
      points.forEach(({ stable }, k) => assert.equal(stable, k % 2 === 0));
    }
  });

  it('ascends the regularised reward along the flow', () => {
    const uniform = mulberry32(3);
    for (const estimator of estimators) {
      const model = grpoModel(estimator, 4);
      for (let i = 0; i < 20; i++) {
        const [u, u0, B] = [6 * uniform() - 2, 4 * uniform() - 3, 0.1 + uniform()];
        const step = 1e-4 * Math.sign(model.drift(u, u0, B));
        assert.ok(model.potential(u + step, u0, B) < model.potential(u, u0, B), estimator.kind);
      }
    }
  });

  it('has the turning points of the oracles in the strength', () => {
    for (const [name, expected] of entries('turning points in B at fixed u0 (u,B)')) {
      const { model, u0 } = modelOf(name);
      const anchor = name.endsWith('u0=-1.098612')
        ? -Math.log(3)
        : name.endsWith('u0=-2.708050')
          ? -Math.log(15)
          : u0;
      const found = model.turningPoints(anchor);
      (expected as [number, number][]).forEach(([u, B], i) =>
        allClose([found[i].state, found[i].strength], [u, B], 1e-10, name),
      );
      assert.equal(found.length, 2);
    }
  });

  it('has the Maxwell points of the oracles, by strength and by anchor', () => {
    for (const [name, expected] of entries('objective A_G and Maxwell')) {
      if (name === 'A_G') continue;
      const { B_maxwell, L, eq } = expected as unknown as {
        B_maxwell: number;
        L: number;
        eq: number[];
      };
      const { model, u0 } = modelOf(name);
      const anchor = name.endsWith('u0=-1.098612') ? -Math.log(3) : u0;
      const [byStrength] = maxwellStrengths(model, anchor);
      close(byStrength.control2, B_maxwell, 1e-10, name);
      allClose([byStrength.lower, byStrength.upper], [eq[0], eq[2]], 1e-9, name);
      close(-model.potential(byStrength.lower, anchor, B_maxwell), L, 1e-10, name);
      const [byAnchor] = maxwellPoints(model, B_maxwell);
      close(byAnchor.control1, anchor, 1e-9, name);
    }
  });

  it('has a mesh without holes, with one cusp or three', () => {
    const rows = { folded: 12, single: 6 };
    const window = { control1: [-4, 3], control2: [0.1, 0.8], rows, columns: 6 } as const;
    for (const [estimator, T] of [
      [grpo(8), 10],
      [grpo(16), 3],
      [grpo(8), 2],
      [{ kind: 'rloo' }, 10],
    ] as const) {
      const model = grpoModel(estimator, T);
      const mesh = meshFoldedSurface(model, window);
      checkFoldedMesh(model, mesh);
      const inWindow = model.cusps.filter((c) => c.control2 > 0.1 && c.control2 < 0.8);
      assert.equal(mesh.cusps.length, inWindow.length);
    }
  });
});

describe('GRPO training', () => {
  const model = grpoModel(grpo(8), 4);
  const strength = 0.3;

  it('is anchored by reference and entropy bonus according to their exact gradients', () => {
    const [right, wrong] = [
      [0.2, 0.05],
      [0.4, 0.25, 0.1],
    ];
    const { anchor } = pullOf({ kl: 0.3, entropyBonus: 0.2 }, right, wrong)!;
    // Without reward the policy is in equilibrium at π ∝ ref^(β/B).
    const resting = [...right, ...wrong].map((p) => p ** 0.6);
    close(anchor, Math.log((resting[0] + resting[1]) / (resting[2] + resting[3] + resting[4])));
    const uniform = uniformPull({ kl: 0.3, entropyBonus: 0.2, credit: 0.5 }, 1.5, {
      right: 2,
      wrong: 3,
    })!;
    const q = 1 / (1 + Math.exp(-1.5));
    const spread = (n: number, mass: number) => Array<number>(n).fill(mass / n);
    close(
      uniform.anchor,
      pullOf({ kl: 0.3, entropyBonus: 0.2 }, spread(2, q), spread(3, 1 - q))!.anchor,
    );
    assert.equal(uniform.strength, 1);
    assert.equal(pullOf({ kl: 0, entropyBonus: 0 }, right, wrong), undefined);
    assert.equal(uniformPull({ kl: 0, entropyBonus: 0 }, 1, { right: 1, wrong: 3 }), undefined);
  });

  it('needs the refresh of the oracle to leave the collapsed state', () => {
    const name = 'refresh G=8 T=4 u0=-ln3 tau=.3';
    const [, , collapsed] = model.equilibria(-Math.log(3), strength);
    const share = refreshThreshold(model, -Math.log(3), strength, collapsed, 0.25)!;
    close(share, number('dyn', name, 'rho_star'), 1e-10);
    const q = numbers('dyn', name, 'q')[2];
    for (const [r, end] of [
      [share * 0.99, 2],
      [share * 1.01, 0],
    ]) {
      const state = decisionLogit((1 - r) * q + r * 0.25, 1);
      close(settle(model, state, -Math.log(3), strength), numbers('dyn', name, 'u')[end], 1e-9);
    }
    assert.equal(refreshThreshold(model, -Math.log(3), strength, collapsed, 0.7), undefined);
    const below = model.equilibria(-Math.log(3), 0.1);
    assert.equal(refreshThreshold(model, -Math.log(3), 0.1, below[0], 0.25), undefined);
  });

  it('loses entropy as the state rises', () => {
    const parts = uniformParts(0.5, 1, 15);
    close(tokenEntropy(-Math.log(15), parts), 0.5 * Math.log(16), 1e-14);
    for (let u = -2.7; u < 8; u += 0.1)
      assert.ok(tokenEntropy(u + 0.1, parts) < tokenEntropy(u, parts));
  });

  it('returns slowly from near certainty under the ordinary gradient', () => {
    const [, , u] = model.equilibria(-Math.log(3), strength);
    const rate = (gradient: 'natural' | 'ordinary') =>
      relaxationRate(
        model,
        u,
        { control1: 0, control2: strength },
        { learningRate: 0.5, gradient },
      );
    close(rate('natural'), 0.5 * (strength - model.gain.jet(u)[1]));
    close(
      rate('ordinary') / rate('natural'),
      numbers('dyn', 'refresh G=8 T=4 u0=-ln3 tau=.3', 'q')[2] *
        (1 - numbers('dyn', 'refresh G=8 T=4 u0=-ln3 tau=.3', 'q')[2]),
      1e-9,
    );
  });

  it('approaches the normal form near its cusp', () => {
    const ten = grpoModel(grpo(8), 10);
    const [cusp] = ten.cusps;
    const map = localMap(ten, cusp)!;
    for (const [share, error] of [
      [0.99, 1e-4],
      [0.95, 1.2e-3],
      [0.8, 0.07],
    ]) {
      const B = share * cusp.control2;
      const folds = foldControls(normalForm, map.splitting(B));
      foldControls(ten, B).forEach((u0, i) => {
        const scale = map.forcing(1, B) - map.forcing(0, B);
        // The map reverses the first control: the lower fold of one is the upper of the other.
        close((map.forcing(u0, B) - folds[i]) / scale, 0, error, `B = ${share} B_c`);
      });
      close(map.state(cusp.state, B), 0);
    }
    const errors = [0.99, 0.9, 0.7].map((share) => foldError(ten, map, share * cusp.control2)!);
    assert.ok(errors[0] < 0.02, errors.join());
    assert.deepEqual(
      errors,
      errors.toSorted((a, b) => a - b),
      'it grows with the distance',
    );
    assert.equal(foldError(ten, map, 1.1 * cusp.control2), undefined);
    const back = map.controls(map.splitting(0.4), map.forcing(0.7, 0.4));
    close(back.control1, 0.7, 1e-14);
    close(back.control2, 0.4, 1e-14);
    const dual = modelOf('grpo G=16 T=3').model;
    assert.equal(localMap(dual, dual.cusps[0]), undefined);
  });
});
