import { radonRule } from '../../numeric/triangleRule.ts';

/*
 * The entropy of two actions as a function of the difference d of their logits,
 * h(d) = log(1 + e^d) − d·e^d / (1 + e^d): even, log 2 at 0, and falling with |d|.
 */

/** The entropy of two actions whose logits differ by d, in nats, with a small relative error. */
export function binaryEntropy(d: number): number {
  const tail = Math.exp(-Math.abs(d));
  return Math.log1p(tail) + (Math.abs(d) * tail) / (1 + tail) || 0;
}

/**
 * The mean of h over a triangle, if d is affine with the values p, q and r at the corners. By the
 * Hermite–Genocchi formula, it is twice the second divided difference of a second antiderivative of
 * h. If the values are so close that differences would cancel, a quadrature rule of degree five is
 * used.
 */
export function meanBinaryEntropy(p: number, q: number, r: number): number {
  const [lo, mid, hi] = [p, q, r].sort((a, b) => a - b);
  // If all values have one sign, only the tail is used; the affine rest cancels and would lose
  // digits.
  if (hi <= -reach) return meanBinaryEntropy(-lo, -mid, -hi);
  const twiceIntegrated = lo >= reach ? tailTwiceIntegrated : evenTwiceIntegrated;
  const onceIntegratedMean = lo >= reach ? mean(tailOnceIntegrated) : mean(oddOnceIntegrated);
  if (hi - lo < closest) return byQuadrature(lo, mid, hi);
  const outer = (twiceIntegrated(hi) - twiceIntegrated(mid)) / (hi - mid);
  const inner = (twiceIntegrated(mid) - twiceIntegrated(lo)) / (mid - lo);
  const left = mid - lo < closest ? onceIntegratedMean(lo, mid) : inner;
  const right = hi - mid < closest ? onceIntegratedMean(mid, hi) : outer;
  return (2 * (right - left)) / (hi - lo);
}

/** The error by cancellation is about ε / closest², that of the rule about closest⁶ / 10⁵. */
const closest = 0.05;

function byQuadrature(p: number, q: number, r: number): number {
  let sum = 0;
  for (const [weight, a, b, c] of radonRule) sum += weight * binaryEntropy(a * p + b * q + c * r);
  return sum;
}

/** The mean of an antiderivative between two close values, by three-point Gauss quadrature. */
function mean(antiderivative: (d: number) => number): (p: number, q: number) => number {
  return (p, q) => {
    const middle = (p + q) / 2;
    const off = ((q - p) / 2) * Math.sqrt(3 / 5);
    const outer = antiderivative(middle - off) + antiderivative(middle + off);
    return (5 * outer + 8 * antiderivative(middle)) / 18;
  };
}

/** ∫ h from 0 to d, an odd function. */
function oddOnceIntegrated(d: number): number {
  const size = Math.abs(d);
  if (size < reach) return d * even(d * d, (n) => 1 / (2 * n + 1));
  return Math.sign(d) * (Math.PI ** 2 / 6 + tailOnceIntegrated(size));
}

/** Its antiderivative that is 0 at 0, an even function. */
function evenTwiceIntegrated(d: number): number {
  const size = Math.abs(d);
  if (size < reach) return d * d * even(d * d, (n) => 1 / ((2 * n + 1) * (2 * n + 2)));
  return (Math.PI ** 2 / 6) * size - threeEta3 + tailTwiceIntegrated(size);
}

/** For d > 0, h(d) = Σ (−1)^(k + 1)·e^(−kd)·(1/k + d), integrated term by term. */
function tailOnceIntegrated(d: number): number {
  return -alternating((k) => Math.exp(-k * d) * (d / k + 2 / k ** 2));
}

function tailTwiceIntegrated(d: number): number {
  return alternating((k) => Math.exp(-k * d) * (d / k ** 2 + 3 / k ** 3));
}

function alternating(term: (k: number) => number): number {
  let sum = 0;
  for (let k = 1; ; k++) {
    const next = term(k);
    sum += k % 2 === 1 ? next : -next;
    if (next <= 1e-17 * sum) return sum;
  }
}

/** 3·(1 − 1/2² + …) in the third powers: Dirichlet's η(3) = ¾·ζ(3). */
const threeEta3 = 2.25 * 1.2020569031595942;

/** The series of h at 0 converges for |d| < π; up to this |d| about twenty terms suffice. */
const reach = 1.5;

/** Σ c_n·weight(n)·(d²)^n with the coefficients of h = log 2 − d²/8 + d⁴/64 − … */
function even(square: number, weight: (n: number) => number): number {
  let sum = 0;
  let power = 1;
  for (let n = 0; n < coefficients.length; n++, power *= square)
    sum += coefficients[n] * weight(n) * power;
  return sum;
}

const coefficients = seriesOfEntropy(28);

/**
 * Coefficients of d^(2n). As h′ = −d·s(d) with the slope s = σ(1 − σ) of the logistic function,
 * they follow from those of σ − ½ = t: t′ = ¼ − t².
 */
function seriesOfEntropy(terms: number): readonly number[] {
  // t = Σ odd[m]·d^(2m + 1)
  const odd = [0.25];
  for (let m = 1; m < terms; m++) {
    let square = 0;
    for (let i = 0; i < m; i++) square += odd[i] * odd[m - 1 - i];
    odd.push(-square / (2 * m + 1));
  }
  // s = t′, so h′ = −Σ (2m + 1)·odd[m]·d^(2m + 1).
  return [Math.LN2, ...odd.map((c, m) => (-(2 * m + 1) * c) / (2 * m + 2))];
}
