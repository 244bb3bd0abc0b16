import { leastSquares, neweyWest } from '../../numeric/leastSquares.ts';
import { twoSidedP, twoSidedQuantile } from '../../numeric/studentT.ts';
import { autocorrelation, isConstant, meanOf } from '../../numeric/series.ts';

export type FitParameter = 'a' | 'b' | 'ceiling';

/** The law R = −a·exp(H) + b of Cui et al. 2025, fitted to a run. */
export interface RewardFit {
  readonly a: number;
  readonly b: number;
  /** b − a: the reward once all entropy is consumed. */
  readonly ceiling: number;
  /** Standard errors after Newey and West. */
  readonly error: Readonly<Record<FitParameter, number>>;
  /** 95 %, by Student's t. */
  readonly interval: Readonly<Record<FitParameter, readonly [number, number]>>;
  /** Two-sided, for a = 0. */
  readonly p: number;
  readonly r2: number;
  readonly rmse: number;
  readonly n: number;
  /** Lag-1 correlation of the residuals, and their effective number. */
  readonly residualCorrelation: number;
  readonly effectiveN: number;
}

/**
 * Fits the law to pairs of entropy (nats) and reward, in the order of the run. Undefined below
 * three pairs, when entropy or reward do not vary, and where numbers are beyond the range of floating point.
 */
export function fitReward(
  entropy: readonly number[],
  reward: readonly number[],
): RewardFit | undefined {
  const n = entropy.length;
  const design = entropy.map((h) => [1, Math.exp(h)]);
  const fit = n > 2 && !isConstant(reward) ? leastSquares(design, reward) : undefined;
  if (!fit || !Number.isFinite(fit.rss)) return undefined;
  const [b, slope] = fit.coefficients;
  const covariance = neweyWest(design, fit);
  const error = {
    a: Math.sqrt(covariance[1][1]),
    b: Math.sqrt(covariance[0][0]),
    ceiling: Math.sqrt(
      Math.max(
        0,
        covariance.flat().reduce((sum, x) => sum + x, 0),
      ),
    ),
  };
  const ceiling = b + slope;
  const quantile = twoSidedQuantile(0.05, n - 2);
  const around = (value: number, deviation: number): [number, number] => [
    value - quantile * deviation,
    value + quantile * deviation,
  ];
  const mean = meanOf(reward);
  const total = reward.reduce((sum, r) => sum + (r - mean) ** 2, 0);
  const rho = autocorrelation(fit.residuals);
  return {
    a: -slope,
    b,
    ceiling,
    error,
    interval: {
      a: around(-slope, error.a),
      b: around(b, error.b),
      ceiling: around(ceiling, error.ceiling),
    },
    p: error.a > 0 ? twoSidedP(slope / error.a, n - 2) : slope === 0 ? 1 : 0,
    r2: 1 - fit.rss / total,
    rmse: Math.sqrt(fit.rss / n),
    n,
    residualCorrelation: rho,
    effectiveN: Math.min(n, (n * (1 - rho)) / (1 + rho)),
  };
}

/** Laws that are compared with R = −a·exp(H) + b. */
const laws = {
  constant: () => [1],
  linear: (h: number) => [1, h],
  exponential: (h: number) => [1, Math.exp(h)],
  logarithmic: (h: number) => [1, Math.log(h)],
  quadratic: (h: number) => [1, h, h * h],
} as const;

export type Law = keyof typeof laws;

/** Corrected Akaike criterion of each law; those that cannot be fitted are left out. */
export function compareLaws(
  entropy: readonly number[],
  reward: readonly number[],
): ReadonlyMap<Law, number> {
  const found = new Map<Law, number>();
  for (const law of Object.keys(laws) as Law[]) {
    const design = entropy.map((h) => laws[law](h));
    const fit = design.flat().every(Number.isFinite) ? leastSquares(design, reward) : undefined;
    if (fit) found.set(law, correctedAkaike(fit.rss, entropy.length, fit.coefficients.length));
  }
  return found;
}

/** n ln(RSS/n) + 2(k+1) + 2(k+1)(k+2)/(n−k−2) of a fit with k coefficients. */
export function correctedAkaike(rss: number, n: number, k: number): number {
  return n * Math.log(rss / n) + 2 * (k + 1) + (2 * (k + 1) * (k + 2)) / (n - k - 2);
}

/** How well the law, fitted to the beginning of a run, predicts the rest. */
export interface Forecast {
  /** Pairs used: the first 15 %, at least 8. */
  readonly used: number;
  readonly ceiling: number;
  readonly rmse: number;
}

/** The forecast from the beginning of a run; undefined if there is nothing left to predict. */
export function forecastReward(
  entropy: readonly number[],
  reward: readonly number[],
): Forecast | undefined {
  const used = Math.max(8, Math.floor(0.15 * entropy.length));
  const fit = used < entropy.length && fitReward(entropy.slice(0, used), reward.slice(0, used));
  if (!fit) return undefined;
  const errors = entropy
    .slice(used)
    .map((h, i) => (reward[used + i] - fit.b + fit.a * Math.exp(h)) ** 2);
  return { used, ceiling: fit.ceiling, rmse: Math.sqrt(meanOf(errors)) };
}
