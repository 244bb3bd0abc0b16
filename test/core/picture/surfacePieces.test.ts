import fc from 'fast-check';
import assert from 'node:assert/strict';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { box, domainArea } from '../../../src/core/complex/domain.ts';
import { locate } from '../../../src/core/complex/locate.ts';
import { complexStats } from '../../../src/core/complex/stats.ts';
import type { Height } from '../../../src/core/height.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { forward } from '../../../src/core/network/forward.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { foldLines } from '../../../src/core/picture/foldLines.ts';
import { pickPoint, pickRay } from '../../../src/core/picture/pick.ts';
import { pickSurface } from '../../../src/core/picture/pickSurface.ts';
import { pieceBoxes } from '../../../src/core/picture/pieceBoxes.ts';
import { pieceEdges } from '../../../src/core/picture/pieceEdges.ts';
import { sceneFrameOf, sceneHeight } from '../../../src/core/picture/sceneFrame.ts';
import { surfaceOf } from '../../../src/core/picture/surface.ts';
import {
  heightAt,
  heightRange,
  surfacePieces,
  type SurfacePieces,
} from '../../../src/core/picture/surfacePieces.ts';
import { complete } from '../complete.ts';
import { generic, network } from '../networks.ts';
import { classPieces } from '../split.ts';

const domain = box(-1, 1, -1, 1);
const complexOf = (net: Network): Complex => complete(arrange(net, domain));
const point = fc.record({
  x: fc.double({ min: -0.99, max: 0.99, noNaN: true }),
  y: fc.double({ min: -0.99, max: 0.99, noNaN: true }),
});

describe('surface pieces', () => {
  it('cover the domain once, whole or split', () => {
    fc.assert(
      fc.property(fc.oneof(generic, network), fc.boolean(), (net, split) => {
        const complex = complexOf(net);
        const pieces = surfacePieces(
          complex,
          { kind: 'output', index: 0 },
          split ? classPieces(net, domain, complex) : undefined,
        );
        let area = 0;
        for (let p = 0; p < pieces.count; p++) area += pieceArea(pieces, p);
        assert.ok(Math.abs(area - domainArea(domain)) < 1e-9, `area ${area}`);
      }),
    );
  });

  it('have the height of the network at every point', () => {
    fc.assert(
      fc.property(generic, point, fc.nat(2), (net, { x, y }, choice) => {
        const complex = complexOf(net);
        const last = complex.outputCount - 1;
        const { outputs } = forward(net, [x, y]);
        const cases: readonly [Height, number][] = [
          [{ kind: 'output', index: last }, outputs[last]],
          [{ kind: 'difference', index: last, minus: 0 }, outputs[last] - outputs[0]],
          [{ kind: 'argmax' }, Math.max(...outputs)],
        ];
        const [height, expected] = cases[choice];
        const pieces = surfacePieces(complex, height, classPieces(net, domain, complex));
        const hit = pickPoint(pieceBoxes(pieces), x, y);
        assert.ok(hit);
        assert.ok(Math.abs(heightAt(pieces, hit.piece, x, y) - expected) < 1e-9);
      }),
    );
  });

  it('split cells where the largest output changes', () => {
    fc.assert(
      fc.property(generic, point, (net, { x, y }) => {
        const complex = complexOf(net);
        fc.pre(complex.outputCount > 1);
        const split = classPieces(net, domain, complex);
        const pieces = surfacePieces(complex, { kind: 'output', index: 0 }, split);
        const hit = pickPoint(pieceBoxes(pieces), x, y);
        assert.ok(hit);
        const { outputs } = forward(net, [x, y]);
        const margin = Math.max(...outputs) - outputs[pieces.top[hit.piece]];
        assert.ok(margin < 1e-9, `off by ${margin}`);
      }),
    );
  });

  it('assign every cell to the first of equal outputs', () => {
    const net: Network = {
      inputs: 2,
      layers: [
        {
          inputs: 2,
          units: 2,
          weights: Float64Array.of(1, 2, 1, 2),
          bias: Float64Array.of(0.5, 0.5),
          activation: { breakpoints: [], slopes: [1], intercept: 0 },
        },
      ],
    };
    const complex = complexOf(net);
    const pieces = surfacePieces(complex, { kind: 'argmax' }, classPieces(net, domain, complex));
    assert.deepEqual([...pieces.top], [0]);
  });
});

