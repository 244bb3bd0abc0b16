import type { IndexMap } from './indexMap.ts';
import type { LinearMap } from './linearMap.ts';

/** Takes entries of a tensor, and the number `fill` where the map has none. */
export function selection(map: IndexMap, fill = 0): LinearMap {
  return {
    size: map.length,
    row(i, into) {
      if (map[i] < 0) into.constant = fill;
      else into.add(map[i], 1);
    },
  };
}

/** Numbers that depend on no input. */
export function constants(values: Float64Array): LinearMap {
  return {
    size: values.length,
    row(i, into) {
      into.constant = values[i];
    },
  };
}

/** One summand of `sum`: from where in the input its entries are counted, which it takes, and its factor. */
export interface Summand {
  readonly begin: number;
  readonly map: IndexMap;
  readonly factor: number;
}

/** The sum of multiples of tensors that are laid one after the other. */
export function sum(size: number, summands: readonly Summand[]): LinearMap {
  return {
    size,
    row(i, into) {
      for (const { begin, map, factor } of summands) into.add(begin + map[i], factor);
    },
  };
}

/** Entries of a tensor, each times a factor plus a constant of its own; factors are 1 and constants 0 if left out. */
export function scaled(
  map: IndexMap,
  { factors, shifts }: { readonly factors?: Float64Array; readonly shifts?: Float64Array },
): LinearMap {
  return {
    size: map.length,
    row(i, into) {
      into.add(map[i], factors ? factors[i] : 1);
      if (shifts) into.constant = shifts[i];
    },
  };
}
