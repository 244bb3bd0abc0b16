import type { Complex } from '../complex/complex.ts';
import type { FoldTable } from '../network/folds.ts';
import { UnionFind } from '../numeric/unionFind.ts';
import { shouldYield } from '../yielding.ts';
import type { FoldEdges } from './foldEdges.ts';

/** The number of regions from layer to layer. */
export interface Growth {
  /** Per layer l: number of activation regions of the network truncated after layer l. */
  readonly regions: readonly number[];
  /**
   * Per fold: number of regions that it cuts in two if it is inserted last into the network
   * truncated after its layer. Parts that coincide with folds of earlier layers do not count.
   */
  readonly cuts: Uint32Array;
  /** A cell of every part that is connected across edges: one, unless the complex is incomplete. */
  readonly parts: readonly number[];
}

/**
 * Counts regions by layer. The complex after layer l is the final one without the edges of later
 * layers, so its regions are the final cells joined across those edges. Yields every few
 * milliseconds.
 */
export function* growthOf(
  complex: Complex,
  folds: FoldTable,
  foldEdges: FoldEdges,
): Generator<void, Growth> {
  const { edgeCells, cellCount } = complex;
  const { start, order } = foldEdges;
  const layers = folds.firstOfLayer.length - 1;
  const sets = new UnionFind(cellCount);
  const regions = new Array<number>(layers);
  const cuts = new Uint32Array(folds.count);
  for (let l = layers - 1; l >= 0; l--) {
    regions[l] = sets.count;
    yield* countCuts(complex, folds, l, foldEdges, sets, cuts);
    const end = start[folds.firstOfLayer[l + 1]];
    for (let i = start[folds.firstOfLayer[l]]; i < end; i++) {
      if (shouldYield(i)) yield;
      sets.union(edgeCells[2 * order[i]], edgeCells[2 * order[i] + 1]);
    }
  }
  const parts: number[] = [];
  for (let c = 0; c < cellCount && parts.length < sets.count; c++)
    if (sets.find(c) === c) parts.push(c);
  return { regions, cuts, parts };
}

/**
 * Counts for each fold of a layer the regions above it that are adjacent to it. A convex region is
 * adjacent to a fold at most once, so this is the number of regions that the fold cuts.
 */
function* countCuts(
  { edgeCells, patterns, patternWords }: Complex,
  folds: FoldTable,
  layer: number,
  { start, order, shared }: FoldEdges,
  sets: UnionFind,
  cuts: Uint32Array,
): Generator<void> {
  // Until cells are joined, no region has two edges on a fold.
  const isWhole = sets.count === sets.size;
  // The last fold that was found to be adjacent to a region, plus one.
  const adjacent = new Uint32Array(isWhole ? 0 : sets.size);
  for (let f = folds.firstOfLayer[layer]; f < folds.firstOfLayer[layer + 1]; f++) {
    const others = shared.get(f) ?? [];
    const own = start[f + 1] - start[f];
    if (isWhole) {
      cuts[f] = own + others.length;
      continue;
    }
    for (let i = 0; i < own + others.length; i++) {
      if (shouldYield(start[f] + i)) yield;
      const e = i < own ? order[start[f] + i] : others[i - own];
      const left = edgeCells[2 * e];
      const isAbove = (patterns[left * patternWords + (f >> 5)] >>> (f & 31)) & 1;
      const region = sets.find(isAbove === 1 ? left : edgeCells[2 * e + 1]);
      if (adjacent[region] === f + 1) continue;
      adjacent[region] = f + 1;
      cuts[f]++;
    }
  }
}
