import { activationOf, type Network } from '../network/network.ts';
import { neuronsOf, preactivationsOf } from './prefix.ts';
import type { LayerFrame, Progression } from './progression.ts';

/**
 * The network layer by layer: moment k has the folds of the first k layers, and shows what the next
 * layer takes in. The last moment is the whole network. A slice in front is no layer of its own.
 */
export function byLayer(network: Network): Progression<LayerFrame> {
  const first = network.sliced ? 1 : 0;
  const end = foldingLayers(network);
  return {
    kind: 'layer',
    length: end - first + 1,
    frame: (k) => ({
      kind: 'layer',
      at: k,
      layer: first + k,
      network: first + k >= end ? network : preactivationsOf(network, first + k),
    }),
  };
}

/** How many layers a network has, without a last one that folds nothing: that one has only to be looked at. */
export function foldingLayers(network: Network): number {
  const last = network.layers.length - 1;
  return folds(network, last) ? last + 1 : last;
}

function folds(network: Network, layer: number): boolean {
  const own = network.layers[layer];
  return neuronsOf(network, layer).some((i) => activationOf(own, i).breakpoints.length > 0);
}
