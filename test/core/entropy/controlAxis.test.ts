import assert from 'node:assert/strict';
import fc from 'fast-check';
import { modelViewOf } from '../../../src/core/entropy/modelView.ts';
import {
  control2At,
  control2Axis,
  control2Share,
  logarithmicWindow,
} from '../../../src/core/entropy/controlAxis.ts';
import { meshFoldedSurface } from '../../../src/core/entropy/foldedMesh.ts';
import { logarithmicTicks } from '../../../src/core/plot/ticks.ts';

const { model, window } = modelViewOf({
  kind: 'grpo',
  estimator: { kind: 'grpo', group: 8, deviation: 'unbiased' },
  decisions: 10,
  tokens: { right: 1, wrong: 15, criticalShare: 1 },
  klGradient: 'reverse',
});

describe('the axis of the second control', () => {
  it('maps the control to a share of the window and back', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (share, isLog) => {
        const shown = isLog ? logarithmicWindow(window) : window;
        const control2 = control2At(shown, share);
        assert.ok(control2 >= shown.control2[0] * (1 - 1e-12));
        assert.ok(Math.abs(control2Share(shown, control2) - share) < 1e-12);
        const { coordinate, slope } = control2Axis(shown);
        const d = 1e-6 * control2;
        const measured = (coordinate(control2 + d) - coordinate(control2 - d)) / (2 * d);
        assert.ok(Math.abs(measured / slope(control2) - 1) < 1e-6);
      }),
    );
  });

  it('begins above zero when logarithmic, as it must', () => {
    const { control1 } = window;
    assert.deepEqual(logarithmicWindow({ control1, control2: [0, 2] }).control2, [1e-3, 2]);
    assert.deepEqual(logarithmicWindow({ control1, control2: [1e-5, 2] }).control2, [1e-5, 2]);
    assert.deepEqual(logarithmicWindow({ control1, control2: [0, 0.05] }).control2, [5e-4, 0.05]);
  });

  it('spreads the rows of a surface over the decades, with the cusp on one of them', () => {
    const rows = { folded: 30, single: 10 };
    const shown = logarithmicWindow(window);
    const { points, cusps } = meshFoldedSurface(model, { ...shown, rows, columns: 8 });
    const strengths = points.filter((_, i) => i % 3 === 1);
    assert.equal(cusps.length, 1);
    assert.equal(strengths[cusps[0]], model.cusps[0].control2);
    const distinct = new Set(strengths);
    assert.ok([...distinct].filter((b) => b < 0.1).length > 10);
    assert.equal(Math.min(...distinct), shown.control2[0]);
    assert.equal(Math.max(...distinct), shown.control2[1]);
  });

  it('has round numbers of every decade, no more than there is space for', () => {
    const texts = (lo: number, hi: number, target: number): string[] =>
      logarithmicTicks(lo, hi, target).map(({ text }) => text);
    assert.deepEqual(texts(1e-3, 3.2, 5), ['0.001', '0.01', '0.1', '1']);
    assert.deepEqual(texts(0.1, 1.1, 6), ['0.1', '0.2', '0.5', '1']);
    assert.deepEqual(texts(0.21, 0.34, 4), ['0.25', '0.30']);
    fc.assert(
      fc.property(
        fc.double({ min: -12, max: 6, noNaN: true }),
        fc.double({ min: 0.01, max: 14, noNaN: true }),
        fc.integer({ min: 2, max: 9 }),
        (exponent, decades, target) => {
          const [lo, hi] = [10 ** exponent, 10 ** (exponent + decades)];
          const values = logarithmicTicks(lo, hi, target).map(({ value }) => value);
          assert.ok(values.length >= 1 && values.length <= 2.5 * target + 2, String(values));
          assert.ok(values.every((v) => v > lo * (1 - 1e-6) && v < hi * (1 + 1e-6)));
        },
      ),
    );
  });
});
