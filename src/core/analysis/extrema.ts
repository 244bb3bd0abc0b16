import { type Complex, ringVertex } from '../complex/complex.ts';
import { outputAt } from '../complex/measure.ts';
import { shouldYield } from '../yielding.ts';

/** A value, where it is taken, and a cell with that point. */
export interface ValueAt {
  readonly value: number;
  readonly x: number;
  readonly y: number;
  readonly cell: number;
}

/** The least and the greatest value of one output over the domain. */
export interface Extrema {
  readonly min: ValueAt;
  readonly max: ValueAt;
}

/**
 * Extrema of an output over the cells of a complex. A piecewise-linear function takes them at
 * vertices, so looking at every corner of every cell misses nothing; the values carry the rounding
 * of coordinates and maps, no more. Throws on a complex without cells. Yields between slices.
 */
export function* extrema(complex: Complex, output: number): Generator<void, Extrema> {
  const { cellCount, cellStart, xy } = complex;
  if (cellCount === 0) throw new RangeError('A complex without cells has no extrema');
  let least = Infinity;
  let greatest = -Infinity;
  let leastAt = { v: 0, cell: 0 };
  let greatestAt = { v: 0, cell: 0 };
  for (let c = 0; c < cellCount; c++) {
    if (shouldYield(c)) yield;
    for (let r = cellStart[c]; r < cellStart[c + 1]; r++) {
      const v = ringVertex(complex, r);
      const value = outputAt(complex, c, output, xy[2 * v], xy[2 * v + 1]);
      if (value < least) {
        least = value;
        leastAt = { v, cell: c };
      }
      if (value > greatest) {
        greatest = value;
        greatestAt = { v, cell: c };
      }
    }
  }
  const at = (value: number, { v, cell }: { v: number; cell: number }): ValueAt => ({
    value,
    x: xy[2 * v],
    y: xy[2 * v + 1],
    cell,
  });
  return { min: at(least, leastAt), max: at(greatest, greatestAt) };
}
