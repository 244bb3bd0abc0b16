import { foldsOfEdge, type Complex } from '../complex/complex.ts';
import type { FoldTable } from '../network/folds.ts';
import { shouldYield } from '../yielding.ts';
import { UnionFind } from '../numeric/unionFind.ts';

/** The number of regions from layer to layer. */
export interface Growth {
  /** Per layer l: number of activation regions of the network truncated after layer l. */
  readonly regions: readonly number[];
  /**
   * Per fold: number of regions that it cuts in two if it is inserted last into the network
   * truncated after its layer. Parts that coincide with folds of earlier layers do not count.
   */
  readonly cuts: Uint32Array;
}

/**
 * Counts regions by layer. The complex after layer l is the final one without the edges of later
 * layers, so its regions are the final cells joined across those edges. Yields every few
 * milliseconds.
 */
export function* growthOf(complex: Complex, folds: FoldTable): Generator<void, Growth> {
  const layers = folds.firstOfLayer.length - 1;
  const edgesOfLayer: number[][] = Array.from({ length: layers }, () => []);
  for (let e = 0; e < complex.edgeCount; e++) {
    if (shouldYield(e)) yield;
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
      if (shouldYield(i)) yield;
      sets.union(complex.edgeCells[2 * e], complex.edgeCells[2 * e + 1]);
    }
  }
  return { regions, cuts };
}

/**
 * Counts for each fold of a layer the regions above it that are adjacent to it. A convex region is
 * adjacent to a fold at most once, so this is the number of regions that the fold cuts.
 */
function* countCuts(
  complex: Complex,
  folds: FoldTable,
  layer: number,
  edges: readonly number[],
  sets: UnionFind,
  cuts: Uint32Array,
): Generator<void> {
  const { edgeCells, patterns, patternWords } = complex;
  // Until cells are joined, no region has two edges on a fold.
  const isWhole = sets.count === sets.size;
  const along = new Set<number>();
  for (const [i, e] of edges.entries()) {
    if (shouldYield(i)) yield;
    const [left, right] = [edgeCells[2 * e], edgeCells[2 * e + 1]];
    for (const fold of foldsOfEdge(complex, e)) {
      if (folds.layer[fold] !== layer) continue;
      if (!isWhole) {
        const isAbove = (patterns[left * patternWords + (fold >> 5)] >>> (fold & 31)) & 1;
        const key = fold * sets.size + sets.find(isAbove === 1 ? left : right);
        if (along.has(key)) continue;
        along.add(key);
      }
      cuts[fold]++;
    }
  }
}
