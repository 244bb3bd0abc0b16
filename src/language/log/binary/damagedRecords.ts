import { printable } from '../../../core/printable.ts';
import type { LogProblem } from '../table.ts';

/** The warning about damaged records, by the bytes at which they begin; `file` is named if there are several. */
export function damagedRecords(places: readonly number[], file?: string): LogProblem {
  const first = placeIn(file, places[0]);
  const message =
    places.length === 1
      ? `The record ${first} is damaged and was left out`
      : `${places.length} records are damaged and were left out, the first ${first}`;
  return { severity: 'warning', code: 'damaged-record', message };
}

/** A byte of a file in a message. */
export function placeIn(file: string | undefined, at: number): string {
  return `at byte ${at}${file === undefined ? '' : ` of ${printable(file, 80)}`}`;
}
