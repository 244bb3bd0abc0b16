import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  autocorrelation,
  deviationOf,
  isConstant,
  kendallTrend,
  meanOf,
  median,
  trailingMedian,
} from '../../../src/core/numeric/series.ts';
import { near } from './near.ts';

const values = (minLength: number) =>
  fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength, maxLength: 30 });
/** With many ties. */
const whole = (minLength: number) =>
  fc.array(fc.integer({ min: -4, max: 4 }), { minLength, maxLength: 30 });

describe('the median', () => {
  it('has as many values below as above', () => {
    fc.assert(
      fc.property(whole(1), (list) => {
        const m = median(list);
        const below = list.filter((x) => x < m).length;
        const above = list.filter((x) => x > m).length;
        assert.ok(below <= list.length / 2 && above <= list.length / 2);
        const [least, most] = [Math.min(...list), Math.max(...list)];
        assert.equal(median(list.map((x) => least + most - x)), least + most - m);
      }),
    );
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.ok(Number.isNaN(median([])));
  });

  it('of past values does not depend on later ones, and leaves the list unchanged', () => {
    fc.assert(
      fc.property(values(1), fc.integer({ min: 1, max: 9 }), (list, width) => {
        const copy = [...list];
        const all = trailingMedian(list, width);
        assert.deepEqual(list, copy);
        for (let n = 1; n <= list.length; n++) {
          assert.deepEqual(trailingMedian(list.slice(0, n), width), all.slice(0, n));
          assert.equal(all[n - 1], median(list.slice(Math.max(0, n - width), n)));
        }
      }),
    );
    assert.deepEqual(trailingMedian([3, 1, 2, 8], 3), [3, 2, 2, 2]);
  });
});

describe('the standard deviation', () => {
  it('is that of the differences of all pairs', () => {
    fc.assert(
      fc.property(values(2), (list) => {
        const n = list.length;
        let squares = 0;
        for (const x of list) for (const y of list) squares += (x - y) ** 2;
        const expected = Math.sqrt(squares / (2 * n * (n - 1)));
        near(deviationOf(list), expected, { relative: 1e-12, absolute: 1e-12 });
      }),
    );
    assert.equal(deviationOf([2, 4, 4, 4, 5, 5, 7, 9]), Math.sqrt(32 / 7));
  });

  it('does not lose its digits far from 0', () => {
    near(deviationOf([1e9 + 1, 1e9 + 2, 1e9 + 3]), 1, { relative: 1e-12 });
    assert.equal(meanOf([1, 2, 6]), 3);
  });
});

describe('the correlation with the next value', () => {
  it('is between −1 and 1, and does not depend on unit and origin', () => {
    fc.assert(
      fc.property(whole(2), (list) => {
        const r = autocorrelation(list);
        assert.ok(Math.abs(r) < 1);
        near(autocorrelation(list.map((x) => 1024 * x + 8)), r, { absolute: 1e-13 });
        near(autocorrelation(list.toReversed()), r, { absolute: 1e-13 });
      }),
    );
  });

  it('matches its definition', () => {
    // Deviations −1.5, −0.5, 0.5, 1.5: products 0.75 − 0.25 + 0.75 of squares 5.
    assert.equal(autocorrelation([1, 2, 3, 4]), 0.25);
    assert.equal(autocorrelation([1, -1, 1, -1]), -0.75);
  });

  it('is 0 for a constant, even where its mean is rounded', () => {
    assert.notEqual(meanOf([0.1, 0.1, 0.1]), 0.1);
    for (const x of [0, 1, 0.1, 1 / 3])
      for (const n of [1, 2, 3, 7, 40]) {
        const list = Array<number>(n).fill(x);
        assert.ok(isConstant(list));
        assert.equal(autocorrelation(list), 0);
      }
    assert.ok(!isConstant([1, 1, 2]));
  });
});

describe('Kendall’s trend', () => {
  it('is τ-b of the definition, with ties in the values', () => {
    fc.assert(
      fc.property(whole(2), (list) => {
        let [rising, falling, ties] = [0, 0, 0];
        list.forEach((x, i) => {
          for (const y of list.slice(i + 1))
            if (y > x) rising++;
            else if (y < x) falling++;
            else ties++;
        });
        const pairs = rising + falling + ties;
        const expected = (rising - falling) / Math.sqrt(pairs * (pairs - ties));
        near(kendallTrend(list), ties === pairs ? 0 : expected, { absolute: 1e-15 });
        assert.equal(kendallTrend(list.toReversed()) + 0, -kendallTrend(list) + 0);
      }),
    );
  });

  it('is 1 where the values only rise, and 0 for fewer than two', () => {
    assert.equal(kendallTrend([1, 2, 5, 7]), 1);
    assert.equal(kendallTrend([7, 5, 2]), -1);
    assert.equal(kendallTrend([3]), 0);
    assert.equal(kendallTrend([]), 0);
  });
});
