import { Rational } from '../reference/rational.ts';

/** The first columns of a Hilbert matrix, 1/(i + j + 1): the classical ill-conditioned design. */
export function hilbert(rows: number, columns: number): readonly (readonly number[])[] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => 1 / (i + j + 1)),
  );
}

export function rational(matrix: readonly (readonly number[])[]): Rational[][] {
  return matrix.map((row) => row.map((x) => Rational.from(x)));
}

/** The solution of A·X = B by Gaussian elimination in fractions; undefined for a singular A. */
export function solved(
  a: readonly (readonly Rational[])[],
  b: readonly (readonly Rational[])[],
): Rational[][] | undefined {
  const n = a.length;
  const rows = a.map((row, i) => [...row, ...b[i]]);
  for (let c = 0; c < n; c++) {
    const pivot = rows.findIndex((row, r) => r >= c && row[c].sign !== 0);
    if (pivot < 0) return undefined;
    [rows[c], rows[pivot]] = [rows[pivot], rows[c]];
    const scale = rows[c][c];
    rows[c] = rows[c].map((x) => x.over(scale).reduced());
    for (let r = 0; r < n; r++) {
      if (r === c) continue;
      const factor = rows[r][c];
      rows[r] = rows[r].map((x, j) => x.minus(factor.times(rows[c][j])).reduced());
    }
  }
  return rows.map((row) => row.slice(n));
}

/** XᵀY. */
export function crossed(
  x: readonly (readonly Rational[])[],
  y: readonly (readonly Rational[])[],
): Rational[][] {
  return x[0].map((_, i) =>
    y[0].map((_, j) =>
      x.reduce((sum, row, t) => sum.plus(row[i].times(y[t][j])).reduced(), Rational.zero),
    ),
  );
}

export function unit(n: number): Rational[][] {
  return rational(
    Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => +(i === j))),
  );
}
