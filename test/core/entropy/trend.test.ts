import assert from 'node:assert/strict';
import { leastTrendRows, trendOf } from '../../../src/core/entropy/diagnostics/trend.ts';
import { noiseOf, simulations } from './syntheticLogs.ts';

describe('the trend of a level', () => {
  const rows = 100;
  const series = (change: number, noise: readonly number[]) =>
    noise.map((e, i) => 1 + change * (i / (noise.length - 1) - 0.5) + 0.1 * e);
  const count = (change: number, correlation: number, ...wanted: readonly string[]) =>
    simulations(60, 31).filter((uniform) =>
      wanted.includes(trendOf(series(change, noiseOf(rows, { correlation }, uniform)))),
    ).length;

  it('is rarely found in noise, and mostly where it is (seed 31)', () => {
    // 5 % of 60 are 3 ± 1.7.
    for (const correlation of [0, 0.5, 0.9]) {
      const found = count(0, correlation, 'falling', 'rising');
      assert.ok(found <= 9, `ρ = ${correlation}: ${found} of 60`);
    }
    assert.ok(count(-0.4, 0, 'falling') >= 55);
    assert.ok(count(0, 0, 'level') >= 50);
  });

  it('is rarely called level where entropy falls by a fifth (seed 31)', () => {
    for (const correlation of [0, 0.5, 0.9]) {
      const found = count(-0.2, correlation, 'level');
      assert.ok(found <= 6, `ρ = ${correlation}: ${found} of 60`);
    }
  });

  it('does not depend on the unit, and turns with the order (seed 31)', () => {
    const opposite = { falling: 'rising', rising: 'falling', level: 'level', unclear: 'unclear' };
    for (const uniform of simulations(20, 31)) {
      const values = series(-0.2, noiseOf(rows, { correlation: 0.3 }, uniform));
      const trend = trendOf(values);
      assert.equal(trendOf(values.map((x) => 7 * x)), trend);
      assert.equal(trendOf(values.toReversed()), opposite[trend]);
    }
  });

  it('is unclear below the rows that it was measured for', () => {
    assert.equal(trendOf(Array.from({ length: leastTrendRows - 1 }, (_, i) => -i)), 'unclear');
    assert.equal(trendOf(Array.from({ length: leastTrendRows }, (_, i) => -i)), 'falling');
  });
});
