import fc from 'fast-check';
import type { Curved } from '../../../src/core/numeric/newton.ts';

/** ½(x − m)ᵀA(x − m) with a positive definite A of small integers, and its minimum m. */
export const quadratics = fc
  .integer({ min: 1, max: 4 })
  .chain((n) => {
    const whole = fc.integer({ min: -4, max: 4 });
    const row = fc.array(whole, { minLength: n, maxLength: n });
    return fc.record({ root: fc.array(row, { minLength: n, maxLength: n }), minimum: row });
  })
  .map(({ root, minimum }) => {
    const hessian = root.map((_, i) =>
      root.map((_, j) => root.reduce((sum, r) => sum + r[i] * r[j], i === j ? 1 : 0)),
    );
    const objective = (x: readonly number[]): Curved => {
      const off = x.map((v, i) => v - minimum[i]);
      const gradient = hessian.map((row) => row.reduce((sum, v, i) => sum + v * off[i], 0));
      return { value: gradient.reduce((sum, v, i) => sum + v * off[i], 0) / 2, gradient, hessian };
    };
    return { minimum, objective };
  });

/** Rosenbrock's valley (1960), least at (1, 1). */
export function rosenbrock([x, y]: readonly number[]): Curved {
  const bend = y - x * x;
  return {
    value: (1 - x) ** 2 + 100 * bend ** 2,
    gradient: [-2 * (1 - x) - 400 * x * bend, 200 * bend],
    hessian: [
      [2 - 400 * bend + 800 * x * x, -400 * x],
      [-400 * x, 200],
    ],
  };
}

/** x⁴/4 − x²/2 + y²/2 − tilt·x: two wells with a saddle between them. */
export function twoWells(tilt: number): (point: readonly number[]) => Curved {
  return ([x, y]) => ({
    value: x ** 4 / 4 - x ** 2 / 2 + y ** 2 / 2 - tilt * x,
    gradient: [x ** 3 - x - tilt, y],
    hessian: [
      [3 * x * x - 1, 0],
      [0, 1],
    ],
  });
}
