import { inverseOfPositive } from './cholesky.ts';
import { dot } from './dot.ts';

/** A linear fit by ordinary least squares. */
export interface LeastSquares {
  readonly coefficients: readonly number[];
  readonly residuals: readonly number[];
  /** Sum of squared residuals. */
  readonly rss: number;
  /** (XᵀX)⁻¹. */
  readonly inverse: readonly (readonly number[])[];
}

/**
 * Fits y by the columns of a design, one row per observation, by normal equations with one refinement.
 * The units of the columns do not matter. Undefined when the columns are linearly dependent to
 * rounding, as with fewer rows than columns.
 */
export function leastSquares(
  design: readonly (readonly number[])[],
  y: readonly number[],
): LeastSquares | undefined {
  const k = design[0]?.length ?? 0;
  const gram = Array.from({ length: k }, (_, i) =>
    Array.from({ length: k }, (_, j) => design.reduce((sum, row) => sum + row[i] * row[j], 0)),
  );
  // Each sum is rounded once a row, which may make as much of a pivot that should be 0.
  const inverse = inverseOfPositive(gram, Math.max(1e-13, design.length * Number.EPSILON));
  if (!inverse) return undefined;
  const moments = Array.from({ length: k }, (_, i) =>
    design.reduce((sum, row, t) => sum + row[i] * y[t], 0),
  );
  const coefficients = inverse.map((row) => dot(row, moments));
  const residuals = y.map((value, t) => value - dot(design[t], coefficients));
  // One refinement: the normal equations square the condition number.
  const rest = Array.from({ length: k }, (_, i) =>
    design.reduce((sum, row, t) => sum + row[i] * residuals[t], 0),
  );
  const refined = coefficients.map((c, i) => c + dot(inverse[i], rest));
  const final = y.map((value, t) => value - dot(design[t], refined));
  return { coefficients: refined, residuals: final, rss: dot(final, final), inverse };
}

/**
 * Covariance of the coefficients that allows for residuals of changing size that depend on their
 * neighbours (Newey and West 1987): Bartlett weights, ⌊4(n/100)^(2/9)⌋ lags, factor n/(n − k).
 */
export function neweyWest(
  design: readonly (readonly number[])[],
  { residuals, inverse }: LeastSquares,
): readonly (readonly number[])[] {
  const n = design.length;
  const k = inverse.length;
  const lags = Math.floor(4 * (n / 100) ** (2 / 9));
  const scores = design.map((row, t) => row.map((x) => x * residuals[t]));
  const meat = zeros(k);
  for (let lag = 0; lag <= lags; lag++) {
    const weight = 1 - lag / (lags + 1);
    for (let t = lag; t < n; t++)
      for (let i = 0; i < k; i++)
        for (let j = 0; j < k; j++) {
          const product = scores[t][i] * scores[t - lag][j];
          meat[i][j] += weight * product;
          if (lag > 0) meat[j][i] += weight * product;
        }
  }
  const half = inverse.map((row) =>
    meat[0].map((_, j) =>
      dot(
        row,
        meat.map((r) => r[j]),
      ),
    ),
  );
  return half.map((row) => inverse.map((column) => (dot(row, column) * n) / (n - k)));
}

function zeros(k: number): number[][] {
  return Array.from({ length: k }, () => Array<number>(k).fill(0));
}
