import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pixelStep, rounded, stepFactor } from '../../../src/webview/kit/scrubStep.ts';

const keys = { shiftKey: false, altKey: false, ctrlKey: false };

describe('the steps of a scrubbed number', () => {
  const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });

  it('are a small part of the number, the same for both signs, and powers of ten', () => {
    fc.assert(
      fc.property(number, (value) => {
        const step = pixelStep(value);
        assert.equal(pixelStep(-value), step);
        assert.ok(Math.abs(Math.log10(step) - Math.round(Math.log10(step))) < 1e-9);
        if (Math.abs(value) > 1e-9) assert.ok(step <= 0.1 * Math.abs(value), String(step));
      }),
    );
    assert.deepEqual([0, 1, 0.2, 35, 0.03].map(pixelStep), [0.01, 0.01, 0.01, 0.1, 0.001]);
  });

  it('are finer with Shift, and coarser with Alt or Ctrl', () => {
    assert.equal(stepFactor(keys), 1);
    assert.equal(stepFactor({ ...keys, shiftKey: true }), 0.1);
    assert.equal(stepFactor({ ...keys, altKey: true }), 10);
    assert.equal(stepFactor({ ...keys, ctrlKey: true }), 10);
  });

  it('lead to the nearest number with as few digits as the step', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: -6, max: 3 }), (value, exponent) => {
        const step = 10 ** exponent;
        const near = rounded(value, step);
        assert.ok(Math.abs(near - value) <= (step / 2) * (1 + 1e-6) + 1e-6 * step);
        assert.equal(rounded(near, step), near);
        const digits = String(near).split('.').at(1) ?? '';
        assert.ok(
          String(near).includes('e') || digits.length <= Math.max(0, -exponent),
          String(near),
        );
      }),
    );
    assert.ok(Object.is(rounded(-0.001, 0.01), 0), 'never −0');
  });
});
