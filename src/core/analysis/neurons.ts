import { type Complex } from '../complex/complex.ts';
import type { FoldTable } from '../network/folds.ts';
import { activationOf, type Network } from '../network/network.ts';

/**
 * What a neuron does over the domain: `folding` bends the function somewhere inside, `affine` stays
 * on one sloped piece everywhere (an always-on ReLU), `constant` on a flat one (a dead ReLU).
 */
export type Role = 'folding' | 'affine' | 'constant';

export interface NeuronReport {
  readonly layer: number;
  readonly neuron: number;
  readonly role: Role;
  /** Preactivations at which it folds. */
  readonly breakpoints: readonly number[];
  /** Edges of the complex on its folds, and their total length in the domain's units. */
  readonly edges: number;
  readonly length: number;
}

/**
 * A report of every neuron that has an activation with breakpoints. Exact in its roles: a neuron
 * folds exactly when its bit differs between two cells.
 */
export function reportNeurons(
  network: Network,
  folds: FoldTable,
  complex: Complex,
): NeuronReport[] {
  const { ever, always } = bitRanges(complex);
  const { edges, length } = edgesByFold(complex, folds.count);
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
      for (let f = first; f < end; f++) {
        if (bit(ever, f) && !bit(always, f)) folding = true;
        if (bit(always, f)) piece++;
        edgeCount += edges[f];
        total += length[f];
      }
      const { slopes, breakpoints } = activationOf(layer, i);
      const role = folding ? 'folding' : slopes[piece] !== 0 ? 'affine' : 'constant';
      reports.push({ layer: l, neuron: i, role, breakpoints, edges: edgeCount, length: total });
    }
  });
  return reports;
}

/** The bits that are set in some cell and those set in every cell. */
function bitRanges({ patterns, patternWords, cellCount }: Complex): {
  ever: Uint32Array;
  always: Uint32Array;
} {
  const ever = new Uint32Array(patternWords);
  const always = new Uint32Array(patternWords).fill(cellCount > 0 ? 0xffffffff : 0);
  for (let c = 0, k = 0; c < cellCount; c++)
    for (let w = 0; w < patternWords; w++, k++) {
      ever[w] |= patterns[k];
      always[w] &= patterns[k];
    }
  return { ever, always };
}

function bit(words: Uint32Array, f: number): boolean {
  return ((words[f >> 5] >>> (f & 31)) & 1) === 1;
}

/** An edge where several folds coincide counts for each of them. */
function edgesByFold(
  complex: Complex,
  foldCount: number,
): { edges: Uint32Array; length: Float64Array } {
  const { edgeCells, edgeEnds, xy, patterns, patternWords } = complex;
  const edges = new Uint32Array(foldCount);
  const length = new Float64Array(foldCount);
  for (let e = 0; e < complex.edgeCount; e++) {
    const left = edgeCells[2 * e] * patternWords;
    const right = edgeCells[2 * e + 1] * patternWords;
    if (left < 0 || right < 0) continue;
    const from = 2 * edgeEnds[2 * e];
    const to = 2 * edgeEnds[2 * e + 1];
    const l = Math.hypot(xy[to] - xy[from], xy[to + 1] - xy[from + 1]);
    for (let w = 0; w < patternWords; w++) {
      let differing = patterns[left + w] ^ patterns[right + w];
      while (differing !== 0) {
        const f = 32 * w + 31 - Math.clz32(differing & -differing);
        edges[f]++;
        length[f] += l;
        differing &= differing - 1;
      }
    }
  }
  return { edges, length };
}
