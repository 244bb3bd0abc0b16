import assert from 'node:assert/strict';
import fc from 'fast-check';
import { binaryEntropy, sigmoid } from '../../../src/core/numeric/logistic.ts';
import { entropyOf, softmax } from '../../../src/core/numeric/softmax.ts';
import { near } from './near.ts';

describe('softmax', () => {
  const logits = fc.array(fc.double({ min: -300, max: 300, noNaN: true }), {
    minLength: 1,
    maxLength: 8,
  });

  it('gives probabilities whose ratios are the exponentials of differences', () => {
    fc.assert(
      fc.property(logits, (z) => {
        const p = softmax(z);
        near(
          p.reduce((sum, x) => sum + x, 0),
          1,
          { relative: 1e-15 },
        );
        const top = z.indexOf(Math.max(...z));
        z.forEach((v, i) => near(p[i] / p[top], Math.exp(v - z[top]), { relative: 1e-15 }));
      }),
    );
  });

  it('does not change, to the last bit, when an integer is added to integer logits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -700, max: 700 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: -1e6, max: 1e6 }),
        (z, shift) => {
          assert.deepEqual(softmax(z.map((v) => v + shift)), softmax(z));
        },
      ),
    );
  });

  it('does not overflow, and handles impossible choices', () => {
    assert.deepEqual(softmax([1e308, 0, -1e308]), [1, 0, 0]);
    assert.deepEqual(softmax([5, -Infinity, 5]), [0.5, 0, 0.5]);
  });

  it('is the logistic function for two', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (u) => {
        near(softmax([u, 0])[0], sigmoid(u), { relative: 1e-15 });
      }),
    );
  });
});

describe('the entropy of probabilities', () => {
  it('is ln n for n equal ones, and 0 for certainty', () => {
    for (const n of [1, 2, 3, 10, 1000])
      near(entropyOf(Array<number>(n).fill(1 / n)), Math.log(n), { relative: 1e-13 });
    assert.equal(entropyOf([0, 1, 0]) + 0, 0);
  });

  it('is that of a choice between two, plus the weighted one of the parts (chain rule)', () => {
    const shares = fc.double({ min: 1e-6, max: 1, noNaN: true });
    fc.assert(
      fc.property(shares, shares, shares, (a, b, c) => {
        const total = a + b + c;
        const [p, q, r] = [a / total, b / total, c / total];
        const u = Math.log(p / (q + r));
        const parts = (q + r) * entropyOf([q / (q + r), r / (q + r)]);
        near(entropyOf([p, q, r]), binaryEntropy(u) + parts, { absolute: 1e-14 });
      }),
    );
  });
});
