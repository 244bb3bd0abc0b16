import { type Complex, liesOnFolds } from '../complex/complex.ts';
import type { SurfacePieces } from './surfacePieces.ts';

/**
 * The sides of a sheet that lie on one of the folds first … end − 1, each line once. Three entries
 * per side: its corner, the next corner, and the piece that has both.
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
      const edge = pieces.side[k];
      if (edge < 0) continue;
      const left = complex.edgeCells[2 * edge];
      const owner = left >= 0 ? left : complex.edgeCells[2 * edge + 1];
      if (pieces.cell[p] !== owner || !liesOnFolds(complex, edge, first, end)) continue;
      sides.push(k, k + 1 < stop ? k + 1 : start, p);
    }
  }
  return Uint32Array.from(sides);
}
