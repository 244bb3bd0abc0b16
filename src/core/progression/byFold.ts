import { identity } from '../network/activation.ts';
import { activationOf, type Network } from '../network/network.ts';
import { neuronsOf } from './prefix.ts';
import type { FoldFrame, Progression } from './progression.ts';

/**
 * Adds the neurons of a layer one at a time, in the given order: frame n has the first n. The other
 * neurons of the layer have no fold and output zero; all other layers are complete.
 */
export function byFold(
  network: Network,
  layer: number,
  order: readonly number[] = neuronsOf(network, layer),
): Progression<FoldFrame> {
  return {
    kind: 'fold',
    length: order.length + 1,
    frame: (n) => {
      const entered = order.slice(0, n);
      const kept = new Set(entered);
      return {
        kind: 'fold',
        at: n,
        layer,
        entered,
        network: withNeurons(network, layer, (i) => kept.has(i)),
      };
    },
  };
}

/**
 * The network with only some neurons of a layer switched on. The others keep their rows, so that
 * neurons keep their numbers, but compute zero and have no fold, so they do not count in upper
 * bounds on regions.
 */
export function withNeurons(
  network: Network,
  layer: number,
  isOn: (neuron: number) => boolean,
): Network {
  const own = network.layers[layer];
  const weights = own.weights.slice();
  const bias = own.bias.slice();
  const activation = Array.from({ length: own.units }, (_, i) => {
    if (isOn(i)) return activationOf(own, i);
    weights.fill(0, i * own.inputs, (i + 1) * own.inputs);
    bias[i] = 0;
    return identity;
  });
  return { ...network, layers: network.layers.with(layer, { ...own, weights, bias, activation }) };
}
