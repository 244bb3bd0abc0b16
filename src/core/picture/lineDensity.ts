import { runToEnd } from '../yielding.ts';

/** How densely lines cover a rectangle of the scene, on a grid. */
export interface LineDensity {
  readonly columns: number;
  readonly rows: number;
  readonly x0: number;
  readonly y0: number;
  /** The sides of a square of the grid. */
  readonly step: number;
  /** Per layer and square, row by row from `y0`: the length of its lines divided by the area. */
  readonly layers: readonly Float32Array[];
}

/** More squares would not show, because the density is smoothed. */
const mostSquares = 96;
const fewestSquares = 8;
/** How often the density is averaged with its neighbours. */
const rounds = 2;
/** Numbers in a step: a multiple of the six of a segment. */
const numbersPerStep = 6 * 2 ** 15;

/**
 * The density of lines by layer, seen from above; x, y, z of both ends of each segment. The grid is finer
 * where there are more lines, and smoothed, so that neighbouring lines have similar densities.
 */
export function lineDensityOf(layers: readonly Float32Array[]): LineDensity {
  return runToEnd(lineDensityInSteps(layers));
}

/** `lineDensityOf` in steps of some milliseconds. */
export function* lineDensityInSteps(
  layers: readonly Float32Array[],
): Generator<undefined, LineDensity> {
  const { x0, y0, width, depth, count } = yield* boundsOf(layers);
  const longest = Math.max(width, depth);
  if (!(longest > 0))
    return {
      columns: 1,
      rows: 1,
      x0: 0,
      y0: 0,
      step: 1,
      layers: layers.map(() => new Float32Array(1)),
    };
  const squares = Math.min(mostSquares, Math.max(fewestSquares, Math.round(Math.sqrt(count) / 2)));
  const step = longest / squares;
  const [columns, rows] = [width, depth].map((side) => Math.max(1, Math.ceil(side / step - 1e-6)));
  const smooth = smoother(columns, rows);
  const grid = { columns, rows, x0, y0, step };
  const densities: Float32Array[] = [];
  for (const segments of layers) {
    const lengths = new Float32Array(columns * rows);
    yield* addLengths(segments, grid, lengths);
    for (let round = 0; round < rounds; round++) smooth(lengths);
    densities.push(lengths.map((length) => length / (step * step)));
  }
  return { ...grid, layers: densities };
}

/** A density with which no line fades. */
export function noDensity({ layers }: LineDensity): LineDensity {
  const nothing = layers.map(() => new Float32Array(1));
  return { columns: 1, rows: 1, x0: 0, y0: 0, step: 1, layers: nothing };
}

/** The sum over layers of their density, each times a weight. */
export function weightedDensity(
  { columns, rows, layers }: LineDensity,
  weights: readonly number[],
): Float32Array {
  const sum = new Float32Array(columns * rows);
  layers.forEach((layer, l) => {
    if (weights[l] > 0) for (let i = 0; i < sum.length; i++) sum[i] += weights[l] * layer[i];
  });
  return sum;
}

/** The value at a point of a grid of values, interpolated between the centres of its squares. */
export function valueAt(
  { columns, rows, x0, y0, step }: Omit<LineDensity, 'layers'>,
  values: Float32Array,
  x: number,
  y: number,
): number {
  const u = Math.min(columns - 1, Math.max(0, (x - x0) / step - 0.5));
  const v = Math.min(rows - 1, Math.max(0, (y - y0) / step - 0.5));
  const [i, j] = [Math.floor(u), Math.floor(v)];
  const [right, up] = [Math.min(columns - 1, i + 1), Math.min(rows - 1, j + 1)];
  const low = mix(values[j * columns + i], values[j * columns + right], u - i);
  const high = mix(values[up * columns + i], values[up * columns + right], u - i);
  return mix(low, high, v - j);
}

/** How lines are drawn where they would cover a given share of the picture at full width. */
export interface Fade {
  /** Factor on their widths. */
  readonly width: number;
  readonly opacity: number;
}

/** Lines that would cover less have their full width. */
export const sparse = 0.06;
/** Factor below which lines do not get thinner, only paler. */
export const thinnest = 0.32;
/** The share of the picture that lines cover at most. */
export const mostCovered = 0.13;
/** Lines that are paler cannot be seen. */
export const faintest = 0.03;

/**
 * Lines get thinner and then paler with the share of the picture around them that they would cover, so
 * that a few lines are crisp and many do not hide the faces.
 */
export function fadeAt(coverage: number): Fade {
  const width = coverage > sparse ? Math.max(thinnest, Math.sqrt(sparse / coverage)) : 1;
  return { width, opacity: Math.min(1, mostCovered / (coverage * width)) };
}

function* boundsOf(
  layers: readonly Float32Array[],
): Generator<undefined, Record<'x0' | 'y0' | 'width' | 'depth' | 'count', number>> {
  let [x0, x1, y0, y1, count] = [Infinity, -Infinity, Infinity, -Infinity, 0];
  for (const segments of layers) {
    count += segments.length / 6;
    for (let i = 0; i < segments.length; i += 3) {
      if (i % numbersPerStep === 0) yield;
      x0 = Math.min(x0, segments[i]);
      x1 = Math.max(x1, segments[i]);
      y0 = Math.min(y0, segments[i + 1]);
      y1 = Math.max(y1, segments[i + 1]);
    }
  }
  return { x0, y0, width: x1 - x0, depth: y1 - y0, count };
}

/** Adds the length of each segment to the squares that it passes, in equal parts. */
function* addLengths(
  segments: Float32Array,
  { columns, rows, x0, y0, step }: Omit<LineDensity, 'layers'>,
  lengths: Float32Array,
): Generator<undefined> {
  for (let i = 0; i < segments.length; i += 6) {
    if (i % numbersPerStep === 0) yield;
    const [x, y] = [segments[i], segments[i + 1]];
    const [dx, dy] = [segments[i + 3] - x, segments[i + 4] - y];
    const length = Math.hypot(dx, dy);
    if (!(length > 0)) continue;
    const parts = Math.ceil((2 * length) / step);
    for (let k = 0; k < parts; k++) {
      const t = (k + 0.5) / parts;
      const column = Math.min(columns - 1, Math.max(0, Math.floor((x + t * dx - x0) / step)));
      const row = Math.min(rows - 1, Math.max(0, Math.floor((y + t * dy - y0) / step)));
      lengths[row * columns + column] += length / parts;
    }
  }
}

/** Averages a grid of values with their neighbours, in place. */
function smoother(columns: number, rows: number): (values: Float32Array) => void {
  const along = (values: Float32Array, first: number, count: number, stride: number): void => {
    let before = values[first];
    for (let i = 0; i < count; i++) {
      const at = first + i * stride;
      const value = values[at];
      const after = i + 1 < count ? values[at + stride] : value;
      values[at] = (before + 2 * value + after) / 4;
      before = value;
    }
  };
  return (values) => {
    for (let row = 0; row < rows; row++) along(values, row * columns, columns, 1);
    for (let column = 0; column < columns; column++) along(values, column, rows, columns);
  };
}

function mix(a: number, b: number, t: number): number {
  return a + t * (b - a);
}
