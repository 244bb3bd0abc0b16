import { arrange, type Progress } from '../arrangement/arrange.ts';
import type { Complex } from '../complex/complex.ts';
import type { Domain } from '../complex/domain.ts';
import { foldTable } from '../network/folds.ts';
import type { Network } from '../network/network.ts';
import { shouldYield } from '../yielding.ts';

/**
 * A refined complex. Lines on which an output has a given value or two outputs are equal are not
 * folds of the network, but they are folds of a network with additional neurons. So they are
 * computed and certified by the same algorithm as the folds.
 */
export interface Refinement {
  /** The complex of the longer network. Its first folds are those of the original network. */
  readonly fine: Complex;
  /** Number of folds of the original network. */
  readonly folds: number;
  /** Per fine cell, the coarse cell that contains it; −1 outside an incomplete complex. */
  readonly parent: Int32Array;
  /** Per coarse cell, 1 if its fine cells fill it; an incomplete complex may end inside a cell. */
  readonly filled: Uint8Array;
}

/**
 * Refines the complex of a network by the folds of `longer`, the same network with additional
 * layers. Yields progress and throws errors like `arrange`.
 */
export function* refine(
  network: Network,
  longer: Network,
  domain: Domain,
  complex: Complex,
): Generator<Progress | undefined, Refinement> {
  // An incomplete complex gives an incomplete refinement; the order is the same, so most cells
  // match.
  const maxCells = complex.complete ? Infinity : 2 * complex.cellCount + roomForCuts;
  const fine = yield* arrange(longer, domain, { maxCells });
  const folds = foldTable(network).count;
  const parent = yield* parents(complex, fine, folds);
  yield;
  return { fine, folds, parent, filled: filledCells(complex, fine, folds, parent) };
}

const roomForCuts = 1000;

/** Whether a fine cell is above a fold of the added layers, counted from 0. */
export function isAboveAdded({ fine, folds }: Refinement, cell: number, fold: number): boolean {
  const bit = folds + fold;
  return ((fine.patterns[cell * fine.patternWords + (bit >> 5)] >>> (bit & 31)) & 1) === 1;
}

/** Finds parents by pattern: the pattern of a fine cell begins with that of its parent. */
function* parents(coarse: Complex, fine: Complex, folds: number): Generator<undefined, Int32Array> {
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
  // Both are in nearly the same order, so the parent is usually that of the last cell or the next
  // one.
  let guess = 0;
  const parent = new Int32Array(fine.cellCount);
  for (let cell = 0; cell < fine.cellCount; cell++) {
    if (shouldYield(cell, 12)) yield;
    const near = [guess, guess + 1].find((c) => c < coarse.cellCount && isIn(cell, c));
    parent[cell] = near ?? search(cell);
    if (parent[cell] >= 0) guess = parent[cell];
  }
  return parent;
}

/**
 * A cell is not filled if it has no fine cell, or one with an unfinished neighbour across an added
 * fold.
 */
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
