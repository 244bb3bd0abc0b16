import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composed, power, product, type Jet } from '../../../src/core/numeric/jet.ts';
import { near } from './near.ts';

/** Coefficients c₀ + c₁x + c₂x² + … so small that everything below is computed without rounding. */
const polynomial = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 5 });
const place = fc.integer({ min: -3, max: 3 });

describe('the jet', () => {
  it('of a product is that of the product of polynomials', () => {
    fc.assert(
      fc.property(polynomial, polynomial, place, (p, q, x) => {
        same(product(jetAt(p, x), jetAt(q, x)), jetAt(multiplied(p, q), x));
      }),
    );
  });

  it('of a composition is that of the composed polynomials', () => {
    fc.assert(
      fc.property(polynomial, polynomial, place, (outer, inner, x) => {
        const expected = outer.reduceRight<readonly number[]>((sum, c) => {
          const [first = 0, ...rest] = multiplied(sum, inner);
          return [first + c, ...rest];
        }, []);
        const at = jetAt(inner, x);
        // Small integers throughout, unless the inner polynomial is large there.
        fc.pre(Math.abs(at[0]) < 500);
        same(composed(jetAt(outer, at[0]), at), jetAt(expected, x));
      }),
    );
  });

  it('of a power with an integer exponent is that of repeated products', () => {
    fc.assert(
      fc.property(polynomial, place, fc.integer({ min: 0, max: 5 }), (p, x, exponent) => {
        const jet = jetAt(p, x);
        fc.pre(jet[0] > 0);
        let expected: Jet = [1, 0, 0, 0];
        for (let i = 0; i < exponent; i++) expected = product(expected, jet);
        close(power(jet, exponent), expected, 1e-13);
      }),
    );
  });

  it('of a square root, multiplied by itself, is the function again', () => {
    fc.assert(
      fc.property(polynomial, place, (p, x) => {
        const jet = jetAt(p, x);
        fc.pre(jet[0] > 0);
        const root = power(jet, 0.5);
        close(product(root, root), jet, 1e-13);
      }),
    );
  });

  it('agrees with closed forms', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 2, noNaN: true }), (x) => {
        const [sine, cosine, e] = [Math.sin(x), Math.cos(x), Math.exp(x)];
        const sin: Jet = [sine, cosine, -sine, -cosine];
        const cos: Jet = [cosine, -sine, -cosine, sine];
        const exp: Jet = [e, e, e, e];
        // sin 2x = 2 sin x cos x.
        const [s, c] = [Math.sin(2 * x), Math.cos(2 * x)];
        close(product(sin, cos), [s / 2, c, -2 * s, -4 * c], 1e-14);
        // (exp x · sin x)′ = exp x · (sin x + cos x), and so on.
        close(
          product(exp, sin),
          [e * sine, e * (sine + cosine), 2 * e * cosine, 2 * e * (cosine - sine)],
          1e-14,
        );
        // exp(sin x).
        const outer = Math.exp(sine);
        close(
          composed([outer, outer, outer, outer], sin),
          [
            outer,
            outer * cosine,
            outer * (cosine ** 2 - sine),
            outer * (cosine ** 3 - 3 * sine * cosine - cosine),
          ],
          1e-14,
        );
        // (eˣ)ʳ = exp(rx).
        const r = -1.5;
        const f = Math.exp(r * x);
        close(power(exp, r), [f, r * f, r ** 2 * f, r ** 3 * f], 1e-14);
      }),
    );
  });
});

/** Value and first three derivatives of a polynomial. */
function jetAt(coefficients: readonly number[], x: number): Jet {
  const levels = [coefficients];
  for (let i = 0; i < 3; i++) levels.push(levels[i].map((c, k) => k * c).slice(1));
  const [v, d1, d2, d3] = levels.map((level) => level.reduceRight((sum, c) => sum * x + c, 0));
  return [v, d1, d2, d3];
}

function multiplied(p: readonly number[], q: readonly number[]): readonly number[] {
  const result = Array<number>(Math.max(0, p.length + q.length - 1)).fill(0);
  p.forEach((a, i) => q.forEach((b, j) => (result[i + j] += a * b)));
  return result;
}

/** Equal, where −0 is 0. */
function same(actual: Jet, expected: Jet): void {
  assert.deepEqual(
    actual.map((x) => x + 0),
    expected.map((x) => x + 0),
  );
}

/** Relative to the largest of the four, as they may cancel. */
function close(actual: Jet, expected: Jet, relative: number): void {
  const absolute = relative * Math.max(...expected.map(Math.abs), ...actual.map(Math.abs));
  actual.forEach((x, i) => near(x, expected[i], { absolute, what: `derivative ${i}` }));
}
