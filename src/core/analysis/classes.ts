import type { Complex } from '../complex/complex.ts';
import type { Domain } from '../complex/domain.ts';
import { CellMeasure } from '../complex/measure.ts';
import type { Network } from '../network/network.ts';
import { shouldYield } from '../yielding.ts';
import { curveLength, curvesBetween, type Curves } from './curves.ts';
import { cutCells } from './cutCells.ts';
import { piecesOf, type Pieces } from './labelledPieces.ts';
import { OutputFunctions } from './outputFunctions.ts';
import { OutputRows } from './outputRows.ts';

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
}

/** More could not be told apart in a picture. */
const maxOutputs = 256;

/**
 * The decision regions of a network on the cells of its complex. The topology is exact; areas and
 * coordinates are rounded. Undefined for one output, and for more than 256. Yields every few milliseconds.
 */
export function* classesOf(
  network: Network,
  domain: Domain,
  complex: Complex,
): Generator<undefined, Classes | undefined> {
  if (complex.outputCount < 2 || complex.outputCount > maxOutputs) return undefined;
  const rows = new OutputRows(network, domain, complex);
  const tiling = yield* cutCells(rows, new OutputFunctions(rows));
  const { mesh, label, ties } = tiling;
  const area = new Float64Array(complex.outputCount);
  let tiedArea = 0;
  const measure = new CellMeasure();
  for (let c = 0; c < mesh.cellCount; c++) {
    if (shouldYield(c)) yield;
    const own = measure.of(mesh, c).area;
    area[label[c]] += own;
    if (ties[c] === 1) tiedArea += own;
  }
  const boundaries = yield* curvesBetween(mesh, label, tiling.parent);
  let length = 0;
  for (let k = 0; k < boundaries.count; k++) length += curveLength(boundaries, k);
  return { pieces: yield* piecesOf(tiling), boundaries, area, tiedArea, length };
}
