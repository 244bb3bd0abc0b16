import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  binaryEntropy,
  meanBinaryEntropy,
} from '../../../../src/core/analysis/policyEntropy/binaryEntropy.ts';
import { pairBound } from '../../../../src/core/analysis/policyEntropy/pairBound.ts';
import {
  entropyBound,
  softmaxEntropy,
} from '../../../../src/core/analysis/policyEntropy/entropyBound.ts';
import {
  entropyAt,
  policyEntropy,
  type PolicyEntropy,
} from '../../../../src/core/analysis/policyEntropy/policyEntropy.ts';
import { radonRule } from '../../../../src/core/numeric/triangleRule.ts';
import { arrange } from '../../../../src/core/arrangement/arrange.ts';
import type { Complex } from '../../../../src/core/complex/complex.ts';
import { box } from '../../../../src/core/complex/domain.ts';
import { locate } from '../../../../src/core/complex/locate.ts';
import { identity } from '../../../../src/core/network/activation.ts';
import type { Network } from '../../../../src/core/network/network.ts';
import { entropyOf, softmax } from '../../../../src/core/numeric/softmax.ts';
import { complete } from '../../complete.ts';
import { generic } from '../../networks.ts';
import { draws } from '../../../draws.ts';

const domain = box(-1, 1, -1, 1);
const logit = fc.double({ min: -30, max: 30, noNaN: true });

/** The mean over a triangle as the average over the four parts between its edge midpoints. */
function refinedMean(a: number, b: number, c: number): number {
  const [ab, bc, ca] = [(a + b) / 2, (b + c) / 2, (c + a) / 2];
  const parts = [
    [a, ab, ca],
    [ab, b, bc],
    [ca, bc, c],
    [ab, bc, ca],
  ] as const;
  return parts.reduce((sum, [u, v, w]) => sum + meanBinaryEntropy(u, v, w) / 4, 0);
}

describe('the entropy of two actions', () => {
  it('is that of the softmax', () => {
    fc.assert(
      fc.property(logit, (d) => {
        const expected = entropyOf(softmax([d, 0]));
        assert.ok(Math.abs(binaryEntropy(d) - expected) < 1e-14);
      }),
    );
  });

  it('has a mean over triangles that does not change under refinement', () => {
    // The mean over a triangle is that over its four parts: no rule and no series shared by both.
    const near = fc.tuple(logit, fc.double({ min: -0.1, max: 0.1, noNaN: true }), logit);
    fc.assert(
      fc.property(fc.tuple(logit, logit, logit), near, (apart, [p, off, q]) => {
        for (const [a, b, c] of [apart, [p, p + off, q], [p, p, p + off]]) {
          const refined = refinedMean(a, b, c);
          const whole = meanBinaryEntropy(a, b, c);
          // Second differences of logits that are close together lose some of their digits.
          assert.ok(Math.abs(whole - refined) < 1e-9, `${whole} and ${refined}`);
          assert.ok(whole >= 0 && whole <= Math.LN2 + 1e-15);
        }
      }),
    );
  });

  it('has the correct mean for any slope, even with two corners close together', () => {
    const steep = fc.double({ min: -1e5, max: 1e5, noNaN: true });
    const offset = fc.double({ min: 0, max: 40, noNaN: true });
    fc.assert(
      fc.property(steep, offset, steep, (p, off, q) => {
        const [a, b, c] = [p, p + off, q];
        const refined = refinedMean(a, b, c);
        assert.ok(Math.abs(meanBinaryEntropy(a, b, c) - refined) < 1e-11);
      }),
    );
  });

  it('has the mean π²/6 / d over a long way from a tie', () => {
    // ∫ h over (0, ∞) is π²/6; over a triangle with two corners at d its weight at 0 is 2·(1 − t)…
    const d = 1e4;
    assert.ok(Math.abs((meanBinaryEntropy(0, 0, d) * d) / 2 - Math.PI ** 2 / 6) < 1e-3);
  });
});

