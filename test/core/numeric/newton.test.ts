import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newtonMinimum } from '../../../src/core/numeric/newton.ts';
import { quadratics, rosenbrock, twoWells } from './minima.ts';
import { near } from './near.ts';

describe('Newton’s method', () => {
  it('finds the minimum of a quadratic', () => {
    fc.assert(
      fc.property(quadratics, ({ minimum, objective }) => {
        const { point, at } = newtonMinimum(
          objective,
          minimum.map(() => 0),
        );
        point.forEach((x, i) => near(x, minimum[i], { absolute: 1e-7 }));
        assert.deepEqual(at, objective(point));
        assert.ok(at.value <= 1e-13);
      }),
    );
  });

  it('converges in Rosenbrock’s valley from any start', () => {
    const place = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(place, place, (x, y) => {
        const { point } = newtonMinimum(rosenbrock, [x, y]);
        point.forEach((v) => near(v, 1, { absolute: 1e-7 }));
      }),
    );
  });

  it('ends in a well, never on the ridge between, and never higher than it started', () => {
    const place = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(place, place, fc.constantFrom(-0.3, 0, 0.2), (x, y, tilt) => {
        const objective = twoWells(tilt);
        const start = objective([x, y]);
        // On the ridge there is no direction of descent, and near it 200 steps may be too few.
        fc.pre(Math.abs(start.gradient[0]) > 1e-2);
        const { point, at } = newtonMinimum(objective, [x, y]);
        assert.ok(at.value <= start.value);
        near(at.gradient[0], 0, { absolute: 1e-6 });
        near(point[1], 0, { absolute: 1e-6 });
        assert.ok(at.hessian[0][0] > 0, `ends at ${point[0]}`);
      }),
    );
  });

  it('stays put at a minimum, and where the function is not a number', () => {
    assert.deepEqual(newtonMinimum(rosenbrock, [1, 1]).point, [1, 1]);
    const lost = () => ({ value: NaN, gradient: [NaN], hessian: [[NaN]] });
    assert.deepEqual(newtonMinimum(lost, [5]).point, [5]);
  });
});
