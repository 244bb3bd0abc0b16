import type { Complex } from '../complex/complex.ts';
import type { SurfacePieces } from '../picture/surfacePieces.ts';

/** A place to look from over the plane of a network: a point (x / w, y / w), or for w = 0 a direction. */
export interface Eye {
  readonly x: number;
  readonly y: number;
  /** Not negative. */
  readonly w: number;
}

/**
 * The pieces of a sheet from back to front, so that painting them in turn hides what is hidden.
 *
 * A sheet is a graph over the plane, so what hides a piece stands before it in the plane. A line of
 * sight that passes over a convex domain goes from piece to piece through shared sides, each time
 * from the far side of that side's line to the side where the eye is; the order of neighbours is
 * therefore all that there is to keep. It has no cycle, because cuts made one after the other are a
 * binary space partition (Fuchs, Kedem and Naylor 1980) and within a cell the pieces are those of a
 * power diagram (Edelsbrunner 1990). Two limits: lines of sight through the unfinished part of a
 * partial complex are not followed, and where rounding makes slivers go round in a circle, the first
 * of them in the order of the sheet is painted first.
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

/** How many neighbours must be painted before each piece, and which ones wait for it. */
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
      // The eye is on this piece's side, so whatever lies beyond the side is farther away.
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

/** Whether the eye is strictly to the left of the line from corner k to the next. */
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
