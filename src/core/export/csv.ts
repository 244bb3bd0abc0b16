import { foldsOfEdge, ringVertex } from '../complex/complex.ts';
import { cellArea, cellCentroid, outputAt } from '../complex/measure.ts';
import { foldTable, type FoldTable } from '../network/folds.ts';
import { record, type Field } from '../csvRecord.ts';
import { patternWriter } from './patternText.ts';
import { breakpointsOf, piecesOf } from './intervals.ts';
import type { Subject } from '../subject.ts';

/** The tables of a complex. */
export type Table = 'regions' | 'vertices' | 'edges';

/**
 * A table of a complex as CSV (RFC 4180), one chunk per record, header first. Numbers round-trip,
 * and indices start at 0.
 *
 * - `regions`: pattern (see `patternWriter`), linear region, corners as vertex numbers in
 *   counterclockwise order, area, centroid, and per output f the affine map as f[x], f[y], f[1].
 *   With one input: the ends of each piece.
 * - `vertices`: coordinates and outputs. With one input: the breakpoints and their folds.
 * - `edges`: ends, cells on the left and right, the first fold with its layer, neuron and
 *   breakpoint, or the side of the domain, all folds that coincide, and length. Throws a RangeError
 *   for one input.
 */
export function csv(subject: Subject, table: Table): Generator<string> {
  const folds = foldTable(subject.network);
  switch (table) {
    case 'regions':
      return subject.graph ? pieceRecords(subject, folds) : regionRecords(subject, folds);
    case 'vertices':
      return subject.graph ? breakpointRecords(subject, folds) : vertexRecords(subject);
    case 'edges':
      if (subject.graph) throw new RangeError('A network of one input has no edges.');
      return edgeRecords(subject, folds);
  }
}

function* regionRecords(subject: Subject, folds: FoldTable): Generator<string> {
  const { complex, inputNames } = subject;
  const centroid = inputNames.map((name) => `centroid ${name}`);
  const maps = mapNames(subject);
  const patternOf = patternWriter(complex, folds);
  yield record(['region', 'pattern', 'linear region', 'corners', 'area', ...centroid, ...maps]);
  for (let c = 0; c < complex.cellCount; c++) {
    const { x, y } = cellCentroid(complex, c);
    const corners: number[] = [];
    for (let r = complex.cellStart[c]; r < complex.cellStart[c + 1]; r++)
      corners.push(ringVertex(complex, r));
    yield record([
      c,
      patternOf(c),
      complex.linearRegion[c],
      corners.join(' '),
      cellArea(complex, c),
      x,
      y,
      ...complex.maps.subarray(3 * c * complex.outputCount, 3 * (c + 1) * complex.outputCount),
    ]);
  }
}

function* pieceRecords(subject: Subject, folds: FoldTable): Generator<string> {
  const { complex } = subject;
  const patternOf = patternWriter(complex, folds);
  yield record(['region', 'pattern', 'linear region', 'from', 'to', ...mapNames(subject)]);
  for (const { cell, x0, x1 } of piecesOf(complex)) {
    const maps: number[] = [];
    for (let o = 0; o < complex.outputCount; o++) {
      const m = 3 * (cell * complex.outputCount + o);
      maps.push(complex.maps[m], complex.maps[m + 2]);
    }
    yield record([cell, patternOf(cell), complex.linearRegion[cell], x0, x1, ...maps]);
  }
}

function* vertexRecords({ complex, inputNames, outputNames }: Subject): Generator<string> {
  const { xy } = complex;
  const cells = cellOfVertex(complex);
  yield record(['vertex', ...inputNames, ...outputNames]);
  for (let v = 0; v < complex.vertexCount; v++) {
    const x = xy[2 * v];
    const y = xy[2 * v + 1];
    const values = outputNames.map((_, o) => outputAt(complex, cells[v], o, x, y));
    yield record([v, x, y, ...values]);
  }
}

function* breakpointRecords(
  { complex, inputNames, outputNames }: Subject,
  folds: FoldTable,
): Generator<string> {
  const { outputCount, maps } = complex;
  yield record([...inputNames, ...outputNames, ...foldColumns]);
  for (const { x, edge } of breakpointsOf(complex)) {
    const cell = Math.max(complex.edgeCells[2 * edge], complex.edgeCells[2 * edge + 1]);
    const values: number[] = [];
    for (let o = 0; o < outputCount; o++) {
      const m = 3 * (cell * outputCount + o);
      values.push(maps[m] * x + maps[m + 2]);
    }
    yield record([x, ...values, ...foldFields(complex, folds, edge)]);
  }
}

function* edgeRecords({ complex }: Subject, folds: FoldTable): Generator<string> {
  const { edgeEnds, edgeCells, edgeFold, xy } = complex;
  yield record(['edge', 'from', 'to', 'left', 'right', 'side', ...foldColumns, 'length']);
  for (let e = 0; e < complex.edgeCount; e++) {
    const [p, q] = [edgeEnds[2 * e], edgeEnds[2 * e + 1]];
    const side = edgeFold[e] < 0 ? -1 - edgeFold[e] : '';
    const cells = [edgeCells[2 * e], edgeCells[2 * e + 1]].map((c) => (c < 0 ? '' : c));
    const length = Math.hypot(xy[2 * q] - xy[2 * p], xy[2 * q + 1] - xy[2 * p + 1]);
    yield record([e, p, q, ...cells, side, ...foldFields(complex, folds, e), length]);
  }
}

const foldColumns = ['fold', 'layer', 'neuron', 'breakpoint', 'folds'];

/**
 * The first fold of an edge, its layer, neuron and breakpoint, and all folds; empty on the border.
 */
function foldFields(complex: Subject['complex'], folds: FoldTable, edge: number): Field[] {
  const fold = complex.edgeFold[edge];
  if (fold < 0) return ['', '', '', '', ''];
  const { layer, neuron, breakpoint } = folds;
  const all = foldsOfEdge(complex, edge).join(' ');
  return [fold, layer[fold], neuron[fold], breakpoint[fold], all];
}

/** Column names of the coefficients of the affine maps: f[x], f[y], f[1]. */
function mapNames({ inputNames, outputNames }: Subject): string[] {
  return outputNames.flatMap((f) => [...inputNames, '1'].map((factor) => `${f}[${factor}]`));
}

/** A cell per vertex. Any will do, because the outputs are continuous. */
function cellOfVertex(complex: Subject['complex']): Uint32Array {
  const cells = new Uint32Array(complex.vertexCount);
  for (let c = complex.cellCount - 1; c >= 0; c--)
    for (let r = complex.cellStart[c]; r < complex.cellStart[c + 1]; r++)
      cells[ringVertex(complex, r)] = c;
  return cells;
}
