import { activationOf, type Network } from './network.ts';

/**
 * Every hinge of a network, numbered: fold f is breakpoint `breakpoint[f]` of neuron `neuron[f]` of
 * layer `layer[f]`. Numbers run layer by layer, neuron by neuron, breakpoint by breakpoint; bit f of
 * an activation pattern is set exactly when that neuron's preactivation exceeds that breakpoint.
 */
export interface FoldTable {
  readonly count: number;
  readonly layer: Uint16Array;
  readonly neuron: Uint32Array;
  readonly breakpoint: Uint16Array;
  /** `firstOfLayer[l]` is the number of folds before layer l; one entry more than there are layers. */
  readonly firstOfLayer: Uint32Array;
  /** `firstOfNeuron[l][i]` is the first fold of neuron i of layer l; one entry more than neurons. */
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

/** Whether a pattern is above a fold: whether the bit of the fold is set. */
export function isAbove(pattern: Uint32Array, fold: number): boolean {
  return ((pattern[fold >> 5] >>> (fold & 31)) & 1) === 1;
}
