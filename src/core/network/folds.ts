import { activationOf, type Network } from './network.ts';

/**
 * The folds of a network, numbered by layer, neuron and breakpoint: fold f belongs to breakpoint
 * `breakpoint[f]` of neuron `neuron[f]` of layer `layer[f]`. Bit f of an activation pattern is set
 * if the preactivation of that neuron is greater than that breakpoint.
 */
export interface FoldTable {
  readonly count: number;
  readonly layer: Uint16Array;
  readonly neuron: Uint32Array;
  readonly breakpoint: Uint16Array;
  /** Layer l has the folds firstOfLayer[l] … firstOfLayer[l + 1] − 1. */
  readonly firstOfLayer: Uint32Array;
  /** Neuron i of layer l has the folds firstOfNeuron[l][i] … firstOfNeuron[l][i + 1] − 1. */
  readonly firstOfNeuron: readonly Uint32Array[];
}

/** Numbers the folds of a network. */
export function foldTable(network: Network): FoldTable {
  const layer: number[] = [];
  const neuron: number[] = [];
  const breakpoint: number[] = [];
  const firstOfLayer = new Uint32Array(network.layers.length + 1);
  const firstOfNeuron = network.layers.map((l, k) => {
    const first = new Uint32Array(l.units + 1);
    for (let i = 0; i < l.units; i++) {
      first[i] = layer.length;
      const { breakpoints } = activationOf(l, i);
      for (let b = 0; b < breakpoints.length; b++) {
        layer.push(k);
        neuron.push(i);
        breakpoint.push(b);
      }
    }
    first[l.units] = layer.length;
    firstOfLayer[k + 1] = layer.length;
    return first;
  });
  return {
    count: layer.length,
    layer: Uint16Array.from(layer),
    neuron: Uint32Array.from(neuron),
    breakpoint: Uint16Array.from(breakpoint),
    firstOfLayer,
    firstOfNeuron,
  };
}

/** Whether a pattern is above a fold, that is, whether the bit of the fold is set. */
export function isAbove(pattern: Uint32Array, fold: number): boolean {
  return ((pattern[fold >> 5] >>> (fold & 31)) & 1) === 1;
}
