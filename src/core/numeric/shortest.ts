/**
 * The number with the fewest significant decimal digits within `tolerance` of x: 0.44 for
 * 0.4375 ± 0.01. If the tolerance is not positive, x itself. Never −0.
 */
export function shortest(x: number, tolerance: number): number {
  if (Math.abs(x) <= tolerance) return 0;
  for (let digits = 1; digits < 17; digits++) {
    const rounded = Number(x.toPrecision(digits));
    if (Math.abs(rounded - x) <= tolerance) return rounded;
  }
  return x === 0 ? 0 : x;
}
