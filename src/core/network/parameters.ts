import type { Layer, Network } from './network.ts';

/**
 * The trainable parameters of a network in one array: for each layer the weights, row by row, then
 * the biases. A slice has no trainable parameters.
 */
export function parametersOf(network: Network): Float64Array {
  const parameters = new Float64Array(parameterCount(network));
  let at = 0;
  for (const { weights, bias } of learnedLayers(network)) {
    parameters.set(weights, at);
    parameters.set(bias, at + weights.length);
    at += weights.length + bias.length;
  }
  return parameters;
}

/** The network with other parameters, in the layout of `parametersOf`. They are copied. */
export function withParameters(network: Network, parameters: Float64Array): Network {
  const first = network.sliced ? 1 : 0;
  let at = 0;
  const layers = network.layers.map((layer, l) => {
    if (l < first) return layer;
    const weights = parameters.slice(at, (at += layer.weights.length));
    const bias = parameters.slice(at, (at += layer.bias.length));
    return { ...layer, weights, bias };
  });
  return { ...network, layers };
}

/** The number of trainable weights and biases. */
export function parameterCount(network: Network): number {
  let count = 0;
  for (const { weights, bias } of learnedLayers(network)) count += weights.length + bias.length;
  return count;
}

/** The layers with trainable parameters: all but a slice. */
export function learnedLayers({ layers, sliced }: Network): readonly Layer[] {
  return sliced ? layers.slice(1) : layers;
}
