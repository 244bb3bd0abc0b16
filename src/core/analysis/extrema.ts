import { type Complex, ringVertex } from '../complex/complex.ts';
import { outputAt } from '../complex/measure.ts';
import { shouldYield } from '../yielding.ts';

/** A value, a point at which it is attained, and a cell that contains the point. */
export interface ValueAt {
  readonly value: number;
  readonly x: number;
  readonly y: number;
  readonly cell: number;
}

/** Minimum and maximum of an output. */
export interface Extrema {
  readonly min: ValueAt;
  readonly max: ValueAt;
}

/**
 * Minimum and maximum of an output over the cells of a complex. A piecewise-linear function attains
 * them at vertices, so they are exact up to the rounding of coordinates and maps. Throws a
 * RangeError if there are no cells. Yields every few milliseconds.
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
