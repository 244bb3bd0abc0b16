import type { Network } from './network.ts';

/** What a layer is called: its own name, or its number from 1, not counting a slice in front. */
export function layerName(network: Network, layer: number): string {
  return network.layers[layer].name ?? `Layer ${layer + (network.sliced ? 0 : 1)}`;
}
