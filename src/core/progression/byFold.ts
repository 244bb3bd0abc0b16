import { identity } from '../network/activation.ts';
import { activationOf, type Network } from '../network/network.ts';
import { neuronsOf } from './prefix.ts';
import type { FoldFrame, Progression } from './progression.ts';

/**
 * The neurons of a layer enter one at a time, in the order given: moment n has the first n. What has
 * not entered folds nothing and hands on zero; all other layers are there from the start.
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
 * The network in which only some neurons of a layer are switched on. The others stay in their rows,
 * so that neurons keep their numbers, but compute the constant zero and have no fold: their number
 * does not count in a bound on regions either.
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
