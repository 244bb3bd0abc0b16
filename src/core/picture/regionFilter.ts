import { foldsOfEdge } from '../complex/complex.ts';
import { cellPattern } from '../complex/describe.ts';
import { pieceInPattern } from '../network/affine.ts';
import type { FoldTable } from '../network/folds.ts';
import { type Network, layerName } from '../network/network.ts';
import { numberText } from '../numberText.ts';
import { runToEnd, shouldYield } from '../yielding.ts';
import { regionNumber, type RegionTable } from './regionTable.ts';

/** A table of regions and its network. */
export interface Filtered {
  readonly network: Network;
  readonly folds: FoldTable;
  readonly table: RegionTable;
}

/** The result of a filter. */
export interface Matches {
  /** For every cell, 1 if it is a row that matches. */
  readonly rows: Uint8Array;
  /** Terms of the filter that are invalid and ignored. */
  readonly unknown: readonly string[];
}

/** Whether a cell matches a term. */
type Test = (cell: number) => boolean;

const comparisons: Readonly<Record<string, (x: number, y: number) => boolean>> = {
  '<': (x, y) => x < y,
  '<=': (x, y) => x <= y,
  '>': (x, y) => x > y,
  '>=': (x, y) => x >= y,
};

const columns: Readonly<Record<string, (table: RegionTable, row: number) => number>> = {
  area: ({ area }, row) => area[row],
  length: ({ area }, row) => area[row],
  slope: ({ slopeX }, row) => slopeX[row],
  norm: ({ gradient }, row) => gradient[row],
  height: ({ height }, row) => height[row],
};

/**
 * The rows of a table that match all terms of a filter. A linear region matches if one of its cells
 * does. A term is one of
 *
 *     01?1      the first neurons of a layer are on these linear pieces, `?` matches any
 *     1:3       a fold of neuron 3 of layer 1 (number or name) is on the boundary of the region
 *     1:3=0     that neuron is on linear piece 0
 *     area>0.1  a comparison; other columns are `length`, `slope`, `norm` and `height`
 *     0.25      a column shows this number
 */
export function filterRegions(subject: Filtered, filter: string): Matches {
  return runToEnd(filterRegionsInSteps(subject, filter));
}

/** `filterRegions` in steps of some milliseconds. */
export function* filterRegionsInSteps(
  subject: Filtered,
  filter: string,
): Generator<undefined, Matches> {
  const { table } = subject;
  const words = filter.split(/\s+/).filter((word) => word !== '');
  const tests: (Test | undefined)[] = [];
  for (const word of words) tests.push(yield* testOf(subject, word.replaceAll('−', '-')));
  const known = tests.filter((test) => test !== undefined);
  const rows = new Uint8Array(table.rowOf.length);
  for (let c = 0; c < rows.length; c++) {
    if (shouldYield(c, 12)) yield;
    if (known.every((test) => test(c))) rows[table.rowOf[c]] = 1;
  }
  return { rows, unknown: words.filter((_, i) => tests[i] === undefined) };
}

function* testOf(subject: Filtered, word: string): Generator<undefined, Test | undefined> {
  const [, column, sign, bound] = /^([a-z]+)([<>]=?)(.+)$/i.exec(word) ?? [];
  if (column) return comparisonTest(subject, column.toLowerCase(), sign, Number(bound));
  const [, layer, neuron, piece] = /^(.+):(\d+)(?:=(\d+))?$/.exec(word) ?? [];
  if (layer) return yield* neuronTest(subject, layer, Number(neuron) - 1, piece);
  const tests = [numberTest(subject, word), patternTest(subject, word)].filter(
    (test) => test !== undefined,
  );
  return tests.length > 0 ? (cell) => tests.some((test) => test(cell)) : undefined;
}

function comparisonTest(
  { table }: Filtered,
  column: string,
  sign: string,
  bound: number,
): Test | undefined {
  if (!Object.hasOwn(columns, column) || Number.isNaN(bound)) return undefined;
  const valueOf = columns[column];
  const holds = comparisons[sign];
  return (cell) => holds(valueOf(table, table.rowOf[cell]), bound);
}

function* neuronTest(
  { network, folds, table }: Filtered,
  name: string,
  neuron: number,
  piece: string | undefined,
): Generator<undefined, Test | undefined> {
  const wanted = name.toLowerCase();
  const layer = network.layers.findIndex((_, l) => {
    const own = layerName(network, l).toLowerCase();
    return own === wanted || own === `layer ${wanted}`;
  });
  if (layer < 0 || neuron < 0 || neuron >= network.layers[layer].units) return undefined;
  const { complex } = table;
  if (piece !== undefined)
    return (cell) =>
      pieceInPattern(folds, cellPattern(complex, cell), layer, neuron) === Number(piece);
  const bounded = yield* boundedBy({ folds, table }, layer, neuron);
  return (cell) => bounded[table.rowOf[cell]] === 1;
}

/** For every row, whether a fold of the neuron separates it from another row. */
function* boundedBy(
  { folds, table: { complex, rowOf } }: Pick<Filtered, 'folds' | 'table'>,
  layer: number,
  neuron: number,
): Generator<undefined, Uint8Array> {
  const bounded = new Uint8Array(complex.cellCount);
  const isOwn = (fold: number): boolean =>
    folds.layer[fold] === layer && folds.neuron[fold] === neuron;
  for (let e = 0; e < complex.edgeCount; e++) {
    if (shouldYield(e, 13)) yield;
    const sides = [complex.edgeCells[2 * e], complex.edgeCells[2 * e + 1]].filter((c) => c >= 0);
    const between = sides.map((c) => rowOf[c]);
    if (between[0] === between[1] || !foldsOfEdge(complex, e).some(isOwn)) continue;
    for (const row of between) bounded[row] = 1;
  }
  return bounded;
}

/** Compares displayed text, so that a copied number finds its row. Gradients have three digits. */
function numberTest({ table }: Filtered, word: string): Test | undefined {
  const wanted = Number(word);
  if (Number.isNaN(wanted)) return undefined;
  const text = numberText(wanted);
  const shown = [table.area, table.slopeX, table.slopeY, table.gradient, table.height];
  const near = 0.01 * Math.abs(wanted) + Number.MIN_VALUE;
  const isShown = (value: number): boolean =>
    Math.abs(value - wanted) <= near && [3, 4].some((digits) => numberText(value, digits) === text);
  return (cell) => {
    const row = table.rowOf[cell];
    return regionNumber(table, row) === wanted || shown.some((column) => isShown(column[row]));
  };
}

function patternTest({ network, folds, table }: Filtered, word: string): Test | undefined {
  if (!/^[\d?]{2,}$/.test(word)) return undefined;
  const pieces = Array.from(word, (piece) => (piece === '?' ? undefined : Number(piece)));
  const layers = network.layers.flatMap(({ units }, l) => {
    const hasFolds = folds.firstOfLayer[l + 1] > folds.firstOfLayer[l];
    return hasFolds && units >= pieces.length ? [l] : [];
  });
  if (layers.length === 0) return undefined;
  return (cell) => {
    const pattern = cellPattern(table.complex, cell);
    return layers.some((layer) =>
      pieces.every(
        (piece, i) => piece === undefined || pieceInPattern(folds, pattern, layer, i) === piece,
      ),
    );
  };
}
