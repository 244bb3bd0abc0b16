import type { Complex } from '../../complex/complex.ts';
import { cellCentroid } from '../../complex/measure.ts';
import { Heap } from '../../numeric/heap.ts';
import { meanBinaryEntropy } from './binaryEntropy.ts';
import { entropyBound, softmaxEntropy } from './entropyBound.ts';
import { pairBound } from './pairBound.ts';
import { halves, logitsAt, logitsOn, trianglesOf, type Triangle } from './triangles.ts';

/** Bounds on the integral over each cell, and the area of the cell. */
export interface CellIntegrals {
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  readonly area: Float64Array;
}

/** Relative accuracy of the mean. */
const tolerance = 2e-3;
/**
 * Triangles whose bounds are this close, relative to the maximum entropy log K, are not bisected.
 */
const negligible = 2e-5;
/** Maximum number of bisections; triangles that remain keep their bounds. */
const maxCuts = 20_000;

/** The integral of the entropy of two actions over each cell, in closed form. */
export function* closedIntegrals(complex: Complex, gain: number): Generator<void, CellIntegrals> {
  const { integral, area } = columns(complex);
  const lead = (cell: number, x: number, y: number): number => {
    const [p, q] = logitsAt(complex, gain, cell, x, y);
    return p - q;
  };
  for (let c = 0; c < complex.cellCount; c++) {
    for (const { corners, size } of trianglesOf(complex, c)) {
      const [p, q, r] = [0, 2, 4].map((i) => lead(c, corners[i], corners[i + 1]));
      integral[c] += size * meanBinaryEntropy(p, q, r);
      area[c] += size;
    }
    if ((c & 0x3ff) === 0x3ff) yield;
  }
  return { lo: integral, hi: integral, area };
}

/** Bounds on the integral over each cell. The triangle with the largest gap is bisected first. */
export function* enclosedIntegrals(complex: Complex, gain: number): Generator<void, CellIntegrals> {
  const { integral: lo, area } = columns(complex);
  const hi = lo.slice();
  const open = new Heap<BoundedTriangle>();
  let gap = 0;
  let most = 0;
  const settle = ({ cell, size, meanLo, meanHi }: BoundedTriangle): void => {
    lo[cell] += size * meanLo;
    hi[cell] += size * meanHi;
  };
  for (let c = 0; c < complex.cellCount; c++) {
    for (const triangle of trianglesOf(complex, c)) {
      const bounded = bound(complex, gain, triangle);
      area[c] += triangle.size;
      most += triangle.size * bounded.meanHi;
      gap += bounded.gap;
      if (bounded.gap <= negligible * Math.log(complex.outputCount) * triangle.size)
        settle(bounded);
      else open.push(bounded, bounded.gap);
    }
    if ((c & 0x7f) === 0x7f) yield;
  }
  for (let cuts = 0; cuts < maxCuts && gap > tolerance * most; cuts++) {
    const widest = open.pop();
    if (!widest) break;
    gap -= widest.gap;
    most -= widest.size * widest.meanHi;
    for (const half of halves(widest, widest.logits)) {
      const bounded = bound(complex, gain, half);
      gap += bounded.gap;
      most += half.size * bounded.meanHi;
      open.push(bounded, bounded.gap);
    }
    if ((cuts & 0xff) === 0xff) yield;
  }
  for (const triangle of open) settle(triangle);
  return { lo, hi, area };
}

/** The entropy at the centroid of a cell, for cells whose area rounds to zero. */
export function entropyAtCentre(complex: Complex, gain: number, cell: number): number {
  const { x, y } = cellCentroid(complex, cell);
  return softmaxEntropy(logitsAt(complex, gain, cell, x, y));
}

interface BoundedTriangle extends Triangle {
  readonly logits: Float64Array;
  readonly meanLo: number;
  readonly meanHi: number;
  /** The difference of the bounds on the integral. */
  readonly gap: number;
}

function bound(complex: Complex, gain: number, triangle: Triangle): BoundedTriangle {
  const { logits, noise } = logitsOn(complex, gain, triangle);
  const any = entropyBound(logits, noise);
  const pair = pairBound(logits, noise);
  const meanLo = pair ? Math.max(any.meanLo, pair.meanLo) : any.meanLo;
  const meanHi = pair ? Math.max(meanLo, Math.min(any.meanHi, pair.meanHi)) : any.meanHi;
  return { ...triangle, logits, meanLo, meanHi, gap: triangle.size * (meanHi - meanLo) };
}

function columns({ cellCount }: Complex) {
  return { integral: new Float64Array(cellCount), area: new Float64Array(cellCount) };
}
