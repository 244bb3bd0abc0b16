import { dot } from './dot.ts';
import { meanOf } from './series.ts';
import { rootBetween } from './root.ts';
import { twoSidedP } from './studentT.ts';

/*
 * What is known about the noise of a regression from its residuals. An autocorrelation that is
 * estimated and then taken for true gives intervals that are too short, so that all plausible ones are
 * kept, each with its weight.
 */

/** A hypothesis: a first-order autoregression with white noise on top. */
export interface SerialNoise {
  /** Correlation of the autoregressive part from row to row. */
  readonly correlation: number;
  /** Share of the white part in the variance. */
  readonly white: number;
  /** Variance of both. */
  readonly variance: number;
  /** Posterior probability. */
  readonly weight: number;
}

/** Correlations of the hypotheses. The last stands for a random walk. */
const correlations = [
  ...[-0.4, -0.2, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7],
  ...[0.8, 0.86, 0.9, 0.93, 0.96, 0.98, 0.99, 0.9995],
] as const;
const walk = correlations.length - 1;
const whiteShares = [0, 0.5] as const;

/**
 * Prior of a correlation: (1 − ρ²)^¼ by the width that it stands for, and six times that for none. Chosen so
 * that intervals hold the truth as often as they say for any correlation (`npm run bench:statistics`).
 */
const priors = correlations.map((rho, i) => {
  const from = i === 0 ? -0.5 : (correlations[i - 1] + rho) / 2;
  const to = i === walk ? 1 : (rho + correlations[i + 1]) / 2;
  return (rho === 0 ? 6 : 1) * (to - from) * (1 - rho * rho) ** 0.25;
});

/**
 * The noise of n residuals about a constant and a regressor, by restricted likelihood, most likely
 * hypotheses first. `profile` is the variance of the white part in each row, with a mean of 1. A random
 * walk has the given prior probability, by default 1/n. Residuals must not be all 0.
 */
export function serialNoise(
  residuals: readonly number[],
  regressor: readonly number[],
  profile: readonly number[],
  priorOfWalk = 1 / residuals.length,
): readonly SerialNoise[] {
  const n = residuals.length;
  const mean = meanOf(regressor);
  const scale = Math.sqrt(meanOf(regressor.map((x) => (x - mean) ** 2)));
  const unit = Math.sqrt(dot(residuals, residuals) / n);
  const centred = regressor.map((x) => (x - mean) / scale);
  const hypotheses = correlations.flatMap((correlation, i) => {
    const shares = correlation === 0 ? [1] : whiteShares;
    const prior = i === walk ? priorOfWalk : (1 - priorOfWalk) * priors[i];
    return shares.map((white) => {
      const { logLikelihood, variance } = restrictedLikelihood(correlation, white);
      const log = logLikelihood + Math.log(prior / shares.length);
      return { correlation, white, variance: variance * unit * unit, log };
    });
  });
  const most = hypotheses.reduce((best, { log }) => Math.max(best, log), -Infinity);
  const total = hypotheses.reduce((sum, { log }) => sum + Math.exp(log - most), 0);
  return hypotheses
    .map(({ log, ...noise }) => ({ ...noise, weight: Math.exp(log - most) / total }))
    .filter(({ weight }) => weight > 1e-5)
    .sort((a, b) => b.weight - a.weight);

  /** By a Kalman filter that whitens residuals, constant and regressor together. */
  function restrictedLikelihood(
    rho: number,
    white: number,
  ): { logLikelihood: number; variance: number } {
    let spread = 1 - white;
    let logDeterminant = 0;
    let [s1, sx, sy] = [0, 0, 0];
    let [a11, a1x, a1y, axx, axy, ayy] = [0, 0, 0, 0, 0, 0];
    for (let t = 0; t < n; t++) {
      const variance = spread + white * profile[t];
      const gain = spread / variance;
      const [v1, vx, vy] = [1 - s1, centred[t] - sx, residuals[t] / unit - sy];
      a11 += (v1 * v1) / variance;
      a1x += (v1 * vx) / variance;
      a1y += (v1 * vy) / variance;
      axx += (vx * vx) / variance;
      axy += (vx * vy) / variance;
      ayy += (vy * vy) / variance;
      logDeterminant += Math.log(variance);
      s1 = rho * (s1 + gain * v1);
      sx = rho * (sx + gain * vx);
      sy = rho * (sy + gain * vy);
      spread = rho * rho * (spread - gain * spread) + (1 - white) * (1 - rho * rho);
    }
    const determinant = a11 * axx - a1x * a1x;
    const constant = (axx * a1y - a1x * axy) / determinant;
    const slope = (a11 * axy - a1x * a1y) / determinant;
    const rss = ayy - constant * a1y - slope * axy;
    return {
      logLikelihood: -(logDeterminant + Math.log(determinant) + (n - 2) * Math.log(rss)) / 2,
      variance: rss / (n - 2),
    };
  }
}

/** Σ influence · noise: the deviation of such an estimate, under each hypothesis. */
export function deviationsOf(
  noise: readonly SerialNoise[],
  influence: readonly number[],
  profile: readonly number[],
): readonly number[] {
  const white = influence.reduce((sum, g, t) => sum + g * g * profile[t], 0);
  return noise.map((one) => {
    const rho = one.correlation;
    let [past, serial] = [0, 0];
    for (const g of influence) {
      serial += g * g + 2 * g * past;
      past = rho * (past + g);
    }
    return Math.sqrt(one.variance * ((1 - one.white) * serial + one.white * white));
  });
}

/** Probability that an estimate is off by more than this, over all hypotheses. */
export function twoSidedPOver(
  noise: readonly SerialNoise[],
  deviations: readonly number[],
  difference: number,
  degrees: number,
): number {
  return noise.reduce(
    (sum, { weight }, i) => sum + weight * twoSidedP(difference / deviations[i], degrees),
    0,
  );
}

/** The difference that an estimate exceeds with this probability, over all hypotheses. */
export function twoSidedQuantileOver(
  noise: readonly SerialNoise[],
  deviations: readonly number[],
  probability: number,
  degrees: number,
): number {
  const widest = deviations.reduce((a, b) => Math.max(a, b));
  const at = (x: number): number => twoSidedPOver(noise, deviations, Math.exp(x), degrees);
  const log = Math.log(widest);
  return Math.exp(rootBetween((x) => at(x) - probability, log - 40, log + 20));
}
