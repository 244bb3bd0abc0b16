import { ringVertex, type Complex } from '../complex/complex.ts';

/** What is plotted over the plane: one output, a difference of two, or the largest of all. */
export type Height =
  | { readonly kind: 'output'; readonly index: number }
  | { readonly kind: 'difference'; readonly index: number; readonly minus: number }
  | { readonly kind: 'argmax' };

/**
 * The graph of the chosen height over a complex, as convex pieces on each of which it is affine.
 * A piece is a cell, or the part of a cell in which one output is the largest. Pieces of one cell
 * follow each other and cells keep their order. Everything is in the units of the network.
 */
export interface Sheet {
  readonly count: number;
  /** Cell of every piece. */
  readonly cell: Uint32Array;
  /** Piece p has the corners start[p] … start[p + 1] − 1, counter-clockwise. */
  readonly start: Uint32Array;
  /** x, y per corner. */
  readonly xy: Float64Array;
  /** What the side from a corner to the next lies on: edge e, or −1 − j where output j ties. */
  readonly side: Int32Array;
  /** a, b, c of the height a·x + b·y + c, per piece. */
  readonly maps: Float64Array;
  /** The largest output on every piece (the first of several that tie); −1 when cells are not split. */
  readonly top: Int32Array;
}

/**
 * The sheet of a height over a complex. With `split`, and always for the largest of all outputs,
 * cells are cut along the lines on which the largest output changes.
 */
export function sheetOf(complex: Complex, height: Height, split: boolean): Sheet {
  const cut = (split || height.kind === 'argmax') && complex.outputCount > 1;
  return cut ? splitSheet(complex, height) : wholeSheet(complex, height);
}

/** a, b, c of the height on a cell where output `top` is the largest. */
function writeMap(
  maps: Float64Array,
  at: number,
  complex: Complex,
  height: Height,
  cell: number,
  top: number,
): void {
  const first = 3 * complex.outputCount * cell;
  const plus = first + 3 * (height.kind === 'argmax' ? Math.max(top, 0) : height.index);
  for (let i = 0; i < 3; i++) {
    const minus = height.kind === 'difference' ? complex.maps[first + 3 * height.minus + i] : 0;
    maps[at + i] = complex.maps[plus + i] - minus;
  }
}

function wholeSheet(complex: Complex, height: Height): Sheet {
  const { cellCount, cellStart, ring, xy } = complex;
  const corners = cellStart[cellCount];
  const cornerXy = new Float64Array(2 * corners);
  const side = new Int32Array(corners);
  for (let r = 0; r < corners; r++) {
    const v = ringVertex(complex, r);
    cornerXy[2 * r] = xy[2 * v];
    cornerXy[2 * r + 1] = xy[2 * v + 1];
    side[r] = ring[r] >> 1;
  }
  const maps = new Float64Array(3 * cellCount);
  const cell = new Uint32Array(cellCount);
  for (let c = 0; c < cellCount; c++) {
    cell[c] = c;
    writeMap(maps, 3 * c, complex, height, c, -1);
  }
  const top = new Int32Array(cellCount).fill(-1);
  return { count: cellCount, cell, start: cellStart, xy: cornerXy, side, maps, top };
}

/** A convex polygon whose side i runs from corner i to the next and lies on `side[i]`. */
interface Polygon {
  readonly xy: readonly number[];
  readonly side: readonly number[];
}

function splitSheet(complex: Complex, height: Height): Sheet {
  const cell: number[] = [];
  const start = [0];
  const xy: number[] = [];
  const side: number[] = [];
  const top: number[] = [];
  for (let c = 0; c < complex.cellCount; c++) {
    for (let k = 0; k < complex.outputCount; k++) {
      const part = partWhereLargest(complex, c, k);
      if (part.side.length < 3) continue;
      cell.push(c);
      top.push(k);
      xy.push(...part.xy);
      side.push(...part.side);
      start.push(side.length);
    }
  }
  const maps = new Float64Array(3 * cell.length);
  cell.forEach((c, p) => writeMap(maps, 3 * p, complex, height, c, top[p]));
  return {
    count: cell.length,
    cell: Uint32Array.from(cell),
    start: Uint32Array.from(start),
    xy: Float64Array.from(xy),
    side: Int32Array.from(side),
    maps,
    top: Int32Array.from(top),
  };
}

