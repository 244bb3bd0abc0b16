import { identity, type Activation } from '../network/activation.ts';
import { activationOf, type Network } from '../network/network.ts';

/**
 * The network truncated to the preactivations of a layer, or of some of its neurons. They are
 * affine on every region of the layers before.
 */
export function preactivationsOf(
  network: Network,
  layer: number,
  neurons: readonly number[] = neuronsOf(network, layer),
): Network {
  return cutOff(network, layer, neurons, () => identity);
}

/**
 * The network truncated to the outputs of a layer, or of some of its neurons.
 */
export function activationsOf(
  network: Network,
  layer: number,
  neurons: readonly number[] = neuronsOf(network, layer),
): Network {
  return cutOff(network, layer, neurons, (i) => activationOf(network.layers[layer], i));
}

/** The indices of the neurons of a layer. */
export function neuronsOf(network: Network, layer: number): number[] {
  return Array.from({ length: network.layers[layer].units }, (_, i) => i);
}

function cutOff(
  network: Network,
  layer: number,
  neurons: readonly number[],
  activation: (neuron: number) => Activation,
): Network {
  const own = network.layers[layer];
  const { inputs } = own;
  const weights = new Float64Array(neurons.length * inputs);
  neurons.forEach((i, row) => {
    weights.set(own.weights.subarray(i * inputs, (i + 1) * inputs), row * inputs);
  });
  const last = {
    ...own,
    units: neurons.length,
    weights,
    bias: Float64Array.from(neurons, (i) => own.bias[i]),
    activation: neurons.map(activation),
  };
  return { ...network, layers: [...network.layers.slice(0, layer), last] };
}
