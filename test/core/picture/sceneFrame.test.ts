import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  sceneFrameOf,
  keepSceneFrame,
  sceneHeight,
  type Extent,
} from '../../../src/core/picture/sceneFrame.ts';

const extent: Extent = { x0: -1, x1: 1, y0: -1, y1: 1, lo: -3, hi: 5 };

describe('sceneFrame', () => {
  it('maps any extent to the same box of the scene', () => {
    const extents: readonly Extent[] = [
      extent,
      { x0: 1e9, x1: 1e9 + 2, y0: -5, y1: -3, lo: 1e12, hi: 1e12 + 1 },
      { x0: -1e-9, x1: 1e-9, y0: 0, y1: 2e-9, lo: -1e300, hi: 1e300 },
      { x0: 0, x1: 1, y0: 0, y1: 1, lo: -1.7e308, hi: 1.7e308 },
    ];
    for (const e of extents) {
      const sceneFrame = sceneFrameOf(e);
      assert.ok(Math.abs((e.x0 - sceneFrame.x) * sceneFrame.sx + 1) < 1e-6);
      assert.ok(Math.abs((e.x1 - sceneFrame.x) * sceneFrame.sx - 1) < 1e-6);
      const [lo, hi] = [sceneHeight(sceneFrame, e.lo), sceneHeight(sceneFrame, e.hi)];
      assert.ok(Math.abs(lo + 0.45) < 1e-6 && Math.abs(hi - 0.45) < 1e-6, `${lo} … ${hi}`);
    }
  });

  it('centres a constant, and draws overflowed values too', () => {
    const sceneFrame = sceneFrameOf({ ...extent, lo: 7, hi: 7 });
    assert.equal(sceneHeight(sceneFrame, 7), 0);
    assert.equal(sceneHeight(sceneFrame, Infinity), 0);
    assert.equal(sceneHeight(sceneFrame, NaN), 0);
    // Another frame of an animation may be this much higher, and positions are 32-bit floats.
    const low = sceneFrameOf({ ...extent, lo: 0, hi: 1e-309 });
    assert.equal(Math.fround(sceneHeight(low, 1e9)), Math.fround(1e18));
  });

  it('keeps the proportions of the footprint up to a limit', () => {
    const wide = sceneFrameOf({ ...extent, x1: 5 });
    assert.equal(wide.sx, wide.sy);
    const ribbon = sceneFrameOf({ ...extent, x1: 99 });
    assert.equal(2 * ribbon.sy, 2);
    assert.equal(100 * ribbon.sx, 2);
  });

  it('stays fixed while heights change a little, so that the change is visible', () => {
    const sceneFrame = sceneFrameOf(extent);
    assert.equal(keepSceneFrame(sceneFrame, { ...extent, lo: -4, hi: 9 }), sceneFrame);
    assert.equal(keepSceneFrame(sceneFrame, { ...extent, lo: 1, hi: 1 }), sceneFrame);
  });

  it('changes when heights outgrow it or the footprint is different', () => {
    const sceneFrame = sceneFrameOf(extent);
    for (const other of [
      { ...extent, hi: 500 },
      { ...extent, lo: 0, hi: 0.01 },
      { ...extent, lo: 997, hi: 1005 },
      { ...extent, x1: 3 },
    ])
      assert.deepEqual(keepSceneFrame(sceneFrame, other), sceneFrameOf(other));
  });

  it('is finite for every span that a double has', () => {
    const side = fc.integer({ min: -323, max: 100 }).map((exponent) => Number(`1e${exponent}`));
    fc.assert(
      fc.property(side, side, fc.integer({ min: -323, max: 300 }), (width, depth, exponent) => {
        const hi = Number(`1e${exponent}`);
        const frame = sceneFrameOf({ x0: 0, x1: width, y0: -depth, y1: 0, lo: -hi, hi });
        for (const value of Object.values(frame) as number[]) assert.ok(Number.isFinite(value));
        for (const [value, centre, scale] of [
          [width, frame.x, frame.sx],
          [0, frame.y, frame.sy],
          [hi, frame.z, frame.sz],
        ])
          assert.ok(Math.abs((value - centre) * scale) <= 2);
      }),
    );
  });
});
