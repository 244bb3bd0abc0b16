import { activationOf, type Network } from '../network/network.ts';
import { neuronsOf, preactivationsOf } from './prefix.ts';
import type { LayerFrame, Progression } from './progression.ts';

/**
 * The network layer by layer: frame k has the folds of the first k layers, and its outputs are the
 * preactivations of the next. The last frame is the whole network. A slice does not count as a
 * layer.
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

/** The number of layers, not counting a last layer without folds. */
export function foldingLayers(network: Network): number {
  const last = network.layers.length - 1;
  return folds(network, last) ? last + 1 : last;
}

function folds(network: Network, layer: number): boolean {
  const own = network.layers[layer];
  return neuronsOf(network, layer).some((i) => activationOf(own, i).breakpoints.length > 0);
}
