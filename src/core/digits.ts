/** The fewest decimal digits that read back as the same double; −0 keeps its sign. */
export function digits(x: number): string {
  return Object.is(x, -0) ? '-0' : String(x);
}

/** A number as JSON, which knows neither infinities nor NaN. */
export function jsonDigits(x: number): string {
  return Number.isFinite(x) ? digits(x) : 'null';
}