describe('bounds of the entropy of a softmax', () => {
  it('hold at every point of a triangle', () => {
    const corners = fc
      .integer({ min: 2, max: 6 })
      .chain((k) =>
        fc.tuple(
          fc.constant(k),
          fc.array(logit, { minLength: 3 * k, maxLength: 3 * k }),
          fc.double({ min: 0, max: 1, noNaN: true }),
        ),
      );
    fc.assert(
      fc.property(corners, ([k, raw, scale]) => {
        const logits = raw.map((u) => u * scale ** 2);
        const bound = entropyBound(logits, 0);
        let sum = 0;
        const n = 12;
        for (let i = 0; i < n; i++)
          for (let j = 0; j < 2 * (n - i) - 1; j++) {
            const [a, b] = smallCentre(i, j, n);
            const u = Array.from(
              { length: k },
              (_, o) => a * logits[o] + b * logits[k + o] + (1 - a - b) * logits[2 * k + o],
            );
            const h = softmaxEntropy(u);
            assert.ok(h >= bound.lo * (1 - 1e-12) && h <= bound.hi * (1 + 1e-12));
            sum += h;
          }
        // Samples are not the mean, but close to it where the bound is useful.
        const mean = sum / n ** 2;
        const slack = (bound.meanHi - bound.meanLo) / n + 1e-10;
        assert.ok(mean >= bound.meanLo - slack && mean <= bound.meanHi + slack);
      }),
    );
  });
});

describe('bounds of the mean over a small triangle', () => {
  it('hold, and converge with the third power of its size', () => {
    const corners = fc.integer({ min: 2, max: 6 }).chain((k) =>
      fc.tuple(
        fc.constant(k),
        fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: k, maxLength: k }),
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
          minLength: 3 * k,
          maxLength: 3 * k,
        }),
      ),
    );
    fc.assert(
      fc.property(
        corners,
        fc.double({ min: 0.03, max: 0.3, noNaN: true }),
        ([k, base, off], size) => {
          const boundOf = (by: number) => {
            const logits = off.map((d, i) => base[i % k] + by * d);
            // A polynomial of degree five leaves the sixth power of the size over.
            const mean = radonRule.reduce((sum, [weight, a, b, c]) => {
              const u = base.map(
                (_, o) => a * logits[o] + b * logits[k + o] + c * logits[2 * k + o],
              );
              return sum + weight * softmaxEntropy(u);
            }, 0);
            const { meanLo, meanHi } = entropyBound(logits, 0);
            const slack = 1e-12 + 1e-3 * by ** 6;
            assert.ok(
              mean >= meanLo - slack && mean <= meanHi + slack,
              `${mean} ${meanLo} ${meanHi}`,
            );
            return meanHi - meanLo;
          };
          // Half the size leaves an eighth of the gap, or a little more where the entropy changes.
          assert.ok(boundOf(size / 2) <= boundOf(size) / 5 + 1e-12);
        },
      ),
    );
  });
});

describe('bounds by the two leading actions', () => {
  it('hold for the mean over a triangle', () => {
    const corners = fc
      .integer({ min: 3, max: 6 })
      .chain((k) =>
        fc.tuple(fc.constant(k), fc.array(logit, { minLength: 3 * k, maxLength: 3 * k })),
      );
    let bounded = 0;
    const runs = draws(50);
    fc.assert(
      fc.property(corners, fc.double({ min: 4, max: 16, noNaN: true }), ([k, raw], lead) => {
        // Two of the actions are ahead, as at a boundary; too little and there is no bound.
        const logits = raw.map((u, i) => u / 6 + (i % k < 2 ? lead : 0));
        const bound = pairBound(logits, 0);
        if (!bound) return;
        bounded++;
        let sum = 0;
        const n = 40;
        for (let i = 0; i < n; i++)
          for (let j = 0; j < 2 * (n - i) - 1; j++) {
            const [a, b] = smallCentre(i, j, n);
            const u = Array.from(
              { length: k },
              (_, o) => a * logits[o] + b * logits[k + o] + (1 - a - b) * logits[2 * k + o],
            );
            sum += softmaxEntropy(u);
          }
        const mean = sum / n ** 2;
        // The error of the midpoint rule is at most a fraction of the squared variation of the logits.
        const slack = (10 / n) ** 2 / 6;
        assert.ok(mean >= bound.meanLo - slack && mean <= bound.meanHi + slack);
      }),
      { numRuns: runs },
    );
    assert.ok(bounded > runs / 5, `${bounded} of ${runs}`);
  });

  it('are tight where the others are far behind', () => {
    assert.equal(pairBound([0, 0, 0, 1, 0, 0, 0, 1, 0], 0), undefined, 'three count there');
    const close = pairBound([20, 19, -20, 19, 20, -20, 3, 3, -30], 0);
    assert.ok(close && close.meanHi - close.meanLo < 1e-7);
  });
});

