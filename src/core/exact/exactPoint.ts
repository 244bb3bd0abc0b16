import { binaryPlaces, quotient, scaled } from './dyadic.ts';
import type { ExactRow } from './exactRows.ts';

/** A point (x / w, y / w) in homogeneous integer coordinates, w ≠ 0. */
export interface ExactPoint {
  readonly x: bigint;
  readonly y: bigint;
  readonly w: bigint;
}

/** The intersection of two lines; w = 0 if they are parallel. */
export function crossing(p: ExactRow, q: ExactRow): ExactPoint {
  return {
    x: p.b * q.c - p.c * q.b,
    y: p.c * q.a - p.a * q.c,
    w: p.a * q.b - p.b * q.a,
  };
}

/** The sign of an affine function at a point. */
export function signAt(row: ExactRow, point: ExactPoint): -1 | 0 | 1 {
  const value = row.a * point.x + row.b * point.y + row.c * point.w;
  if (value === 0n) return 0;
  return value > 0n === point.w > 0n ? 1 : -1;
}

/** The coordinates of a point, rounded to the nearest doubles. */
export function rounded(point: ExactPoint): [x: number, y: number] {
  return [quotient(point.x, point.w), quotient(point.y, point.w)];
}

/** The line through two points, positive on the left of p → q. */
export function lineThrough(px: number, py: number, qx: number, qy: number): ExactRow {
  const places = binaryPlaces([px, py, qx, qy]);
  const [x0, y0, x1, y1] = [px, py, qx, qy].map((v) => scaled(v, places));
  const a = y0 - y1;
  const b = x1 - x0;
  // The constant has denominator 2^(2·places); a and b are scaled to the same.
  return { a: a << BigInt(places), b: b << BigInt(places), c: -(a * x0 + b * y0) };
}
