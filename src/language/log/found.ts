import type { LogFormat, LogReading, LogRow, LogRows, LogTable } from './table.ts';

/** What a reader has found in a log of its format. */
export interface Found extends LogRows {
  readonly format: LogFormat;
  readonly evaluations: readonly LogRow[];
}

/** More columns than anybody can choose from. */
const maxColumns = 5000;

/** The table of a log, with its columns. */
export function* tableOf(found: Found): LogReading<LogTable> {
  const { format, rows, evaluations, sample } = found;
  const problems = [...found.problems];
  if (sample.every > 1) {
    const message = `Of ${sample.count.toLocaleString('en')} rows, one in ${sample.every} is shown`;
    problems.push({ severity: 'hint', code: 'thinned', message });
  }
  const columns = yield* columnsOf([rows, evaluations]);
  if (columns.length === maxColumns) {
    const message = `The log has ${maxColumns.toLocaleString('en')} columns or more; further ones are left out`;
    problems.push({ severity: 'warning', code: 'many-columns', message });
  }
  return { format, columns, rows, evaluations, problems };
}

/** The names of the columns, in the order of their first appearance. */
function* columnsOf(parts: readonly (readonly LogRow[])[]): LogReading<readonly string[]> {
  const columns = new Set<string>();
  for (const rows of parts)
    for (const [i, { values }] of rows.entries()) {
      if (i % 1000 === 999) yield 1;
      for (const name of values.keys()) if (columns.size < maxColumns) columns.add(name);
    }
  return [...columns];
}