describe('the policy entropy', () => {
  const several = fc
    .tuple(generic, fc.integer({ min: 2, max: 5 }))
    .map(([net, outputs]) => withOutputs(net, outputs));

  it('is log K everywhere at zero gain', () => {
    fc.assert(
      fc.property(several, (net) => {
        const complex = complete(arrange(net, domain));
        const { mean, least, cellMean } = entropies(complex, 0);
        const top = Math.log(complex.outputCount);
        for (const h of [mean.lo, mean.hi, least.lo, least.hi, ...cellMean])
          assert.ok(Math.abs(h - top) < 1e-12, `${h} for ${top}`);
      }),
      { numRuns: draws(30) },
    );
  });

  it('vanishes with growing gain, except on the boundaries', () => {
    const net = plain([
      [1, 0, 0],
      [0, 1, 0],
      [-1, -1, 0.1],
    ]);
    const complex = complete(arrange(net, domain));
    const means = [0, 1, 10, 100, 1000].map((gain) => entropies(complex, gain).mean);
    for (let i = 1; i < means.length; i++) assert.ok(means[i].hi < means[i - 1].lo);
    assert.ok(means[4].hi < 0.01);
    // Nearly all of it is where two actions meet, which has a closed form.
    for (const { lo, hi } of means.slice(2)) assert.ok(hi - lo < 0.05 * hi, `${lo} … ${hi}`);
    assert.ok(entropyAt(complex, 1000, 0, 0.5, 0.5) > Math.LN2 - 1e-9, 'a tie stays a tie');
    assert.ok(entropies(complex, 1000).least.hi < 1e-300);
  });

  it('lies within its bounds at every sample', () => {
    fc.assert(
      fc.property(several, fc.constantFrom(0.3, 1, 4), (net, gain) => {
        const complex = complete(arrange(net, domain));
        const { mean, least } = entropies(complex, gain);
        const n = 40;
        let sum = 0;
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) {
            const [x, y] = [i, j].map((k) => (2 * k + 1) / n - 1);
            const h = entropyAt(complex, gain, locate(complex, x, y), x, y);
            assert.ok(h >= least.lo, `${h} below ${least.lo}`);
            sum += h;
          }
        assert.ok(least.lo <= least.hi && least.lo > 0.98 * least.hi);
        // The width depends on the work budget and on the steepness.
        assert.ok(mean.lo <= mean.hi && mean.hi - mean.lo < 0.03 * Math.log(complex.outputCount));
        const sampled = sum / n ** 2;
        assert.ok(sampled > mean.lo - 5e-3 && sampled < mean.hi + 5e-3, `${sampled} in mean`);
      }),
      { numRuns: draws(20) },
    );
  });

  it('of two actions has closed forms, which the bounds for three enclose', () => {
    // A third action far below the others does not change the entropy of two.
    fc.assert(
      fc.property(fc.constantFrom(0.5, 1, 3), fc.integer({ min: 1, max: 99 }), (gain, seed) => {
        const rows = [
          [Math.sin(seed), Math.cos(seed), 0.2],
          [Math.cos(3 * seed), Math.sin(2 * seed), -0.1],
        ];
        const two = entropies(complete(arrange(plain(rows), domain)), gain);
        const three = entropies(complete(arrange(plain([...rows, [0, 0, -300]]), domain)), gain);
        assert.ok(two.isClosed && !three.isClosed);
        assert.equal(two.mean.lo, two.mean.hi);
        assert.ok(three.mean.lo <= two.mean.lo && two.mean.hi <= three.mean.hi);
        assert.ok(
          three.least.lo <= two.least.lo && Math.abs(two.least.hi / three.least.hi - 1) < 0.01,
        );
      }),
    );
  });
});

function entropies(complex: Complex, gain: number): PolicyEntropy {
  return complete(policyEntropy(complex, gain));
}

function withOutputs(net: Network, outputs: number): Network {
  const last = net.layers[net.layers.length - 1];
  const weights = Float64Array.from({ length: outputs * last.inputs }, (_, k) =>
    Math.sin(k + last.weights[k % last.weights.length]),
  );
  const bias = Float64Array.from({ length: outputs }, (_, i) => Math.cos(i) / 2);
  const wide = { inputs: last.inputs, units: outputs, weights, bias, activation: identity };
  return { ...net, layers: [...net.layers.slice(0, -1), wide] };
}

function plain(rows: readonly (readonly number[])[]): Network {
  return {
    inputs: 2,
    layers: [
      {
        inputs: 2,
        units: rows.length,
        weights: Float64Array.from(rows.flatMap((row) => row.slice(0, 2))),
        bias: Float64Array.from(rows, (row) => row[2]),
        activation: identity,
      },
    ],
  };
}

/** Barycentric coordinates of the centre of one of the n² small triangles of a triangle. */
function smallCentre(i: number, j: number, n: number): [number, number] {
  const half = j >> 1;
  return j % 2 === 0
    ? [(i + 1 / 3) / n, (half + 1 / 3) / n]
    : [(i + 2 / 3) / n, (half + 2 / 3) / n];
}
