import { jsonDocumentRows } from './jsonDocument.ts';
import { Lines } from './lines.ts';
import { isJsonLine, jsonLineRows, trlConsoleRows, verlConsoleRows, verlRow } from './records.ts';
import { separatedRows } from './separated.ts';
import {
  maxLogRows,
  type LogFormat,
  type LogProblem,
  type LogReading,
  type LogRow,
  type LogRows,
  type LogTable,
} from './table.ts';

/**
 * Most UTF-16 units of text that are read. A longer text is cut at a line, and a problem reports
 * it.
 */
export const maxLogLength = 64 * 2 ** 20;

/**
 * How much text is examined to detect the format, in UTF-16 units: console output starts with other
 * lines.
 */
const searched = 2 ** 20;

/**
 * Reads a training log of any known format in small steps. Never throws: what cannot be read is a
 * problem.
 */
export function* readLog(text: string): LogReading<LogTable> {
  const problems: LogProblem[] = [];
  let body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (body.length > maxLogLength) {
    body = body.slice(0, body.lastIndexOf('\n', maxLogLength));
    const message = `The log is longer than ${maxLogLength / 2 ** 20} million characters; only its beginning is shown`;
    problems.push({ severity: 'warning', code: 'log-too-long', message });
  }
  const { format, rows: all, problems: own, sample } = yield* readBody(body);
  problems.push(...own);
  const every = sample?.every ?? Math.ceil(all.length / maxLogRows);
  const rows = sample || every <= 1 ? all : all.filter((_, i) => i % every === 0);
  if (every > 1) {
    const count = (sample?.count ?? all.length).toLocaleString('en');
    const message = `Of ${count} rows, one in ${every} is shown`;
    problems.push({ severity: 'hint', code: 'thinned', message });
  }
  if (rows.length === 0) {
    const message =
      'No rows were found: expected CSV, TSV, JSON Lines, trainer_state.json or the console output of verl or TRL';
    problems.push({ severity: 'error', code: 'no-rows', message });
  }
  return { format, columns: yield* columnsOf(rows), rows, problems };
}

function* readBody(text: string): LogReading<LogRows & { readonly format: LogFormat }> {
  const head = text.slice(0, searched);
  const first = head.trimStart().slice(0, 4000);
  const lines = new Lines(text);
  if (first.startsWith('{') || first.startsWith('[')) {
    if (hasJsonLines(text)) return { format: 'jsonLines', ...(yield* jsonLineRows(lines)) };
    const document = yield* jsonDocumentRows(text);
    if (document) return document;
    if (first.startsWith('{"')) return { format: 'jsonLines', ...(yield* jsonLineRows(lines)) };
  }
  if (verlRow.test(head)) return { format: 'verlConsole', ...(yield* verlConsoleRows(lines)) };
  if (/\{'\w[^\n]*\}/.test(head))
    return { format: 'trlConsole', ...(yield* trlConsoleRows(lines)) };
  const names = first.split('\n', 1)[0];
  const isTabbed = names.split('\t').length > names.split(',').length;
  return isTabbed
    ? { format: 'tsv', ...(yield* separatedRows(lines, '\t')) }
    : { format: 'csv', ...(yield* separatedRows(lines, ',')) };
}

/** Whether the first line is a complete JSON object, and there are others. */
function hasJsonLines(text: string): boolean {
  const lines = new Lines(text);
  let first = lines.next();
  while (first?.trim() === '') first = lines.next();
  return first !== undefined && lines.share < 1 && isJsonLine(first);
}

/** The names of all columns, in the order of their first appearance. */
function* columnsOf(rows: readonly LogRow[]): LogReading<readonly string[]> {
  const columns = new Set<string>();
  for (const [i, { values }] of rows.entries()) {
    if (i % 1000 === 999) yield 1;
    for (const name of values.keys()) columns.add(name);
  }
  return [...columns];
}
