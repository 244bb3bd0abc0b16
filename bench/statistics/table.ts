/** A table of measurements. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: Iterable<readonly string[]>;
}

/** A share as a percentage. */
export function percent(count: number, of: number): string {
  return of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} %`;
}
