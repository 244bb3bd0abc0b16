import { pieceOf, intercepts } from './activation.ts';
import type { FoldTable } from './folds.ts';
import { activationOf, type Network } from './network.ts';

/** The preactivations and outputs of a network at a point, in doubles. */
export interface ForwardPass {
  /** One array per layer, one number per neuron. */
  readonly preactivations: readonly Float64Array[];
  readonly outputs: Float64Array;
}

/** Evaluates the network at a point of `network.inputs` coordinates. */
export function forward(network: Network, point: ArrayLike<number>): ForwardPass {
  let values = Float64Array.from(point);
  const preactivations = network.layers.map((layer) => {
    const z = new Float64Array(layer.units);
    for (let i = 0; i < layer.units; i++) {
      let sum = layer.bias[i];
      const row = i * layer.inputs;
      for (let j = 0; j < layer.inputs; j++) sum += layer.weights[row + j] * values[j];
      z[i] = sum;
    }
    values = z.map((zi, i) => {
      const activation = activationOf(layer, i);
      const piece = pieceOf(activation, zi);
      return activation.slopes[piece] * zi + intercepts(activation)[piece];
    });
    return z;
  });
  return { preactivations, outputs: values };
}

/** The activation pattern at a point according to the rounded forward pass. */
export function patternAt(
  network: Network,
  folds: FoldTable,
  point: ArrayLike<number>,
): Uint32Array {
  const pattern = new Uint32Array((folds.count + 31) >> 5);
  const { preactivations } = forward(network, point);
  for (let f = 0; f < folds.count; f++) {
    const layer = folds.layer[f];
    const neuron = folds.neuron[f];
    const t = activationOf(network.layers[layer], neuron).breakpoints[folds.breakpoint[f]];
    if (preactivations[layer][neuron] > t) pattern[f >> 5] |= 1 << (f & 31);
  }
  return pattern;
}
