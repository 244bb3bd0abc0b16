import type { Complex } from '../complex/complex.ts';
import type { FoldTable } from '../network/folds.ts';
import { endsSlice } from '../slices.ts';
import { UnionFind } from '../numeric/unionFind.ts';

/**
 * How many activation regions the domain has after each layer: entry l counts the regions of the
 * network cut off after layer l. The complex after layer l is the final one with all edges of later
 * layers erased, so its regions are the final cells joined across those edges. Yields between slices.
 */
export function* regionsByLayer(complex: Complex, folds: FoldTable): Generator<void, number[]> {
  const layers = folds.firstOfLayer.length - 1;
  const edgesOfLayer: number[][] = Array.from({ length: layers }, () => []);
  for (let e = 0; e < complex.edgeCount; e++) {
    if (endsSlice(e)) yield;
    const fold = complex.edgeFold[e];
    const inside = complex.edgeCells[2 * e] >= 0 && complex.edgeCells[2 * e + 1] >= 0;
    if (fold >= 0 && inside) edgesOfLayer[folds.layer[fold]].push(e);
  }
  const sets = new UnionFind(complex.cellCount);
  const counts = new Array<number>(layers);
  for (let l = layers - 1; l >= 0; l--) {
    counts[l] = sets.count;
    for (const [i, e] of edgesOfLayer[l].entries()) {
      if (endsSlice(i)) yield;
      sets.union(complex.edgeCells[2 * e], complex.edgeCells[2 * e + 1]);
    }
  }
  return counts;
}
