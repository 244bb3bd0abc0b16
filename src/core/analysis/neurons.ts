import type { Complex } from '../complex/complex.ts';
import { isAbove, type FoldTable } from '../network/folds.ts';
import { activationOf, type Network } from '../network/network.ts';
import type { FoldEdges } from './foldEdges.ts';
import type { Growth } from './growth.ts';

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
 * in the domain if its bits differ between two cells: across an edge, or between parts that no edge connects.
 */
export function reportNeurons(
  network: Network,
  folds: FoldTable,
  complex: Complex,
  { edges, length, bends, lastIn }: FoldEdges,
  { cuts, parts }: Growth,
): NeuronReport[] {
  const { ever, always } = bitRanges(complex, parts);
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
        if (edges[f] > 0 || (isAbove(ever, f) && !isAbove(always, f))) folding = true;
        else if (isAbove(always, f)) piece++;
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

/** The bits that are set in some of the cells, and those set in each of them. */
function bitRanges(
  { patterns, patternWords }: Complex,
  cells: readonly number[],
): { ever: Uint32Array; always: Uint32Array } {
  const ever = new Uint32Array(patternWords);
  const always = new Uint32Array(patternWords).fill(0xffffffff);
  for (const cell of cells)
    for (let w = 0; w < patternWords; w++) {
      ever[w] |= patterns[cell * patternWords + w];
      always[w] &= patterns[cell * patternWords + w];
    }
  return { ever, always };
}
