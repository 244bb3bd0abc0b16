/** A range of numbers. */
export interface Range {
  readonly lo: number;
  readonly hi: number;
}

/** The position of a number in a range, from 0 to 1; the middle of a range without length. */
export function shareOf({ lo, hi }: Range, value: number): number {
  const span = hi - lo;
  if (!(span > 0)) return 0.5;
  if (span < Infinity) return (value - lo) / span;
  // The difference of huge numbers overflows, that of their halves does not. Those of small ones would
  // underflow.
  return (value / 2 - lo / 2) / (hi / 2 - lo / 2);
}
