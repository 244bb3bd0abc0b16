import { firstTriangle } from '../plot/firstTriangle.ts';
import type { Vec3 } from '../plot/vec3.ts';
import type { SurfacePieces } from './surfacePieces.ts';
import type { Surface } from './surface.ts';

/** The intersection of a ray with a surface: the cell, and the point of the domain. */
export interface SurfaceHit {
  readonly cell: number;
  readonly x: number;
  readonly y: number;
}

/**
 * The first triangle that a ray hits, on a surface that need not be a graph, with its heights
 * multiplied by `stretch`.
 */
export function pickSurface(
  { xy }: SurfacePieces,
  { positions, triangles, cells }: Surface,
  stretch: number,
  origin: Vec3,
  direction: Vec3,
): SurfaceHit | undefined {
  const hit = firstTriangle(positions, triangles, origin, direction, stretch);
  if (!hit) return undefined;
  const corners = triangles.subarray(hit.at, hit.at + 3);
  const mix = (axis: 0 | 1): number =>
    hit.weights.reduce((sum, weight, i) => sum + weight * xy[2 * corners[i] + axis], 0);
  return { cell: cells[corners[0]], x: mix(0), y: mix(1) };
}
