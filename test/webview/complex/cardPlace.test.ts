import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isBrief, standsAside } from '../../../src/webview/complex/cardPlace.ts';

describe('the place of the card', () => {
  const size = fc.record({
    width: fc.integer({ min: 240, max: 2000 }),
    height: fc.integer({ min: 240, max: 1400 }),
  });
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  it('never covers its subject: a strip is 60 pixels high, the whole card half of a narrow picture', () => {
    fc.assert(
      fc.property(
        size,
        share,
        share,
        fc.boolean(),
        fc.boolean(),
        (room, u, v, isAside, isWhole) => {
          const [x, y] = [u * room.width, v * room.height];
          const aside = standsAside(room, { isAside, isWhole }, x, y);
          if (!isBrief(room.width)) {
            assert.ok(room.width < 720 || (aside ? x > 302 : x < room.width - 292));
            return;
          }
          const high = isWhole ? room.height / 2 : 60;
          assert.ok(aside ? y <= room.height - high : y >= high, `${aside} for ${y} of ${high}`);
        },
      ),
    );
  });

  it('changes only when the pointer comes near it', () => {
    const room = { width: 560, height: 800 };
    const strip = (isAside: boolean, y: number): boolean =>
      standsAside(room, { isAside, isWhole: false }, 200, y);
    assert.deepEqual(
      [89, 90, 400, 799].map((y) => strip(false, y)),
      [true, false, false, false],
    );
    assert.deepEqual(
      [0, 400, 709, 710].map((y) => strip(true, y)),
      [true, true, true, false],
    );
  });
});
