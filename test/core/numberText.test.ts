import assert from 'node:assert/strict';
import fc from 'fast-check';
import { numberText } from '../../src/core/numberText.ts';

describe('numbers', () => {
  it('are written for readability', () => {
    assert.equal(numberText(-0.5), '−0.5');
    assert.equal(numberText(123456), '123456');
    assert.equal(numberText(1 / 3), '0.3333');
    assert.equal(numberText(-1.5e-7), '−1.5×10⁻⁷');
    assert.equal(numberText(2e9), '2×10⁹');
    assert.equal(numberText(-999975.4), '−1×10⁶');
    assert.equal(numberText(999975), '999975');
    assert.equal(numberText(Infinity), '∞');
  });

  it('are accurate to the digits shown', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), (x) => {
        assert.ok(Math.abs(Number(numberText(x)) - x) <= 5e-4 * x);
      }),
    );
  });
});
