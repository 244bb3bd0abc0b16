import { control2Axis } from '../../../core/entropy/controlAxis.ts';
import { firstTriangle } from '../../../core/plot/firstTriangle.ts';
import type { Box, Vec3 } from '../../../core/plot/vec3.ts';
import type { ColourTable } from '../../../core/plot/colour.ts';
import type { Geometry } from './geometry.ts';
import { shade } from './shade.ts';
import type { SheetSurface } from '../../viewport/scene/sheets.ts';

/** Half the height of the box of the surface; the box is 2 wide. */
const halfHeight = 0.62;

/** Height of the floor, on which the control plane is drawn. */
export const floor = -0.98;

/** The box around surface and floor. */
export const box: Box = { min: [-1, -1, floor], max: [1, 1, halfHeight] };

/** Maps controls and heights to the scene and back. */
export interface SceneFrame {
  readonly at: (control1: number, control2: number, height: number) => Vec3;
  readonly controls: (x: number, y: number) => { control1: number; control2: number };
  /** Centre and scene units per unit of each axis; for a logarithmic axis, of the decimal logarithm. */
  readonly centres: readonly [number, number, number];
  readonly scales: readonly [number, number, number];
}

/** The frame that fits a geometry into the box. */
export function sceneFrame({ window, range }: Geometry): SceneFrame {
  const axis = control2Axis(window);
  const intervals = [window.control1, window.control2.map(axis.coordinate), range];
  const centres = intervals.map(([from, to]) => (from + to) / 2) as [number, number, number];
  const scales = intervals.map(
    ([from, to], i) => ((i === 2 ? halfHeight : 1) * 2) / (to - from),
  ) as [number, number, number];
  return {
    centres,
    scales,
    at: (control1, control2, height) => [
      (control1 - centres[0]) * scales[0],
      (axis.coordinate(control2) - centres[1]) * scales[1],
      (height - centres[2]) * scales[2],
    ],
    controls: (x, y) => ({
      control1: x / scales[0] + centres[0],
      control2: axis.control2(y / scales[1] + centres[1]),
    }),
  };
}

/** Maps a mesh into the scene, coloured by height. */
export function sheetSurface(geometry: Geometry, table: ColourTable): SheetSurface {
  const { mesh, height, range } = geometry;
  const { at, scales } = sceneFrame(geometry);
  const count = mesh.points.length / 3;
  const positions = new Float32Array(3 * count);
  const normals = new Float32Array(3 * count);
  const tints = new Uint8Array(4 * count).fill(255);
  for (let v = 0; v < count; v++) {
    const state = mesh.points[3 * v + 2];
    const h = height.of(state);
    positions.set(at(mesh.points[3 * v], mesh.points[3 * v + 1], h), 3 * v);
    normals.set(normalAt(geometry, scales, v), 3 * v);
    tints.set(shade(table, h, range), 4 * v);
  }
  const kept = (stable: number): Uint32Array =>
    mesh.triangles.filter((_, i) => mesh.stable[Math.floor(i / 3)] === stable);
  return { positions, normals, tints, stable: kept(1), unstable: kept(0) };
}

/** The cross product of the tangents along the state and along control2, upwards. */
function normalAt(
  { mesh: { points, gradients }, height, window }: Geometry,
  [sx, sy, sz]: readonly [number, number, number],
  vertex: number,
): Vec3 {
  const state = points[3 * vertex + 2];
  const byState = -gradients[3 * vertex + 2];
  const byControl2 =
    -gradients[3 * vertex + 1] / control2Axis(window).slope(points[3 * vertex + 1]);
  const d = 1e-4;
  const rise = (sz * (height.of(state + d) - height.of(state - d))) / (2 * d);
  // (byState·sx, 0, rise) × (byControl2·sx, sy, 0), where byControl2 is along the surface.
  const normal = [-rise * sy, rise * byControl2 * sx, byState * sx * sy];
  const length = Math.hypot(...normal) * (normal[2] < 0 ? -1 : 1) || 1;
  return normal.map((x) => x / length) as unknown as Vec3;
}

/** The fold curves as segments, on the surface and on the floor. */
export function foldSegments(geometry: Geometry): {
  readonly surface: Float32Array;
  readonly floor: Float32Array;
} {
  const { at } = sceneFrame(geometry);
  const surface: number[] = [];
  const ground: number[] = [];
  for (const { points } of geometry.curves)
    for (let i = 1; i < points.length; i++)
      for (const { control1, control2, state } of [points[i - 1], points[i]]) {
        const [x, y, z] = at(control1, control2, geometry.height.of(state));
        surface.push(x, y, z);
        ground.push(x, y, floor);
      }
  return { surface: clipped(surface), floor: clipped(ground) };
}

/** The parts of segments that lie over the square of the control plane. */
export function clipped(segments: readonly number[]): Float32Array {
  const kept: number[] = [];
  const isInside = (x: number): boolean => x >= -1 && x <= 1;
  for (let i = 0; i + 5 < segments.length; i += 6) {
    if ([0, 1, 3, 4].every((k) => isInside(segments[i + k]))) {
      for (let k = 0; k < 6; k++) kept.push(segments[i + k]);
      continue;
    }
    const a = segments.slice(i, i + 3);
    const b = segments.slice(i + 3, i + 6);
    let [from, to] = [0, 1];
    for (const axis of [0, 1])
      for (const side of [-1, 1]) {
        const outA = side * a[axis] - 1;
        const outB = side * b[axis] - 1;
        if (outA > 1e-9 && outB > 1e-9) from = 2;
        else if (outA > 1e-9) from = Math.max(from, outA / (outA - outB));
        else if (outB > 1e-9) to = Math.min(to, outA / (outA - outB));
      }
    if (from >= to) continue;
    for (const t of [from, to]) kept.push(...a.map((x, k) => x + t * (b[k] - x)));
  }
  return Float32Array.from(kept);
}

/** The first point of the sheets on a ray. */
export function pickSheets(
  { positions, stable, unstable }: SheetSurface,
  origin: Vec3,
  direction: Vec3,
): Vec3 | undefined {
  const hits = [stable, unstable].flatMap(
    (triangles) => firstTriangle(positions, triangles, origin, direction) ?? [],
  );
  return hits.sort((p, q) => p.distance - q.distance).at(0)?.point;
}
