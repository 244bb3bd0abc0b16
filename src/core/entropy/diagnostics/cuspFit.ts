import { inverseOfPositive } from '../../numeric/cholesky.ts';
import { dot } from '../../numeric/dot.ts';
import { leastSquares } from '../../numeric/leastSquares.ts';
import { newtonMinimum } from '../../numeric/newton.ts';
import { cuspObjective, type Sweep } from './cuspLikelihood.ts';
import { logisticLikelihood, normalLikelihood, skewedLikelihood } from './sweepRivals.ts';

/** The models that a sweep is compared with. */
export type SweepModel = 'cusp' | 'linear' | 'logistic' | 'skewed';

/** Goodness of fit of a model to a sweep. All likelihoods are in the units of the outcome. */
export interface ModelScore {
  readonly parameters: number;
  readonly logLikelihood: number;
  /** Akaike and Bayesian information criteria; lower is better. */
  readonly aic: number;
  readonly bic: number;
}

/** A cusp as the distribution of outcomes (Cobb 1981), and the models without one. */
export interface CuspFit {
  /** α = X·a and β = X·b are the controls of y = w₀ + w₁·outcome with w₁ > 0. */
  readonly asymmetry: readonly number[];
  readonly bifurcation: readonly number[];
  readonly scale: readonly [number, number];
  /**
   * Standard errors by the observed information; undefined if that is singular or not positive
   * definite, that is, if the sweep does not determine the parameters.
   */
  readonly errors: CuspErrors | undefined;
  readonly scores: Readonly<Record<SweepModel, ModelScore>>;
  /** Share of runs with 27α² < 4β³, where two outcomes are possible. */
  readonly bistableShare: number;
  readonly criteria: CuspCriteria;
  /** All criteria hold. */
  readonly accepted: boolean;
}

export interface CuspErrors {
  readonly asymmetry: readonly number[];
  readonly bifurcation: readonly number[];
  readonly scale: readonly [number, number];
}

/**
 * When a cusp may be claimed: Cobb's three criteria, as the R package cusp lists them (Grasman et al.
 * 2009), Hartelman's comparison with the logistic curve, which bends as steeply without a fold, and one
 * with a straight line under skewed noise, which passes all the others as often as not.
 */
export interface CuspCriteria {
  /** Less AIC and less BIC than each model without a fold. */
  readonly beatsLinear: boolean;
  readonly beatsLogistic: boolean;
  readonly beatsSkewed: boolean;
  /** w₁ and some slope of α or β are more than 1.96 standard errors from 0. */
  readonly significant: boolean;
  /** At least 10 % of the runs lie where two outcomes are possible. */
  readonly enoughInside: boolean;
}

const leastInside = 0.1;
const normalQuantile = 1.96;

/**
 * Fits a cusp across a sweep, one row per run; a single run cannot identify one. Undefined if the
 * controls are linearly dependent or all outcomes are the same.
 */
