import { ringVertex, type Complex } from '../../complex/complex.ts';
import { entropyBound, softmaxEntropy } from './entropyBound.ts';
import { halves, logitsAt, logitsOn, trianglesOf } from './triangles.ts';

/** The minimum entropy is between `lo` and `hi`; `hi` is attained at the point, in the cell. */
export interface LeastEntropy {
  readonly lo: number;
  readonly hi: number;
  readonly x: number;
  readonly y: number;
  readonly cell: number;
}

/** Relative accuracy of the bound. */
const tolerance = 1e-2;
/** Maximum number of bisections; triangles that remain keep their lower bound. */
const maxCuts = 20_000;

/**
 * The minimum entropy over the cells. The entropy of two actions decreases with the difference of
 * their logits, which is affine, so its minimum is at a vertex. For more actions it is bounded by
 * branch and bound.
 */
export function* leastEntropy(complex: Complex, gain: number): Generator<void, LeastEntropy> {
  const { cellCount, cellStart, xy, outputCount } = complex;
  let best = { hi: Infinity, x: 0, y: 0, cell: 0 };
  const look = (cell: number, x: number, y: number): void => {
    const hi = softmaxEntropy(logitsAt(complex, gain, cell, x, y));
    if (hi < best.hi) best = { hi, x, y, cell };
  };
  for (let c = 0; c < cellCount; c++) {
    for (let r = cellStart[c]; r < cellStart[c + 1]; r++) {
      const v = ringVertex(complex, r);
      look(c, xy[2 * v], xy[2 * v + 1]);
    }
    if ((c & 0x3ff) === 0x3ff) yield;
  }
  if (outputCount === 2 || gain === 0) return { lo: best.hi, ...best };

  let lo = Infinity;
  let cuts = 0;
  for (let c = 0; c < cellCount; c++) {
    const waiting = [...trianglesOf(complex, c)];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { logits, noise } = logitsOn(complex, gain, next);
      const bound = entropyBound(logits, noise);
      if (bound.lo >= (1 - tolerance) * best.hi || cuts >= maxCuts) {
        lo = Math.min(lo, bound.lo);
        continue;
      }
      const [first, second] = halves(next, logits);
      const [, , x, y] = first.corners;
      look(c, x, y);
      waiting.push(first, second);
      if ((++cuts & 0xff) === 0) yield;
    }
    if ((c & 0x7f) === 0x7f) yield;
  }
  return { ...best, lo: Math.min(lo, best.hi) };
}
