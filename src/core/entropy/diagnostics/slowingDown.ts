import { autocorrelation, deviationOf, kendallTrend } from '../../numeric/series.ts';
import { boxMullerNormal, mulberry32 } from '../../random.ts';

/** Early warning by critical slowing down (Dakos et al. 2008, 2012). */
export interface SlowingDown {
  /** Lag-1 correlation and deviation of residuals in windows of half the length. */
  readonly correlations: readonly number[];
  readonly deviations: readonly number[];
  /** Kendall's τ of each with time. */
  readonly trend: { readonly correlation: number; readonly deviation: number };
  /** One-sided, against surrogates of a first-order autoregression. */
  readonly p: { readonly correlation: number; readonly deviation: number; readonly both: number };
  /** p of both below 0.05 and each below 0.1. */
  readonly alarm: boolean;
}

/**
 * How often slowing down is reported at 150 rows: on an approach to a fold, on noise of constant size, and on
 * noise that grows threefold (`npm run bench:statistics`). Shown with the result.
 */
export const slowingDownPower = { detected: 0.2, falseAlarm: 0.07, growingNoise: 0.11 } as const;

/** Fewest rows for the test. */
export const leastRows = 40;

/**
 * Tests a metastable stretch of a run for slowing down; undefined below 40 rows. The significance
 * is that of the whole procedure: surrogates are detrended like the run.
 */
export function slowingDown(
  values: readonly number[],
  seed: number,
  surrogates = 200,
): SlowingDown | undefined {
  if (values.length < leastRows) return undefined;
  const residuals = detrended(values);
  const observed = trendsOf(residuals);
  const uniform = mulberry32(seed);
  const phi = autocorrelation(residuals);
  const noise = deviationOf(residuals) * Math.sqrt(Math.max(0, 1 - phi * phi));
  const exceeding = { correlation: 0, deviation: 0, both: 0 };
  for (let s = 0; s < surrogates; s++) {
    let x = deviationOf(residuals) * boxMullerNormal(uniform);
    const surrogate = values.map(() => (x = phi * x + noise * boxMullerNormal(uniform)));
    const { trend } = trendsOf(detrended(surrogate));
    if (trend.correlation >= observed.trend.correlation) exceeding.correlation++;
    if (trend.deviation >= observed.trend.deviation) exceeding.deviation++;
    if (sum(trend) >= sum(observed.trend)) exceeding.both++;
  }
  const p = {
    correlation: (exceeding.correlation + 1) / (surrogates + 1),
    deviation: (exceeding.deviation + 1) / (surrogates + 1),
    both: (exceeding.both + 1) / (surrogates + 1),
  };
  const alarm = p.both < 0.05 && p.correlation < 0.1 && p.deviation < 0.1;
  return { ...observed, p, alarm };
}

/**
 * Residuals of a series about a Gaussian kernel smoother of a tenth of its length, as in R's
 * ksmooth.
 */
export function detrended(values: readonly number[]): readonly number[] {
  const deviation = kernelDeviation(values.length);
  const reach = Math.floor(4 * deviation);
  return values.map((value, i) => {
    let total = 0;
    let weights = 0;
    for (let j = Math.max(0, i - reach); j <= Math.min(values.length - 1, i + reach); j++) {
      const weight = Math.exp(-(((i - j) / deviation) ** 2) / 2);
      total += weight * values[j];
      weights += weight;
    }
    return value - total / weights;
  });
}

/** The standard deviation of ksmooth's normal kernel: its quartiles are at a quarter of the width. */
export function kernelDeviation(rows: number): number {
  return 0.3706506 * 0.1 * rows;
}

function trendsOf(
  residuals: readonly number[],
): Pick<SlowingDown, 'correlations' | 'deviations' | 'trend'> {
  const width = Math.floor(residuals.length / 2);
  const windows = Array.from({ length: residuals.length - width + 1 }, (_, i) =>
    residuals.slice(i, i + width),
  );
  const correlations = windows.map(autocorrelation);
  const deviations = windows.map(deviationOf);
  const trend = { correlation: kendallTrend(correlations), deviation: kendallTrend(deviations) };
  return { correlations, deviations, trend };
}

function sum(trend: SlowingDown['trend']): number {
  return trend.correlation + trend.deviation;
}
