import { intercepts } from './activation.ts';
import type { FoldTable } from './folds.ts';
import { activationOf, type Network } from './network.ts';

/** The linear piece of a neuron under a pattern: how many of its folds the pattern is above. */
export function pieceInPattern(
  folds: FoldTable,
  pattern: Uint32Array,
  layer: number,
  neuron: number,
): number {
  const first = folds.firstOfNeuron[layer];
  let piece = 0;
  for (let f = first[neuron]; f < first[neuron + 1]; f++)
    piece += (pattern[f >> 5] >>> (f & 31)) & 1;
  return piece;
}

/**
 * The affine map from the inputs of the network to the inputs of `layer` under a pattern (for
 * layers.length, to the outputs). One row of inputs + 1 coefficients per value, row-major, constant
 * last; composed in doubles.
 */
export function inputMap(
  network: Network,
  folds: FoldTable,
  pattern: Uint32Array,
  layer: number,
): Float64Array {
  const width = network.inputs + 1;
  let rows = identityRows(network.inputs);
  for (let l = 0; l < layer; l++) {
    rows = compose(network, l, rows, width);
    activate(network, folds, pattern, l, rows, width);
  }
  return rows;
}

/** The affine map from the inputs to the preactivations of `layer`; layout as in `inputMap`. */
export function preactivationMap(
  network: Network,
  folds: FoldTable,
  pattern: Uint32Array,
  layer: number,
): Float64Array {
  const below = inputMap(network, folds, pattern, layer);
  return compose(network, layer, below, network.inputs + 1);
}

/** The affine map from the inputs to the outputs under a pattern; layout as in `inputMap`. */
export function outputMap(network: Network, folds: FoldTable, pattern: Uint32Array): Float64Array {
  return inputMap(network, folds, pattern, network.layers.length);
}

function identityRows(inputs: number): Float64Array {
  const rows = new Float64Array(inputs * (inputs + 1));
  for (let i = 0; i < inputs; i++) rows[i * (inputs + 1) + i] = 1;
  return rows;
}

function compose(network: Network, l: number, below: Float64Array, width: number): Float64Array {
  const layer = network.layers[l];
  const rows = new Float64Array(layer.units * width);
  for (let i = 0; i < layer.units; i++) {
    for (let j = 0; j < layer.inputs; j++) {
      const w = layer.weights[i * layer.inputs + j];
      for (let k = 0; k < width; k++) rows[i * width + k] += w * below[j * width + k];
    }
    rows[i * width + width - 1] += layer.bias[i];
  }
  return rows;
}

function activate(
  network: Network,
  folds: FoldTable,
  pattern: Uint32Array,
  l: number,
  rows: Float64Array,
  width: number,
): void {
  const layer = network.layers[l];
  for (let i = 0; i < layer.units; i++) {
    const activation = activationOf(layer, i);
    const piece = pieceInPattern(folds, pattern, l, i);
    for (let k = 0; k < width; k++) rows[i * width + k] *= activation.slopes[piece];
    rows[i * width + width - 1] += intercepts(activation)[piece];
  }
}
