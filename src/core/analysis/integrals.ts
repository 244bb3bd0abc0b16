import type { Complex } from '../complex/complex.ts';
import { complexIntegrals } from '../complex/stats.ts';

/** The integral of an output over the cells, and its mean there. */
export interface Integral {
  readonly integral: number;
  readonly mean: number;
}

/**
 * The integral and the mean of every output, up to rounding: nothing is sampled. The mean is NaN
 * where all cells are thinner than doubles can tell.
 */
export function integralsOf(complex: Complex): Integral[] {
  const { area, integral } = complexIntegrals(complex);
  return integral.map((sum) => ({ integral: sum, mean: sum / area }));
}
