import { isCoincident, isDeadEdge, type Complex } from './complex.ts';
import { CellMeasure, outputAt, powerFor, scaledArea } from './measure.ts';
import { shouldYield, runToEnd } from '../yielding.ts';

/** Counts and measures of a fold complex. */
export interface ComplexStats extends Integrals {
  /** Activation regions: the number of cells. */
  readonly regions: number;
  /** Linear regions: cells joined where all outputs have one affine map. */
  readonly linearRegions: number;
  readonly vertices: number;
  readonly edges: number;
  readonly boundaryEdges: number;
  /** Edges with a cell on both sides. */
  readonly interiorEdges: number;
  /** Edges on the border of the finished part of an incomplete complex. */
  readonly openEdges: number;
  /** Interior edges on which several folds coincide. */
  readonly coincidentEdges: number;
  /** Interior edges at which no output changes its affine map. */
  readonly deadEdges: number;
  /** V − E + F: 1 for a complete complex. */
  readonly euler: number;
  /** Total length of the folds in the domain. */
  readonly foldLength: number;
}

interface Integrals {
  readonly area: number;
  readonly minArea: number;
  readonly maxArea: number;
  /** Integral of each output over the cells; the largest double, with its sign, where that is exceeded. */
  readonly integral: readonly number[];
  /** Integral of |∇f|² over the cells, summed over the outputs; at most the largest double. */
  readonly gradientSquared: number;
}

/** Counts and integrals of a complex. Linear in its size. */
export function complexStats(complex: Complex): ComplexStats {
  return { ...counts(complex), ...runToEnd(integralsInSteps(complex)) };
}

function counts(complex: Complex) {
  let boundaryEdges = 0;
  let interiorEdges = 0;
  let coincidentEdges = 0;
  let deadEdges = 0;
  let foldLength = 0;
  const { edgeCells, edgeFold, edgeEnds, xy } = complex;
  for (let e = 0; e < complex.edgeCount; e++) {
    if (edgeFold[e] < 0) {
      boundaryEdges++;
      continue;
    }
    const left = edgeCells[2 * e];
    const right = edgeCells[2 * e + 1];
    const p = 2 * edgeEnds[2 * e];
    const q = 2 * edgeEnds[2 * e + 1];
    foldLength += Math.hypot(xy[p] - xy[q], xy[p + 1] - xy[q + 1]);
    if (left < 0 || right < 0) continue;
    interiorEdges++;
    if (isCoincident(complex, e)) coincidentEdges++;
    if (isDeadEdge(complex, e)) deadEdges++;
  }
  return {
    regions: complex.cellCount,
    linearRegions: complex.linearRegionCount,
    vertices: complex.vertexCount,
    edges: complex.edgeCount,
    boundaryEdges,
    interiorEdges,
    openEdges: complex.edgeCount - boundaryEdges - interiorEdges,
    coincidentEdges,
    deadEdges,
    euler: complex.vertexCount - complex.edgeCount + complex.cellCount,
    foldLength,
  };
}

/**
 * Sums over the cells. The integral of an output over a cell is its value at the centroid times the
 * area. Yields every few milliseconds.
 */
export function* integralsInSteps(complex: Complex): Generator<void, Integrals> {
  const { maps, outputCount } = complex;
  let area = 0;
  let minArea = Infinity;
  let maxArea = 0;
  let gradientSquared = 0;
  const measure = new CellMeasure();
  const integral = new Array<number>(outputCount).fill(0);
  for (let c = 0; c < complex.cellCount; c++) {
    if (shouldYield(c)) yield;
    const { area: own, x, y } = measure.of(complex, c);
    area += own;
    minArea = Math.min(minArea, own);
    maxArea = Math.max(maxArea, own);
    for (let o = 0; o < outputCount; o++) {
      const m = 3 * (c * outputCount + o);
      integral[o] += own * outputAt(complex, c, o, x, y);
      gradientSquared += own * (maps[m] ** 2 + maps[m + 1] ** 2);
    }
  }
  if (!integral.every(Number.isFinite)) {
    const means = yield* meansInSteps(complex);
    means.forEach((mean, o) => (integral[o] = inRange(mean * area)));
  }
  return { area, minArea, maxArea, integral, gradientSquared: inRange(gradientSquared) };
}

/** The mean of each output over the cells, also where their areas underflow. Yields every few milliseconds. */
export function* meansInSteps(complex: Complex): Generator<void, number[]> {
  const { xy, vertexCount, cellCount, outputCount } = complex;
  const span = (axis: 0 | 1): number => {
    let [lo, hi] = [Infinity, -Infinity];
    for (let v = axis; v < 2 * vertexCount; v += 2) {
      lo = Math.min(lo, xy[v]);
      hi = Math.max(hi, xy[v]);
    }
    return hi - lo;
  };
  const [byX, byY] = [powerFor(span(0)), powerFor(span(1))];
  const means = new Array<number>(outputCount).fill(0);
  let sum = 0;
  const measure = new CellMeasure();
  for (let c = 0; c < cellCount; c++) {
    if (shouldYield(c)) yield;
    const weight = scaledArea(complex, c, byX, byY);
    if (weight === 0) continue;
    sum += weight;
    const { x, y } = measure.of(complex, c);
    for (let o = 0; o < outputCount; o++)
      means[o] += (outputAt(complex, c, o, x, y) - means[o]) * (weight / sum);
  }
  return means;
}

function inRange(x: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, x));
}
