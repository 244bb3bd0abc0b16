import type { IndexMap } from './indexMap.ts';
import type { LinearMap } from './linearMap.ts';

/** A stack of matrices: which entries they have, and how far apart neighbours are along rows and columns. */
export interface Matrices {
  /** For each product of the stack, where its matrix begins. */
  readonly begins: IndexMap;
  /** From one row to the next. */
  readonly down: number;
  /** From one column to the next. */
  readonly along: number;
}

/** The lengths in a product of an m × k and a k × n matrix. */
export interface ProductSize {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/** Products X·W of matrices X of the input with constant matrices W. */
export function timesConstant(
  { m, k, n }: ProductSize,
  input: Matrices,
  weights: Matrices,
  values: Float64Array,
): LinearMap {
  return {
    size: input.begins.length * m * n,
    row(i, into) {
      const product = Math.floor(i / (m * n));
      const r = Math.floor(i / n) % m;
      const x = input.begins[product] + r * input.down;
      const w = weights.begins[product] + (i % n) * weights.along;
      for (let j = 0; j < k; j++) into.add(x + j * input.along, values[w + j * weights.down]);
    },
  };
}

/** Products W·X of constant matrices W with matrices X of the input. */
export function constantTimes(
  size: ProductSize,
  weights: Matrices,
  input: Matrices,
  values: Float64Array,
): LinearMap {
  const { m, k, n } = size;
  return {
    size: input.begins.length * m * n,
    row(i, into) {
      const product = Math.floor(i / (m * n));
      const r = Math.floor(i / n) % m;
      const w = weights.begins[product] + r * weights.down;
      const x = input.begins[product] + (i % n) * input.along;
      for (let j = 0; j < k; j++) into.add(x + j * input.down, values[w + j * weights.along]);
    },
  };
}
