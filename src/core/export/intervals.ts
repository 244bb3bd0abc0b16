import { ringVertex, type Complex } from '../complex/complex.ts';

/** A linear piece of a network with one input: a cell of the strip, from x0 to x1. */
export interface Piece {
  readonly cell: number;
  readonly x0: number;
  readonly x1: number;
}

/**
 * Whether a vertex is on the lower border of the strip. The ends of a fold may differ by rounding;
 * the lower is used.
 */
export function isBelow(y: number): boolean {
  return y < 0.5;
}

/** The linear pieces of a lifted network, from left to right. */
export function piecesOf(complex: Complex): Piece[] {
  const { xy, cellStart } = complex;
  const pieces = Array.from({ length: complex.cellCount }, (_, cell) => {
    let x0 = Infinity;
    let x1 = -Infinity;
    for (let r = cellStart[cell]; r < cellStart[cell + 1]; r++) {
      const v = 2 * ringVertex(complex, r);
      if (!isBelow(xy[v + 1])) continue;
      x0 = Math.min(x0, xy[v]);
      x1 = Math.max(x1, xy[v]);
    }
    return { cell, x0, x1 };
  });
  return pieces.sort((p, q) => p.x0 - q.x0 || p.x1 - q.x1);
}

/** A breakpoint of a network with one input. */
export interface Breakpoint {
  readonly x: number;
  /** The edge of the strip at x. */
  readonly edge: number;
}

/** The breakpoints of a lifted network, from left to right. */
export function breakpointsOf(complex: Complex): Breakpoint[] {
  const { edgeCount, edgeEnds, edgeFold, xy } = complex;
  const found: Breakpoint[] = [];
  for (let edge = 0; edge < edgeCount; edge++) {
    if (edgeFold[edge] < 0) continue;
    const [from, to] = edgeEnds.subarray(2 * edge, 2 * edge + 2);
    found.push({ x: xy[2 * (isBelow(xy[2 * from + 1]) ? from : to)], edge });
  }
  return found.sort((p, q) => p.x - q.x);
}
