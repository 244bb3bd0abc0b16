import { outputCount, type Network } from '../network/network.ts';
import { exp, ln, log1p } from '../numeric/portable.ts';
import type { DataSet } from './dataSet.ts';

/**
 * The loss of a point with outputs f. Training minimises its mean.
 * - `squared`: ½ Σ (f − y)². For classes, y = ±1 for one output; otherwise y is 1 for the output of
 *   the class, 0 for the others.
 * - `logistic`: ln(1 + exp(−y·f)) with y = −1 for class 0 and +1 for class 1; one output.
 * - `cross_entropy`: −ln softmax(f) of the class; one output per class.
 */
export type LossKind = 'squared' | 'logistic' | 'cross_entropy';

/** Returns the loss at a point and writes its derivatives by the outputs into `slope`. */
export type PointLoss = (outputs: Float64Array, point: number, slope: Float64Array) => number;

/** The loss for a data set. Requires that `mismatchOf` is undefined. */
export function pointLoss(kind: LossKind, data: DataSet): PointLoss {
  const { targets } = data;
  if (targets.kind === 'values') {
    const { values, outputs } = targets;
    return (f, point, slope) => squared(f, slope, (o) => values[point * outputs + o]);
  }
  const { labels } = targets;
  switch (kind) {
    case 'squared':
      return (f, point, slope) =>
        f.length === 1
          ? squared(f, slope, () => 2 * labels[point] - 1)
          : squared(f, slope, (o) => (labels[point] === o ? 1 : 0));
    case 'logistic':
      return (f, point, slope) => logistic(f, slope, 2 * labels[point] - 1);
    case 'cross_entropy':
      return (f, point, slope) => crossEntropy(f, slope, labels[point]);
  }
}

/**
 * The predicted class: with one output, its sign, or −1 if it is zero; with several, the largest
 * output.
 */
export function classOf(outputs: Float64Array): number {
  if (outputs.length === 1) return outputs[0] > 0 ? 1 : outputs[0] < 0 ? 0 : -1;
  let top = 0;
  for (let o = 1; o < outputs.length; o++) if (outputs[o] > outputs[top]) top = o;
  return top;
}

function squared(f: Float64Array, slope: Float64Array, target: (o: number) => number): number {
  let sum = 0;
  for (let o = 0; o < f.length; o++) {
    slope[o] = f[o] - target(o);
    sum += slope[o] * slope[o];
  }
  return sum / 2;
}

function logistic(f: Float64Array, slope: Float64Array, y: number): number {
  const margin = y * f[0];
  const e = exp(-Math.abs(margin));
  // σ(−margin) without overflow.
  slope[0] = -y * (margin > 0 ? e / (1 + e) : 1 / (1 + e));
  return log1p(e) + Math.max(0, -margin);
}

function crossEntropy(f: Float64Array, slope: Float64Array, label: number): number {
  let top = f[0];
  for (const z of f) if (z > top) top = z;
  let sum = 0;
  for (let o = 0; o < f.length; o++) sum += slope[o] = exp(f[o] - top);
  for (let o = 0; o < f.length; o++) slope[o] /= sum;
  slope[label] -= 1;
  return ln(sum) + top - f[label];
}

/** Why a network cannot be trained on a data set with a loss. */
export type Mismatch =
  | { readonly kind: 'inputs'; readonly found: number; readonly wanted: number }
  /** The loss needs another number of outputs for these targets. */
  | { readonly kind: 'outputs'; readonly found: number; readonly wanted: number }
  | { readonly kind: 'classes'; readonly found: number; readonly wanted: 2 }
  | { readonly kind: 'values' };

/** How data, network and loss do not match; undefined if they do. */
export function mismatchOf(network: Network, data: DataSet, loss: LossKind): Mismatch | undefined {
  const inputs = network.sliced ? network.layers[0].units : network.inputs;
  if (data.inputs !== inputs) return { kind: 'inputs', found: data.inputs, wanted: inputs };
  const outputs = outputCount(network);
  const needs = (wanted: number): Mismatch | undefined =>
    outputs === wanted ? undefined : { kind: 'outputs', found: outputs, wanted };
  const { targets } = data;
  if (targets.kind === 'values')
    return loss === 'squared' ? needs(targets.outputs) : { kind: 'values' };
  const classes = targets.names.length;
  if (loss === 'cross_entropy') return needs(classes);
  if (loss === 'squared' && outputs > 1) return needs(classes);
  return classes === 2 ? needs(1) : { kind: 'classes', found: classes, wanted: 2 };
}
