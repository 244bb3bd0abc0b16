import assert from 'node:assert/strict';
import fc from 'fast-check';
import { leastSquares } from '../../../src/core/numeric/leastSquares.ts';
import { crossed, hilbert, rational, solved } from './exactAlgebra.ts';
import { near } from './near.ts';

describe('least squares', () => {
  const whole = fc.integer({ min: -9, max: 9 });
  /** Integer designs, sometimes with dependent columns, and what is fitted by them. */
  const problems = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 9 }))
    .chain(([columns, rows]) =>
      fc.record({
        design: fc.array(fc.array(whole, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
        y: fc.array(whole, { minLength: rows, maxLength: rows }),
      }),
    );

  it('has the coefficients of rational arithmetic, and none where columns are dependent', () => {
    fc.assert(
      fc.property(problems, ({ design, y }) => {
        const exact = exactFit(design, y);
        const fit = leastSquares(design, y);
        assert.equal(fit === undefined, exact === undefined);
        // The condition number of such a design is below 1000.
        fit?.coefficients.forEach((c, i) => near(c, exact![i], { relative: 1e-9, absolute: 1e-9 }));
      }),
    );
  });

  it('leaves residuals that are orthogonal to all columns', () => {
    fc.assert(
      fc.property(problems, ({ design, y }) => {
        const fit = leastSquares(design, y);
        fc.pre(fit !== undefined);
        const { coefficients, residuals, rss } = fit;
        design[0].forEach((_, k) => {
          near(
            design.reduce((sum, row, t) => sum + row[k] * residuals[t], 0),
            0,
            { absolute: 1e-10 },
          );
        });
        residuals.forEach((residual, t) => {
          const fitted = design[t].reduce((sum, x, k) => sum + x * coefficients[k], 0);
          near(residual, y[t] - fitted, { absolute: 1e-12 });
        });
        near(
          rss,
          residuals.reduce((sum, x) => sum + x * x, 0),
          { relative: 1e-14 },
        );
      }),
    );
  });

  it('for Hilbert’s columns has an error bounded by the square of their condition number', () => {
    // 2-norm condition numbers of the first 2 … 5 columns of ten rows. Normal equations square
    // them, and the refinement takes most of that back.
    const conditions = [11.5, 190, 3560, 72_000];
    conditions.forEach((condition, k) => {
      const design = hilbert(10, k + 2);
      const y = design.map((_, t) => (t % 3) - 1);
      const exact = exactFit(design, y)!;
      const size = Math.max(...exact.map(Math.abs));
      const fit = leastSquares(design, y)!;
      fit.coefficients.forEach((c, i) =>
        near(c, exact[i], { absolute: 8 * Number.EPSILON * condition ** 2 * size }),
      );
    });
  });

  it('does not depend on the units of the columns', () => {
    fc.assert(
      fc.property(problems, fc.integer({ min: -40, max: 40 }), ({ design, y }, power) => {
        const unit = 2 ** power;
        const scaled = design.map((row) => row.map((x, k) => (k === 0 ? x * unit : x)));
        const [fit, other] = [leastSquares(design, y), leastSquares(scaled, y)];
        assert.equal(fit === undefined, other === undefined);
        if (!fit || !other) return;
        near(other.coefficients[0] * unit, fit.coefficients[0], { absolute: 1e-9 });
        near(other.rss, fit.rss, { absolute: 1e-9 });
      }),
    );
  });

  it('fits a line through a few late steps of a long run', () => {
    const steps = Array.from({ length: 30 }, (_, i) => 100_000 + i);
    const fit = leastSquares(
      steps.map((t) => [1, t]),
      steps.map((t) => 3 - (t - 100_000) / 8),
    )!;
    near(fit.coefficients[1], -1 / 8, { relative: 1e-6 });
    near(fit.rss, 0, { absolute: 1e-9 });
  });

  it('has no solution for dependent columns, however many rows there are', () => {
    for (const rows of [3, 100, 20_000]) {
      const xs = Array.from({ length: rows }, (_, i) => Math.sin(i) + 0.1);
      const y = xs.map((x) => x * x);
      assert.equal(
        leastSquares(
          xs.map((x) => [1, x, 0.3 * x + 0.7]),
          y,
        ),
        undefined,
        `${rows} rows`,
      );
      assert.equal(
        leastSquares(
          xs.map((x) => [0.1, x, 0]),
          y,
        ),
        undefined,
      );
    }
    assert.equal(leastSquares([[1, 2]], [3]), undefined);
  });
});

function exactFit(
  design: readonly (readonly number[])[],
  y: readonly number[],
): readonly number[] | undefined {
  const [x, column] = [rational(design), rational(y.map((v) => [v]))];
  return solved(crossed(x, x), crossed(x, column))?.map(([c]) => c.toNumber());
}
