import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linearTicks, niceTicks, tickText } from '../../../src/core/plot/ticks.ts';

describe('ticks', () => {
  it('are round, ascending, within the range and about as many as requested', () => {
    const range = fc.record({
      lo: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      span: fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
      target: fc.integer({ min: 2, max: 9 }),
    });
    fc.assert(
      fc.property(range, ({ lo, span, target }) => {
        const hi = lo + span;
        fc.pre(span > 1e-9 * Math.abs(lo));
        const { values, step } = niceTicks(lo, hi, target);
        assert.ok(values.length <= target + 2, `${values.length} of ${target}`);
        assert.ok(values.length >= target / 2.5 - 1, `${values.length} of ${target}`);
        for (const v of values) {
          assert.ok(v >= lo - 1e-8 * step && v <= hi + 1e-8 * step);
          assert.ok(Math.abs(v / step - Math.round(v / step)) < 1e-6);
        }
        const lead = Number(step.toExponential().split('e')[0]);
        assert.ok(
          [1, 2, 5].some((digit) => Math.abs(digit - lead) < 1e-9),
          `step ${step}`,
        );
      }),
    );
  });

  it('are at least two on every axis, however few are requested', () => {
    const range = fc.record({
      lo: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      span: fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
      target: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(range, ({ lo, span, target }) => {
        const hi = lo + span;
        // Ends that differ beyond the digits of a label have no two texts.
        fc.pre(span > 1e-6 * Math.abs(lo));
        const ticks = linearTicks(lo, hi, target);
        assert.ok(ticks.length >= 2 && ticks.length <= target + 2, `${ticks.length} of ${target}`);
        assert.equal(new Set(ticks.map(({ text }) => text)).size, ticks.length);
        for (const { value } of ticks)
          assert.ok(value >= lo - 1e-8 * span && value <= hi + 1e-8 * span);
      }),
    );
    const texts = (lo: number, hi: number): string[] =>
      linearTicks(lo, hi, 2).map(({ text }) => text);
    assert.deepEqual(texts(0.1, 1.9), ['0.5', '1.0', '1.5']);
    assert.deepEqual(texts(1.05, 1.05), ['1.05']);
  });

  it('show only the decimals that they need', () => {
    const texts = (lo: number, hi: number): string[] => {
      const { values, step } = niceTicks(lo, hi, 4);
      return values.map((v) => tickText(v, step));
    };
    assert.deepEqual(texts(-1, 1), ['−1.0', '−0.5', '0.0', '0.5', '1.0']);
    assert.deepEqual(texts(0, 400), ['0', '100', '200', '300', '400']);
    assert.deepEqual(texts(0, 4e7), ['0', '1×10⁷', '2×10⁷', '3×10⁷', '4×10⁷']);
    assert.deepEqual(texts(0, 4e-7), ['0', '1×10⁻⁷', '2×10⁻⁷', '3×10⁻⁷', '4×10⁻⁷']);
    // A number with more digits than the first of the step.
    assert.deepEqual(texts(8e5, 1.6e6), ['800000', '1.0×10⁶', '1.2×10⁶', '1.4×10⁶', '1.6×10⁶']);
    assert.deepEqual(texts(2, 2), ['2']);
  });

  it('are few and finite in every range of doubles, without an endless loop', () => {
    const any = fc.double({ noNaN: true, noDefaultInfinity: true });
    const close = fc.tuple(any, fc.integer({ min: 0, max: 40 })).map(([lo, ulps]) => {
      const bits = new BigInt64Array(Float64Array.of(lo).buffer);
      bits[0] += BigInt(ulps);
      const [hi] = new Float64Array(bits.buffer);
      return Number.isFinite(hi) ? [lo, hi] : [lo, lo];
    });
    fc.assert(
      fc.property(
        fc.oneof(fc.tuple(any, any), close),
        fc.integer({ min: 1, max: 9 }),
        (ends, n) => {
          const [lo, hi] = ends.toSorted((a, b) => a - b);
          const { values, step } = niceTicks(lo, hi, n);
          assert.ok(values.length <= n + 2 && Number.isFinite(step));
          for (const v of values) {
            assert.ok(Number.isFinite(v), `${v}`);
            assert.doesNotMatch(tickText(v, step), /NaN|Infinity/);
          }
        },
      ),
    );
    assert.deepEqual(niceTicks(1, 1 + Number.EPSILON, 5), { values: [1], step: 0 });
    for (const hi of [Number.MIN_VALUE, 1e-322])
      assert.deepEqual(niceTicks(0, hi, 8), { values: [0], step: 0 });
  });
});
