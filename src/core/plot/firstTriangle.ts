import { dot, type Vec3 } from './vec3.ts';

/** Where a ray hits a mesh: a triangle, by its place in the list, and the point of it. */
export interface TriangleHit {
  readonly at: number;
  /** The weights of its three corners at the point. */
  readonly weights: Vec3;
  readonly point: Vec3;
  /** In lengths of the direction. */
  readonly distance: number;
}

/**
 * The first triangle that a ray hits (Möller and Trumbore 1997); of several at the same distance the
 * last one, which is drawn on top. `triangles` has three corners each; heights of `positions` are
 * multiplied by `stretch`.
 */
export function firstTriangle(
  positions: ArrayLike<number>,
  triangles: ArrayLike<number>,
  origin: Vec3,
  direction: Vec3,
  stretch = 1,
): TriangleHit | undefined {
  const corner = (k: number): Vec3 => [
    positions[3 * k],
    positions[3 * k + 1],
    positions[3 * k + 2] * stretch,
  ];
  let nearest = Infinity;
  let hit: Omit<TriangleHit, 'point' | 'distance'> | undefined;
  for (let i = 0; i < triangles.length; i += 3) {
    const a = corner(triangles[i]);
    const ab = difference(corner(triangles[i + 1]), a);
    const ac = difference(corner(triangles[i + 2]), a);
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
    hit = { at: i, weights: [1 - u - v, u, v] };
  }
  const along = (axis: 0 | 1 | 2): number => origin[axis] + nearest * direction[axis];
  return hit && { ...hit, point: [along(0), along(1), along(2)], distance: nearest };
}

/** Positions are rounded to floats, so equal distances may differ by this much. */
const sameDistance = 1e-6;

function difference(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
