import { isDeadEdge, type Complex } from '../complex/complex.ts';
import { shouldYield } from '../yielding.ts';
import { isAbove, type FoldTable } from '../network/folds.ts';
import { activationOf, type Network } from '../network/network.ts';

/**
 * What a neuron does on the domain: `folding` has a fold in it, `affine` stays on one piece with a
 * slope (an always-on ReLU), `constant` on one without (a dead ReLU).
 */
export type Role = 'folding' | 'affine' | 'constant';

export interface NeuronReport {
  readonly layer: number;
  readonly neuron: number;
  readonly role: Role;
  /** The breakpoints of its activation. */
  readonly breakpoints: readonly number[];
  /** The number of edges on its folds, and their total length in units of the domain. */
  readonly edges: number;
  readonly length: number;
  /** The number of regions that its folds cut in two; see `Growth`. */
  readonly cuts: number;
  /** The number of regions on whose boundary it has the last fold in layer order. */
  readonly lastIn: number;
  /** Whether it has a fold in the domain, but no output bends at its folds. */
  readonly idle: boolean;
}

/**
 * A report on every neuron whose activation has breakpoints. Roles are exact: a neuron has a fold
 * in the domain if its bits differ between two cells. Yields every few milliseconds.
 */
export function* reportNeurons(
  network: Network,
  folds: FoldTable,
  complex: Complex,
  cuts: Uint32Array,
): Generator<void, NeuronReport[]> {
  const { ever, always } = yield* bitRanges(complex);
  const { edges, length, bends } = yield* edgesByFold(complex, folds.count);
  const lastIn = yield* lastFolds(complex, folds.count);
  const reports: NeuronReport[] = [];
  network.layers.forEach((layer, l) => {
    for (let i = 0; i < layer.units; i++) {
      const first = folds.firstOfNeuron[l][i];
      const end = folds.firstOfNeuron[l][i + 1];
      if (first === end) continue;
      let piece = 0;
      let folding = false;
      let edgeCount = 0;
      let total = 0;
      let cut = 0;
      let last = 0;
      let idle = true;
      for (let f = first; f < end; f++) {
        if (isAbove(ever, f) && !isAbove(always, f)) folding = true;
        if (isAbove(always, f)) piece++;
        edgeCount += edges[f];
        total += length[f];
        cut += cuts[f];
        last += lastIn[f];
        if (bends[f] === 1) idle = false;
      }
      const { slopes, breakpoints } = activationOf(layer, i);
      const role = folding ? 'folding' : slopes[piece] !== 0 ? 'affine' : 'constant';
      reports.push({
        layer: l,
        neuron: i,
        role,
        breakpoints,
        edges: edgeCount,
        length: total,
        cuts: cut,
        lastIn: last,
        idle: folding && idle,
      });
    }
  });
  return reports;
}

/** The bits that are set in some cell, and those set in every cell. */
function* bitRanges({
  patterns,
  patternWords,
  cellCount,
}: Complex): Generator<void, { ever: Uint32Array; always: Uint32Array }> {
  const ever = new Uint32Array(patternWords);
  const always = new Uint32Array(patternWords).fill(cellCount > 0 ? 0xffffffff : 0);
  for (let c = 0, k = 0; c < cellCount; c++) {
    if (shouldYield(c)) yield;
    for (let w = 0; w < patternWords; w++, k++) {
      ever[w] |= patterns[k];
      always[w] &= patterns[k];
    }
  }
  return { ever, always };
}

/** Edges and length per fold. An edge on several coincident folds counts for each of them. */
function* edgesByFold(
  complex: Complex,
  foldCount: number,
): Generator<void, { edges: Uint32Array; length: Float64Array; bends: Uint8Array }> {
  const { edgeCells, edgeEnds, xy, patterns, patternWords } = complex;
  const edges = new Uint32Array(foldCount);
  const length = new Float64Array(foldCount);
  const bends = new Uint8Array(foldCount);
  for (let e = 0; e < complex.edgeCount; e++) {
    if (shouldYield(e)) yield;
    const left = edgeCells[2 * e] * patternWords;
    const right = edgeCells[2 * e + 1] * patternWords;
    if (left < 0 || right < 0) continue;
    const isDead = isDeadEdge(complex, e);
    const from = 2 * edgeEnds[2 * e];
    const to = 2 * edgeEnds[2 * e + 1];
    const l = Math.hypot(xy[to] - xy[from], xy[to + 1] - xy[from + 1]);
    for (let w = 0; w < patternWords; w++) {
      let differing = patterns[left + w] ^ patterns[right + w];
      while (differing !== 0) {
        const f = 32 * w + 31 - Math.clz32(differing & -differing);
        edges[f]++;
        length[f] += l;
        if (!isDead) bends[f] = 1;
        differing &= differing - 1;
      }
    }
  }
  return { edges, length, bends };
}

/** Per fold, the cells on whose boundary it is the last one in layer order. */
function* lastFolds(complex: Complex, foldCount: number): Generator<void, Uint32Array> {
  const { edgeCells, edgeFold } = complex;
  const last = new Int32Array(complex.cellCount).fill(-1);
  for (let e = 0; e < complex.edgeCount; e++) {
    if (shouldYield(e)) yield;
    if (edgeFold[e] < 0) continue;
    // Where folds coincide, the first of them drew the edge.
    const fold = edgeFold[e];
    for (let s = 2 * e; s < 2 * e + 2; s++) {
      const cell = edgeCells[s];
      if (cell >= 0 && last[cell] < fold) last[cell] = fold;
    }
  }
  const cells = new Uint32Array(foldCount);
  for (const fold of last) if (fold >= 0) cells[fold]++;
  return cells;
}
