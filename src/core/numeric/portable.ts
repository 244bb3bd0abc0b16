/*
 * Elementary functions from +, −, ×, / and rounding alone, whose results IEEE 754 fixes to the last
 * bit: the same on every machine. Math.sin, Math.exp and Math.log may differ between engines in the
 * last place, which a training run soon makes visible. All are within a few units in the last place.
 */

/** The exponential function; 0 and Infinity beyond the range of doubles. */
export function exp(x: number): number {
  if (!(x > -746)) return x !== x ? NaN : 0;
  if (x > 710) return Infinity;
  const k = Math.round(x / Math.LN2);
  const r = x - k * ln2High - k * ln2Low;
  // |r| ≤ 0.35: r¹⁵/15! is below 2⁻⁶³.
  let sum = 1;
  for (let n = 14; n > 0; n--) sum = 1 + (sum * r) / n;
  // In two steps, for 2^k alone may be beyond doubles where the result is not.
  const half = k >> 1;
  return sum * powerOfTwo(half) * powerOfTwo(k - half);
}

/** The natural logarithm of a finite x > 0. */
export function ln(x: number): number {
  let exponent = 0;
  for (; x < Math.SQRT1_2; x *= 2) exponent--;
  for (; x > Math.SQRT2; x /= 2) exponent++;
  // ln x = 2 artanh z with |z| ≤ 0.172: the terms shrink by 0.03.
  const z = (x - 1) / (x + 1);
  return 2 * z * artanhRatio(z, 23) + exponent * Math.LN2;
}

/** ln(1 + x) for 0 ≤ x ≤ 1, without loss where x is small. */
export function log1p(x: number): number {
  const z = x / (2 + x);
  return 2 * z * artanhRatio(z, 37);
}

/** The sine of an angle of at most a few thousand turns. */
export function sin(x: number): number {
  return quarterTurns(x, 0);
}

/** The cosine of an angle of at most a few thousand turns. */
export function cos(x: number): number {
  return quarterTurns(x, 1);
}

/** ln 2 as a double with zeros at its end, so that its multiples are exact, and the rest. */
const ln2High = Math.fround(Math.LN2);
const ln2Low = -1.904654299957768e-9;

/** The same for π/2. */
const halfPiHigh = Math.fround(Math.PI / 2);
const halfPiLow = -4.3711390001862426e-8;

/** artanh(z) / z, its series up to the term of z^last. */
function artanhRatio(z: number, last: number): number {
  let sum = 0;
  for (let k = last; k > 0; k -= 2) sum = sum * z * z + 1 / k;
  return sum;
}

function powerOfTwo(k: number): number {
  let result = 1;
  let square = k < 0 ? 0.5 : 2;
  for (let n = Math.abs(k); n > 0; n >>= 1) {
    if (n & 1) result *= square;
    square *= square;
  }
  return result;
}

/** sin(x + turns·π/2), by the series of sine and cosine on [−π/4, π/4]. */
function quarterTurns(x: number, turns: number): number {
  const k = Math.round(x / (Math.PI / 2));
  const r = x - k * halfPiHigh - k * halfPiLow;
  const quadrant = (k + turns) & 3;
  const odd = quadrant & 1;
  let sum = 1;
  for (let n = 9; n > 0; n--) sum = 1 - (sum * r * r) / (2 * n * (odd ? 2 * n - 1 : 2 * n + 1));
  const value = odd ? sum : r * sum;
  return quadrant & 2 ? -value : value;
}
