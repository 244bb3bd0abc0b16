import type { Complex } from '../complex/complex.ts';
import type { SurfacePieces } from '../picture/surfacePieces.ts';

/** The position of a viewer over the plane: a point (x / w, y / w), or a direction if w = 0. */
export interface Eye {
  readonly x: number;
  readonly y: number;
  /** Non-negative. */
  readonly w: number;
}

/**
 * The pieces of a surface from back to front, for the painter's algorithm.
 *
 * The surface is a graph over the plane, so a piece can be hidden only by pieces in front of it in
 * the plane. A line of sight over a convex domain passes from piece to piece through common sides,
 * so it suffices to order neighbours: the one on the viewer's side of their common line is in
 * front. The order has no cycle, because successive cuts form a binary space partition (Fuchs,
 * Kedem and Naylor 1980) and the pieces in a cell a power diagram (Edelsbrunner 1990). Two
 * limitations: lines of sight through the unfinished part of a complex are ignored, and if rounding
 * makes slivers cyclic, the first of them in the order of the surface is painted first.
 */
export function painterOrder(complex: Complex, pieces: SurfacePieces, eye: Eye): Uint32Array {
  const { before, nearer } = neighbourOrder(complex, pieces, eye);
  const order = new Uint32Array(pieces.count);
  const painted = new Uint8Array(pieces.count);
  const ready: number[] = [];
  for (let p = pieces.count - 1; p >= 0; p--) if (before[p] === 0) ready.push(p);
  let first = 0;
  for (let i = 0; i < pieces.count; i++) {
    let piece = ready.pop();
    while (piece === undefined) {
      if (painted[first] === 0) piece = first;
      first++;
    }
    painted[piece] = 1;
    order[i] = piece;
    for (const next of nearer[piece])
      if (--before[next] === 0 && painted[next] === 0) ready.push(next);
  }
  return order;
}

/**
 * The number of neighbours that are painted before each piece, and the ones that are painted after
 * it.
 */
function neighbourOrder(complex: Complex, pieces: SurfacePieces, eye: Eye) {
  const before = new Uint32Array(pieces.count);
  const nearer: number[][] = Array.from({ length: pieces.count }, () => []);
  const piecesAt = piecesByEdge(complex, pieces);
  const firstOfCell = new Int32Array(complex.cellCount).fill(-1);
  for (let p = pieces.count - 1; p >= 0; p--) firstOfCell[pieces.cell[p]] = p;

  for (let p = 0; p < pieces.count; p++) {
    const end = pieces.start[p + 1];
    for (let k = pieces.start[p]; k < end; k++) {
      if (!seesLeft(pieces, k, k + 1 < end ? k + 1 : pieces.start[p], eye)) continue;
      // The viewer is on this side of the line, so the piece beyond is farther away.
      for (const other of beyond(p, pieces.edge[k])) {
        nearer[other].push(p);
        before[p]++;
      }
    }
  }
  return { before, nearer };

  function beyond(p: number, side: number): readonly number[] {
    if (side >= 0) return piecesAt[side].filter((q) => pieces.cell[q] !== pieces.cell[p]);
    const cell = pieces.cell[p];
    for (let q = firstOfCell[cell]; q < pieces.count && pieces.cell[q] === cell; q++)
      if (pieces.top[q] === -1 - side) return [q];
    return [];
  }
}

/** Whether the viewer is strictly on the left of the line from corner k to the next. */
function seesLeft({ xy }: SurfacePieces, k: number, next: number, { x, y, w }: Eye): boolean {
  const dx = xy[2 * next] - xy[2 * k];
  const dy = xy[2 * next + 1] - xy[2 * k + 1];
  return dx * (y - w * xy[2 * k + 1]) - dy * (x - w * xy[2 * k]) > 0;
}

function piecesByEdge(complex: Complex, pieces: SurfacePieces): number[][] {
  const byEdge: number[][] = Array.from({ length: complex.edgeCount }, () => []);
  for (let p = 0; p < pieces.count; p++)
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++) {
      const edge = pieces.edge[k];
      if (edge >= 0 && byEdge[edge].at(-1) !== p) byEdge[edge].push(p);
    }
  return byEdge;
}
