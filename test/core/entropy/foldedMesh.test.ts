import assert from 'node:assert/strict';
import { meshFoldedSurface } from '../../../src/core/entropy/foldedMesh.ts';
import { normalForm } from '../../../src/core/entropy/normalForm.ts';
import { checkFoldedMesh, countOf } from './meshLaws.ts';
import { number } from './oracles.ts';

describe('the folded mesh', () => {
  const options = {
    control1: [-3, 3],
    control2: [-3, 1.5],
    rows: { folded: 24, single: 12 },
    columns: 10,
  } as const;

  it('has the counts of the oracle', () => {
    const name = 'mesh(-3,1.5,3.0,24,12,10)';
    const mesh = meshFoldedSurface(normalForm, options);
    const counts = countOf(mesh);
    assert.equal(counts.vertices, number('normal', name, 'verts'));
    assert.equal(counts.triangles, number('normal', name, 'tris'));
    assert.equal(counts.boundaryEdges, number('normal', name, 'boundaryEdges'));
    checkFoldedMesh(normalForm, mesh);
    assert.equal(mesh.cusps.length, 1);
    assert.equal(mesh.foldEdges.length, 2 * 2 * 24);
    assert.deepEqual(
      [...mesh.points.subarray(3 * mesh.cusps[0], 3 * mesh.cusps[0] + 3)],
      [-0, 0, 0],
    );
  });

  it('ends exactly at the limits of the first control', () => {
    const { points } = meshFoldedSurface(normalForm, options);
    const b = points.filter((_, i) => i % 3 === 0);
    assert.ok(Math.abs(Math.max(...b) - 3) < 1e-14 && Math.abs(Math.min(...b) + 3) < 1e-14);
  });

  it('satisfies its invariants in windows that miss the cusp, cut the folds, or start on the cusp', () => {
    const windows = [
      { control1: [-3, 3], control2: [-3, -1] },
      { control1: [-3, 3], control2: [0.5, 1] },
      { control1: [-3, 3], control2: [-3, 0] },
      { control1: [-3, 3], control2: [0, 1] },
      { control1: [-1, 1], control2: [-3, 1] },
      { control1: [0.5, 4], control2: [-3, 1] },
      { control1: [0.5, 1], control2: [-4, -1] },
    ] as const;
    for (const window of windows)
      checkFoldedMesh(
        normalForm,
        meshFoldedSurface(normalForm, { ...window, rows: { folded: 9, single: 4 }, columns: 5 }),
      );
  });
});
