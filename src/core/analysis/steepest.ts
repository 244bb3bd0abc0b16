import type { Complex } from '../complex/complex.ts';
import { shouldYield } from '../yielding.ts';

/** The largest gradient norm of an output, and a cell that attains it. */
export interface Steepest {
  readonly norm: number;
  readonly cell: number;
}

/**
 * The Lipschitz constant of an output on the domain, in the Euclidean norm, and a cell that attains
 * it. On a convex domain, it is the largest gradient norm of a cell. Yields every few milliseconds.
 */
export function* steepest(complex: Complex, output: number): Generator<void, Steepest> {
  let norm = -1;
  let cell = -1;
  for (let c = 0; c < complex.cellCount; c++) {
    if (shouldYield(c)) yield;
    const m = 3 * (c * complex.outputCount + output);
    const n = Math.hypot(complex.maps[m], complex.maps[m + 1]);
    if (n > norm) {
      norm = n;
      cell = c;
    }
  }
  return { norm, cell };
}
