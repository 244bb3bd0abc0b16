import assert from 'node:assert/strict';
import type { EquilibriumModel } from '../../../src/core/entropy/equilibriumModel.ts';
import type { FoldedMesh } from '../../../src/core/entropy/foldedMesh.ts';

export interface MeshCounts {
  readonly vertices: number;
  readonly edges: number;
  readonly triangles: number;
  readonly boundaryEdges: number;
}

export function countOf(mesh: FoldedMesh): MeshCounts {
  const uses = edgeUses(mesh);
  return {
    vertices: new Set(mesh.triangles).size,
    edges: uses.size,
    triangles: mesh.triangles.length / 3,
    boundaryEdges: [...uses.values()].filter((count) => count === 1).length,
  };
}

function edgeUses({ triangles }: FoldedMesh): Map<string, number> {
  const uses = new Map<string, number>();
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const name = edgeName(triangles[t + k], triangles[t + ((k + 1) % 3)]);
      uses.set(name, (uses.get(name) ?? 0) + 1);
    }
  return uses;
}

function edgeName(v: number, w: number): string {
  return `${Math.min(v, w)} ${Math.max(v, w)}`;
}

/** A disc of constant orientation, on the surface, whose folds are edges between two sheets. */
export function checkFoldedMesh(model: EquilibriumModel, mesh: FoldedMesh): void {
  const { points, gradients, triangles, stable } = mesh;
  const { vertices, edges, triangles: count } = countOf(mesh);
  assert.equal(vertices, points.length / 3, 'every vertex is used');
  // A surface that is cut off has several parts.
  if (!model.existsAt) assert.equal(vertices - edges + count, 1, 'Euler characteristic');
  assert.equal(stable.length, count);
  const uses = edgeUses(mesh);
  assert.ok([...uses.values()].every((n) => n <= 2));
  if (!model.existsAt) assert.equal(boundaryLoops(uses), 1, 'one boundary loop');

  for (let t = 0; t < triangles.length; t += 3) {
    const [u, v, w] = [...triangles.subarray(t, t + 3)].map((i) => ({
      state: points[3 * i + 2],
      control2: points[3 * i + 1],
    }));
    const turn =
      (v.state - u.state) * (w.control2 - u.control2) -
      (w.state - u.state) * (v.control2 - u.control2);
    assert.ok(turn > 0, `triangle ${t / 3} turns by ${turn}`);
  }

  for (let i = 0; i < points.length; i += 3) {
    const [control1, control2, state] = points.subarray(i, i + 3);
    const speed = Math.abs(model.drift(state, control1, control2));
    assert.ok(speed <= 1e-13 * (1 + Math.abs(control1)) * (1 + Math.abs(state) ** 3), `${speed}`);
    assert.ok(Math.hypot(...gradients.subarray(i, i + 3)) >= 1);
  }

  const sides = new Map<string, Set<number>>();
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const name = edgeName(triangles[t + k], triangles[t + ((k + 1) % 3)]);
      sides.set(name, (sides.get(name) ?? new Set()).add(stable[t / 3]));
    }
  for (let e = 0; e < mesh.foldEdges.length; e += 2) {
    const [v, w] = mesh.foldEdges.subarray(e, e + 2);
    assert.deepEqual([...sides.get(edgeName(v, w))!].sort(), [0, 1], 'a fold parts two sheets');
    for (const i of [v, w]) {
      const rate = model.stiffness(points[3 * i + 2], points[3 * i], points[3 * i + 1]);
      // Where the surface is cut off, the end of a fold is on a chord of it.
      const slack = model.existsAt ? 1e-4 : 1e-9;
      assert.ok(Math.abs(rate) < slack, `stiffness ${rate} on a fold`);
    }
  }
}

function boundaryLoops(uses: Map<string, number>): number {
  const next = new Map<number, number[]>();
  for (const [name, count] of uses) {
    if (count !== 1) continue;
    const [v, w] = name.split(' ').map(Number);
    next.set(v, [...(next.get(v) ?? []), w]);
    next.set(w, [...(next.get(w) ?? []), v]);
  }
  const seen = new Set<number>();
  let loops = 0;
  for (const start of next.keys()) {
    if (seen.has(start)) continue;
    loops++;
    const open = [start];
    for (let v = open.pop(); v !== undefined; v = open.pop()) {
      if (seen.has(v)) continue;
      seen.add(v);
      open.push(...next.get(v)!);
    }
  }
  return loops;
}
