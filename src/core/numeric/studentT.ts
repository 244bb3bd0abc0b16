import { rootBetween } from './root.ts';

/** The probability that |t| is larger, for Student's t with the given degrees of freedom. */
export function twoSidedP(t: number, degrees: number): number {
  const ratio = (t * t) / degrees;
  return regularisedBeta(1 / (1 + ratio), 1 / (1 + 1 / ratio), degrees / 2, 0.5);
}

/**
 * The t that |t| exceeds with a probability between 1e-100 and 1 − 1e-15: 0.05 gives the bounds of a
 * 95 % interval. Throws a RangeError for others.
 */
export function twoSidedQuantile(probability: number, degrees: number): number {
  // Solved in the logarithm, as one degree of freedom has very long tails.
  return Math.exp(rootBetween((x) => twoSidedP(Math.exp(x), degrees) - probability, -40, 240));
}

/**
 * The regularised incomplete beta function I_x(a, b), by Lentz's continued fraction. y is 1 − x, passed
 * apart to be exact where x is close to 1.
 */
function regularisedBeta(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - regularisedBeta(y, x, b, a);
  const front = a * logOf(x, y) + b * logOf(y, x) - logBeta(a, b);
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let h = d;
  for (let m = 1; m < 10_000; m++) {
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / (1 + term * d || tiny);
      c = 1 + term / c || tiny;
      h *= d * c;
    }
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return (Math.exp(front) * h) / a;
}

/** ln x of x = 1 − y. */
function logOf(x: number, y: number): number {
  return x < 0.5 ? Math.log(x) : Math.log1p(-y);
}

/**
 * ln B(a, b) = ln Γ(b) + ln(Γ(a) / Γ(a + b)), the larger of a and b in the quotient: for many degrees of
 * freedom ln Γ is large, and the difference of two of them is not.
 */
function logBeta(a: number, b: number): number {
  if (a < b) return logBeta(b, a);
  let shift = 0;
  let x = a;
  for (; x < 10; x++) shift += Math.log1p(b / x);
  const quotient = b - (x - 0.5) * Math.log1p(b / x) - b * Math.log(x + b);
  return logGamma(b) + quotient + stirling(x) - stirling(x + b) + shift;
}

/** ln Γ(x) for x > 0: Stirling's series beyond 10, below by Γ(x + 1) = x Γ(x). */
function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < 10; y++) shift += Math.log(y);
  return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + stirling(y) - shift;
}

/** What Stirling's formula lacks, to 2e-14 for x ≥ 10. */
function stirling(x: number): number {
  const r = 1 / (x * x);
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / x;
}
