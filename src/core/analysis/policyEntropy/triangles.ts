import { ringVertex, type Complex } from '../../complex/complex.ts';
import { outputAt } from '../../complex/measure.ts';

/** A triangle in a cell: x, y of each corner, and the area. */
export interface Triangle {
  readonly cell: number;
  readonly corners: readonly number[];
  readonly size: number;
}

/** The triangle fan of a cell, without triangles whose area rounds to zero. */
export function* trianglesOf(complex: Complex, cell: number): Generator<Triangle> {
  const { cellStart, xy } = complex;
  const point = (r: number): [number, number] => {
    const v = ringVertex(complex, r);
    return [xy[2 * v], xy[2 * v + 1]];
  };
  const first = cellStart[cell];
  const origin = point(first);
  for (let r = first + 1; r + 1 < cellStart[cell + 1]; r++) {
    const corners = [...origin, ...point(r), ...point(r + 1)];
    const size = areaOf(corners);
    if (size > 0) yield { cell, corners, size };
  }
}

/** The two halves of a triangle, bisected on the side along which the logits change most. */
export function halves({ cell, corners }: Triangle, logits: Float64Array): Triangle[] {
  const count = logits.length / 3;
  let longest = -1;
  let cut = 0;
  for (let i = 0; i < 3; i++) {
    const j = (i + 1) % 3;
    let least = Infinity;
    let most = -Infinity;
    for (let o = 0; o < count; o++) {
      const change = logits[j * count + o] - logits[i * count + o];
      least = Math.min(least, change);
      most = Math.max(most, change);
    }
    if (most - least > longest) {
      longest = most - least;
      cut = i;
    }
  }
  const [p, q, r] = [cut, (cut + 1) % 3, (cut + 2) % 3].map((i) => corners.slice(2 * i, 2 * i + 2));
  const middle = [p[0] / 2 + q[0] / 2, p[1] / 2 + q[1] / 2];
  return [
    [...p, ...middle, ...r],
    [...middle, ...q, ...r],
  ].map((half) => ({ cell, corners: half, size: areaOf(half) }));
}

/** The logits, outputs times gain, at a point of a cell. */
export function logitsAt(
  complex: Complex,
  gain: number,
  cell: number,
  x: number,
  y: number,
): Float64Array {
  const logits = new Float64Array(complex.outputCount);
  for (let o = 0; o < logits.length; o++) logits[o] = gain * outputAt(complex, cell, o, x, y);
  return logits;
}

/**
 * The logits at the three corners, one corner after the other, and a bound on their rounding error.
 */
export function logitsOn(complex: Complex, gain: number, { cell, corners }: Triangle) {
  const { maps, outputCount } = complex;
  const logits = new Float64Array(3 * outputCount);
  let largest = 0;
  for (let i = 0; i < 3; i++) {
    const [x, y] = [corners[2 * i], corners[2 * i + 1]];
    logits.set(logitsAt(complex, gain, cell, x, y), i * outputCount);
    for (let o = 0; o < outputCount; o++) {
      const m = 3 * (cell * outputCount + o);
      const size = Math.abs(maps[m] * x) + Math.abs(maps[m + 1] * y) + Math.abs(maps[m + 2]);
      largest = Math.max(largest, size);
    }
  }
  return { logits, noise: 8 * Number.EPSILON * Math.abs(gain) * largest };
}

function areaOf([ax, ay, bx, by, cx, cy]: readonly number[]): number {
  return ((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
}
