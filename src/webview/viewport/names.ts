import type { FoldTable } from '../../core/network/folds.ts';
import { heightName, type Height } from '../../core/height.ts';
import type { FoldPlace } from '../../core/progression/events.ts';
import { activationOf, type Network, layerName } from '../../core/network/network.ts';
import type { Subject } from '../../core/subject.ts';
import { l10n } from '../kit/l10n.ts';

/**
 * A fold by layer and neuron, counting from 1, with the breakpoint where the neuron has several.
 */
export function foldName(network: Network, folds: FoldTable, fold: number): string {
  return placeName(network, {
    layer: folds.layer[fold],
    neuron: folds.neuron[fold],
    breakpoint: folds.breakpoint[fold],
  });
}

/** A fold by its place in the network; see `foldName`. */
export function placeName(network: Network, { layer, neuron, breakpoint }: FoldPlace): string {
  const { breakpoints } = activationOf(network.layers[layer], neuron);
  const at = breakpoints.length > 1 ? breakpoints[breakpoint] : undefined;
  const name = neuronName(network, layer, neuron);
  return at === undefined ? name : l10n.t('{0} at {1}', name, at);
}

/** A neuron by layer and number, counting from 1. */
export function neuronName(network: Network, layer: number, neuron: number): string {
  return `${layerName(network, layer)} · ${neuron + 1}`;
}

/** The name of the vertical axis. */
export function heightLabel({ outputNames }: Subject, height: Height): string {
  return heightName(outputNames, height, l10n.t('largest output'));
}

/** The variables of an affine map. The added second input of a one-input network has no name. */
export function variablesOf({ graph, inputNames }: Subject): readonly string[] {
  return graph ? [...inputNames, ''] : inputNames;
}
