import type { Mesh } from '../complex/complex.ts';
import type { ExactPoint } from '../exact/exactPoint.ts';
import type { ExactRow } from '../exact/exactRows.ts';
import type { BoundedRow } from './boundedRow.ts';

/** Convex cells to be cut. */
export interface Cells {
  readonly mesh: Mesh;
  /** The largest |x| or |y|. */
  readonly reach: number;
  exactVertex(vertex: number): ExactPoint;
  /** The line of an edge of a cell. */
  exactLine(edge: number, cell: number): ExactRow;
}

/** Affine functions on every cell, by their labels 0 … count − 1. Of equal ones the first counts. */
export interface Functions {
  readonly count: number;
  /**
   * The function that is certainly larger than all others at a point of a cell, which is known up to
   * `error` in x and y; −1 if in doubt.
   */
  largestAt(cell: number, x: number, y: number, error: number): number;
  /** At least those that may be the largest in some part of a cell with the given corners, ascending. */
  candidates(cell: number, corners: CornerPool): number[];
  /** Those of the candidates that can bound the part of one of them. */
  rivals(label: number, candidates: readonly number[]): readonly number[];
  /** Writes function `a` minus function `b`, or a positive multiple. */
  write(cell: number, a: number, b: number, to: BoundedRow): void;
  /** The same exactly. */
  exactRow(cell: number, a: number, b: number): ExactRow;
}

/**
 * The parts of the cells that were cut. Lines have names: half-edge r of the mesh is r, and the line on which
 * functions a and b of a cell are equal is −1 − (a · count + b).
 */
export class Parts {
  /** Per cell: its label if it is not cut, or −1. */
  readonly whole: Int32Array;
  /** Per cell, 1 if its label ties with another one. */
  readonly wholeTies: Uint8Array;
  /** Per part, in the order of cells and labels. */
  readonly cell: number[] = [];
  readonly label: number[] = [];
  readonly ties: number[] = [];
  /** Part p has the corners start[p] … start[p + 1] − 1. */
  readonly start = [0];
  /** Per corner: the vertex, and the half-edge of the side that follows or −1 − l beside label l. */
  readonly vertex: number[] = [];
  readonly side: number[] = [];
  /** New vertices: coordinates, error, cell and the two lines that cross. */
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly error: number[] = [];
  readonly vertexCell: number[] = [];
  readonly lines: number[] = [];
  /** New vertices on the edges that have some, in their order from the start of the edge. */
  readonly onEdge = new Map<number, number[]>();

  constructor(cellCount: number) {
    this.whole = new Int32Array(cellCount).fill(-1);
    this.wholeTies = new Uint8Array(cellCount);
  }
}

/** Corners of a cell and of its parts. */
export class CornerPool {
  count = 0;
  readonly x: number[] = [];
  readonly y: number[] = [];
  /** Bound of the error of x and y. */
  readonly error: number[] = [];
  /** The vertex of the mesh, or −1. */
  readonly vertex: number[] = [];
  /** Names of the two lines that cross where there is none, as in `Parts`. */
  readonly line: number[] = [];
  readonly otherLine: number[] = [];
  readonly exact: (ExactPoint | undefined)[] = [];

  add(
    x: number,
    y: number,
    error: number,
    vertex: number,
    line: number,
    otherLine: number,
  ): number {
    const i = this.count++;
    this.x[i] = x;
    this.y[i] = y;
    this.error[i] = error;
    this.vertex[i] = vertex;
    this.line[i] = line;
    this.otherLine[i] = otherLine;
    this.exact[i] = undefined;
    return i;
  }
}

/** The line of a name, as in `Parts`. */
export function exactLineOf(
  cells: Cells,
  functions: Functions,
  cell: number,
  name: number,
): ExactRow {
  if (name >= 0) return cells.exactLine(cells.mesh.ring[name] >> 1, cell);
  const pair = -1 - name;
  const { count } = functions;
  return functions.exactRow(cell, Math.floor(pair / count), pair % count);
}
