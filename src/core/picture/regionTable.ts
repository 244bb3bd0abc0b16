import type { Complex } from '../complex/complex.ts';
import { cellPattern } from '../complex/describe.ts';
import { cellArea, cellCentroid } from '../complex/measure.ts';
import type { Height } from '../height.ts';
import { runToEnd, shouldYield } from '../yielding.ts';
import { firstOfRegion, type RegionKind } from './regionKinds.ts';

/**
 * The columns of a table of regions, for the displayed height. They have an entry per cell; that of
 * a linear region is at its first cell, and the others are unused.
 */
export interface RegionTable {
  readonly complex: Complex;
  readonly kind: RegionKind;
  /**
   * For every cell, the cell that identifies its row: itself, or the first of its linear region.
   */
  readonly rowOf: Uint32Array;
  readonly rowCount: number;
  readonly area: Float64Array;
  /** Gradient of the height; for argmax, of the output that is largest at the centroid. */
  readonly slopeX: Float64Array;
  readonly slopeY: Float64Array;
  readonly gradient: Float64Array;
  /** Height at the centroid; for a linear region, its affine map there, even if it is outside. */
  readonly height: Float64Array;
}

/** A column that regions can be sorted by; `region` is their number. */
export type RegionKey = (typeof regionKeys)[number];

const regionKeys = ['region', 'area', 'slopeX', 'gradient', 'height', 'pattern'] as const;

/** Whether a restored value is the name of a column. */
export function isRegionKey(value: unknown): value is RegionKey {
  return regionKeys.some((key) => key === value);
}

export interface RegionOrder {
  readonly by: RegionKey;
  readonly descending: boolean;
}

/** The table of a height on a complex: 44 bytes per cell. */
export function regionTable(
  complex: Complex,
  height: Height,
  kind: RegionKind = 'activation',
): RegionTable {
  return runToEnd(regionTableInSteps(complex, height, kind));
}

/** `regionTable` in steps of some milliseconds. */
export function* regionTableInSteps(
  complex: Complex,
  height: Height,
  kind: RegionKind,
): Generator<undefined, RegionTable> {
  const column = (): Float64Array => new Float64Array(complex.cellCount);
  const table = {
    complex,
    kind,
    ...rowsOf(complex, kind),
    area: column(),
    slopeX: column(),
    slopeY: column(),
    gradient: column(),
    height: column(),
  };
  yield;
  const centre = yield* centresOf(complex, table.rowOf, table.area);
  for (let c = 0; c < complex.cellCount; c++) {
    if (shouldYield(c, 13)) yield;
    if (table.rowOf[c] !== c) continue;
    const [x, y] = [centre[2 * c], centre[2 * c + 1]];
    const [a, b, d] = mapOf(complex, height, c, x, y);
    table.slopeX[c] = a;
    table.slopeY[c] = b;
    table.gradient[c] = Math.hypot(a, b);
    table.height[c] = a * x + b * y + d;
  }
  return table;
}

function rowsOf(complex: Complex, kind: RegionKind): Pick<RegionTable, 'rowOf' | 'rowCount'> {
  const { cellCount, linearRegionCount } = complex;
  return kind === 'linear'
    ? { rowOf: firstOfRegion(complex), rowCount: linearRegionCount }
    : { rowOf: Uint32Array.from({ length: cellCount }, (_, c) => c), rowCount: cellCount };
}

/** The centroids of the rows. Also sums their areas. */
function* centresOf(
  complex: Complex,
  rowOf: Uint32Array,
  area: Float64Array,
): Generator<undefined, Float64Array> {
  const centre = new Float64Array(2 * complex.cellCount);
  for (let c = 0; c < complex.cellCount; c++) {
    if (shouldYield(c, 13)) yield;
    const { x, y } = cellCentroid(complex, c);
    const row = rowOf[c];
    const own = cellArea(complex, c);
    area[row] += own;
    // A running mean, which is exact for a single cell.
    const part = area[row] > 0 ? own / area[row] : 1;
    centre[2 * row] += part * (x - centre[2 * row]);
    centre[2 * row + 1] += part * (y - centre[2 * row + 1]);
  }
  return centre;
}

