import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rungeKutta } from '../../../src/core/numeric/rungeKutta.ts';
import { near } from './near.ts';

describe('Runge–Kutta', () => {
  it('matches the series of exp up to the fourth order in a step of a linear equation', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (z) => {
        const [[x]] = rungeKutta(([v]) => [z * v], [1], [1], 1);
        near(x, 1 + z + z ** 2 / 2 + z ** 3 / 6 + z ** 4 / 24, { absolute: 1e-14 });
      }),
    );
  });

  it('is of fourth order: half the step leaves a sixteenth of the error', () => {
    // dx/dt = x², from 1: x = 1/(1 − t); and the clock runs along as a second state.
    const error = (step: number): number => {
      const [[x, t]] = rungeKutta(([v]) => [v * v, 1], [1, 0], [0.5], step);
      near(t, 0.5, { relative: 1e-13 });
      return Math.abs(x - 2);
    };
    for (const step of [1 / 16, 1 / 32, 1 / 64]) {
      const order = Math.log2(error(step) / error(step / 2));
      assert.ok(order > 3.8 && order < 4.3, `order ${order}`);
    }
  });

  it('keeps the energy of an oscillator to the sixth order', () => {
    const [[x, v]] = rungeKutta(([p, q]) => [q, -p], [1, 0], [100], 0.01);
    near(x * x + v * v, 1, { absolute: 1e-9 });
    near(x, Math.cos(100), { absolute: 1e-7 });
  });

  it('gives the state at each time, the start at 0 and the same state at the same time', () => {
    const times = [0, 0.1, 0.1, 0.30000000000000004, 1];
    const all = rungeKutta(([v]) => [-v], [3], times, 0.1);
    assert.deepEqual(all[0], [3]);
    assert.deepEqual(all[1], all[2]);
    times.forEach((time, i) => {
      assert.deepEqual(all[i], rungeKutta(([v]) => [-v], [3], [time], 0.1)[0]);
      near(all[i][0], 3 * Math.exp(-time), { relative: 1e-6 });
    });
    assert.deepEqual(
      rungeKutta(([v]) => [-v], [3], [], 0.1),
      [],
    );
  });
});
