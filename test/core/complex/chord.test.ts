import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chord } from '../../../src/core/complex/chord.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { domain } from '../networks.ts';

describe('the part of a line in the domain', () => {
  it('ends on the boundary, ordered by the direction', () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true });
    const angle = fc.double({ min: 0, max: 6.3, noNaN: true });
    fc.assert(
      fc.property(domain, number, number, angle, (region, x, y, turn) => {
        const direction = [Math.cos(turn), Math.sin(turn)] as const;
        const ends = chord(region, [x, y], direction);
        if (!ends) return;
        const [from, to] = ends;
        assert.ok((to[0] - from[0]) * direction[0] + (to[1] - from[1]) * direction[1] > 0);
        const { corners } = region;
        for (const [px, py] of ends) {
          const depths = Array.from({ length: corners.length / 2 }, (_, k) => {
            const [i, j] = [2 * k, (2 * k + 2) % corners.length];
            const [ex, ey] = [corners[j] - corners[i], corners[j + 1] - corners[i + 1]];
            return (ex * (py - corners[i + 1]) - ey * (px - corners[i])) / Math.hypot(ex, ey);
          });
          assert.ok(Math.abs(Math.min(...depths)) < 1e-9, `${px}, ${py}`);
        }
      }),
    );
  });

  it('is empty where the line misses the domain', () => {
    const square = box(-1, 1, -1, 1);
    assert.deepEqual(chord(square, [0, 0.5], [2, 0]), [
      [-1, 0.5],
      [1, 0.5],
    ]);
    assert.equal(chord(square, [0, 2], [1, 0]), undefined);
    assert.equal(chord(square, [3, 0], [1, 1]), undefined);
  });
});
