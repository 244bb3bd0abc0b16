import { sizeOf, stridesOf, type Shape } from './shape.ts';

/** Which entries of a tensor go into which entry of a result that has some dimensions fewer. */
export interface Reduction {
  /** The number of results. */
  readonly size: number;
  readonly forEach: (result: number, each: (entry: number) => void) => void;
}

/** Combines the entries along some dimensions. */
export function reduction(shape: Shape, axes: readonly number[]): Reduction {
  const strides = stridesOf(shape);
  const kept = shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const keptStrides = stridesOf(kept);
  const lengths = axes.map((axis) => shape[axis]);
  const count = sizeOf(lengths);
  const innerStrides = stridesOf(lengths);
  return {
    size: sizeOf(kept),
    forEach: (result, each) => {
      let begin = 0;
      for (const [axis, length] of kept.entries())
        begin += (Math.floor(result / keptStrides[axis]) % length) * strides[axis];
      for (let k = 0; k < count; k++) {
        let at = begin;
        for (const [a, axis] of axes.entries())
          at += (Math.floor(k / innerStrides[a]) % lengths[a]) * strides[axis];
        each(at);
      }
    },
  };
}
