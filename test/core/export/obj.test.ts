import assert from 'node:assert/strict';
import { mtl, obj } from '../../../src/core/export/obj.ts';
import { sceneOf, type Scene } from '../../../src/core/export/scene.ts';
import { heightAt } from '../../../src/core/picture/surfacePieces.ts';
import { awkwardSubject, graphSubject, planarSubjects } from './subjects.ts';

describe('OBJ', () => {
  for (const subject of [...planarSubjects(), awkwardSubject()]) {
    const { complex } = subject;
    const scene = sceneOf(subject, { colouring: 'region', theme: 'light' });
    const model = read(scene);

    describe(JSON.stringify(subject.title), () => {
      it('shares the vertices of the complex and has a polygon per region', () => {
        assert.equal(model.vertices.length, complex.vertexCount);
        assert.equal(model.faces.length, complex.cellCount);
        assert.deepEqual(
          model.faces.map(({ group }) => group),
          Array.from({ length: complex.cellCount }, (_, c) => `region_${c}`),
        );
        assert.equal(model.lines.length, complex.edgeCount);
      });

      it('has the corners of every region where the surface has them', () => {
        const { pieces, sceneFrame } = scene;
        const heights = scene.extent.hi - scene.extent.lo;
        model.faces.forEach(({ corners }, p) => {
          const first = pieces.start[p];
          assert.equal(corners.length, pieces.start[p + 1] - first);
          corners.forEach((corner, i) => {
            const [x, up, back] = model.vertices[corner - 1];
            const [px, py] = pieces.xy.subarray(2 * (first + i), 2 * (first + i) + 2);
            assert.equal(x, (px - sceneFrame.x) * sceneFrame.sx);
            assert.equal(back, (sceneFrame.y - py) * sceneFrame.sy);
            const height = sceneFrame.z + up / sceneFrame.sz;
            assert.ok(Math.abs(height - heightAt(pieces, p, px, py)) <= 1e-9 * heights + 1e-12);
          });
        });
      });

      it('has a unit normal on every facet', () => {
        model.faces.forEach(({ corners, normal }) => {
          const [nx, ny, nz] = model.normals[normal - 1];
          assert.ok(Math.abs(Math.hypot(nx, ny, nz) - 1) < 1e-15);
          const [x0, y0, z0] = model.vertices[corners[0] - 1];
          for (const corner of corners) {
            const [x, y, z] = model.vertices[corner - 1];
            assert.ok(Math.abs(nx * (x - x0) + ny * (y - y0) + nz * (z - z0)) < 1e-9);
          }
        });
      });

      it('uses only materials that its library has', () => {
        const library = [...mtl(scene)].join('');
        const names = new Set(Array.from(library.matchAll(/^newmtl (.*)$/gm), ([, name]) => name));
        for (const { material } of [...model.faces, ...model.lines]) {
          assert.ok(names.has(material));
          const [, channels] =
            new RegExp(`^newmtl ${material}\\nKd (.*)$`, 'm').exec(library) ?? [];
          const bytes = channels.split(' ').map((channel) => Math.round(255 * Number(channel)));
          assert.equal(Buffer.from(bytes).toString('hex'), material);
        }
      });
    });
  }

  it('keeps names with line breaks on one line', () => {
    const scene = sceneOf(awkwardSubject(), { colouring: 'height', theme: 'light' });
    const text = [...obj(scene, 'a.mtl')].join('');
    assert.match(text, /^# Names, "quoted" and <marked> & so on: \d+ regions$/m);
    assert.match(text, /^# left, "in" = .* \+ x \/ /m);
    assert.match(text, /^mtllib a\.mtl$/m);
  });

  it('gives the parts of a split region corners of their own', () => {
    const scene = sceneOf(awkwardSubject(), { colouring: 'class', theme: 'light' });
    const { faces, vertices } = read(scene);
    assert.equal(faces.length, scene.pieces.count);
    assert.equal(vertices.length, scene.pieces.start[scene.pieces.count]);
  });

  it('rejects a function of one variable', () => {
    const scene = sceneOf(graphSubject(), { colouring: 'region', theme: 'light' });
    assert.throws(() => [...obj(scene, 'a.mtl')], RangeError);
  });
});

interface Face {
  readonly group: string;
  readonly material: string;
  readonly corners: readonly number[];
  readonly normal: number;
}

/** Reads back an OBJ file; an unknown line is an error. */
function read(scene: Scene) {
  const vertices: number[][] = [];
  const normals: number[][] = [];
  const faces: Face[] = [];
  const lines: { readonly material: string; readonly corners: readonly number[] }[] = [];
  let group = '';
  let material = '';
  for (const line of [...obj(scene, 'scene.mtl')].join('').trimEnd().split('\n')) {
    const [keyword, ...rest] = line.split(' ');
    switch (keyword) {
      case 'v':
        vertices.push(rest.map(Number));
        break;
      case 'vn':
        normals.push(rest.map(Number));
        break;
      case 'g':
        group = rest.join(' ');
        break;
      case 'usemtl':
        material = rest.join(' ');
        break;
      case 'f': {
        const numbers = rest.map((corner) => corner.split('//').map(Number));
        const [[, normal]] = numbers;
        assert.ok(numbers.every(([, n]) => n === normal));
        faces.push({ group, material, corners: numbers.map(([v]) => v), normal });
        break;
      }
      case 'l':
        lines.push({ material, corners: rest.map(Number) });
        break;
      default:
        assert.match(line, /^(#|o |mtllib )/);
    }
  }
  return { vertices, normals, faces, lines };
}
