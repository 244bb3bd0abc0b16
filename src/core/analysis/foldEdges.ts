import { isDeadEdge, type Complex } from '../complex/complex.ts';
import type { FoldTable } from '../network/folds.ts';
import { shouldYield } from '../yielding.ts';

/** The edges of every fold. Only edges with a cell on both sides count, unless noted. */
export interface FoldEdges {
  /** Per fold, the number of its edges and their total length; of coincident folds each counts. */
  readonly edges: Uint32Array;
  readonly length: Float64Array;
  /** Per fold, 1 if an output bends at one of its edges. */
  readonly bends: Uint8Array;
  /** Per fold, the number of cells on whose boundary, open or not, it is the last in layer order. */
  readonly lastIn: Uint32Array;
  /** Fold f is the first one on the edges order[start[f]] … order[start[f + 1] − 1]. */
  readonly start: Uint32Array;
  readonly order: Uint32Array;
  /** Per fold, the edges whose first fold is another one of its layer. */
  readonly shared: ReadonlyMap<number, readonly number[]>;
}

/** Sorts the edges by folds, in one walk over the patterns. Yields every few milliseconds. */
export function* foldEdgesOf(complex: Complex, folds: FoldTable): Generator<void, FoldEdges> {
  const { edgeCount, edgeCells, edgeEnds, edgeFold, xy, patterns, patternWords } = complex;
  const edges = new Uint32Array(folds.count);
  const length = new Float64Array(folds.count);
  const bends = new Uint8Array(folds.count);
  const start = new Uint32Array(folds.count + 1);
  const last = new Int32Array(complex.cellCount).fill(-1);
  const shared = new Map<number, number[]>();
  for (let e = 0; e < edgeCount; e++) {
    if (shouldYield(e, 14)) yield;
    const first = edgeFold[e];
    if (first < 0) continue;
    const left = edgeCells[2 * e];
    const right = edgeCells[2 * e + 1];
    // Where folds coincide, the first of them drew the edge.
    if (left >= 0 && last[left] < first) last[left] = first;
    if (right >= 0 && last[right] < first) last[right] = first;
    if (left < 0 || right < 0) continue;
    start[first + 1]++;
    const isDead = isDeadEdge(complex, e);
    const from = 2 * edgeEnds[2 * e];
    const to = 2 * edgeEnds[2 * e + 1];
    const own = Math.hypot(xy[to] - xy[from], xy[to + 1] - xy[from + 1]);
    for (let w = first >> 5; w < patternWords; w++) {
      let differing = patterns[left * patternWords + w] ^ patterns[right * patternWords + w];
      for (; differing !== 0; differing &= differing - 1) {
        const f = 32 * w + 31 - Math.clz32(differing & -differing);
        edges[f]++;
        length[f] += own;
        if (!isDead) bends[f] = 1;
        if (f === first || folds.layer[f] !== folds.layer[first]) continue;
        const others = shared.get(f);
        if (others) others.push(e);
        else shared.set(f, [e]);
      }
    }
  }
  const lastIn = new Uint32Array(folds.count);
  for (const fold of last) if (fold >= 0) lastIn[fold]++;
  yield;
  for (let f = 0; f < folds.count; f++) start[f + 1] += start[f];
  const order = new Uint32Array(start[folds.count]);
  const next = start.slice();
  for (let e = 0; e < edgeCount; e++) {
    if (shouldYield(e)) yield;
    if (edgeFold[e] >= 0 && edgeCells[2 * e] >= 0 && edgeCells[2 * e + 1] >= 0)
      order[next[edgeFold[e]]++] = e;
  }
  return { edges, length, bends, lastIn, start, order, shared };
}
