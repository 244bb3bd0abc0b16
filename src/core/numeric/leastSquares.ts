import { inverseOfPositive } from './cholesky.ts';
import { dot } from './dot.ts';

/** A linear fit by ordinary least squares. */
export interface LeastSquares {
  readonly coefficients: readonly number[];
  readonly residuals: readonly number[];
  /** Sum of squared residuals. */
  readonly rss: number;
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
  return { coefficients: refined, residuals: final, rss: dot(final, final) };
}
