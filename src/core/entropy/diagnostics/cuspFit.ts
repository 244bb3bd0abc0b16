import { leastSquares } from '../../numeric/leastSquares.ts';
import { minimise } from '../../numeric/minimise.ts';
import { sigmoid } from '../../numeric/logistic.ts';

/**
 * Runs of a sweep: an outcome of each, such as final entropy, and what may have controlled it. The
 * first column of `asymmetry` and `bifurcation` is usually 1.
 */
export interface Sweep {
  readonly outcomes: readonly number[];
  readonly asymmetry: readonly (readonly number[])[];
  readonly bifurcation: readonly (readonly number[])[];
}

/** A cusp as the distribution of outcomes (Cobb 1981), and the models without one. */
export interface CuspFit {
  /** α = X·a and β = X·b are the controls of y = w₀ + w₁·outcome. */
  readonly asymmetry: readonly number[];
  readonly bifurcation: readonly number[];
  readonly scale: readonly [number, number];
  readonly logLikelihood: {
    readonly cusp: number;
    readonly linear: number;
    readonly logistic: number;
  };
  /** Akaike's criterion of each: least is best. */
  readonly aic: { readonly cusp: number; readonly linear: number; readonly logistic: number };
  /** Share of runs with 27α² < 4β³, where two outcomes are possible. */
  readonly bistableShare: number;
  /** The cusp has the least AIC and at least 10 % of runs are bistable. */
  readonly accepted: boolean;
}

/**
 * Fits a cusp across a sweep, one row per run; from within one run it cannot be told. Likelihoods
 * are all in the units of the outcome. Undefined when the controls are linearly dependent.
 */
export function fitCusp(sweep: Sweep): CuspFit | undefined {
  const { asymmetry, bifurcation } = sweep;
  const n = sweep.outcomes.length;
  const columns = allControls(sweep);
  // Fitted to standardised outcomes, so that their unit does not matter.
  const mean = sweep.outcomes.reduce((sum, y) => sum + y, 0) / n;
  const squares = sweep.outcomes.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / n);
  const outcomes = sweep.outcomes.map((y) => (y - mean) / deviation);
  const unit = n * Math.log(deviation);
  const linearFit = leastSquares(columns, outcomes);
  if (!linearFit) return undefined;

  const [p, q] = [asymmetry[0].length, bifurcation[0].length];
  const objective = (point: readonly number[]) =>
    cuspObjective({ outcomes, asymmetry, bifurcation }, point);
  const maxima = [0, 1, 2].map((beta) => {
    const start = Array<number>(p + q + 2).fill(0);
    start[p] = beta;
    start[p + q + 1] = 1;
    const point = minimise(objective, start);
    return { point, value: objective(point).value };
  });
  const { point, value } = maxima.reduce((best, one) => (one.value < best.value ? one : best));
  const logLikelihood = {
    cusp: -value - unit,
    linear: normalLikelihood(linearFit.rss, n) - unit,
    logistic: logisticLikelihood(outcomes, columns, linearFit.coefficients) - unit,
  };
  const aic = {
    cusp: 2 * (point.length - logLikelihood.cusp),
    linear: 2 * (columns[0].length + 1 - logLikelihood.linear),
    logistic: 2 * (columns[0].length + 3 - logLikelihood.logistic),
  };
  const [a, b] = [point.slice(0, p), point.slice(p, p + q)];
  const [w0, w1] = point.slice(p + q);
  const inside = outcomes.filter(
    (_, i) => 27 * dot(asymmetry[i], a) ** 2 < 4 * dot(bifurcation[i], b) ** 3,
  ).length;
  return {
    asymmetry: a,
    bifurcation: b,
    scale: [w0 - (w1 * mean) / deviation, w1 / deviation],
    logLikelihood,
    aic,
    bistableShare: inside / n,
    accepted: aic.cusp < Math.min(aic.linear, aic.logistic) && inside / n >= 0.1,
  };
}

/**
 * Minus the log-likelihood and its gradient at (a, b, w₀, w₁): the density of y is
 * exp(αy + βy²/2 − y⁴/4)/ψ(α, β), and w₁ carries it to the units of the outcome.
 */
