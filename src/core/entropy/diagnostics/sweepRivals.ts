import { dot } from '../../numeric/dot.ts';
import { sigmoid } from '../../numeric/logistic.ts';
import { minimise } from '../../numeric/minimise.ts';
import type { LeastSquares } from '../../numeric/leastSquares.ts';

/*
 * The models that a cusp fit has to outperform: maximum log-likelihoods of models without a fold, for
 * standardised outcomes and the columns of all controls.
 */

/** Outcomes normally distributed about their linear fit, given its residual sum of squares. */
export function normalLikelihood(rss: number, n: number): number {
  return (-n / 2) * (Math.log((2 * Math.PI * rss) / n) + 1);
}

/**
 * Outcomes normally distributed about c₀ + c₁·σ(columns · b) of any steepness, searched along the
 * direction of the linear fit.
 */
export function logisticLikelihood(
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

/**
 * Outcomes about a straight line, with unimodal noise that may be skewed and have light or heavy
 * tails: sinh(δ·asinh(x) − ε) is standard normal (Jones and Pewsey 2009), x the residual over σ.
 */
export function skewedLikelihood(
  outcomes: readonly number[],
  columns: readonly (readonly number[])[],
  { coefficients, rss }: LeastSquares,
): number {
  const k = coefficients.length;
  const objective = (point: readonly number[]) => {
    const [scale, skewness, tail] = [Math.exp(point[k]), point[k + 1], Math.exp(point[k + 2])];
    let value = 0;
    const gradient = point.map(() => 0);
    outcomes.forEach((outcome, i) => {
      const x = (outcome - dot(columns[i], point)) / scale;
      const stretched = tail * Math.asinh(x);
      const t = stretched - skewness;
      const square = 1 + x * x;
      value -=
        point[k + 2] - point[k] + Math.log(Math.cosh(t)) - Math.log(2 * Math.PI * square) / 2;
      value += Math.sinh(t) ** 2 / 2;
      const byT = Math.tanh(t) - Math.sinh(t) * Math.cosh(t);
      const byX = (byT * tail) / Math.sqrt(square) - x / square;
      columns[i].forEach((column, j) => (gradient[j] += (byX * column) / scale));
      gradient[k] += 1 + x * byX;
      gradient[k + 1] += byT;
      gradient[k + 2] -= 1 + byT * stretched;
    });
    return Number.isFinite(value) ? { value, gradient } : { value: Infinity, gradient };
  };
  const spread = Math.log(rss / outcomes.length) / 2;
  const values = [-0.5, 0, 0.5].map((skewness) => {
    const point = minimise(objective, [...coefficients, spread, skewness, 0]);
    return objective(point).value;
  });
  return -Math.min(...values);
}
