import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shareOf } from '../../../src/core/plot/share.ts';

describe('the share of a number in a range', () => {
  it('is from 0 to 1 for all doubles', () => {
    const any = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(any, any, any, (...numbers) => {
        const [lo, value, hi] = numbers.toSorted((a, b) => a - b);
        const share = shareOf({ lo, hi }, value);
        assert.ok(share >= 0 && share <= 1, `${share}`);
        if (lo < hi) assert.deepEqual([shareOf({ lo, hi }, lo), shareOf({ lo, hi }, hi)], [0, 1]);
      }),
    );
  });

  it('is exact between the smallest and the largest doubles', () => {
    assert.equal(shareOf({ lo: 0, hi: 4 * Number.MIN_VALUE }, Number.MIN_VALUE), 0.25);
    assert.equal(shareOf({ lo: -Number.MAX_VALUE, hi: Number.MAX_VALUE }, 0), 0.5);
    assert.equal(shareOf({ lo: 3, hi: 3 }, 3), 0.5);
  });
});
