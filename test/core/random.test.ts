import assert from 'node:assert/strict';
import { randomFrom } from '../../src/core/random.ts';

describe('random numbers', () => {
  it('are those of mulberry32', () => {
    const { uniform } = randomFrom(1);
    assert.deepEqual(
      [uniform(), uniform(), uniform()],
      [0.6270739405881613, 0.002735721180215478, 0.5274470399599522],
    );
  });

  it('are normal with mean 0, variance 1 and the tails of a normal distribution', () => {
    const { normal } = randomFrom(2);
    const n = 100_000;
    const values = Array.from({ length: n }, normal);
    const mean = values.reduce((sum, x) => sum + x, 0) / n;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
    const beyondTwo = values.filter((x) => Math.abs(x) > 2).length / n;
    assert.ok(Math.abs(mean) < 0.01, `mean ${mean}`);
    assert.ok(Math.abs(variance - 1) < 0.02, `variance ${variance}`);
    assert.ok(Math.abs(beyondTwo - 0.0455) < 0.003, `beyond two deviations ${beyondTwo}`);
  });

  it('use a logarithm that agrees with the library to a few units in the last place', () => {
    // The polar method turns (x, y) into x·√(−2 ln s / s); replayed here with Math.log.
    const { uniform } = randomFrom(3);
    const { normal } = randomFrom(3);
    for (let i = 0; i < 1000; i++) {
      let [x, s] = [0, 1];
      while (s >= 1 || s === 0) {
        x = 2 * uniform() - 1;
        s = x * x + (2 * uniform() - 1) ** 2;
      }
      const expected = x * Math.sqrt((-2 * Math.log(s)) / s);
      assert.ok(Math.abs(normal() - expected) <= 4e-15 * Math.abs(expected) + 1e-300);
    }
  });
});
