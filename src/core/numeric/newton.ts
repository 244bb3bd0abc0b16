import { inverseOfPositive } from './cholesky.ts';
import { dot } from './dot.ts';

/** A function at a point, with its gradient and its Hessian. */
export interface Curved {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly hessian: readonly (readonly number[])[];
}

/**
 * A local minimum by Newton's method, damped (Levenberg and Marquardt) where the Hessian is not
 * positive definite or a step does not make the value smaller. Ends when a step promises less than the
 * rounding of the value, or after 200 of them.
 */
export function newtonMinimum(
  objective: (x: readonly number[]) => Curved,
  start: readonly number[],
): { readonly point: readonly number[]; readonly at: Curved } {
  let point = start;
  let at = objective(point);
  let damping = 1e-3;
  for (let iteration = 0; iteration < 200 && damping < 1e12; iteration++) {
    const { gradient, hessian } = at;
    const damped = hessian.map((row, i) =>
      row.map((x, j) => (i === j ? x + damping * (Math.abs(x) + 1e-9) : x)),
    );
    const inverse = inverseOfPositive(damped, 1e-14);
    if (!inverse) {
      damping *= 10;
      continue;
    }
    const step = inverse.map((row) => -dot(row, gradient));
    const next = point.map((x, i) => x + step[i]);
    const there = objective(next);
    const promise = -dot(step, gradient) / 2;
    if (there.value <= at.value) {
      [point, at] = [next, there];
      damping = damping < 1e-10 ? 0 : damping / 10;
    } else damping = Math.max(1e-8, damping * 10);
    if (promise <= 1e-15 * Math.max(1, Math.abs(at.value))) break;
  }
  return { point, at };
}
