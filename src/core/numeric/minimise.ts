import { dot } from './dot.ts';

/** A function to minimise, with its gradient. */
export type Objective = (x: readonly number[]) => {
  readonly value: number;
  readonly gradient: readonly number[];
};

/**
 * A local minimum by L-BFGS (Nocedal 1980) with ten pairs and halving of the step until the value
 * falls enough. Ends when no step helps any more, the gradient is below 1e-11, or after 500 steps.
 */
export function minimise(objective: Objective, start: readonly number[]): readonly number[] {
  const pairs: { s: number[]; y: number[]; rho: number }[] = [];
  let x = start;
  let here = objective(x);
  let idle = 0;
  // After three steps without progress, the value is exact up to rounding.
  for (let iteration = 0; iteration < 500 && idle < 3; iteration++) {
    if (Math.max(...here.gradient.map(Math.abs)) < 1e-11) break;
    const direction = descent(here.gradient, pairs);
    const slope = dot(direction, here.gradient);
    let step = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    let next = x;
    let there = here;
    for (; step > 1e-12; step /= 2) {
      next = x.map((v, i) => v + step * direction[i]);
      there = objective(next);
      if (there.value <= here.value + 1e-4 * step * slope) break;
    }
    if (step <= 1e-12) {
      // Restart along the gradient before giving up.
      if (pairs.length === 0) break;
      pairs.length = 0;
      idle++;
      continue;
    }
    const s = next.map((v, i) => v - x[i]);
    const y = there.gradient.map((g, i) => g - here.gradient[i]);
    const curvature = dot(s, y);
    if (curvature > 0) pairs.push({ s, y, rho: 1 / curvature });
    if (pairs.length > 10) pairs.shift();
    idle = here.value - there.value <= 1e-15 * Math.abs(here.value) ? idle + 1 : 0;
    x = next;
    here = there;
  }
  return x;
}

/** Minus the approximate inverse Hessian times the gradient: the two-loop recursion. */
function descent(
  gradient: readonly number[],
  pairs: readonly { readonly s: number[]; readonly y: number[]; readonly rho: number }[],
): readonly number[] {
  let q = gradient.map((g) => -g);
  const alphas = pairs.toReversed().map(({ s, y, rho }) => {
    const alpha = rho * dot(s, q);
    q = q.map((v, i) => v - alpha * y[i]);
    return alpha;
  });
  const last = pairs.at(-1);
  if (last) q = q.map((v) => v / (last.rho * dot(last.y, last.y)));
  pairs.forEach(({ s, y, rho }, k) => {
    const beta = rho * dot(y, q);
    const alpha = alphas[alphas.length - 1 - k];
    q = q.map((v, i) => v + s[i] * (alpha - beta));
  });
  return q;
}
