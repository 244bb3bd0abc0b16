import { clipTriangles, type PlaneVertex } from './clipTriangles.ts';
import type { EquilibriumModel, Patch, PatchPoint } from './equilibriumModel.ts';
import type { FoldedMesh, MeshOptions } from './foldedMesh.ts';

/** What is kept beyond each side of the window, as a share of its width. */
const margin = 0.25;

/** Steps of a patch across the window, and steps in the state beyond it. */
const patchSteps = 24;
const farStates = [10, 14, 20, 30, 45, 60];

/** A part of the mesh: its vertices, and triangles with whether each is stable. */
interface Part {
  readonly points: readonly PatchPoint[];
  readonly control2: readonly number[];
  readonly triangles: readonly number[];
  readonly stable: readonly boolean[];
}

/**
 * A mesh without the parts of the surface that are no equilibria or far outside the window, and with
 * the equilibria that are not on the surface.
 */
export function existingPart(
  model: EquilibriumModel,
  mesh: FoldedMesh,
  options: MeshOptions,
): FoldedMesh {
  const [from, to] = options.control1;
  const beyond = margin * (to - from);
  const isNear = (control1: number): boolean =>
    control1 >= from - beyond && control1 <= to + beyond;
  const surface: Patch = {
    parameter: 'state',
    at: (state, control2) => ({
      state,
      control1: model.control1At(state, control2),
      ...model.slopes(state, control2),
    }),
    existsAt: (state, control2) => model.existsAt?.(state, control2) !== false,
  };
  const insideOf =
    ({ at, existsAt }: Patch) =>
    (parameter: number, control2: number): boolean =>
      isNear(at(parameter, control2).control1) && existsAt(parameter, control2);

  const given = Array.from({ length: mesh.points.length / 3 }, (_, v): PlaneVertex => [
    mesh.points[3 * v + 2],
    mesh.points[3 * v + 1],
  ]);
  const clip = clipTriangles(given, mesh.triangles, insideOf(surface));
  const stable = clip.sources.map((t) => mesh.stable[t] === 1);
  const foldEdges = Array.from({ length: mesh.foldEdges.length / 2 }, (_, e) =>
    clip.edge(mesh.foldEdges[2 * e], mesh.foldEdges[2 * e + 1]),
  ).flatMap((edge) => edge ?? []);
  const cusps = [...mesh.cusps].flatMap((v) => clip.edge(v, v)?.[0] ?? []);
  const rows = [...new Set(given.map(([, control2]) => control2))].sort((a, b) => a - b);
  const parts = [
    partOf(surface, clip.vertices, clip.triangles, stable),
    ...(model.patches ?? []).map((patch) => {
      const { vertices, triangles } = gridOf(patch, options.control1, rows);
      const kept = clipTriangles(vertices, triangles, insideOf(patch));
      return partOf(patch, kept.vertices, kept.triangles, stabilityOf(model, patch, kept));
    }),
  ];
  return assembled(parts, foldEdges, cusps);
}

function partOf(
  { at }: Patch,
  vertices: readonly PlaneVertex[],
  triangles: readonly number[],
  stable: readonly boolean[],
): Part {
  return {
    points: vertices.map((vertex) => at(...vertex)),
    control2: vertices.map(([, control2]) => control2),
    triangles,
    stable,
  };
}

/** Whether each triangle is part of a stable sheet, evaluated in its middle. */
function stabilityOf(
  model: EquilibriumModel,
  { at, isEdge }: Patch,
  { vertices, triangles }: ReturnType<typeof clipTriangles>,
): readonly boolean[] {
  return Array.from({ length: triangles.length / 3 }, (_, t) => {
    if (isEdge) return false;
    const corners = [0, 1, 2].map((k) => vertices[triangles[3 * t + k]]);
    const middle = (i: 0 | 1): number => corners.reduce((sum, vertex) => sum + vertex[i], 0) / 3;
    const { state, control1 } = at(middle(0), middle(1));
    return model.stiffness(state, control1, middle(1)) > 0;
  });
}

/** A grid of the parameter over the rows; the orientation is that of states to the right. */
function gridOf(
  { parameter, dense }: Patch,
  [from, to]: readonly [number, number],
  rows: readonly number[],
): { readonly vertices: readonly PlaneVertex[]; readonly triangles: readonly number[] } {
  const beyond = margin * (to - from);
  const step = (to - from) / patchSteps;
  // A sample of the reference reaches the clamp within 11 nats.
  const [low, high] =
    parameter === 'state' ? [from - beyond - 12, to + beyond + 8] : [from - beyond, to + beyond];
  const steps = Math.ceil((high - low) / step);
  const even = Array.from({ length: steps + 1 }, (_, i) => low + ((high - low) * i) / steps);
  const far = parameter === 'state' ? farStates.filter((state) => state > high) : [];
  const [start, end] = dense?.(rows[rows.length - 1]) ?? [0, 0];
  const extra =
    start < end
      ? Array.from({ length: patchSteps + 1 }, (_, i) => start + ((end - start) * i) / patchSteps)
      : [];
  const columns = [...new Set([...even, ...far, ...extra])].sort((a, b) => a - b);
  const vertices = rows.flatMap((control2) =>
    columns.map((column): PlaneVertex => [column, control2]),
  );
  const triangles: number[] = [];
  for (let row = 0; row + 1 < rows.length; row++)
    for (let column = 0; column + 1 < columns.length; column++) {
      const a = row * columns.length + column;
      const b = a + columns.length;
      triangles.push(a, a + 1, b, a + 1, b + 1, b);
    }
  return { vertices, triangles };
}

function assembled(
  parts: readonly Part[],
  foldEdges: readonly number[],
  cusps: readonly number[],
): FoldedMesh {
  const points = parts.flatMap((part) =>
    part.points.flatMap(({ control1, state }, v) => [control1, part.control2[v], state]),
  );
  const gradients = parts.flatMap((part) =>
    part.points.flatMap(({ byState, byControl2 }) => [1, -byControl2, -byState]),
  );
  const triangles: (readonly [state: number, stable: boolean, ...corners: number[]])[] = [];
  let first = 0;
  for (const part of parts) {
    for (let t = 0; t < part.stable.length; t++) {
      const corners = part.triangles.slice(3 * t, 3 * t + 3);
      const state = corners.reduce((sum, v) => sum + part.points[v].state, 0) / 3;
      triangles.push([state, part.stable[t], ...corners.map((v) => first + v)]);
    }
    first += part.points.length;
  }
  // A picture relies on the order of the sheets over each point.
  if (parts.length > 1) triangles.sort(([a], [b]) => a - b);
  return {
    points: Float64Array.from(points),
    gradients: Float64Array.from(gradients),
    triangles: Uint32Array.from(triangles.flatMap(([, , ...corners]) => corners)),
    stable: Uint8Array.from(triangles.map(([, stable]) => (stable ? 1 : 0))),
    foldEdges: Uint32Array.from(foldEdges),
    cusps: Uint32Array.from(cusps),
  };
}