export function fitCusp(sweep: Sweep): CuspFit | undefined {
  const { asymmetry, bifurcation } = sweep;
  const n = sweep.outcomes.length;
  const columns = allControls(sweep);
  // Fitted to standardised outcomes, so that their unit does not matter.
  const mean = sweep.outcomes.reduce((sum, y) => sum + y, 0) / n;
  const squares = sweep.outcomes.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / n);
  if (!(deviation > 0)) return undefined;
  const outcomes = sweep.outcomes.map((y) => (y - mean) / deviation);
  const unit = n * Math.log(deviation);
  const linearFit = leastSquares(columns, outcomes);
  if (!linearFit) return undefined;

  const standardised: Sweep = { outcomes, asymmetry, bifurcation };
  const { point, logLikelihood, covariance } = greatestLikelihood(standardised);
  const score = (parameters: number, standard: number): ModelScore => ({
    parameters,
    logLikelihood: standard - unit,
    aic: 2 * (parameters - standard + unit),
    bic: Math.log(n) * parameters - 2 * (standard - unit),
  });
  const k = columns[0].length;
  const scores = {
    cusp: score(point.length, logLikelihood),
    linear: score(k + 1, normalLikelihood(linearFit.rss, n)),
    logistic: score(k + 3, logisticLikelihood(outcomes, columns, linearFit.coefficients)),
    skewed: score(k + 3, skewedLikelihood(outcomes, columns, linearFit)),
  };
  const beats = (other: SweepModel): boolean =>
    scores.cusp.aic < scores[other].aic && scores.cusp.bic < scores[other].bic;

  const [p, q] = [asymmetry[0].length, bifurcation[0].length];
  const [a, b] = [point.slice(0, p), point.slice(p, p + q)];
  const [w0, w1] = point.slice(p + q);
  const scale = [w0 - (w1 * mean) / deviation, w1 / deviation] as const;
  const errors = covariance && errorsOf(covariance, [p, q], { mean, deviation });
  const differs = (values: readonly number[], by: readonly number[] | undefined): boolean =>
    values.some((x, i) => i > 0 && Math.abs(x) > normalQuantile * (by?.[i] ?? Infinity));
  const bistableShare =
    outcomes.filter((_, i) => isBistable(dot(asymmetry[i], a), dot(bifurcation[i], b))).length / n;
  const criteria = {
    beatsLinear: beats('linear'),
    beatsLogistic: beats('logistic'),
    beatsSkewed: beats('skewed'),
    significant:
      differs(scale, errors?.scale) &&
      (differs(a, errors?.asymmetry) || differs(b, errors?.bifurcation)),
    enoughInside: bistableShare >= leastInside,
  };
  const accepted = Object.values(criteria).every((holds) => holds);
  return { asymmetry: a, bifurcation: b, scale, errors, scores, bistableShare, criteria, accepted };
}

/** Whether two outcomes are possible at the controls of a cusp: 27α² < 4β³. */
export function isBistable(alpha: number, beta: number): boolean {
  return 27 * alpha * alpha < 4 * beta * beta * beta;
}

/** The best of three local maxima, with w₁ > 0: (a, w₀, w₁) and its negative are the same cusp. */
function greatestLikelihood(sweep: Sweep): Maximum {
  const [p, q] = [sweep.asymmetry[0].length, sweep.bifurcation[0].length];
  const maxima = [0, 1, 2].map((beta) => {
    const start = Array<number>(p + q + 2).fill(0);
    start[p] = beta;
    start[p + q + 1] = 1;
    return newtonMinimum((point) => cuspObjective(sweep, point), start);
  });
  const { point, at } = maxima.reduce((best, one) => (one.at.value < best.at.value ? one : best));
  const sign = Math.sign(point[p + q + 1]);
  const covariance = inverseOfPositive(at.hessian);
  return {
    point: point.map((x, i) => (i < p || i >= p + q ? sign * x : x)),
    logLikelihood: -at.value,
    covariance,
  };
}

/** Parameters (a, b, w₀, w₁), and their covariance where the sweep determines them. */
interface Maximum {
  readonly point: readonly number[];
  readonly logLikelihood: number;
  readonly covariance: readonly (readonly number[])[] | undefined;
}

function errorsOf(
  covariance: readonly (readonly number[])[],
  [p, q]: readonly [number, number],
  { mean, deviation }: { readonly mean: number; readonly deviation: number },
): CuspErrors {
  const errors = covariance.map((row, i) => Math.sqrt(row[i]));
  // w₀ in the units of the outcome is w₀ − w₁·m of the standardised ones; a common sign drops out.
  const m = mean / deviation;
  const [k, l] = [p + q, p + q + 1];
  return {
    asymmetry: errors.slice(0, p),
    bifurcation: errors.slice(p, p + q),
    scale: [
      Math.sqrt(covariance[k][k] - 2 * m * covariance[k][l] + m * m * covariance[l][l]),
      errors[l] / deviation,
    ],
  };
}

/** The columns of both designs without duplicates: models without a cusp do not distinguish them. */
function allControls({ asymmetry, bifurcation }: Sweep): readonly (readonly number[])[] {
  const isNew = bifurcation[0].map((_, k) =>
    asymmetry[0].every((_, j) => bifurcation.some((row, i) => row[k] !== asymmetry[i][j])),
  );
  return asymmetry.map((row, i) => [...row, ...bifurcation[i].filter((_, k) => isNew[k])]);
}