export function cuspObjective(
  { outcomes, asymmetry, bifurcation }: Sweep,
  point: readonly number[],
): { readonly value: number; readonly gradient: readonly number[] } {
  const [p, q] = [asymmetry[0].length, bifurcation[0].length];
  const [a, b] = [point.slice(0, p), point.slice(p, p + q)];
  const [w0, w1] = point.slice(p + q);
  let value = -outcomes.length * Math.log(Math.abs(w1));
  const gradient = Array<number>(p + q + 2).fill(0);
  gradient[p + q + 1] = -outcomes.length / w1;
  outcomes.forEach((outcome, i) => {
    const alpha = dot(asymmetry[i], a);
    const beta = dot(bifurcation[i], b);
    const y = w0 + w1 * outcome;
    const { logPsi, first, second } = cuspMoments(alpha, beta);
    value -= alpha * y + (beta * y * y) / 2 - y ** 4 / 4 - logPsi;
    asymmetry[i].forEach((x, k) => (gradient[k] -= (y - first) * x));
    bifurcation[i].forEach((x, k) => (gradient[p + k] -= ((y * y - second) / 2) * x));
    const force = alpha + beta * y - y ** 3;
    gradient[p + q] -= force;
    gradient[p + q + 1] -= force * outcome;
  });
  return { value, gradient };
}

/**
 * ln ψ, E y and E y² of the density, by the trapezoidal rule on [−9, 9] in steps of 0.05, which is
 * exact to 1e-14 there: the integrand and all its derivatives vanish at both ends.
 */
export function cuspMoments(
  alpha: number,
  beta: number,
): { readonly logPsi: number; readonly first: number; readonly second: number } {
  const h = 0.05;
  const exponent = (y: number) => alpha * y + (beta * y * y) / 2 - y ** 4 / 4;
  let top = -Infinity;
  for (let k = -180; k <= 180; k++) top = Math.max(top, exponent(k * h));
  let [psi, first, second] = [0, 0, 0];
  for (let k = -180; k <= 180; k++) {
    const y = k * h;
    const density = Math.exp(exponent(y) - top);
    psi += density;
    first += y * density;
    second += y * y * density;
  }
  return { logPsi: top + Math.log(psi * h), first: first / psi, second: second / psi };
}

/** The columns of both designs, each once: the models without a cusp do not part them. */
function allControls({ asymmetry, bifurcation }: Sweep): readonly (readonly number[])[] {
  const isNew = bifurcation[0].map((_, k) =>
    asymmetry[0].every((_, j) => bifurcation.some((row, i) => row[k] !== asymmetry[i][j])),
  );
  return asymmetry.map((row, i) => [...row, ...bifurcation[i].filter((_, k) => isNew[k])]);
}

/**
 * Greatest log-likelihood of standardised outcomes that are normal about c₀ + c₁·σ(columns · b),
 * however steep, looked for along the direction of the linear fit.
 */
function logisticLikelihood(
  outcomes: readonly number[],
  columns: readonly (readonly number[])[],
  direction: readonly number[],
): number {
  const n = outcomes.length;
  const objective = (point: readonly number[]) => {
    const [c0, c1] = point;
    const shares = columns.map((row) => sigmoid(dot(row, point.slice(2))));
    const residuals = outcomes.map((y, i) => y - c0 - c1 * shares[i]);
    const rss = dot(residuals, residuals);
    const gradient = point.map(() => 0);
    residuals.forEach((residual, i) => {
      const pull = (-n * residual) / rss;
      gradient[0] += pull;
      gradient[1] += pull * shares[i];
      columns[i].forEach((x, k) => {
        gradient[2 + k] += pull * c1 * shares[i] * (1 - shares[i]) * x;
      });
    });
    return { value: -normalLikelihood(rss, n), gradient };
  };
  const values = [1, 4].map((steepness) => {
    const start = [-1.5, 3, ...direction.map((c) => steepness * c)];
    return objective(minimise(objective, start)).value;
  });
  return -Math.min(...values);
}

function normalLikelihood(rss: number, n: number): number {
  return (-n / 2) * (Math.log((2 * Math.PI * rss) / n) + 1);
}

function dot(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, v, i) => sum + v * y[i], 0);
}
