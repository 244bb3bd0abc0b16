import type { Layer, Network } from './network.ts';

/**
 * What can be learned of a network, in one list: layer by layer the weights row by row, then the
 * biases. A slice in front is not learned.
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

/** The network with other parameters, laid out as `parametersOf` does. They are copied. */
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

/** Number of weights and biases that can be learned. */
export function parameterCount(network: Network): number {
  let count = 0;
  for (const { weights, bias } of learnedLayers(network)) count += weights.length + bias.length;
  return count;
}

/** The layers whose parameters can be learned: all but a slice in front. */
export function learnedLayers({ layers, sliced }: Network): readonly Layer[] {
  return sliced ? layers.slice(1) : layers;
}
