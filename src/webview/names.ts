import { layerName } from '../core/network/layerName.ts';
import type { FoldTable } from '../core/network/folds.ts';
import { activationOf, type Network } from '../core/network/network.ts';
import type { Picture } from '../protocol/view.ts';

/** A fold by layer and neuron, counting from 1, with the breakpoint where the neuron has several. */
export function foldName(network: Network, folds: FoldTable, fold: number): string {
  const layer = folds.layer[fold];
  const neuron = folds.neuron[fold];
  const { breakpoints } = activationOf(network.layers[layer], neuron);
  const at = breakpoints.length > 1 ? ` at ${breakpoints[folds.breakpoint[fold]]}` : '';
  return `${neuronName(network, layer, neuron)}${at}`;
}

/** A neuron by layer and number, counting from 1. */
export function neuronName(network: Network, layer: number, neuron: number): string {
  return `${layerName(network, layer)} · ${neuron + 1}`;
}

/** The variables of an affine map. The lifted input of a one-input network never has a coefficient. */
export function variablesOf({ graph, inputNames }: Picture): readonly string[] {
  return graph ? [...inputNames, ''] : inputNames;
}
