import { leastSquares } from '../../numeric/leastSquares.ts';
import { autocorrelation, deviationOf, isConstant, meanOf } from '../../numeric/series.ts';
import { boxMullerNormal, mulberry32 } from '../../random.ts';
import { discriminant } from '../normalForm.ts';
import { transitions } from './pace.ts';
import { detrended } from './slowingDown.ts';

/** A regression of the increments of a series on its values: the drift. */
export interface DriftRegression {
  /** c₀ … c₃ of dz = c₀ + c₁z + c₂z² + c₃z³ + noise, z being standardised. */
  readonly cubic: readonly [number, number, number, number];
  /** Parametric bootstrap of the likelihood ratio against linear drift. */
  readonly p: number;
  /** The cubic in normal form; undefined unless c₃ < 0. */
  readonly normal: NormalDrift | undefined;
  readonly transitions: { readonly up: number; readonly down: number };
  /** p < 0.05, positive discriminant, and two transitions each way. */
  readonly bistable: boolean;
  /** Neighbouring residuals are nearly uncorrelated: measurement noise dominates. */
  readonly noiseDominates: boolean;
}

/**
 * Tests a series for bistability; undefined below 30 values or for a constant. The three conditions
 * together are specific but weak: they find 3 % of bistable runs of 300 rows, 33 % of 1000, and an
 * exogenous shift or a decay never passes for one. Without the last, such a shift always does.
 */
export function driftRegression(
  values: readonly number[],
  seed: number,
  resamples = 200,
): DriftRegression | undefined {
  if (values.length < 30 || isConstant(values)) return undefined;
  const deviation = deviationOf(values);
  const mean = meanOf(values);
  const z = values.map((x) => (x - mean) / deviation);
  const observed = likelihoodRatio(z);
  if (!observed) return undefined;
  const uniform = mulberry32(seed);
  const { linear, noise } = observed;
  let exceeding = 0;
  for (let r = 0; r < resamples; r++) {
    let x = z[0];
    const path = z.map((_, i) => {
      if (i > 0) x += linear[0] + linear[1] * x + noise * boxMullerNormal(uniform);
      return x;
    });
    if ((likelihoodRatio(path)?.ratio ?? 0) >= observed.ratio) exceeding++;
  }
  const p = (exceeding + 1) / (resamples + 1);
  const normal = normalDrift(observed.cubic);
  const passages = transitions(values);
  return {
    cubic: observed.cubic,
    p,
    normal,
    transitions: passages,
    bistable:
      p < 0.05 &&
      normal !== undefined &&
      discriminant(normal.a, normal.b) > 0 &&
      passages.up >= 2 &&
      passages.down >= 2,
    noiseDominates: autocorrelation(detrended(values)) < 0.2,
  };
}

/** A cubic drift as dX = −(X³ + aX + b), X = (z − shift)·scale. */
export interface NormalDrift {
  readonly a: number;
  readonly b: number;
  readonly shift: number;
  readonly scale: number;
}

/** The normal form of a cubic drift; undefined unless it is restoring at large values, c₃ < 0. */
export function normalDrift([c0, c1, c2, c3]: readonly [number, number, number, number]):
  NormalDrift | undefined {
  if (!(c3 < 0)) return undefined;
  const shift = -c2 / (3 * c3);
  const scale = Math.sqrt(-c3);
  const value = c0 + shift * (c1 + shift * (c2 + shift * c3));
  const slope = c1 + shift * (2 * c2 + 3 * shift * c3);
  return { a: -slope, b: -scale * value, shift, scale };
}

function likelihoodRatio(z: readonly number[]):
  | {
      readonly cubic: readonly [number, number, number, number];
      readonly linear: readonly number[];
      readonly noise: number;
      readonly ratio: number;
    }
  | undefined {
  const n = z.length - 1;
  const steps = z.slice(1).map((x, i) => x - z[i]);
  const fit = (degree: number) =>
    leastSquares(
      z.slice(0, n).map((x) => Array.from({ length: degree + 1 }, (_, k) => x ** k)),
      steps,
    );
  const [linear, cubic] = [fit(1), fit(3)];
  if (!linear || !cubic) return undefined;
  const [c0, c1, c2, c3] = cubic.coefficients;
  return {
    cubic: [c0, c1, c2, c3],
    linear: linear.coefficients,
    noise: Math.sqrt(linear.rss / n),
    ratio: n * Math.log(linear.rss / cubic.rss),
  };
}
