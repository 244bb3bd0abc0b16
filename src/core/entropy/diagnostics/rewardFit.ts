import { dot } from '../../numeric/dot.ts';
import { leastSquares } from '../../numeric/leastSquares.ts';
import { isConstant, meanOf } from '../../numeric/series.ts';
import {
  deviationsOf,
  serialNoise,
  twoSidedPOver,
  twoSidedQuantileOver,
  type SerialNoise,
} from '../../numeric/serialNoise.ts';
import { localNoise, neighbourMean } from './localLevel.ts';

/** The law R = −a·exp(H) + b of Cui et al. 2025, fitted to a run. */
export interface RewardFit {
  readonly a: number;
  readonly b: number;
  /** b − a: the reward once all entropy is consumed. */
  readonly ceiling: number;
  /** 95 % interval of the ceiling if the law holds, or why it cannot be told. */
  readonly ceilingInterval: readonly [number, number] | CannotTell;
  /** Two-sided, for a = 0, against noise that may be a random walk. */
  readonly p: number;
  readonly r2: number;
  readonly rmse: number;
  readonly n: number;
  /** Lag-1 correlation of the residuals, and the number of independent rows with as much information on their mean. */
  readonly residualCorrelation: number;
  readonly effectiveN: number;
  /** Share of the variance of exp(H) that neighbouring rows confirm. The rest may be measurement noise. */
  readonly reliability: number;
}

/** Why an interval would hold the truth less often than it says. */
export type CannotTell = 'fewRows' | 'noisyEntropy';

/** Fewest pairs, and least reliability, for which the stated coverage was measured (`npm run bench:statistics`). */
const leastPairs = 60;
const leastReliability = 0.9;
/** Most noise of the entropy in proportion to it, on average. */
const mostRelativeNoise = 0.13;
/** Prior probability that the residuals are a random walk, in the test of the slope. */
const priorOfWalk = 0.2;

/**
 * Fits the law to pairs of entropy (nats) and reward, in the order of the run. Undefined below
 * three pairs, when entropy or reward do not vary, and where numbers are beyond the range of floating point.
 *
 * Noise in the entropy would pull the slope to zero, so that the entropy of neighbouring rows is the
 * instrument: its noise is another. Intervals average over what the residuals may be correlated like.
 */
export function fitReward(
  entropy: readonly number[],
  reward: readonly number[],
): RewardFit | undefined {
  const n = entropy.length;
  if (n < 3 || isConstant(entropy) || isConstant(reward)) return undefined;
  const x = entropy.map(Math.exp);
  const instrument = neighbourMean(entropy).map(Math.exp);
  const [meanX, meanZ, meanR] = [x, instrument, reward].map(meanOf);
  const z = instrument.map((value) => value - meanZ);
  const [zx, zr, zz] = [dot(z, x), dot(z, reward), dot(z, z)];
  const slope = zr / zx;
  const b = meanR - slope * meanX;
  const residuals = reward.map((r, i) => r - b - slope * x[i]);
  const rss = dot(residuals, residuals);
  const total = reward.reduce((sum, r) => sum + (r - meanR) ** 2, 0);
  if (![slope, rss, total].every(Number.isFinite)) return undefined;
  const ceiling = b + slope;
  const reliability = zx ** 2 / (zz * x.reduce((sum, v) => sum + (v - meanX) ** 2, 0));
  const common = { a: -slope, b, ceiling, rmse: Math.sqrt(rss / n), r2: 1 - rss / total, n };
  const isExact = rss <= 1e-24 * total;
  if (isExact) {
    const ceilingInterval = [ceiling, ceiling] as const;
    return { ...common, reliability, ceilingInterval, p: 0, residualCorrelation: 0, effectiveN: n };
  }
  const local = localNoise(entropy);
  const profile = noiseProfile(
    rss / n,
    local.map((variance, i) => (slope * instrument[i]) ** 2 * variance),
  );
  const noise = serialNoise(residuals, instrument, profile);
  const ofSlope = z.map((value) => value / zx);
  const ofCeiling = ofSlope.map((g) => 1 / n + (1 - meanX) * g);
  const half = twoSidedQuantileOver(noise, deviationsOf(noise, ofCeiling, profile), 0.05, n - 2);
  // Noise raises the mean of exp(H), and a bound at 0 that of H. No instrument corrects that.
  const bias = dot(
    ofCeiling,
    local.map((variance, i) => (slope * instrument[i] * variance) / 2),
  );
  const relative = meanOf(
    local.map((variance, i) => Math.sqrt(variance) / Math.log(instrument[i])),
  );
  const isNoisy =
    reliability < leastReliability ||
    !(relative <= mostRelativeNoise) ||
    Math.abs(bias) > 0.15 * half;
  const orWalk = serialNoise(residuals, instrument, profile, priorOfWalk);
  return {
    ...common,
    reliability,
    ceilingInterval:
      n < leastPairs ? 'fewRows' : isNoisy ? 'noisyEntropy' : [ceiling - half, ceiling + half],
    p: twoSidedPOver(orWalk, deviationsOf(orWalk, ofSlope, profile), slope, n - 2),
    residualCorrelation: noise.reduce(
      (sum, { weight, white, correlation }) => sum + weight * (1 - white) * correlation,
      0,
    ),
    effectiveN: effectiveNumber(noise, n),
  };
}

/** How the white part of the noise changes along the run: that of the reward, and that of the entropy by its slope. */
function noiseProfile(variance: number, ofEntropy: readonly number[]): readonly number[] {
  const rest = Math.max(variance / 10, variance - meanOf(ofEntropy));
  const mean = rest + meanOf(ofEntropy);
  return ofEntropy.map((part) => (rest + part) / mean);
}

/** The number of independent rows whose mean is as accurate. */
function effectiveNumber(noise: readonly SerialNoise[], n: number): number {
  const even = Array<number>(n).fill(1 / n);
  const deviations = deviationsOf(noise, even, Array<number>(n).fill(1));
  const share = noise.reduce(
    (sum, { weight, variance }, i) => sum + (weight * deviations[i] ** 2) / variance,
    0,
  );
  return Math.min(n, 1 / share);
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
