import type { Complex } from '../complex/complex.ts';
import type { FoldTable } from '../network/folds.ts';
import { endsSlice } from '../slices.ts';
import { UnionFind } from '../numeric/unionFind.ts';

/** How a complex grows from layer to layer. */
export interface Growth {
  /** Entry l counts the activation regions of the network cut off after layer l. */
  readonly regions: readonly number[];
  /**
   * Per fold: regions of the network cut off after its layer that it cuts in two, if it were the last one to
   * be put in. None where it coincides with folds of earlier layers.
   */
  readonly cuts: Uint32Array;
}

/**
 * The growth of a complex. The complex after layer l is the final one with all edges of later layers
 * erased, so its regions are the final cells joined across those edges. Yields between slices.
 */
export function* growthOf(complex: Complex, folds: FoldTable): Generator<void, Growth> {
  const layers = folds.firstOfLayer.length - 1;
  const edgesOfLayer: number[][] = Array.from({ length: layers }, () => []);
  for (let e = 0; e < complex.edgeCount; e++) {
    if (endsSlice(e)) yield;
    const fold = complex.edgeFold[e];
    const inside = complex.edgeCells[2 * e] >= 0 && complex.edgeCells[2 * e + 1] >= 0;
    if (fold >= 0 && inside) edgesOfLayer[folds.layer[fold]].push(e);
  }
  const sets = new UnionFind(complex.cellCount);
  const regions = new Array<number>(layers);
  const cuts = new Uint32Array(folds.count);
  for (let l = layers - 1; l >= 0; l--) {
    regions[l] = sets.count;
    yield* countCuts(complex, folds, l, edgesOfLayer[l], sets, cuts);
    for (const [i, e] of edgesOfLayer[l].entries()) {
      if (endsSlice(i)) yield;
      sets.union(complex.edgeCells[2 * e], complex.edgeCells[2 * e + 1]);
    }
  }
  return { regions, cuts };
}

/**
 * Counts for each fold of a layer the regions above it that lie along it: a convex region lies along a
 * fold once at most, so there are as many as regions that the fold has cut.
 */
function* countCuts(
  { edgeCells, patterns, patternWords }: Complex,
  folds: FoldTable,
  layer: number,
  edges: readonly number[],
  sets: UnionFind,
  cuts: Uint32Array,
): Generator<void> {
  const first = folds.firstOfLayer[layer];
  const end = folds.firstOfLayer[layer + 1];
  // Before anything is joined every edge lies along regions of its own.
  const isWhole = sets.count === sets.size;
  const along = new Set<number>();
  for (const [i, e] of edges.entries()) {
    if (endsSlice(i)) yield;
    const left = edgeCells[2 * e];
    const right = edgeCells[2 * e + 1];
    for (let w = first >> 5; 32 * w < end; w++) {
      const own = patterns[left * patternWords + w];
      let differing = own ^ patterns[right * patternWords + w];
      for (; differing !== 0; differing &= differing - 1) {
        const bit = 31 - Math.clz32(differing & -differing);
        const fold = 32 * w + bit;
        if (fold < first || fold >= end) continue;
        if (!isWhole) {
          const above = sets.find(((own >>> bit) & 1) === 1 ? left : right);
          const key = (fold - first) * sets.size + above;
          if (along.has(key)) continue;
          along.add(key);
        }
        cuts[fold]++;
      }
    }
  }
}
