import { isIdentity } from '../network/activation.ts';
import { activationOf, type Layer } from '../network/network.ts';
import { addProduct, roundoffOfTwo, slack, splitter, underflow } from './doubleDouble.ts';

/*
 * Layers without folds, composed from the inputs on in double-doubles.
 *
 * A coefficient is a sum of n products of weights and coefficients of the layer below. The high parts are
 * added up, and the rounding errors of products and sums are kept apart (Dot2 of Ogita, Rump & Oishi
 * 2005). With u = 2⁻⁵³ and M the sum of the absolute values of the products, the error of a product is at
 * most u of it, that of a sum at most u·M, and a weight times a low part at most 8u of the product. These
 * 3n numbers, at most (n + 9)·u·M in all, are added up in doubles, with at most 3n + 1 roundings each. So
 * the result errs by at most (3n + 1)·(n + 9)·u²·M, and by what the errors of the layer below add to it.
 */

/** Affine rows: a, b, c of neuron i at 3i as high and low part, with bounds of their errors. */
export interface LinearRows {
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly error: Float64Array;
}

/** The preactivations of the last of some layers on two inputs. The others have no folds. */
export function linearRows(layers: readonly Layer[]): LinearRows {
  let rows: LinearRows = {
    high: Float64Array.of(1, 0, 0, 0, 1, 0),
    low: new Float64Array(6),
    error: new Float64Array(6),
  };
  layers.forEach((layer, l) => {
    if (l > 0) activate(layers[l - 1], rows);
    rows = compose(layer, rows);
  });
  return rows;
}

function compose({ units, inputs, weights, bias }: Layer, below: LinearRows): LinearRows {
  const high = new Float64Array(3 * units);
  const low = new Float64Array(3 * units);
  const error = new Float64Array(3 * units);
  const perMagnitude = (3 * inputs + 4) * (inputs + 10) * 2 ** -106;
  const isExact = below.error.every((e) => e === 0);
  const sum = new Float64Array(3);
  for (let i = 0; i < units; i++)
    for (let k = 0; k < 3; k++) {
      const at = 3 * i + k;
      dot(weights, i * inputs, inputs, k === 2 ? bias[i] : 0, below, k, sum);
      high[at] = sum[0] + sum[1];
      low[at] = sum[1] - (high[at] - sum[0]);
      const entering = isExact ? 0 : errorOf(weights, i * inputs, inputs, below.error, k);
      error[at] = (entering + perMagnitude * sum[2]) * slack + inputs * underflow;
    }
  return { high, low, error };
}

/**
 * Sums weights times coefficient k of the layer below, and `start`: writes the sum of the high parts, of
 * what was split off, and of absolute values.
 */
function dot(
  weights: Float64Array,
  from: number,
  count: number,
  start: number,
  { high, low }: LinearRows,
  k: number,
  result: Float64Array,
): void {
  let sum = start;
  let rest = 0;
  let size = Math.abs(start);
  for (let j = from, at = k; j < from + count; j++, at += 3) {
    const w = weights[j];
    const x = high[at];
    const product = w * x;
    const ws = splitter * w;
    const wh = ws - (ws - w);
    const wl = w - wh;
    const xs = splitter * x;
    const xh = xs - (xs - x);
    const xl = x - xh;
    const productError = wl * xl - (product - wh * xh - wl * xh - wh * xl);
    const before = sum;
    sum += product;
    const part = sum - before;
    rest += before - (sum - part) + (product - part) + productError + w * low[at];
    size += Math.abs(product);
  }
  result[0] = sum;
  result[1] = rest;
  result[2] = size;
}

/** What the errors of coefficient k of the layer below make of a sum. */
function errorOf(
  weights: Float64Array,
  from: number,
  count: number,
  error: Float64Array,
  k: number,
): number {
  let sum = 0;
  for (let j = 0; j < count; j++) sum += Math.abs(weights[from + j]) * error[3 * j + k];
  return sum;
}

/** Applies the activations of a layer, which have one piece each, to its rows. */
function activate(layer: Layer, { high, low, error }: LinearRows): void {
  for (let i = 0; i < layer.units; i++) {
    const activation = activationOf(layer, i);
    if (isIdentity(activation)) continue;
    const [slope] = activation.slopes;
    for (let k = 0, at = 3 * i; k < 3; k++, at++) {
      const [x, xLow] = [high[at], low[at]];
      const offset = k === 2 ? activation.intercept : 0;
      high[at] = offset;
      low[at] = 0;
      addProduct(high, low, at, slope, 0, x, xLow);
      const size = Math.abs(offset) + Math.abs(slope * x);
      error[at] = (Math.abs(slope) * error[at] + roundoffOfTwo * size) * slack + underflow;
    }
  }
}
