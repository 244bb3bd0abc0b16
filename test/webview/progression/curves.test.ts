import assert from 'node:assert/strict';
import { curveRange } from '../../../src/webview/progression/curves.ts';

describe('the range of a curve', () => {
  it('spans the values, and starts at zero if they come near it', () => {
    assert.deepEqual(curveRange({ values: [3, NaN, 2, 3.5] }), { lo: 2, hi: 3.5 });
    assert.deepEqual(curveRange({ values: [1, 5] }), { lo: 0, hi: 5 });
  });

  it('includes a bound that is not far above', () => {
    const bound = (value: number) => ({ name: 'bound', values: [value, value] });
    assert.deepEqual(curveRange({ values: [6, 8], bound: bound(9) }), { lo: 6, hi: 9 });
    assert.deepEqual(curveRange({ values: [6, 8], bound: bound(900) }), { lo: 6, hi: 8 });
  });

  it('is a single value if only rounding errors vary', () => {
    const values = [16 / 20, 0.8 + 2 ** -52, 0.8 - 2 ** -53];
    const { lo, hi } = curveRange({ values });
    assert.equal(lo, hi);
    assert.ok(curveRange({ values: [0.8, 0.80001] }).lo < 0.80001);
    assert.deepEqual(curveRange({ values: [0, 0] }), { lo: 0, hi: 0 });
  });
});
