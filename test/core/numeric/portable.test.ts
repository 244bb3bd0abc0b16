import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cos, exp, ln, log1p, sin } from '../../../src/core/numeric/portable.ts';
import { draws } from '../../draws.ts';

describe('portable functions', () => {
  /** Within four units in the last place of the library's result, or of 1 where `absolute`. */
  const agree = (
    own: (x: number) => number,
    library: (x: number) => number,
    min: number,
    max: number,
    absolute = false,
  ): void => {
    fc.assert(
      fc.property(fc.double({ min, max, noNaN: true }), (x) => {
        const expected = library(x);
        const unit = 2 ** -52 * (absolute ? 1 : Math.abs(expected));
        assert.ok(Math.abs(own(x) - expected) <= 4 * unit + 5e-324, `${own(x)} for ${expected}`);
      }),
      { numRuns: draws(300) },
    );
  };

  it('agree with the library', () => {
    agree(exp, Math.exp, -700, 709);
    agree(exp, Math.exp, -1, 1);
    agree(ln, Math.log, 1e-300, 1e300);
    agree(ln, Math.log, 0.5, 2, true);
    agree(log1p, Math.log1p, 0, 1);
    agree(sin, Math.sin, -1000, 1000, true);
    agree(cos, Math.cos, -1000, 1000, true);
    agree(sin, Math.sin, -0.5, 0.5);
  });

  it('have the correct values at the ends', () => {
    assert.deepEqual([exp(0), exp(-Infinity), exp(Infinity), exp(800)], [1, 0, Infinity, Infinity]);
    assert.ok(Number.isNaN(exp(NaN)));
    assert.ok(Math.abs(exp(709.7) / Math.exp(709.7) - 1) < 1e-15);
    assert.deepEqual([ln(1), log1p(0), sin(0), cos(0)], [0, 0, 0, 1]);
    assert.ok(Math.abs(sin(Math.PI) - 1.2246467991473532e-16) < 1e-22);
    assert.equal(cos(Math.PI), -1);
  });

  it('never change a bit, so that seeds keep their networks', () => {
    assert.deepEqual(
      [ln(0.1), ln(0.9), ln(1e-10)],
      [-2.3025850929940455, -0.10536051565782627, -23.025850929940454],
    );
  });
});
