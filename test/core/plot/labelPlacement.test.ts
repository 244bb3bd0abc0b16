import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  centresBeside,
  contains,
  overlap,
  placeLabels,
  rectAround,
  type Rect,
} from '../../../src/core/plot/labelPlacement.ts';

const frame: Rect = { left: 0, right: 300, top: 0, bottom: 200 };
const coordinate = fc.integer({ min: -50, max: 350 });
const point = fc.tuple(coordinate, coordinate);
const size = fc.record({
  width: fc.integer({ min: 1, max: 120 }),
  height: fc.integer({ min: 1, max: 30 }),
});
const label = fc
  .tuple(size, point, fc.integer({ min: 0, max: 12 }))
  .map(([one, at, gap]) => ({ ...one, centres: centresBeside(at, one, gap) }));
const obstacle = fc.tuple(point, size).map(([at, one]) => rectAround(at, one));
const labels = fc.array(label, { maxLength: 12 });
const obstacles = fc.array(obstacle, { maxLength: 4 });

describe('the placement of labels', () => {
  it('keeps labels inside the frame, and clear of each other and of obstacles', () => {
    fc.assert(
      fc.property(labels, obstacles, (all, taken) => {
        const placed = placeLabels(all, frame, taken).filter((one) => one !== undefined);
        placed.forEach((one, i) => {
          assert.ok(contains(frame, one));
          assert.ok(!taken.some((other) => overlap(one, other)));
          assert.ok(!placed.slice(0, i).some((other) => overlap(one, other)));
        });
      }),
    );
  });

  it('omits a label only where no centre is free', () => {
    fc.assert(
      fc.property(labels, obstacles, (all, taken) => {
        const placed = placeLabels(all, frame, taken);
        placed.forEach((one, i) => {
          if (one) return;
          const others = [...taken, ...placed.slice(0, i).filter((other) => other !== undefined)];
          for (const centre of all[i].centres) {
            const rect = rectAround(centre, all[i]);
            // Labels keep a distance of two pixels.
            const wide = { ...rect, left: rect.left - 2, right: rect.right + 2 };
            const padded = { ...wide, top: rect.top - 2, bottom: rect.bottom + 2 };
            const isFree = !others.some((other) => overlap(padded, other));
            assert.ok(!(contains(frame, rect) && isFree));
          }
        });
      }),
    );
  });

  it('never moves an important label for one that follows', () => {
    fc.assert(
      fc.property(labels, labels, (first, then) => {
        const alone = placeLabels(first, frame);
        assert.deepEqual(placeLabels([...first, ...then], frame).slice(0, first.length), alone);
      }),
    );
  });

  it('does not cover the point that a label belongs to', () => {
    fc.assert(
      fc.property(point, size, fc.integer({ min: 0, max: 12 }), (at, one, gap) => {
        const dot = rectAround(at, { width: 2 * gap, height: 2 * gap });
        for (const centre of centresBeside(at, one, gap))
          assert.ok(!overlap(rectAround(centre, one), dot));
      }),
    );
  });
});
