import type { Pieces } from '../analysis/labelledPieces.ts';
import { ringVertex, type Complex } from '../complex/complex.ts';
import { cellCentroid, outputAt } from '../complex/measure.ts';
import type { Height } from '../height.ts';
import { runToEnd, shouldYield } from '../yielding.ts';

/**
 * The surface of a height over a complex, as convex pieces on which it is affine. A piece is a
 * cell, or the part of a cell in which one output is the largest. The pieces of a cell are
 * consecutive, in the order of the cells. Everything is in network coordinates.
 */
export interface SurfacePieces {
  readonly count: number;
  /** The cell of each piece. */
  readonly cell: Uint32Array;
  /** Piece p has the corners start[p] … start[p + 1] − 1, counterclockwise. */
  readonly start: Uint32Array;
  /** x, y per corner. */
  readonly xy: Float64Array;
  /**
   * Per corner, the edge that the side to the next corner lies on, or −1 − j where output j ties.
   */
  readonly edge: Int32Array;
  /** Per corner, the largest output beyond that side; −1 outside, and if cells are not split. */
  readonly beyond: Int32Array;
  /** a, b, c of the height a·x + b·y + c, per piece. */
  readonly maps: Float64Array;
  /** The largest output on each piece (the first of equal ones), or −1 if it was not computed. */
  readonly top: Int32Array;
}

/**
 * The surface of a height over a complex. With `classes`, cells are split where the largest output
 * changes. Without them, because they take longer, the largest output is the one at the centroid of
 * the cell.
 */
export function surfacePieces(complex: Complex, height: Height, classes?: Pieces): SurfacePieces {
  return runToEnd(surfacePiecesInSteps(complex, height, classes));
}

/** `surfacePieces` in steps of some milliseconds. */
export function* surfacePiecesInSteps(
  complex: Complex,
  height: Height,
  classes?: Pieces,
): Generator<undefined, SurfacePieces> {
  if (classes) return yield* splitPieces(complex, height, classes);
  return yield* wholePieces(complex, height);
}

/** The largest output at the centroid of a cell; the first of equal ones. */
export function largestAtCentre(complex: Complex, cell: number): number {
  const { x, y } = cellCentroid(complex, cell);
  let best = 0;
  let most = -Infinity;
  for (let o = 0; o < complex.outputCount; o++) {
    const value = outputAt(complex, cell, o, x, y);
    if (!(value > most)) continue;
    best = o;
    most = value;
  }
  return best;
}

/** Writes a, b, c of the height on a cell on which output `top` is the largest. */
function writeMap(
  maps: Float64Array,
  at: number,
  complex: Complex,
  height: Height,
  cell: number,
  top: number,
): void {
  const first = 3 * complex.outputCount * cell;
  const plus = first + 3 * (height.kind === 'argmax' ? Math.max(top, 0) : height.index);
  for (let i = 0; i < 3; i++) {
    const minus = height.kind === 'difference' ? complex.maps[first + 3 * height.minus + i] : 0;
    maps[at + i] = complex.maps[plus + i] - minus;
  }
}

function* wholePieces(complex: Complex, height: Height): Generator<undefined, SurfacePieces> {
  const { cellCount, cellStart, ring, xy } = complex;
  const corners = cellStart[cellCount];
  const cornerXy = new Float64Array(2 * corners);
  const edge = new Int32Array(corners);
  for (let r = 0; r < corners; r++) {
    if (shouldYield(r)) yield;
    const v = ringVertex(complex, r);
    cornerXy[2 * r] = xy[2 * v];
    cornerXy[2 * r + 1] = xy[2 * v + 1];
    edge[r] = ring[r] >> 1;
  }
  const maps = new Float64Array(3 * cellCount);
  const cell = new Uint32Array(cellCount);
  const top = new Int32Array(cellCount).fill(-1);
  for (let c = 0; c < cellCount; c++) {
    if (shouldYield(c, perStep)) yield;
    cell[c] = c;
    if (height.kind === 'argmax') top[c] = largestAtCentre(complex, c);
    writeMap(maps, 3 * c, complex, height, c, top[c]);
  }
  const beyond = new Int32Array(corners).fill(-1);
  return { count: cellCount, cell, start: cellStart, xy: cornerXy, edge, beyond, maps, top };
}

/** Base-2 logarithm of the number of cells in a step. */
const perStep = 13;

function* splitPieces(
  complex: Complex,
  height: Height,
  pieces: Pieces,
): Generator<undefined, SurfacePieces> {
  const maps = new Float64Array(3 * pieces.count);
  for (let p = 0; p < pieces.count; p++) {
    if (shouldYield(p)) yield;
    writeMap(maps, 3 * p, complex, height, pieces.cell[p], pieces.label[p]);
  }
  const { count, cell, start, xy, edge, beyond, label } = pieces;
  return { count, cell, start, xy, edge, beyond, maps, top: label };
}

/** The first piece of a cell, or −1 if it has none. */
export function firstPiece(pieces: SurfacePieces, cell: number): number {
  let lo = 0;
  let hi = pieces.count;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (pieces.cell[mid] < cell) lo = mid + 1;
    else hi = mid;
  }
  return pieces.cell[lo] === cell ? lo : -1;
}

/** Height of a piece at a point. */
export function heightAt(pieces: SurfacePieces, piece: number, x: number, y: number): number {
  return pieces.maps[3 * piece] * x + pieces.maps[3 * piece + 1] * y + pieces.maps[3 * piece + 2];
}

/** Minimum and maximum of the finite heights of all corners; [0, 0] if there are none. */
export function heightRange(pieces: SurfacePieces): { lo: number; hi: number } {
  return runToEnd(heightRangeInSteps(pieces));
}

/** `heightRange` in steps of some milliseconds. */
export function* heightRangeInSteps(
  pieces: SurfacePieces,
): Generator<undefined, { lo: number; hi: number }> {
  let lo = Infinity;
  let hi = -Infinity;
  for (let p = 0; p < pieces.count; p++) {
    if (shouldYield(p)) yield;
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++) {
      const z = heightAt(pieces, p, pieces.xy[2 * k], pieces.xy[2 * k + 1]);
      if (!Number.isFinite(z)) continue;
      if (z < lo) lo = z;
      if (z > hi) hi = z;
    }
  }
  return lo <= hi ? { lo, hi } : { lo: 0, hi: 0 };
}

/** The height of every corner. */
export function cornerHeights(pieces: SurfacePieces): Float64Array {
  const heights = new Float64Array(pieces.start[pieces.count]);
  for (let p = 0; p < pieces.count; p++)
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++)
      heights[k] = heightAt(pieces, p, pieces.xy[2 * k], pieces.xy[2 * k + 1]);
  return heights;
}
