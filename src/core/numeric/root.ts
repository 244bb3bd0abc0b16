/**
 * A root of a continuous function between two arguments at which it has opposite signs, to the
 * last few units in the last place: Brent's method (Brent 1973, chapter 4), which brackets always.
 * Throws a RangeError when the signs do not differ or an argument is not finite.
 */
export function rootBetween(f: (x: number) => number, from: number, to: number): number {
  let a = from;
  let b = to;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!Number.isFinite(from) || !Number.isFinite(to) || Math.sign(fa) !== -Math.sign(fb))
    throw new RangeError(`No change of sign between ${from} and ${to}.`);
  // The root lies between b, the best guess, and c; a is the guess before b.
  let c = a;
  let fc = fa;
  let step = b - a;
  let stepBefore = step;
  for (;;) {
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    // The difference may overflow; halving first would lose the last bit of the smallest numbers.
    const half = Number.isFinite(c - b) ? (c - b) / 2 : c / 2 - b / 2;
    const tolerance = 2 * Number.EPSILON * Math.abs(b);
    if (Math.abs(half) <= tolerance || fb === 0 || b + half === b) return b;
    const guess = Math.abs(fa) > Math.abs(fb) && interpolated(a, b, c, fa, fb, fc);
    if (guess && Math.abs(guess) < Math.min(1.5 * Math.abs(half), Math.abs(stepBefore) / 2)) {
      stepBefore = step;
      step = guess;
    } else {
      stepBefore = step = half;
    }
    // Brent steps over the root by at least the tolerance; where one is below it, towards c.
    if (Math.sign(step) !== Math.sign(half)) stepBefore = step = half;
    a = b;
    fa = fb;
    b +=
      Math.abs(step) > tolerance ? step : Math.sign(half) * Math.max(tolerance, Number.MIN_VALUE);
    fb = f(b);
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      stepBefore = step = b - a;
    }
  }
}

/** The step from b by the secant, or by inverse quadratic interpolation through three points. */
function interpolated(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  if (a === c || fa === fc) return (-fb * (b - a)) / (fb - fa);
  const r = fb / fc;
  const s = fb / fa;
  const t = fa / fc;
  const p = s * (t * (r - t) * (c - b) - (1 - r) * (b - a));
  return p / ((t - 1) * (r - 1) * (s - 1));
}

/**
 * One root in each step of a grid of `steps` between two arguments over which the function changes
 * sign, ascending. Zeros on the grid itself only count where the signs to both sides differ, so an
 * underflow to zero is no root.
 */
export function rootsOnGrid(
  f: (x: number) => number,
  from: number,
  to: number,
  steps: number,
): number[] {
  const roots: number[] = [];
  let last = from;
  let lastSign = Math.sign(f(from));
  for (let i = 1; i <= steps; i++) {
    const x = from + ((to - from) * i) / steps;
    const sign = Math.sign(f(x));
    if (sign === 0) continue;
    if (lastSign === -sign) roots.push(rootBetween(f, last, x));
    last = x;
    lastSign = sign;
  }
  return roots;
}

/**
 * The root in each piece of a function that is monotone between `ends`. One on an end that two pieces
 * share counts once; a zero at the first or last end does not count, as it may be an underflow.
 */
export function rootsOfPieces(f: (x: number) => number, ends: readonly number[]): number[] {
  const roots: number[] = [];
  for (let i = 1; i < ends.length; i++) {
    const [from, to] = [f(ends[i - 1]), f(ends[i])];
    if (to === 0) {
      if (i < ends.length - 1) roots.push(ends[i]);
    } else if (from !== 0 && from > 0 !== to > 0) roots.push(rootBetween(f, ends[i - 1], ends[i]));
  }
  return roots;
}
