import { tableOf } from '../found.ts';
import type { LogProblem, LogReading, LogRows, LogTable } from '../table.ts';
import { rowKinds } from '../trainingRows.ts';
import { binaryKind } from './binaryKind.ts';
import { eventFileRows, type NamedBytes } from './eventFiles.ts';
import { wandbFileRows } from './wandbFile.ts';

/** Most bytes of a file that are read; of a longer one, its beginning. */
export const maxBinaryLog = 256 * 2 ** 20;

/**
 * Reads a training log in a binary format, in small steps: the event files of a run of TensorBoard, or one file
 * of W&B. Other binary files are named for what they are. Never throws: what cannot be read is a problem, with
 * the byte at which it is. Undefined if the files may be text.
 */
export function readBinaryLog(files: readonly NamedBytes[]): LogReading<LogTable> | undefined {
  const [first] = files;
  const isLong = files.some(({ bytes }) => bytes.length > maxBinaryLog);
  const heads = files.map(({ name, bytes }) => ({ name, bytes: bytes.subarray(0, maxBinaryLog) }));
  const found = binaryKind(first.bytes);
  switch (found?.kind) {
    case 'events':
      return readRows('tensorboard', eventFileRows(heads), isLong);
    case 'wandb':
      return readRows('wandb', wandbFileRows(heads[0].bytes), isLong);
    case 'other':
      return unreadable(found.message);
    default:
      return undefined;
  }
}

/** The table of a binary file that cannot be read. */
export function* unreadable(message: string): LogReading<LogTable> {
  yield 1;
  return {
    format: 'binary',
    columns: [],
    rows: [],
    evaluations: [],
    problems: [{ severity: 'error', code: 'not-text', message }],
  };
}

function* readRows(
  format: 'tensorboard' | 'wandb',
  reading: LogReading<LogRows>,
  isLong: boolean,
): LogReading<LogTable> {
  const rows = yield* reading;
  const message = `The log is longer than ${maxBinaryLog / 2 ** 20} MB; only its beginning is shown`;
  const long: LogProblem = { severity: 'warning', code: 'log-too-long', message };
  const found = isLong ? { ...rows, problems: [long, ...rows.problems] } : rows;
  const { training, evaluations } = rowKinds(found.rows, false);
  return yield* tableOf(
    training.length > 0
      ? { ...found, format, rows: training, evaluations }
      : { ...found, format, evaluations: [] },
  );
}
