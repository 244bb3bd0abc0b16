/** The shortest decimal that round-trips; −0 keeps its sign. */
export function digits(x: number): string {
  return Object.is(x, -0) ? '-0' : String(x);
}

/** A number as JSON: null if it is not finite. */
export function jsonDigits(x: number): string {
  return Number.isFinite(x) ? digits(x) : 'null';
}
