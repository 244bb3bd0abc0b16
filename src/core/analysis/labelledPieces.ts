import { cellBeyond, ringVertex } from '../complex/complex.ts';
import { shouldYield } from '../yielding.ts';
import type { Tiling } from './tiling.ts';

/** Convex pieces of the cells of a complex, with labels, in the order of the cells. */
export interface Pieces {
  readonly count: number;
  /** Cell of every piece. */
  readonly cell: Uint32Array;
  readonly label: Int32Array;
  /** Piece p has the corners start[p] … start[p + 1] − 1, counterclockwise. */
  readonly start: Uint32Array;
  /** x, y per corner. */
  readonly xy: Float64Array;
  /** Per corner, the edge that the side to the next corner lies on, or −1 − l towards label l. */
  readonly edge: Int32Array;
  /** Per corner, the label beyond that side; −1 outside the domain and the finished part. */
  readonly beyond: Int32Array;
}

/** The parts of a tiling as polygons. Yields every few milliseconds. */
export function* piecesOf({
  mesh,
  parent,
  label,
  edgeParent,
}: Tiling): Generator<undefined, Pieces> {
  const corners = mesh.ring.length;
  const xy = new Float64Array(2 * corners);
  const edge = new Int32Array(corners);
  const beyond = new Int32Array(corners);
  for (let r = 0; r < corners; r++) {
    if (shouldYield(r)) yield;
    const v = ringVertex(mesh, r);
    xy[2 * r] = mesh.xy[2 * v];
    xy[2 * r + 1] = mesh.xy[2 * v + 1];
    const other = cellBeyond(mesh, r);
    beyond[r] = other < 0 ? -1 : label[other];
    const lies = edgeParent[mesh.ring[r] >> 1];
    edge[r] = lies >= 0 ? lies : -1 - beyond[r];
  }
  return { count: mesh.cellCount, cell: parent, label, start: mesh.cellStart, xy, edge, beyond };
}
