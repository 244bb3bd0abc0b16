import { record } from '../../../core/csvRecord.ts';
import type { ReadRun } from '../../../language/log/runsInLog.ts';

/** A run as CSV: a row per step, with what was read of each column; empty where it is missing. */
export function runCsv({ steps, series }: Pick<ReadRun, 'steps' | 'series'>): string {
  const columns = Object.entries(series);
  const rows = Array.from(steps, (step, i) =>
    record([step, ...columns.map(([, values]) => (Number.isNaN(values[i]) ? '' : values[i]))]),
  );
  return [record(['step', ...columns.map(([role]) => role)]), ...rows].join('');
}