describe('pick', () => {
  it('agrees with the walk through the complex when seen from above', () => {
    fc.assert(
      fc.property(generic, point, (net, { x, y }) => {
        const complex = complexOf(net);
        const pieces = surfacePieces(complex, { kind: 'output', index: 0 });
        const fromAbove = pickRay(pieceBoxes(pieces), [x, y, 1e3], [0, 0, -1]);
        assert.equal(fromAbove?.cell, locate(complex, x, y));
        assert.equal(pickPoint(pieceBoxes(pieces), x, y)?.cell, fromAbove?.cell);
      }),
    );
  });

  it('hits the surface first where nothing lies between it and the eye', () => {
    const eye = [3, -4, 6] as const;
    fc.assert(
      fc.property(generic, point, (net, { x, y }) => {
        const pieces = surfacePieces(complexOf(net), { kind: 'output', index: 0 });
        const z = forward(net, [x, y]).outputs[0];
        const hit = pickRay(pieceBoxes(pieces), eye, [x - eye[0], y - eye[1], z - eye[2]]);
        assert.ok(hit, 'a ray to a point of the surface meets it');
        const onSurface = heightAt(pieces, hit.piece, hit.x, hit.y);
        const reached = Math.hypot(hit.x - eye[0], hit.y - eye[1], onSurface - eye[2]);
        assert.ok(reached <= Math.hypot(x - eye[0], y - eye[1], z - eye[2]) + 1e-9);
      }),
    );
  });

  it('hits the triangles of a surface where it hits the pieces', () => {
    const eye = [0.3, -4, 6] as const;
    fc.assert(
      fc.property(generic, point, (net, { x, y }) => {
        const pieces = surfacePieces(complexOf(net), { kind: 'output', index: 0 });
        const sceneFrame = sceneFrameOf({ x0: -1, x1: 1, y0: -1, y1: 1, ...heightRange(pieces) });
        const height = sceneHeight(sceneFrame, forward(net, [x, y]).outputs[0]);
        const along = [x - eye[0], y - eye[1], height - eye[2]] as const;
        const hit = pickSurface(pieces, surfaceOf(pieces, sceneFrame), 1, eye, along);
        const inUnits = (z: number): number => z / sceneFrame.sz;
        const from = [eye[0], eye[1], inUnits(eye[2]) + sceneFrame.z] as const;
        const expected = pickRay(pieceBoxes(pieces), from, [along[0], along[1], inUnits(along[2])]);
        assert.ok(hit && expected, 'a ray to a point of the surface meets it');
        assert.ok(Math.hypot(hit.x - expected.x, hit.y - expected.y) < 1e-3);
      }),
    );
  });

  it('does not take a cell whose corners are rounded to one point for the whole plane', () => {
    // Three folds that meet near (−0.8, −0.75): in exact arithmetic they leave a triangle there,
    // about 1e-16 wide.
    const lines: Network = {
      inputs: 2,
      layers: [
        {
          inputs: 2,
          units: 3,
          weights: Float64Array.of(1, -1, 0.5, -1, 1, -0.4),
          bias: Float64Array.of(0.05, -0.35, 0.5),
          activation: { breakpoints: [0], slopes: [0, 1], intercept: 0 },
        },
        {
          inputs: 3,
          units: 1,
          weights: Float64Array.of(1, 1, 1),
          bias: Float64Array.of(0),
          activation: { breakpoints: [], slopes: [1], intercept: 0 },
        },
      ],
    };
    const complex = complexOf(lines);
    const pieces = surfacePieces(complex, { kind: 'output', index: 0 });
    assert.equal(complex.cellCount, 7, 'the triangle is a cell');
    assert.equal(pickPoint(pieceBoxes(pieces), 0.5, 0.4)?.cell, locate(complex, 0.5, 0.4));
    assert.ok(Array.from({ length: 7 }, (_, p) => pieceArea(pieces, p)).some((a) => a < 1e-20));
  });

  it('misses outside the domain', () => {
    const net: Network = {
      inputs: 2,
      layers: [
        {
          inputs: 2,
          units: 1,
          weights: Float64Array.of(1, 1),
          bias: Float64Array.of(0),
          activation: { breakpoints: [0], slopes: [0, 1], intercept: 0 },
        },
      ],
    };
    const pieces = surfacePieces(complexOf(net), { kind: 'output', index: 0 });
    assert.equal(pickPoint(pieceBoxes(pieces), 1.001, 0), undefined);
    assert.equal(pickRay(pieceBoxes(pieces), [5, 5, 5], [1, 0, -1]), undefined);
  });
});

describe('surface and fold lines', () => {
  it('draw every edge of the complex once, and triangles for the whole area', () => {
    fc.assert(
      fc.property(fc.oneof(generic, network), (net) => {
        const complex = complexOf(net);
        const pieces = surfacePieces(complex, { kind: 'output', index: 0 });
        const { lo, hi } = heightRange(pieces);
        const sceneFrame = sceneFrameOf({ x0: -1, x1: 1, y0: -1, y1: 1, lo, hi });
        const sides = pieceEdges(complex, foldTable(net), pieces);
        const { positions, triangles } = surfaceOf(pieces, sceneFrame);
        const lines = foldLines(sides, positions, true);
        const segments = [...lines.layers, lines.border].reduce((n, l) => n + l.length / 6, 0);
        assert.equal(segments, complex.edgeCount);

        assert.equal(triangles.length / 3, pieces.start[pieces.count] - 2 * pieces.count);
        let area = 0;
        for (let t = 0; t < triangles.length; t += 3) {
          const [ax, ay, bx, by, cx, cy] = [0, 1, 2].flatMap((i) => {
            const k = 3 * triangles[t + i];
            return [positions[k], positions[k + 1]];
          });
          area += ((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
        }
        assert.ok(Math.abs(area - 4) < 1e-4, `area ${area}`);
      }),
    );
  });

  it('leave out every dead edge between linear regions, and no other', () => {
    fc.assert(
      fc.property(network, (net) => {
        const complex = complexOf(net);
        const pieces = surfacePieces(complex, { kind: 'output', index: 0 });
        const { layers, border } = pieceEdges(complex, foldTable(net), pieces, 'linear');
        const drawn = [...layers, border].reduce((n, corners) => n + corners.length / 2, 0);
        assert.equal(drawn, complex.edgeCount - complexStats(complex).deadEdges);
      }),
    );
  });
});

function pieceArea(pieces: SurfacePieces, p: number): number {
  const first = pieces.start[p];
  const count = pieces.start[p + 1] - first;
  let twice = 0;
  for (let i = 0; i < count; i++) {
    const k = 2 * (first + i);
    const n = 2 * (first + ((i + 1) % count));
    twice += pieces.xy[k] * pieces.xy[n + 1] - pieces.xy[n] * pieces.xy[k + 1];
  }
  return twice / 2;
}
