/**
 * The inverse of a symmetric, positive definite matrix, by Cholesky's factors after scaling to a unit
 * diagonal, so that the units of the rows do not matter. Undefined where the matrix is not positive
 * definite, or so nearly singular that a scaled pivot is below `least`.
 */
export function inverseOfPositive(
  matrix: readonly (readonly number[])[],
  least = 1e-10,
): number[][] | undefined {
  const k = matrix.length;
  const size = matrix.map((row, i) => Math.sqrt(row[i]));
  if (!size.every((s) => s > 0 && Number.isFinite(s))) return undefined;
  // Lower triangle L with L·Lᵀ the scaled matrix, row by row.
  const lower: number[][] = [];
  for (let i = 0; i < k; i++) {
    const row: number[] = [];
    for (let j = 0; j <= i; j++) {
      const above = lower[j] ?? row;
      let rest = matrix[i][j] / (size[i] * size[j]);
      for (let m = 0; m < j; m++) rest -= row[m] * above[m];
      if (i !== j) row.push(rest / above[j]);
      else if (rest > least) row.push(Math.sqrt(rest));
      else return undefined;
    }
    lower.push(row);
  }
  const columns = matrix.map((_, c) => {
    const x = matrix.map((_row, i) => (i === c ? 1 : 0));
    for (let i = 0; i < k; i++) {
      for (let m = 0; m < i; m++) x[i] -= lower[i][m] * x[m];
      x[i] /= lower[i][i];
    }
    for (let i = k - 1; i >= 0; i--) {
      for (let m = i + 1; m < k; m++) x[i] -= lower[m][i] * x[m];
      x[i] /= lower[i][i];
    }
    return x;
  });
  return matrix.map((_, i) => columns.map((column, j) => column[i] / (size[i] * size[j])));
}
