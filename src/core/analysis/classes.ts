import type { Progress } from '../arrangement/arrange.ts';
import { ArithmeticRangeError, errorBound } from '../arrangement/errorBound.ts';
import { compile } from '../arrangement/program.ts';
import type { Complex } from '../complex/complex.ts';
import { cellPattern } from '../complex/describe.ts';
import type { Domain } from '../complex/domain.ts';
import { cellArea } from '../complex/measure.ts';
import { ExactRows } from '../exact/exactRows.ts';
import { foldTable } from '../network/folds.ts';
import type { Network } from '../network/network.ts';
import { comparisonNetwork, winnerOf } from '../network/tournament.ts';
import { shouldYield } from '../yielding.ts';
import { curveLength, curvesBetween, type Curves } from './curves.ts';
import { piecesOfCells, type Pieces } from './labelledPieces.ts';
import { isAboveAdded, refine, type Refinement } from './refinement.ts';

/** The decision regions of a network: where each output is the largest. */
export interface Classes {
  /**
   * Labels are outputs. In a cell, each class is convex, as an upper envelope of affine functions.
   */
  readonly pieces: Pieces;
  /**
   * The decision boundaries; labels are outputs. An area in which several outputs are largest
   * belongs to the first of them.
   */
  readonly boundaries: Curves;
  /** Area in which each output is the largest; the first of equal ones counts. */
  readonly area: Float64Array;
  /** Area in which several outputs are the largest. */
  readonly tiedArea: number;
  /** Total length of the boundaries. */
  readonly length: number;
  /** Number of cells of an incomplete complex that could not be classified; they have no pieces. */
  readonly unknown: number;
}

/** The comparison needs a square matrix of weights for the outputs. */
const maxOutputs = 256;

/**
 * The decision regions of a network on the cells of its complex. The topology is exact: every
 * comparison of two outputs is certified as for the folds. Areas and coordinates are rounded.
 * Undefined for one output, for more than 256, and if a comparison exceeds the range of doubles.
 * Yields progress like `arrange`.
 */
export function* classesOf(
  network: Network,
  domain: Domain,
  complex: Complex,
): Generator<Progress | undefined, Classes | undefined> {
  if (complex.outputCount < 2 || complex.outputCount > maxOutputs) return undefined;
  try {
    return yield* compared(network, domain, complex);
  } catch (error) {
    if (error instanceof ArithmeticRangeError) return undefined;
    throw error;
  }
}

function* compared(
  network: Network,
  domain: Domain,
  complex: Complex,
): Generator<Progress | undefined, Classes> {
  const { network: longer, bracket } = comparisonNetwork(network);
  const refinement = yield* refine(network, longer, domain, complex);
  const { fine, parent, filled } = refinement;
  const winner = new Int32Array(fine.cellCount);
  const area = new Float64Array(complex.outputCount);
  for (let c = 0; c < fine.cellCount; c++) {
    if (shouldYield(c, 12)) yield;
    winner[c] = winnerOf(bracket, (fold) => isAboveAdded(refinement, c, fold));
    const isKnown = parent[c] >= 0 && filled[parent[c]] === 1;
    if (isKnown) area[winner[c]] += cellArea(fine, c);
  }
  const tiedArea = yield* areaOfTies(network, domain, complex, refinement, winner);
  const boundaries = yield* curvesBetween(fine, winner, parent);
  let length = 0;
  for (let k = 0; k < boundaries.count; k++) length += curveLength(boundaries, k);
  return {
    pieces: yield* piecesOfCells(complex, fine, winner, parent, filled),
    boundaries,
    area,
    tiedArea,
    length,
    unknown: filled.reduce((sum, one) => sum - one, complex.cellCount),
  };
}

/**
 * The area of the fine cells in which the winner ties with another output, that is, both have the same
 * affine map. Doubles can only prove that two maps differ; that they are equal is decided exactly.
 */
function* areaOfTies(
  network: Network,
  domain: Domain,
  complex: Complex,
  { fine, parent, filled }: Refinement,
  winner: Int32Array,
): Generator<undefined, number> {
  const program = compile(network);
  const { gradient } = errorBound(program, domain);
  const firstOutput = program.rows - program.outputs;
  const { maps, outputCount } = complex;
  const rows = new ExactRows(program.network, foldTable(program.network));
  const mayEqual = (cell: number, i: number, j: number): boolean => {
    const p = 3 * (cell * outputCount + i);
    const q = 3 * (cell * outputCount + j);
    const error = gradient[firstOutput + i] + gradient[firstOutput + j];
    return Math.abs(maps[p] - maps[q]) + Math.abs(maps[p + 1] - maps[q + 1]) <= 2 * error;
  };
  let area = 0;
  for (let c = 0; c < winner.length; c++) {
    if (shouldYield(c, 12)) yield;
    const cell = parent[c];
    if (cell < 0 || filled[cell] === 0) continue;
    const best = winner[c];
    for (let o = 0; o < outputCount; o++) {
      if (o === best || !mayEqual(cell, best, o)) continue;
      const exact = rows.outputs(cellPattern(complex, cell));
      const [p, q] = [exact[best], exact[o]];
      if (p.a !== q.a || p.b !== q.b || p.c !== q.c) continue;
      area += cellArea(fine, c);
      break;
    }
  }
  return area;
}
