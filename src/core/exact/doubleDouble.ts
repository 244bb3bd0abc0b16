/*
 * Unevaluated sums of two doubles, high[i] + low[i], with about 104 bits (Dekker 1971; Li et al.,
 * "Design, implementation and testing of extended and mixed precision BLAS", 2002).
 */

/**
 * high[at] + low[at] += (x + xLow) · (y + yLow), with an error below 2⁻¹⁰¹ of the terms in the mean and
 * below `roundoffOfTwo` of |high| + |x·y| at worst.
 *
 * With u = 2⁻⁵³, s = |high| and t = |x·y|, low parts are at most 8u of their high ones: the last step
 * makes them u of the sum, or up to 5u where low parts exceed the sum of the high ones. Product and
 * sum of the high parts are split without error (Dekker 1971; Knuth). Left out: xLow·yLow ≤ 64u²t.
 * Rounded: x·yLow and xLow·y, 8u²t each, their sum, 16u²t, with the product's error, 17u²t, with
 * `low`, u(8us + 17ut), and with the sum's error, u(9us + 18ut). The last step errs by at most four
 * roundings of that, 4u(9us + 18ut). In all less than 2⁸u²(s + t).
 */
export function addProduct(
  high: Float64Array,
  low: Float64Array,
  at: number,
  x: number,
  xLow: number,
  y: number,
  yLow: number,
): void {
  const product = x * y;
  const xs = splitter * x;
  const xh = xs - (xs - x);
  const xl = x - xh;
  const ys = splitter * y;
  const yh = ys - (ys - y);
  const yl = y - yh;
  const productError = xl * yl - (product - xh * yh - xl * yh - xh * yl);

  const before = high[at];
  const sum = before + product;
  const part = sum - before;
  const sumError = before - (sum - part) + (product - part);

  const rest = low[at] + (productError + (x * yLow + xLow * y)) + sumError;
  const rounded = sum + rest;
  high[at] = rounded;
  low[at] = rest - (rounded - sum);
}

/**
 * Adds a multiple of a column to a strided vector: for t = from … to − 1, (y + yLow) times the
 * number at column + t is added to the number at sum + step·t, with the error of `addProduct`.
 */
export function addMultiple(
  high: Float64Array,
  low: Float64Array,
  sum: number,
  step: number,
  column: number,
  from: number,
  to: number,
  y: number,
  yLow: number,
): void {
  const ys = splitter * y;
  const yh = ys - (ys - y);
  const yl = y - yh;
  for (let t = from, at = sum + step * from; t < to; t++, at += step) {
    const x = high[column + t];
    const product = x * y;
    const xs = splitter * x;
    const xh = xs - (xs - x);
    const xl = x - xh;
    const productError = xl * yl - (product - xh * yh - xl * yh - xh * yl);

    const before = high[at];
    const total = before + product;
    const part = total - before;
    const sumError = before - (total - part) + (product - part);

    const rest = low[at] + (productError + (x * yLow + low[column + t] * y)) + sumError;
    const rounded = total + rest;
    high[at] = rounded;
    low[at] = rest - (rounded - total);
  }
}

/** ε: bounds the error of adding a product of double-doubles to a double-double. */
export const roundoffOfTwo = 2 ** -98;

// 2²⁷ + 1 splits a double into two halves of 26 bits (Veltkamp).
const splitter = 134217729;
