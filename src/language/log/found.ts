import type { LogFormat, LogReading, LogRow, LogRows, LogTable } from './table.ts';

/** What a reader has found in a log of its format. */
export interface Found extends LogRows {
  readonly format: LogFormat;
  readonly evaluations: readonly LogRow[];
}

/** The table of a log, with its columns. */
export function* tableOf(found: Found): LogReading<LogTable> {
  const { format, rows, evaluations, sample } = found;
  const problems = [...found.problems];
  if (sample.every > 1) {
    const message = `Of ${sample.count.toLocaleString('en')} rows, one in ${sample.every} is shown`;
    problems.push({ severity: 'hint', code: 'thinned', message });
  }
  return { format, columns: yield* columnsOf([rows, evaluations]), rows, evaluations, problems };
}

/** The names of all columns, in the order of their first appearance. */
function* columnsOf(parts: readonly (readonly LogRow[])[]): LogReading<readonly string[]> {
  const columns = new Set<string>();
  for (const rows of parts)
    for (const [i, { values }] of rows.entries()) {
      if (i % 1000 === 999) yield 1;
      for (const name of values.keys()) columns.add(name);
    }
  return [...columns];
}
