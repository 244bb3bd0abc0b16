import { depressedCubicRoots } from '../../numeric/cubic.ts';
import { dot } from '../../numeric/dot.ts';
import type { Curved } from '../../numeric/newton.ts';

/**
 * Runs of a sweep: an outcome of each, such as final entropy, and what may have controlled it. The
 * first column of `asymmetry` and `bifurcation` is usually 1.
 */
export interface Sweep {
  readonly outcomes: readonly number[];
  readonly asymmetry: readonly (readonly number[])[];
  readonly bifurcation: readonly (readonly number[])[];
}

/**
 * Minus the log-likelihood with its gradient and its Hessian, the observed information, at (a, b, w₀, w₁):
 * α = X·a, β = X·b, y = w₀ + w₁·outcome, the density of y is exp(αy + βy²/2 − y⁴/4)/ψ(α, β), and w₁
 * carries it to the units of the outcome.
 */
export function cuspObjective(
  { outcomes, asymmetry, bifurcation }: Sweep,
  point: readonly number[],
): Curved {
  const [p, q] = [asymmetry[0].length, bifurcation[0].length];
  const [a, b] = [point.slice(0, p), point.slice(p, p + q)];
  const [w0, w1] = point.slice(p + q);
  const size = p + q + 2;
  let value = -outcomes.length * Math.log(Math.abs(w1));
  const gradient = Array<number>(size).fill(0);
  gradient[size - 1] = -outcomes.length / w1;
  const hessian = Array.from({ length: size }, () => Array<number>(size).fill(0));
  hessian[size - 1][size - 1] = outcomes.length / (w1 * w1);
  const kinds = [...asymmetry[0].map(() => 0), ...bifurcation[0].map(() => 1), 2, 2];
  outcomes.forEach((outcome, i) => {
    const alpha = dot(asymmetry[i], a);
    const beta = dot(bifurcation[i], b);
    const y = w0 + w1 * outcome;
    const { logPsi, moments } = cuspMoments(alpha, beta);
    value -= alpha * y + (beta * y * y) / 2 - y ** 4 / 4 - logPsi;
    // Derivatives by α, β and y; those of ln ψ are the cumulants of y and y²/2.
    const [, m1, m2, m3, m4] = moments;
    const first = [m1 - y, (m2 - y * y) / 2, y ** 3 - beta * y - alpha];
    const mixed = (m3 - m1 * m2) / 2;
    const second = [
      [m2 - m1 * m1, mixed, -1],
      [mixed, (m4 - m2 * m2) / 4, -y],
      [-1, -y, 3 * y * y - beta],
    ];
    const row = [...asymmetry[i], ...bifurcation[i], 1, outcome];
    row.forEach((x, j) => {
      gradient[j] += first[kinds[j]] * x;
      for (let k = 0; k <= j; k++) hessian[j][k] += second[kinds[j]][kinds[k]] * x * row[k];
    });
  });
  for (let j = 0; j < size; j++) for (let k = 0; k < j; k++) hessian[k][j] = hessian[j][k];
  return { value, gradient, hessian };
}

/** ln ψ of the density exp(αy + βy²/2 − y⁴/4)/ψ, and E y^k for k from 0 to 4. */
export interface CuspMoments {
  readonly logPsi: number;
  readonly moments: readonly number[];
}

/**
 * The moments by the trapezoidal rule: exact to 1e-14, since the integrand and all its derivatives
 * vanish at both ends, and its Fourier transform beyond the frequency of the steps.
 */
export function cuspMoments(alpha: number, beta: number): CuspMoments {
  const exponent = (y: number): number => y * (alpha + y * (beta / 2 - (y * y) / 4));
  // The maxima are among the roots of y³ − βy − α; d beyond the outermost e^(−d⁴/4) is left at most,
  // and on the other side of 0 less than that.
  const roots = depressedCubicRoots(-beta, -alpha);
  const top = Math.max(...roots.map(exponent));
  const end = Math.max(...roots.map(Math.abs)) + 3.6;
  const steepest = Math.max(...roots.map((y) => 3 * y * y - beta));
  const steps = Math.ceil((2 * end) / Math.min(0.15, 0.5 / Math.sqrt(Math.max(1, steepest))));
  const h = (2 * end) / steps;
  let [s0, s1, s2, s3, s4] = [0, 0, 0, 0, 0];
  for (let k = 0; k <= steps; k++) {
    const y = k * h - end;
    const density = Math.exp(exponent(y) - top);
    s0 += density;
    s1 += density * y;
    s2 += density * y * y;
    s3 += density * y * y * y;
    s4 += density * y * y * y * y;
  }
  return { logPsi: top + Math.log(s0 * h), moments: [1, s1 / s0, s2 / s0, s3 / s0, s4 / s0] };
}