/** The number of the region of a row, from 1. */
export function regionNumber({ complex, kind }: RegionTable, row: number): number {
  return (kind === 'linear' ? complex.linearRegion[row] : row) + 1;
}

/** The rows, identified by their cells, in sorted order. The sort is stable. */
export function orderRegions(table: RegionTable, order: RegionOrder): Uint32Array {
  return runToEnd(orderRegionsInSteps(table, order));
}

/** `orderRegions` in steps of some milliseconds, of the rows that `isListed` marks by their cells with 1. */
export function* orderRegionsInSteps(
  table: RegionTable,
  { by, descending }: RegionOrder,
  isListed?: Uint8Array,
): Generator<undefined, Uint32Array> {
  const cells = table.rowOf.filter((row, c) => row === c && (!isListed || isListed[c] === 1));
  yield;
  const ascending = ascendingBy(table, by);
  return yield* sorted(cells, descending ? (p, q) => ascending(q, p) : ascending);
}

/** Length of the runs that are sorted at once. */
const runLength = 1024;

/** Merge sort, in place or into a copy. */
function* sorted(
  cells: Uint32Array<ArrayBuffer>,
  order: (p: number, q: number) => number,
): Generator<undefined, Uint32Array> {
  for (let start = 0; start < cells.length; start += runLength) {
    cells.subarray(start, start + runLength).sort(order);
    yield;
  }
  let [from, to] = [cells, new Uint32Array(cells.length)];
  for (let length = runLength; length < cells.length; length *= 2) {
    for (let start = 0; start < cells.length; start += 2 * length) {
      const middle = Math.min(cells.length, start + length);
      const end = Math.min(cells.length, start + 2 * length);
      let [left, right] = [start, middle];
      for (let k = start; k < end; k++) {
        if (shouldYield(k, 13)) yield;
        const isLeft = right === end || (left < middle && order(from[left], from[right]) <= 0);
        to[k] = from[isLeft ? left++ : right++];
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

function ascendingBy(table: RegionTable, by: RegionKey): (p: number, q: number) => number {
  switch (by) {
    case 'region':
      return (p, q) => p - q;
    case 'pattern':
      return (p, q) => comparePatterns(table.complex, p, q);
    default: {
      const column = table[by];
      return (p, q) => compare(column[p], column[q]);
    }
  }
}

/** Compares numbers; NaN comes last. */
function compare(p: number, q: number): number {
  if (p < q) return -1;
  if (p > q) return 1;
  return Number(Number.isNaN(p)) - Number(Number.isNaN(q));
}

/**
 * Compares patterns lexicographically, first neuron first. The pattern on the higher piece of the
 * first neuron in which they differ has the first differing bit set.
 */
function comparePatterns(complex: Complex, p: number, q: number): number {
  const left = cellPattern(complex, p);
  const right = cellPattern(complex, q);
  for (let w = 0; w < complex.patternWords; w++) {
    const differing = left[w] ^ right[w];
    if (differing !== 0) return (left[w] & differing & -differing) !== 0 ? 1 : -1;
  }
  return 0;
}

/** The affine map of the height near a point of a cell. */
function mapOf(
  complex: Complex,
  height: Height,
  cell: number,
  x: number,
  y: number,
): [number, number, number] {
  const { maps, outputCount } = complex;
  const map = (output: number): [number, number, number] => {
    const m = 3 * (cell * outputCount + output);
    return [maps[m], maps[m + 1], maps[m + 2]];
  };
  switch (height.kind) {
    case 'output':
      return map(height.index);
    case 'difference': {
      const minus = map(height.minus);
      const [a, b, c] = map(height.index);
      return [a - minus[0], b - minus[1], c - minus[2]];
    }
    case 'argmax': {
      const value = ([a, b, c]: readonly number[]): number => a * x + b * y + c;
      let largest = map(0);
      for (let o = 1; o < outputCount; o++) {
        const other = map(o);
        if (value(other) > value(largest)) largest = other;
      }
      return largest;
    }
  }
}
