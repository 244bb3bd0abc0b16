import { dot, type Vec3 } from '../plot/vec3.ts';
import type { SurfacePieces } from './surfacePieces.ts';
import type { Surface } from './surface.ts';

/** The intersection of a ray with a surface: the cell, and the point of the domain. */
export interface SurfaceHit {
  readonly cell: number;
  readonly x: number;
  readonly y: number;
}

/**
 * The first triangle that a ray hits (Möller and Trumbore 1997), on a surface that need not be a
 * graph, with its heights multiplied by `stretch`. Of several triangles at the same distance the
 * last one, which is drawn on top.
 */
export function pickSurface(
  { xy }: SurfacePieces,
  { positions, triangles, cells }: Surface,
  stretch: number,
  origin: Vec3,
  direction: Vec3,
): SurfaceHit | undefined {
  const corner = (k: number): Vec3 => [
    positions[3 * k],
    positions[3 * k + 1],
    positions[3 * k + 2] * stretch,
  ];
  let nearest = Infinity;
  let hit: SurfaceHit | undefined;
  for (let i = 0; i < triangles.length; i += 3) {
    const [p, q, r] = triangles.subarray(i, i + 3);
    const a = corner(p);
    const ab = difference(corner(q), a);
    const ac = difference(corner(r), a);
    const across = cross(direction, ac);
    const volume = dot(ab, across);
    if (volume === 0) continue;
    const from = difference(origin, a);
    const u = dot(from, across) / volume;
    const turned = cross(from, ab);
    const v = dot(direction, turned) / volume;
    if (!(u >= 0 && v >= 0 && u + v <= 1)) continue;
    const t = dot(ac, turned) / volume;
    if (!(t > 0 && t <= nearest * (1 + sameDistance))) continue;
    nearest = Math.min(nearest, t);
    const mix = (axis: 0 | 1): number =>
      (1 - u - v) * xy[2 * p + axis] + u * xy[2 * q + axis] + v * xy[2 * r + axis];
    hit = { cell: cells[p], x: mix(0), y: mix(1) };
  }
  return hit;
}

/** Positions are rounded to floats, so equal distances may differ by this much. */
const sameDistance = 1e-6;

function difference(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
