import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  corners,
  fitOrbit,
  fitPlane,
  lens3d,
  poseOf,
  rotate,
  zoom,
  type Camera,
} from '../../../src/webview/viewport/camera.ts';
import type { Box } from '../../../src/core/plot/vec3.ts';
import { projectionOf, type Viewport } from '../../../src/webview/viewport/projection.ts';

const viewport: Viewport = { width: 700, height: 500, left: 0, right: 0, top: 0, bottom: 0 };
const within = (size: number): fc.Arbitrary<number> =>
  fc.double({ min: -size, max: size, noNaN: true });
const angles = fc.record({
  azimuth: within(7),
  elevation: fc.double({ min: 0.1, max: 1.5, noNaN: true }),
});
const orbit = fc
  .tuple(angles, within(1), within(1), within(1), fc.double({ min: 0.2, max: 3, noNaN: true }))
  .map(([a, x, y, z, span]) => ({ ...a, x, y, z, span }));
const camera: fc.Arbitrary<Camera> = fc.record({
  mode: fc.constantFrom('3d', '2d'),
  orbit,
  plane: fc.record({
    x: within(1),
    y: within(1),
    span: fc.double({ min: 0.2, max: 3, noNaN: true }),
  }),
});
const box = fc
  .tuple(within(1), within(1), within(1))
  .map(([x, y, z]): Box => ({ min: [-1 - x * x, -1 - y * y, -z * z], max: [1, 1, z * z] }));
const flatness = fc.constantFrom(0, 0.3, 0.8, 1);

describe('the camera', () => {
  it('centres a box inside the margin', () => {
    fc.assert(
      fc.property(angles, box, (a, b) => {
        const fitted = { ...fitOrbit(a, b, 700 / 500, 0.14), lens: lens3d };
        const { project } = projectionOf(fitted, viewport, 10);
        const seen = corners(b).map(project);
        for (const [x, y] of seen) {
          assert.ok(x >= 40 && x <= 660, `x ${x}`);
          assert.ok(y >= 28 && y <= 472, `y ${y}`);
        }
        const middle = (i: 0 | 1): number =>
          (Math.min(...seen.map((p) => p[i])) + Math.max(...seen.map((p) => p[i]))) / 2;
        assert.ok(Math.abs(middle(0) - 350) < 8 && Math.abs(middle(1) - 250) < 8);
      }),
    );
  });

  it('fits the footprint seen from above', () => {
    fc.assert(
      fc.property(camera, box, (c, b) => {
        const fitted: Camera = { ...c, plane: fitPlane(b, 700 / 500) };
        const { project } = projectionOf(poseOf(fitted, 1), viewport, 10);
        for (const [x, y] of corners(b).map(project))
          assert.ok(x >= 0 && x <= 700 && y >= 0 && y <= 500);
      }),
    );
  });

  it('keeps the point that it zooms about at its pixel, at any depth', () => {
    const factors = fc.double({ min: 0.5, max: 2, noNaN: true });
    const point = fc.tuple(within(1), within(1), within(1));
    fc.assert(
      fc.property(camera, factors, point, (c, factor, about) => {
        const flat = c.mode === '2d' ? 1 : 0;
        const before = projectionOf(poseOf(c, flat), viewport, 10);
        const { plane, orbit: near } = c;
        // Not from behind the camera, nor from so near that pixels are huge.
        const depth = [about[0] - near.x, about[1] - near.y, about[2] - near.z].reduce(
          (sum, v, i) => sum + v * before.towards[i],
          0,
        );
        fc.pre(flat === 1 || depth * lens3d < 0.9 * near.span);
        const zoomed = zoom(c, factor, about);
        const after = projectionOf(poseOf(zoomed, flat), viewport, 10);
        assert.ok(Math.abs(after.scale / before.scale - factor) < 1e-9);
        const [p, q] = [before.project(about), after.project(about)];
        assert.ok(Math.hypot(p[0] - q[0], p[1] - q[1]) < 1e-6, `${p.join()} → ${q.join()}`);
        // The other mode is left alone, and zooming back returns.
        assert.deepEqual(flat ? zoomed.orbit : zoomed.plane, flat ? near : plane);
        const back = zoom(zoomed, 1 / factor, about);
        const [was, is] = flat ? [plane, back.plane] : [near, back.orbit];
        for (const [key, value] of Object.entries(was))
          assert.ok(Math.abs(value - is[key as 'x' | 'y' | 'span']) < 1e-9, key);
      }),
    );
  });

  it('zooms about the pixel of the target where nothing is under the pointer', () => {
    fc.assert(
      fc.property(camera, within(300), within(200), (c, dx, dy) => {
        const flat = c.mode === '2d' ? 1 : 0;
        const { atTarget, project } = projectionOf(poseOf(c, flat), viewport, 10);
        const [x, y] = project(atTarget(350 + dx, 250 + dy));
        assert.ok(Math.hypot(x - 350 - dx, y - 250 - dy) < 1e-6);
      }),
    );
  });

  it('never looks from below or upside down', () => {
    fc.assert(
      fc.property(camera, fc.array(within(2)), (c, turns) => {
        const turned = turns.reduce((now, by) => rotate(now, by, by), c);
        assert.ok(turned.orbit.elevation > 0 && turned.orbit.elevation < Math.PI / 2);
      }),
    );
  });
});

describe('the projection', () => {
  it('maps the ray through a pixel back to that pixel', () => {
    fc.assert(
      fc.property(camera, flatness, within(300), within(200), (c, flat, dx, dy) => {
        const { ray, project } = projectionOf(poseOf(c, flat), viewport, 10);
        const { origin, direction } = ray(350 + dx, 250 + dy);
        const step = flat === 1 ? 7 : 0.9;
        const [x, y] = project([
          origin[0] + step * direction[0],
          origin[1] + step * direction[1],
          origin[2] + step * direction[2],
        ]);
        assert.ok(Math.hypot(x - 350 - dx, y - 250 - dy) < 1e-6);
      }),
    );
  });

  it('has matrices that agree with its pixels', () => {
    const shifted: Viewport = { ...viewport, left: 60, bottom: 40 };
    fc.assert(
      fc.property(camera, flatness, within(1), within(1), within(1), (c, flat, x, y, z) => {
        const projection = projectionOf(poseOf(c, flat), shifted, 10);
        const clip = times(projection.projectionMatrix, times(projection.viewMatrix, [x, y, z, 1]));
        fc.pre(clip[3] > 0.05);
        const [px, py] = projection.project([x, y, z]);
        assert.ok(Math.abs((clip[0] / clip[3] + 1) * 350 - px) < 1e-6);
        assert.ok(Math.abs((1 - clip[1] / clip[3]) * 250 - py) < 1e-6);
      }),
    );
  });
});

/** A column-major 4 × 4 matrix times a vector. */
function times(matrix: readonly number[], vector: readonly number[]): number[] {
  return [0, 1, 2, 3].map((i) => vector.reduce((sum, v, j) => sum + matrix[4 * j + i] * v, 0));
}
