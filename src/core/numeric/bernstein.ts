/**
 * A polynomial on [0, 1] in Bernstein form, prepared for evaluation with its derivatives: all terms
 * of one sign where the coefficients are, so nothing cancels.
 */
export interface Bernstein {
  readonly value: (p: number, q: number) => number;
  /** Value and first three derivatives at p, where q = 1 − p is passed apart to be exact near 1. */
  readonly jet: (p: number, q: number) => readonly [number, number, number, number];
}

/** The polynomial Σ βⱼ C(n, j) pʲ (1 − p)ⁿ⁻ʲ with the n + 1 given coefficients, n below 1000. */
export function bernstein(coefficients: readonly number[]): Bernstein {
  const levels = [scaledByBinomials(coefficients)];
  let differences = coefficients;
  for (let order = 1; order <= 3; order++) {
    const degree = differences.length - 1;
    differences = differences.slice(1).map((c, j) => degree * (c - differences[j]));
    levels.push(scaledByBinomials(differences));
  }
  return {
    value: (p, q) => evaluate(levels[0], p, q),
    jet: (p, q) => [
      evaluate(levels[0], p, q),
      evaluate(levels[1], p, q),
      evaluate(levels[2], p, q),
      evaluate(levels[3], p, q),
    ],
  };
}

function scaledByBinomials(coefficients: readonly number[]): Float64Array {
  const n = coefficients.length - 1;
  let binomial = 1;
  return Float64Array.from(coefficients, (c, j) => {
    if (j > 0) binomial = (binomial * (n - j + 1)) / j;
    return c * binomial;
  });
}

/** Horner's rule in the smaller of p/q and q/p. */
function evaluate(scaled: Float64Array, p: number, q: number): number {
  const n = scaled.length - 1;
  if (n < 0) return 0;
  let sum = 0;
  if (p <= q) {
    for (let j = n; j >= 0; j--) sum = sum * (p / q) + scaled[j];
    return sum * q ** n;
  }
  for (let j = 0; j <= n; j++) sum = sum * (q / p) + scaled[j];
  return sum * p ** n;
}
