import { arrange, type Progress } from '../arrangement/arrange.ts';
import type { Complex } from '../complex/complex.ts';
import type { Domain } from '../complex/domain.ts';
import { foldTable } from '../network/folds.ts';
import type { Network } from '../network/network.ts';

/**
 * A complex cut further. Where an output has a certain value, or two are equal, is no fold of a
 * network, but it is one of the network with a few neurons more, so that the engine that certifies
 * the folds certifies these lines too.
 */
export interface Refinement {
  /** The complex of the longer network; its first folds are those of the shorter one. */
  readonly fine: Complex;
  /** Folds of the shorter network. */
  readonly folds: number;
  /** Per fine cell the cell of the coarse complex that it is a part of; −1 beyond a partial one. */
  readonly parent: Int32Array;
  /** Per coarse cell 1 where its fine cells fill it; a partial complex may end within a cell. */
  readonly filled: Uint8Array;
}

/**
 * Cuts the complex of a network along the folds of `longer`, the same network with layers added.
 * Yields progress like `arrange`, and throws what that throws.
 */
export function* refine(
  network: Network,
  longer: Network,
  domain: Domain,
  complex: Complex,
): Generator<Progress, Refinement> {
  // A part of the domain is cut into a part of it; in the same order, so that most of it meets.
  const maxCells = complex.complete ? Infinity : 2 * complex.cellCount + roomForCuts;
  const fine = yield* arrange(longer, domain, { maxCells });
  const folds = foldTable(network).count;
  const parent = parents(complex, fine, folds);
  return { fine, folds, parent, filled: filledCells(complex, fine, folds, parent) };
}

const roomForCuts = 1000;

/** Whether a fold of the added layers, counted from 0, has a fine cell above it. */
export function isAboveAdded({ fine, folds }: Refinement, cell: number, fold: number): boolean {
  const bit = folds + fold;
  return ((fine.patterns[cell * fine.patternWords + (bit >> 5)] >>> (bit & 31)) & 1) === 1;
}

/** Cells are told by their patterns; the patterns of fine cells begin with that of their parent. */
function parents(coarse: Complex, fine: Complex, folds: number): Int32Array {
  const words = (folds + 31) >> 5;
  const lastMask = (folds & 31) === 0 ? -1 : ~(-1 << (folds & 31));
  const isIn = (cell: number, candidate: number): boolean => {
    for (let w = 0; w < words; w++) {
      const mask = w === words - 1 ? lastMask : -1;
      const differing =
        fine.patterns[cell * fine.patternWords + w] ^
        coarse.patterns[candidate * coarse.patternWords + w];
      if ((differing & mask) !== 0) return false;
    }
    return true;
  };
  const keyOf = (complex: Complex, cell: number): string => {
    const first = cell * complex.patternWords;
    const own = Array.from(complex.patterns.subarray(first, first + words));
    if (words > 0) own[words - 1] &= lastMask;
    return own.map((word) => word | 0).join();
  };
  let byPattern: Map<string, number> | undefined;
  const search = (cell: number): number => {
    byPattern ??= new Map(
      Array.from({ length: coarse.cellCount }, (_, c) => [keyOf(coarse, c), c] as const),
    );
    return byPattern.get(keyOf(fine, cell)) ?? -1;
  };
  // Both were found in the same order, nearly, so a parent is mostly where the last one was.
  let guess = 0;
  return Int32Array.from({ length: fine.cellCount }, (_, cell) => {
    const near = [guess, guess + 1].find((c) => c < coarse.cellCount && isIn(cell, c));
    const found = near ?? search(cell);
    if (found >= 0) guess = found;
    return found;
  });
}

/** A cell without fine cells is not filled, nor is one with an open side along an added fold. */
function filledCells(
  coarse: Complex,
  fine: Complex,
  folds: number,
  parent: Int32Array,
): Uint8Array {
  const filled = new Uint8Array(coarse.cellCount);
  for (const cell of parent) if (cell >= 0) filled[cell] = 1;
  if (fine.complete) return filled;
  for (let e = 0; e < fine.edgeCount; e++) {
    if (fine.edgeFold[e] < folds) continue;
    const [left, right] = [fine.edgeCells[2 * e], fine.edgeCells[2 * e + 1]];
    if (left >= 0 && right >= 0) continue;
    const cell = parent[Math.max(left, right)];
    if (cell >= 0) filled[cell] = 0;
  }
  return filled;
}
