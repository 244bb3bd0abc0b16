import { binaryPlaces, quotient, scaled } from './dyadic.ts';
import type { ExactRow } from './exactRows.ts';

/** A point as the intersection of two lines, in homogeneous integers: (x / w, y / w), w ≠ 0. */
export interface ExactPoint {
  readonly x: bigint;
  readonly y: bigint;
  readonly w: bigint;
}

/** Where two lines cross. Expects that they are not parallel. */
export function crossing(p: ExactRow, q: ExactRow): ExactPoint {
  return {
    x: p.b * q.c - p.c * q.b,
    y: p.c * q.a - p.a * q.c,
    w: p.a * q.b - p.b * q.a,
  };
}

/** Sign of an affine row at a point. */
export function signAt(row: ExactRow, point: ExactPoint): -1 | 0 | 1 {
  const value = row.a * point.x + row.b * point.y + row.c * point.w;
  if (value === 0n) return 0;
  return value > 0n === point.w > 0n ? 1 : -1;
}

/** The nearest doubles to a point's coordinates. */
export function rounded(point: ExactPoint): [x: number, y: number] {
  return [quotient(point.x, point.w), quotient(point.y, point.w)];
}

/** The line through two points given in doubles, positive on the left of p → q. */
export function lineThrough(px: number, py: number, qx: number, qy: number): ExactRow {
  const places = binaryPlaces([px, py, qx, qy]);
  const [x0, y0, x1, y1] = [px, py, qx, qy].map((v) => scaled(v, places));
  const a = y0 - y1;
  const b = x1 - x0;
  // The constant is over 2^(2·places); the slopes are brought to the same power.
  return { a: a << BigInt(places), b: b << BigInt(places), c: -(a * x0 + b * y0) };
}
