import assert from 'node:assert/strict';
import fc from 'fast-check';
import { binaryEntropy, logit, logSigmoid, sigmoid } from '../../../src/core/numeric/logistic.ts';
import { near } from './near.ts';

/** u, σ(u), ln σ(u) and the entropy of a choice with logit u, computed with 700 digits. */
const table: readonly (readonly [number, number, number, number])[] = [
  [-700, 9.85967654375977086e-305, -700, 6.91163325717559937e-302],
  [-100, 3.72007597602083596e-44, -100, 3.75727673578104432e-42],
  [-40, 4.24835425529158898e-18, -40, 1.74182524466955148e-16],
  [-1, 0.268941421369995121, -1.31326168751822283, 0.582203108888217955],
  [0, 0.5, -0.693147180559945309, 0.693147180559945309],
  [0.5, 0.622459331201854565, -0.474076984180106681, 0.662847318579179399],
  [3, 0.952574126822433219, -0.0485873515737420588, 0.190864971106442401],
  [37, 0.999999999999999915, -8.53304762574406543e-17, 3.24255809778274473e-15],
  [100, 1, -3.72007597602083596e-44, 3.75727673578104432e-42],
];

describe('the logistic function', () => {
  const logits = fc.double({ min: -700, max: 700, noNaN: true });

  it('agrees with the table, as do its logarithm and the entropy of its choice', () => {
    for (const [u, share, logarithm, entropy] of table) {
      // exp itself is off by a unit times its argument in some engines.
      near(sigmoid(u), share, { relative: 1e-15, what: `σ(${u})` });
      near(logSigmoid(u), logarithm, { relative: 1e-15, what: `ln σ(${u})` });
      near(binaryEntropy(u), entropy, { relative: 1e-15, what: `H(${u})` });
    }
  });

  it('adds up to 1 with its mirror image, which has the same entropy', () => {
    fc.assert(
      fc.property(logits, (u) => {
        near(sigmoid(u) + sigmoid(-u), 1, { relative: Number.EPSILON });
        assert.equal(binaryEntropy(u), binaryEntropy(-u));
        near(Math.exp(logSigmoid(u)), sigmoid(u), { relative: 1e-12 });
      }),
    );
  });

  it('is inverted by the logit', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.5, noNaN: true }), (q) => {
        near(sigmoid(logit(q)), q, { relative: 1e-12 });
      }),
    );
    assert.deepEqual([logit(0), logit(0.5), logit(1)], [-Infinity, 0, Infinity]);
  });

  it('has its limits at infinity', () => {
    // Where the exponential itself is 0, its logarithm is still known.
    assert.equal(logSigmoid(-1000), -1000);
    assert.deepEqual([sigmoid(-Infinity), sigmoid(Infinity)], [0, 1]);
    assert.deepEqual([logSigmoid(-Infinity), logSigmoid(Infinity) + 0], [-Infinity, 0]);
    assert.deepEqual([binaryEntropy(Infinity), binaryEntropy(-Infinity)], [0, 0]);
  });
});
