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

/** ε: bounds the error of adding a product of double-doubles to a double-double. */
export const roundoffOfTwo = 2 ** -98;

/** For the roundings of bounds: sums of non-negative doubles err by less in fewer than 2²² operations. */
export const slack = 1 + 2 ** -30;

/**
 * For products that underflow. A product and its error are made of a dozen products of doubles, each of
 * which is off by 2⁻¹⁰⁷⁵ at most.
 */
export const underflow = 2 ** -1030;

/** 2²⁷ + 1 splits a double into two halves of 26 bits (Veltkamp). */
export const splitter = 134217729;
