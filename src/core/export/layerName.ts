import type { Network } from '../network/network.ts';

/** What a layer is called: its own name, or its number from 1. */
export function layerName(network: Network, layer: number): string {
  return network.layers[layer].name ?? `Layer ${layer + 1}`;
}
