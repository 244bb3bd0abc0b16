import { foldsOfEdge, isDeadEdge, type Complex } from './complex.ts';
import { cellArea, cellCentroid, outputAt } from './measure.ts';
import { shouldYield, runToEnd } from '../yielding.ts';

/** What there is to count and measure in a fold complex. */
export interface ComplexStats extends Integrals {
  /** Activation regions: cells of distinct patterns. */
  readonly regions: number;
  /** Regions on which the outputs are one affine map. */
  readonly linearRegions: number;
  readonly vertices: number;
  readonly edges: number;
  readonly boundaryEdges: number;
  /** Edges with a cell on both sides. */
  readonly interiorEdges: number;
  /** Edges of a partial complex towards territory that was not finished. */
  readonly openEdges: number;
  /** Interior edges on which several folds coincide. */
  readonly coincidentEdges: number;
  /** Interior edges across which no output changes its map. */
  readonly deadEdges: number;
  /** V − E + F: 1 for a complete complex. */
  readonly euler: number;
  /** Length of all folds inside the domain. */
  readonly foldLength: number;
}

interface Integrals {
  readonly area: number;
  readonly minArea: number;
  readonly maxArea: number;
  /** Integral of every output over the cells. */
  readonly integral: readonly number[];
  /** Integral of |∇f|² over the cells, summed over the outputs. */
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
    if (foldsOfEdge(complex, e).length > 1) coincidentEdges++;
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
 * What is summed over the cells of a complex: on each an output is its value at the centroid. Yields
 * between slices.
 */
export function* integralsInSteps(complex: Complex): Generator<void, Integrals> {
  const { maps, outputCount } = complex;
  let area = 0;
  let minArea = Infinity;
  let maxArea = 0;
  let gradientSquared = 0;
  const integral = new Array<number>(outputCount).fill(0);
  for (let c = 0; c < complex.cellCount; c++) {
    if (shouldYield(c)) yield;
    const own = cellArea(complex, c);
    area += own;
    minArea = Math.min(minArea, own);
    maxArea = Math.max(maxArea, own);
    const { x, y } = cellCentroid(complex, c);
    for (let o = 0; o < outputCount; o++) {
      const m = 3 * (c * outputCount + o);
      integral[o] += own * outputAt(complex, c, o, x, y);
      gradientSquared += own * (maps[m] ** 2 + maps[m + 1] ** 2);
    }
  }
  return { area, minArea, maxArea, integral, gradientSquared };
}
