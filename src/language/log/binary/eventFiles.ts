import type { LogProblem, LogReading, LogRows } from '../table.ts';
import { damagedRecords, placeIn } from './damagedRecords.ts';
import { scalarEvent, type ScalarEvent } from './scalarEvent.ts';
import { ScalarSeries } from './scalarSeries.ts';
import { tfRecords } from './tfRecords.ts';

/** A file with its name. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Records between two yields. */
const recordsPerTurn = 500;

/**
 * The rows of a run of TensorBoard: the scalars of its event files, one row per step and one column per tag.
 * Several files are those of one run, as in a folder of TensorBoard, and follow each other in the order in
 * which they were begun. Damaged records are left out and reported by the byte at which they begin.
 */
export function* eventFileRows(files: readonly NamedBytes[]): LogReading<LogRows> {
  const series = new ScalarSeries();
  const problems: LogProblem[] = [];
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 1);
  let before = 0;
  let count = 0;
  for (const { name, bytes } of inOrder(files)) {
    const damaged: number[] = [];
    const file = files.length > 1 ? name : undefined;
    let turn = recordsPerTurn;
    for (const part of tfRecords(bytes)) {
      if (part.kind === 'skipped' || --turn === 0) {
        yield (before + part.at) / total;
        turn = recordsPerTurn;
      }
      if (part.kind === 'skipped') continue;
      const event = part.kind === 'record' ? scalarEvent(part.data) : undefined;
      if (event) {
        count++;
        addEvent(series, event, () => placeIn(file, part.at));
      } else damaged.push(part.at);
    }
    if (damaged.length > 0) problems.push(damagedRecords(damaged, file));
    before += bytes.length;
  }
  const found = yield* series.rows();
  if (found.rows.length === 0) {
    const message =
      count === 0
        ? 'No event could be read; expected a TensorBoard event file'
        : `No scalar values were found in ${count === 1 ? '1 event' : `${count} events`}, only other summaries, such as text or images`;
    problems.push({ severity: 'error', code: 'no-rows', message });
  }
  return { ...found, problems: [...problems, ...found.problems] };
}

function addEvent(series: ScalarSeries, event: ScalarEvent, place: () => string): void {
  const { step, isStart, scalars } = event;
  if (isStart) series.startAt(step, place);
  for (const [tag, value] of scalars) series.add(tag, step, value, place);
}

/** The files in the order of their first events; those with the same one in that of their names. */
function inOrder(files: readonly NamedBytes[]): readonly NamedBytes[] {
  if (files.length < 2) return files;
  return files
    .map((file) => ({ file, start: startOf(file.bytes) }))
    .sort((a, b) => a.start - b.start || (a.file.name < b.file.name ? -1 : 1))
    .map(({ file }) => file);
}

/** The time of the first event of a file; 0 if there is none. */
function startOf(bytes: Uint8Array): number {
  for (const part of tfRecords(bytes)) {
    const event = part.kind === 'record' ? scalarEvent(part.data) : undefined;
    if (event) return event.time;
  }
  return 0;
}
