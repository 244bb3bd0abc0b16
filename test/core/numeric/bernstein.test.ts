import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bernstein } from '../../../src/core/numeric/bernstein.ts';
import { Rational } from '../reference/rational.ts';
import { near } from './near.ts';

const coefficients = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 12 });
/** A dyadic fraction, so that p and 1 − p are exact. */
const place = fc.integer({ min: 0, max: 64 }).map((k) => k / 64);

describe('a polynomial in Bernstein form', () => {
  it('has the exact value and derivatives, to the rounding of its terms', () => {
    fc.assert(
      fc.property(coefficients, place, (beta, p) => {
        const polynomial = bernstein(beta);
        const jet = polynomial.jet(p, 1 - p);
        assert.equal(polynomial.value(p, 1 - p), jet[0]);
        let differences = beta;
        for (const [order, value] of jet.entries()) {
          const size = Math.max(0, ...differences.map(Math.abs));
          near(value, exactValue(differences, p), {
            absolute: 40 * Number.EPSILON * size,
            what: `derivative ${order}`,
          });
          const degree = differences.length - 1;
          differences = differences.slice(1).map((c, j) => degree * (c - differences[j]));
        }
      }),
    );
  });

  it('equals its first and its last coefficient at the ends', () => {
    fc.assert(
      fc.property(coefficients, (beta) => {
        assert.equal(bernstein(beta).value(0, 1), beta[0]);
        assert.equal(bernstein(beta).value(1, 0), beta[beta.length - 1]);
      }),
    );
  });

  it('is 1 where all coefficients are, up to degree 999', () => {
    for (const degree of [0, 1, 2, 3, 10, 100, 999])
      for (const p of [0, 1e-300, 1e-9, 0.25, 0.5, 0.75, 1 - 1e-9, 1]) {
        const [value, ...derivatives] = bernstein(Array<number>(degree + 1).fill(1)).jet(p, 1 - p);
        // q^n of a rounded q is off by n units.
        near(value, 1, { relative: (degree + 4) * 2 * Number.EPSILON });
        assert.deepEqual(derivatives, [0, 0, 0]);
      }
  });

  it('is symmetric under exchange of p and q, its odd derivatives with the opposite sign', () => {
    fc.assert(
      fc.property(coefficients, place, (beta, p) => {
        const [v, d1, d2, d3] = bernstein(beta).jet(p, 1 - p);
        const [w, e1, e2, e3] = bernstein(beta.toReversed()).jet(1 - p, p);
        const size = Math.max(...beta.map(Math.abs)) * 8 * beta.length ** 3;
        [
          [v, w],
          [d1, -e1],
          [d2, e2],
          [d3, -e3],
        ].forEach(([a, b]) => near(a, b, { absolute: 40 * Number.EPSILON * size }));
      }),
    );
  });

  it('keeps a tiny probability, even at a high degree', () => {
    // Only β₁ = 1 of degree n: n·p·qⁿ⁻¹.
    const beta = Array.from({ length: 65 }, (_, j) => (j === 1 ? 1 : 0));
    near(bernstein(beta).value(1e-200, 1), 64e-200, { relative: 1e-15 });
    near(bernstein(beta.toReversed()).value(1, 1e-200), 64e-200, { relative: 1e-15 });
  });
});

/** By de Casteljau's algorithm in fractions. */
function exactValue(coefficients: readonly number[], p: number): number {
  const [P, Q] = [Rational.from(p), Rational.from(1 - p)];
  let row = coefficients.map((c) => Rational.from(c));
  while (row.length > 1)
    row = row.slice(1).map((c, j) => c.times(P).plus(row[j].times(Q)).reduced());
  return row.length > 0 ? row[0].toNumber() : 0;
}
