/** The median; NaN if there are no values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The running median of each value and up to `width` − 1 values before it. */
export function trailingMedian(values: readonly number[], width: number): readonly number[] {
  return values.map((_, i) => median(values.slice(Math.max(0, i - width + 1), i + 1)));
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** Whether all values are the same; the deviation of such may be a rounding away from 0. */
export function isConstant(values: readonly number[]): boolean {
  return values.every((x) => x === values[0]);
}

/** Standard deviation with n − 1. */
export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
}

/** Correlation of each value with the next, about the common mean; 0 for a constant. */
export function autocorrelation(values: readonly number[]): number {
  if (isConstant(values)) return 0;
  const mean = meanOf(values);
  let products = 0;
  let squares = 0;
  values.forEach((x, i) => {
    squares += (x - mean) ** 2;
    if (i > 0) products += (x - mean) * (values[i - 1] - mean);
  });
  return squares > 0 ? products / squares : 0;
}

/** Kendall's τ-b of values with their order: 1 when they only rise, −1 when they only fall. */
export function kendallTrend(values: readonly number[]): number {
  let score = 0;
  let untied = 0;
  for (let i = 0; i < values.length; i++)
    for (let j = 0; j < i; j++) {
      const sign = Math.sign(values[i] - values[j]);
      score += sign;
      untied += sign * sign;
    }
  const pairs = (values.length * (values.length - 1)) / 2;
  return untied > 0 ? score / Math.sqrt(untied * pairs) : 0;
}
