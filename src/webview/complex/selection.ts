import { foldRange } from '../viewport/highlightedFolds.ts';
import { foldsOfEdge } from '../../core/complex/complex.ts';
import type { FromView, SourcePlace } from '../../protocol/preview.ts';
import type { Drawing } from '../viewport/drawing.ts';
import type { Spot } from '../viewport/picking.ts';
import type { State } from './state.ts';
import { foldEdges } from '../../core/picture/pieceEdges.ts';

/**
 * What is highlighted: the neuron being moved, that of the guide, or that at the cursor in the
 * text.
 */
export function highlightIn({ moving, explained, highlight }: State): SourcePlace | undefined {
  return moving?.drag.place ?? explained ?? highlight;
}

/** The midpoint of the longest piece of a neuron's folds; undefined if the domain has none. */
export function spotOn({ picture, folds, pieces }: Drawing, place: SourcePlace): Spot | undefined {
  const range = foldRange(folds, place);
  if (!range) return undefined;
  const sides = foldEdges(picture.complex, pieces, ...range);
  let longest = -1;
  let spot: Spot | undefined;
  for (let i = 0; i < sides.length; i += 3) {
    const [a, b, piece] = sides.subarray(i, i + 3);
    const [ax, ay] = pieces.xy.subarray(2 * a, 2 * a + 2);
    const [bx, by] = pieces.xy.subarray(2 * b, 2 * b + 2);
    const length = Math.hypot(bx - ax, by - ay);
    if (length <= longest) continue;
    longest = length;
    spot = { cell: pieces.cell[piece], x: (ax + bx) / 2, y: (ay + by) / 2, edge: pieces.edge[a] };
  }
  return spot;
}

/**
 * Reports to VS Code which neurons fold at the pinned spot; the same ones again only to reveal
 * them.
 */
export function createSelectionReporter(
  send: (message: FromView) => void,
): (drawing: Drawing, pinned: Spot | undefined, reveal: boolean) => void {
  let reported = '[]';
  return (drawing, pinned, reveal) => {
    const places = pinned ? placesOf(drawing, pinned) : [];
    const now = JSON.stringify(places);
    if (now === reported && !reveal) return;
    reported = now;
    send({ kind: 'selected', places, reveal });
  };
}

/** The neurons that fold at a spot: those of its edge, or else all that bound the region. */
function placesOf({ picture: { complex }, folds }: Drawing, { cell, edge }: Spot): SourcePlace[] {
  const ring = complex.ring.subarray(complex.cellStart[cell], complex.cellStart[cell + 1]);
  const edges = edge >= 0 ? [edge] : Array.from(ring, (entry) => entry >> 1);
  const bounding = new Set(edges.flatMap((e) => foldsOfEdge(complex, e)));
  const neurons = new Map<string, SourcePlace>();
  for (const fold of [...bounding].sort((a, b) => a - b)) {
    const place = { layer: folds.layer[fold], neuron: folds.neuron[fold] };
    neurons.set(`${place.layer}.${place.neuron}`, place);
  }
  return [...neurons.values()];
}
