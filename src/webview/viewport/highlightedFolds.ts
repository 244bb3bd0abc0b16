import type { FoldTable } from '../../core/network/folds.ts';
import { layerName, type Network } from '../../core/network/network.ts';
import { foldEdges } from '../../core/picture/pieceEdges.ts';
import type { SurfacePieces } from '../../core/picture/surfacePieces.ts';
import type { SourcePlace } from '../../protocol/preview.ts';
import type { Drawable } from './drawing.ts';

/** A neuron or layer that is highlighted in the picture. */
export interface Highlight {
  readonly name: string;
  /** As listed by `foldEdges`; empty if it has no folds in the domain. */
  readonly sides: Uint32Array;
}

/** The folds of a place; undefined if the network has no such place. */
export function highlightOf(
  { complex, network }: Drawable,
  folds: FoldTable,
  pieces: SurfacePieces,
  place: SourcePlace | undefined,
): Highlight | undefined {
  const range = place && foldRange(folds, place);
  if (!range) return undefined;
  return { name: placeName(network, place), sides: foldEdges(complex, pieces, ...range) };
}

/** The range of folds of a place. There may be none: the text can be newer than the picture. */
export function foldRange(
  folds: FoldTable,
  { layer, neuron }: SourcePlace,
): [number, number] | undefined {
  const first = folds.firstOfNeuron.at(layer);
  if (!first) return undefined;
  if (neuron === undefined) return [first[0], first[first.length - 1]];
  return neuron + 1 < first.length ? [first[neuron], first[neuron + 1]] : undefined;
}

function placeName(network: Network, { layer, neuron }: SourcePlace): string {
  const name = layerName(network, layer);
  return neuron === undefined ? name : `${name} · ${neuron + 1}`;
}
