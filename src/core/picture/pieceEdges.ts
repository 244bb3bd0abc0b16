import { type Complex, liesOnFolds, isDeadEdge } from '../complex/complex.ts';
import type { FoldTable } from '../network/folds.ts';
import { runToEnd, shouldYield } from '../yielding.ts';
import { type RegionKind } from './regionKinds.ts';
import type { SurfacePieces } from './surfacePieces.ts';

/** The sides of the pieces of a surface that are drawn as lines, each line once. */
export interface PieceEdges {
  /** Per layer: the two corners of every side that lies on one of its folds. */
  readonly layers: readonly Uint32Array[];
  /** The two corners of every side at which the largest output changes. */
  readonly ties: Uint32Array;
  /** The two corners of every side on the border of the domain. */
  readonly border: Uint32Array;
}

/** Classifies the sides of a surface. With linear regions, dead edges are not drawn. */
export function pieceEdges(
  complex: Complex,
  folds: FoldTable,
  pieces: SurfacePieces,
  regions: RegionKind = 'activation',
): PieceEdges {
  return runToEnd(pieceEdgesInSteps(complex, folds, pieces, regions));
}

/** `pieceEdges` in steps of some milliseconds. */
export function* pieceEdgesInSteps(
  complex: Complex,
  folds: FoldTable,
  pieces: SurfacePieces,
  regions: RegionKind,
): Generator<undefined, PieceEdges> {
  const layerCount = folds.firstOfLayer.length - 1;
  const ties = layerCount;
  const border = layerCount + 1;
  const eachLine = function* (
    found: (kind: number, corner: number, next: number) => void,
  ): Generator<undefined> {
    for (let p = 0; p < pieces.count; p++) {
      if (shouldYield(p, 14)) yield;
      const first = pieces.start[p];
      const end = pieces.start[p + 1];
      for (let k = first; k < end; k++) {
        const next = k + 1 < end ? k + 1 : first;
        const edge = pieces.edge[k];
        // Both pieces have the side; the one with the smaller output counts it.
        if (pieces.beyond[k] > pieces.top[p]) found(ties, k, next);
        if (edge < 0) continue;
        const left = complex.edgeCells[2 * edge];
        const owner = left >= 0 ? left : complex.edgeCells[2 * edge + 1];
        if (pieces.cell[p] !== owner) continue;
        if (regions === 'linear' && isDeadEdge(complex, edge)) continue;
        const fold = complex.edgeFold[edge];
        found(fold < 0 ? border : folds.layer[fold], k, next);
      }
    }
  };
  // Count first, because growing lists are too slow for millions of numbers.
  const sizes = new Uint32Array(layerCount + 2);
  yield* eachLine((kind) => {
    sizes[kind] += 2;
  });
  const sorted = Array.from(sizes, (size) => new Uint32Array(size));
  sizes.fill(0);
  yield* eachLine((kind, corner, next) => {
    sorted[kind][sizes[kind]++] = corner;
    sorted[kind][sizes[kind]++] = next;
  });
  return { layers: sorted.slice(0, layerCount), ties: sorted[ties], border: sorted[border] };
}

/**
 * The sides of a surface that lie on one of the folds first … end − 1, each line once. Three
 * entries per side: its corner, the next corner, and the piece.
 */
export function foldEdges(
  complex: Complex,
  pieces: SurfacePieces,
  first: number,
  end: number,
): Uint32Array {
  const sides: number[] = [];
  for (let p = 0; p < pieces.count; p++) {
    const start = pieces.start[p];
    const stop = pieces.start[p + 1];
    for (let k = start; k < stop; k++) {
      const edge = pieces.edge[k];
      if (edge < 0) continue;
      const left = complex.edgeCells[2 * edge];
      const owner = left >= 0 ? left : complex.edgeCells[2 * edge + 1];
      if (pieces.cell[p] !== owner || !liesOnFolds(complex, edge, first, end)) continue;
      sides.push(k, k + 1 < stop ? k + 1 : start, p);
    }
  }
  return Uint32Array.from(sides);
}
