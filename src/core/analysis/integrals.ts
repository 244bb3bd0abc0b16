import type { Complex } from '../complex/complex.ts';
import { integralsInSteps } from '../complex/stats.ts';

/** The integral of an output over the cells, and its mean there. */
export interface Integral {
  readonly integral: number;
  readonly mean: number;
}

/**
 * The integral and the mean of every output, up to rounding: nothing is sampled. The mean is NaN
 * where all cells are thinner than doubles can tell. Yields between slices.
 */
export function* integralsOf(complex: Complex): Generator<void, Integral[]> {
  const { area, integral } = yield* integralsInSteps(complex);
  return integral.map((sum) => ({ integral: sum, mean: sum / area }));
}
