import assert from 'node:assert/strict';
import { glb } from '../../../src/core/export/glb.ts';
import { sceneOf } from '../../../src/core/export/scene.ts';
import { printable } from '../../../src/core/printable.ts';
import type { Subject } from '../../../src/core/subject.ts';
import { validateGlb } from './gltfValidator.ts';
import { awkwardSubject, graphSubject, planarSubjects } from './subjects.ts';

interface Document {
  readonly extras: {
    readonly regions: number;
    readonly centre: readonly number[];
    readonly scale: readonly number[];
    readonly title: string;
  };
  readonly nodes: readonly { readonly name: string }[];
  readonly meshes: readonly {
    readonly primitives: readonly {
      readonly attributes: Readonly<Record<string, number>>;
      readonly indices: number;
      readonly mode?: number;
    }[];
  }[];
  readonly accessors: readonly {
    readonly bufferView: number;
    readonly componentType: 5123 | 5125 | 5126;
    readonly count: number;
  }[];
  readonly bufferViews: readonly { readonly byteOffset: number; readonly byteLength: number }[];
}

describe('GLB', () => {
  for (const subject of [...planarSubjects(), awkwardSubject()]) {
    const { complex, domain } = subject;
    const scene = sceneOf(subject, { colouring: 'region', theme: 'light' });
    const bytes = glb(scene);
    const document = jsonOf(bytes);

    describe(JSON.stringify(subject.title), () => {
      it('passes the validator', async () => {
        const { issues, info } = await validateGlb(bytes);
        assert.deepEqual(issues.messages, []);
        const corners = complex.cellStart[complex.cellCount];
        assert.equal(info.totalTriangleCount, corners - 2 * complex.cellCount);
      });

      it('covers the domain when projected onto the plane', () => {
        const [x, , z] = positionsOf(document, bytes);
        const { indices } = document.meshes[0].primitives[0];
        const triangles = numbersOf(document, bytes, indices);
        let area = 0;
        for (let i = 0; i < triangles.length; i += 3) {
          const [a, b, c] = triangles.subarray(i, i + 3);
          // −z is north: seen from above, triangles run counter-clockwise.
          const twice = (x[b] - x[a]) * (z[a] - z[c]) - (x[c] - x[a]) * (z[a] - z[b]);
          assert.ok(twice > -1e-6);
          area += twice / 2;
        }
        const [sx, sy] = document.extras.scale;
        assert.ok(Math.abs(area / (sx * sy) / shoelace(domain.corners) - 1) < 1e-5);
      });

      it('has unit normals on its facets', () => {
        const { attributes, indices } = document.meshes[0].primitives[0];
        const [x, y, z] = positionsOf(document, bytes);
        const normal = numbersOf(document, bytes, attributes.NORMAL);
        const triangles = numbersOf(document, bytes, indices);
        for (let i = 0; i < triangles.length; i += 3) {
          const [a, b, c] = triangles.subarray(i, i + 3);
          const [nx, ny, nz] = normal.subarray(3 * a, 3 * a + 3);
          assert.ok(Math.abs(Math.hypot(nx, ny, nz) - 1) < 1e-6);
          assert.ok(ny > 0);
          for (const other of [b, c]) {
            const along = nx * (x[other] - x[a]) + ny * (y[other] - y[a]) + nz * (z[other] - z[a]);
            assert.ok(Math.abs(along) < 1e-5, `a side leaves its facet by ${along}`);
          }
        }
      });

      it('numbers the regions and gives the transform from positions to network values', () => {
        const regions = numbersOf(
          document,
          bytes,
          document.meshes[0].primitives[0].attributes._REGION,
        );
        const [x, y, z] = positionsOf(document, bytes);
        const { centre, scale } = document.extras;
        const reach = Math.max(...domain.corners.map(Math.abs));
        const heights = scene.extent.hi - scene.extent.lo;
        for (let k = 0; k < regions.length; k++) {
          const px = centre[0] + x[k] / scale[0];
          const py = centre[1] - z[k] / scale[1];
          const m = 3 * regions[k] * complex.outputCount;
          const [a, b, c] = complex.maps.subarray(m, m + 3);
          const height = centre[2] + y[k] / scale[2];
          const slack =
            1e-5 * heights + (1e-6 * (Math.abs(a) + Math.abs(b))) / scale[0] + 1e-9 * reach;
          assert.ok(Math.abs(a * px + b * py + c - height) <= slack);
        }
        assert.equal(new Set(regions).size, complex.cellCount);
        assert.equal(document.extras.regions, complex.cellCount);
        assert.equal(document.extras.title, printable(subject.title));
      });

      it('has every edge once among its lines', () => {
        const lines = document.meshes.slice(1).map(({ primitives: [line] }) => line);
        assert.ok(lines.every(({ mode }) => mode === 1));
        const ends = lines.map(({ indices }) => document.accessors[indices].count / 2);
        assert.equal(
          ends.reduce((a, b) => a + b),
          complex.edgeCount,
        );
      });
    });
  }

  it('splits regions where the largest output changes', async () => {
    const subject: Subject = { ...awkwardSubject(), show: { kind: 'argmax' } };
    const bytes = glb(sceneOf(subject, { colouring: 'class', theme: 'dark' }));
    const { issues } = await validateGlb(bytes);
    assert.deepEqual(issues.messages, []);
    assert.ok(jsonOf(bytes).nodes.some(({ name }) => name === 'Ties'));
  });

  it('is deterministic', () => {
    const write = () => glb(sceneOf(awkwardSubject(), { colouring: 'layer', theme: 'light' }));
    assert.deepEqual(write(), write());
  });

  it('rejects a function of one variable', () => {
    const scene = sceneOf(graphSubject(), { colouring: 'region', theme: 'light' });
    assert.throws(() => glb(scene), RangeError);
  });
});

function jsonOf(bytes: Uint8Array): Document {
  const length = new DataView(bytes.buffer).getUint32(12, true);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length))) as Document;
}

function numbersOf(
  document: Document,
  bytes: Uint8Array,
  accessor: number,
): Float32Array | Uint32Array {
  const { bufferView, componentType } = document.accessors[accessor];
  const { byteOffset, byteLength } = document.bufferViews[bufferView];
  const binary = 28 + new DataView(bytes.buffer).getUint32(12, true);
  const part = bytes.slice(binary + byteOffset, binary + byteOffset + byteLength).buffer;
  return componentType === 5125 ? new Uint32Array(part) : new Float32Array(part);
}

/** x, y and z of every corner. */
function positionsOf(document: Document, bytes: Uint8Array): Float32Array[] {
  const { POSITION } = document.meshes[0].primitives[0].attributes;
  const xyz = numbersOf(document, bytes, POSITION);
  return [0, 1, 2].map((i) =>
    Float32Array.from({ length: xyz.length / 3 }, (_, k) => xyz[3 * k + i]),
  );
}

function shoelace(corners: Float64Array): number {
  let twice = 0;
  for (let k = 0; k < corners.length; k += 2) {
    const next = (k + 2) % corners.length;
    const [x, y] = [corners[k] - corners[0], corners[k + 1] - corners[1]];
    twice += x * (corners[next + 1] - corners[1]) - (corners[next] - corners[0]) * y;
  }
  return twice / 2;
}
