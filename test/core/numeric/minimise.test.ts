import assert from 'node:assert/strict';
import fc from 'fast-check';
import { minimise } from '../../../src/core/numeric/minimise.ts';
import { quadratics, rosenbrock, twoWells } from './minima.ts';
import { near } from './near.ts';

describe('L-BFGS', () => {
  it('finds the minimum of a quadratic', () => {
    fc.assert(
      fc.property(quadratics, ({ minimum, objective }) => {
        const point = minimise(
          objective,
          minimum.map(() => 0),
        );
        point.forEach((x, i) => near(x, minimum[i], { absolute: 1e-6 }));
      }),
    );
  });

  it('converges in Rosenbrock’s valley from any start', () => {
    const place = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(place, place, (x, y) => {
        for (const v of minimise(rosenbrock, [x, y])) near(v, 1, { absolute: 1e-5 });
      }),
    );
  });

  it('never ends higher than it started, and ends where the slope is 0', () => {
    const place = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(place, place, fc.constantFrom(-0.3, 0, 0.2), (x, y, tilt) => {
        const objective = twoWells(tilt);
        const { value, gradient } = objective(minimise(objective, [x, y]));
        assert.ok(value <= objective([x, y]).value);
        for (const slope of gradient) near(slope, 0, { absolute: 1e-6 });
      }),
    );
  });

  it('avoids points where the value is infinite', () => {
    // x − ln x, undefined for x ≤ 0, least at 1.
    const barrier = ([x]: readonly number[]) =>
      x > 0
        ? { value: x - Math.log(x), gradient: [1 - 1 / x] }
        : { value: Infinity, gradient: [0] };
    for (const start of [1e-3, 0.5, 20]) near(minimise(barrier, [start])[0], 1, { absolute: 1e-6 });
  });

  it('does not depend on the unit of the value', () => {
    for (const unit of [1e-6, 1e6]) {
      const scaled = (x: readonly number[]) => {
        const { value, gradient } = rosenbrock(x);
        return { value: unit * value, gradient: gradient.map((v) => unit * v) };
      };
      for (const v of minimise(scaled, [-1.2, 1])) near(v, 1, { absolute: 1e-4 });
    }
  });

  it('stays put at a minimum', () => {
    assert.deepEqual(minimise(rosenbrock, [1, 1]), [1, 1]);
  });
});
