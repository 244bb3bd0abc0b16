import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inverseOfPositive } from '../../../src/core/numeric/cholesky.ts';
import { hilbert, rational, solved, unit } from './exactAlgebra.ts';
import { near } from './near.ts';

describe('the inverse of a positive definite matrix', () => {
  /** Aᵀ·A + 1 of a matrix of small integers. */
  const positive = fc
    .integer({ min: 1, max: 5 })
    .chain((n) =>
      fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n, maxLength: n }), {
        minLength: n,
        maxLength: n,
      }),
    )
    .map((a) =>
      a.map((_, i) =>
        a.map((_, j) => a.reduce((sum, row) => sum + row[i] * row[j], i === j ? 1 : 0)),
      ),
    );

  it('agrees with rational arithmetic', () => {
    fc.assert(
      fc.property(positive, (matrix) => {
        const exact = solved(rational(matrix), unit(matrix.length))!;
        const inverse = inverseOfPositive(matrix)!;
        const size = Math.max(...exact.flat().map((x) => Math.abs(x.toNumber())));
        const largest = Math.max(...matrix.flat().map(Math.abs));
        // The condition number is below n·‖A‖·‖A⁻¹‖, entry by entry.
        const reach = 8 * Number.EPSILON * matrix.length ** 3 * (1 + size * largest) * size;
        inverse.forEach((row, i) =>
          row.forEach((x, j) => near(x, exact[i][j].toNumber(), { absolute: reach })),
        );
      }),
    );
  });

  it('of a Hilbert matrix has an error bounded by its condition number', () => {
    // 2-norm condition numbers of the Hilbert matrices of order 2 … 7.
    const conditions = [19.3, 524, 15_514, 476_607, 1.495e7, 4.754e8];
    conditions.forEach((condition, k) => {
      const matrix = hilbert(k + 2, k + 2);
      const exact = solved(rational(matrix), unit(k + 2))!.map((row) =>
        row.map((x) => x.toNumber()),
      );
      const norm = Math.max(...exact.flat().map(Math.abs));
      inverseOfPositive(matrix, 1e-15)!.forEach((row, i) =>
        row.forEach((x, j) =>
          near(x, exact[i][j], { absolute: 4 * Number.EPSILON * condition * norm }),
        ),
      );
    });
  });

  it('scales with the units of its rows, exactly where they are powers of two', () => {
    fc.assert(
      fc.property(positive, fc.integer({ min: -60, max: 60 }), (matrix, power) => {
        const unitOf = (i: number): number => 2 ** (i % 2 === 0 ? power : -power);
        const scaled = matrix.map((row, i) => row.map((x, j) => x * unitOf(i) * unitOf(j)));
        assert.deepEqual(
          inverseOfPositive(scaled),
          inverseOfPositive(matrix)!.map((row, i) => row.map((x, j) => x / unitOf(i) / unitOf(j))),
        );
      }),
    );
  });

  it('does not exist where the matrix is singular, indefinite or not finite', () => {
    const none: readonly (readonly (readonly number[])[])[] = [
      [[0]],
      [[-1]],
      [[NaN]],
      [[Infinity]],
      [
        [1, 1],
        [1, 1],
      ],
      [
        [1, 2],
        [2, 1],
      ],
      [
        [1, NaN],
        [NaN, 1],
      ],
      [
        [2, 3, 5],
        [3, 5, 8],
        [5, 8, 13],
      ],
    ];
    for (const matrix of none) assert.equal(inverseOfPositive(matrix), undefined);
    assert.deepEqual(inverseOfPositive([]), []);
  });

  it('is rejected where a scaled pivot is below the minimum', () => {
    const matrix = [
      [1, 1],
      [1, 1 + 1e-8],
    ];
    assert.ok(inverseOfPositive(matrix, 1e-9));
    assert.equal(inverseOfPositive(matrix, 1e-7), undefined);
  });
});