/** The part of a cell in which output k is at least every other; of equal outputs the first wins. */
function partWhereLargest(complex: Complex, c: number, k: number): Polygon {
  let part = polygonOf(complex, c);
  const { maps, outputCount } = complex;
  const mine = 3 * (outputCount * c + k);
  for (let j = 0; j < outputCount && part.side.length >= 3; j++) {
    if (j === k) continue;
    const other = 3 * (outputCount * c + j);
    const da = maps[mine] - maps[other];
    const db = maps[mine + 1] - maps[other + 1];
    const dc = maps[mine + 2] - maps[other + 2];
    const equal = da === 0 && db === 0 && dc === 0;
    if (equal && k < j) continue;
    part = equal ? { xy: [], side: [] } : clip(part, da, db, dc, -1 - j);
  }
  return part;
}

function polygonOf(complex: Complex, c: number): Polygon {
  const xy: number[] = [];
  const side: number[] = [];
  for (let r = complex.cellStart[c]; r < complex.cellStart[c + 1]; r++) {
    const v = ringVertex(complex, r);
    xy.push(complex.xy[2 * v], complex.xy[2 * v + 1]);
    side.push(complex.ring[r] >> 1);
  }
  return { xy, side };
}

/**
 * The part of a convex polygon where a·x + b·y + c ≥ 0 (Sutherland and Hodgman 1974); the new side
 * carries `label`. A polygon that only touches the line has no part there.
 */
function clip(polygon: Polygon, a: number, b: number, c: number, label: number): Polygon {
  const n = polygon.side.length;
  const value = polygon.side.map((_, i) => a * polygon.xy[2 * i] + b * polygon.xy[2 * i + 1] + c);
  if (!value.some((v) => v > 0)) return { xy: [], side: [] };
  if (!value.some((v) => v < 0)) return polygon;
  const xy: number[] = [];
  const side: number[] = [];
  for (let i = 0; i < n; i++) {
    const next = (i + 1) % n;
    if (value[i] >= 0) {
      xy.push(polygon.xy[2 * i], polygon.xy[2 * i + 1]);
      side.push(value[i] === 0 && value[next] < 0 ? label : polygon.side[i]);
    }
    if ((value[i] > 0 && value[next] < 0) || (value[i] < 0 && value[next] > 0)) {
      const t = value[i] / (value[i] - value[next]);
      xy.push(
        polygon.xy[2 * i] + t * (polygon.xy[2 * next] - polygon.xy[2 * i]),
        polygon.xy[2 * i + 1] + t * (polygon.xy[2 * next + 1] - polygon.xy[2 * i + 1]),
      );
      side.push(value[i] > 0 ? label : polygon.side[i]);
    }
  }
  return { xy, side };
}

/** Height of a piece at a point. */
export function heightAt(sheet: Sheet, piece: number, x: number, y: number): number {
  return sheet.maps[3 * piece] * x + sheet.maps[3 * piece + 1] * y + sheet.maps[3 * piece + 2];
}

/** Lowest and highest finite height over all corners; [0, 0] when there are none. */
export function heightRange(sheet: Sheet): { lo: number; hi: number } {
  let lo = Infinity;
  let hi = -Infinity;
  for (let p = 0; p < sheet.count; p++) {
    for (let k = sheet.start[p]; k < sheet.start[p + 1]; k++) {
      const z = heightAt(sheet, p, sheet.xy[2 * k], sheet.xy[2 * k + 1]);
      if (!Number.isFinite(z)) continue;
      if (z < lo) lo = z;
      if (z > hi) hi = z;
    }
  }
  return lo <= hi ? { lo, hi } : { lo: 0, hi: 0 };
}
