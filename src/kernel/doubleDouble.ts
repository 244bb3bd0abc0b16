import { pairBytes } from './ring';

/*
 * Unevaluated sums of two doubles with about 104 bits (Dekker 1971; Li et al., "Design, implementation
 * and testing of extended and mixed precision BLAS", 2002). A low part lies `low` bytes behind its high
 * part. Every addition of a product errs by at most 2⁻⁹⁸ of |sum| + |product|; src/core/exact/doubleDouble.ts
 * has the proof, which holds for both orders of additions.
 */

/** 2²⁷ + 1 splits a double into two halves of 26 bits (Veltkamp). */
const splitter: f64 = 134217729;

function upper(x: f64): f64 {
  const t = splitter * x;
  return t - (t - x);
}

/** Adds x · (y + yLow) to the double-double at `sum`. */
export function addProduct(sum: usize, low: usize, x: f64, y: f64, yLow: f64): void {
  const product = x * y;
  const xUpper = upper(x);
  const xLower = x - xUpper;
  const yUpper = upper(y);
  const yLower = y - yUpper;
  const error =
    xUpper * yUpper - product + xUpper * yLower + xLower * yUpper + xLower * yLower + x * yLow;
  const before = load<f64>(sum);
  const total = before + product;
  const part = total - before;
  const rest = before - (total - part) + (product - part) + (load<f64>(sum + low) + error);
  const rounded = total + rest;
  store<f64>(sum, rounded);
  store<f64>(sum + low, rest - (rounded - total));
}

/** Adds y + yLow times the double-doubles at `column` to those at `sum`, two at a time. */
export function addColumnPrecisely(
  sum: usize,
  column: usize,
  low: usize,
  count: i32,
  y: f64,
  yLow: f64,
): void {
  const split = f64x2.splat(splitter);
  const y2 = f64x2.splat(y);
  const y2Low = f64x2.splat(yLow);
  const y2Upper = f64x2.splat(upper(y));
  const y2Lower = f64x2.splat(y - upper(y));
  const end = sum + pairBytes(count);
  for (; sum < end; sum += 16, column += 16) {
    const x = v128.load(column);
    const product = f64x2.mul(x, y2);
    const t = f64x2.mul(split, x);
    const xUpper = f64x2.sub(t, f64x2.sub(t, x));
    const xLower = f64x2.sub(x, xUpper);
    let error = f64x2.sub(f64x2.mul(xUpper, y2Upper), product);
    error = f64x2.add(error, f64x2.mul(xUpper, y2Lower));
    error = f64x2.add(error, f64x2.mul(xLower, y2Upper));
    error = f64x2.add(error, f64x2.mul(xLower, y2Lower));
    const cross = f64x2.add(f64x2.mul(x, y2Low), f64x2.mul(v128.load(column + low), y2));
    const before = v128.load(sum);
    const total = f64x2.add(before, product);
    const part = f64x2.sub(total, before);
    const lost = f64x2.add(f64x2.sub(before, f64x2.sub(total, part)), f64x2.sub(product, part));
    const rest = f64x2.add(lost, f64x2.add(v128.load(sum + low), f64x2.add(error, cross)));
    const rounded = f64x2.add(total, rest);
    v128.store(sum, rounded);
    v128.store(sum + low, f64x2.sub(rest, f64x2.sub(rounded, total)));
  }
}
