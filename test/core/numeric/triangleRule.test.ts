import assert from 'node:assert/strict';
import { radonRule } from '../../../src/core/numeric/triangleRule.ts';
import { near } from './near.ts';

describe('the quadrature rule for triangles', () => {
  it('has seven points inside, whose weights add up to 1', () => {
    assert.equal(radonRule.length, 7);
    for (const [weight, ...coordinates] of radonRule) {
      assert.ok(weight > 0 && coordinates.every((x) => x > 0));
      near(
        coordinates.reduce((sum, x) => sum + x, 0),
        1,
        { relative: Number.EPSILON },
      );
    }
  });

  it('is exact for every monomial up to degree five, and not beyond', () => {
    // The mean of aⁱbʲcᵏ over a triangle is 2·i!j!k!/(i + j + k + 2)!.
    const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
    const error = (i: number, j: number, k: number): number => {
      const mean = radonRule.reduce((sum, [w, a, b, c]) => sum + w * a ** i * b ** j * c ** k, 0);
      const exact = (2 * factorial(i) * factorial(j) * factorial(k)) / factorial(i + j + k + 2);
      return Math.abs(mean / exact - 1);
    };
    for (let degree = 0; degree <= 5; degree++)
      for (let i = 0; i <= degree; i++)
        for (let j = 0; i + j <= degree; j++)
          assert.ok(error(i, j, degree - i - j) < 4e-15, `a^${i} b^${j} of degree ${degree}`);
    assert.ok(error(6, 0, 0) > 1e-3);
  });
});
