import {
  jsonLineRows,
  jsonListRows,
  trainerStateRows,
  trlConsoleRows,
  verlConsoleRows,
} from './records.ts';
import { separatedRows } from './separated.ts';
import type { LogFormat, LogProblem, LogRow, LogTable } from './table.ts';

/** UTF-16 units of text that are read; more is cut at a line and said. */
export const maxLogLength = 64 * 2 ** 20;

/** Rows that are kept; of more, every n-th, so that the whole run stays in sight. */
export const maxLogRows = 200_000;

/** Reads a training log of any known format. Never throws: what cannot be read is a problem. */
export function readLog(text: string): LogTable {
  const problems: LogProblem[] = [];
  let body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (body.length > maxLogLength) {
    body = body.slice(0, body.lastIndexOf('\n', maxLogLength));
    const message = `The log is longer than ${maxLogLength / 2 ** 20} million characters; only its beginning is shown`;
    problems.push({ severity: 'warning', code: 'log-too-long', message });
  }
  const read = readBody(body);
  problems.push(...read.problems);
  let rows = read.rows;
  if (rows.length > maxLogRows) {
    const every = Math.ceil(rows.length / maxLogRows);
    const message = `Of ${rows.length.toLocaleString('en')} rows every ${every}th is shown`;
    problems.push({ severity: 'hint', code: 'thinned', message });
    rows = rows.filter((_, i) => i % every === 0);
  }
  if (rows.length === 0) {
    const message =
      'No rows were found: expected CSV, TSV, JSON lines, trainer_state.json or the console output of verl or TRL';
    problems.push({ severity: 'error', code: 'no-rows', message });
  }
  const columns = new Set<string>();
  for (const { values } of rows) for (const name of values.keys()) columns.add(name);
  return { format: read.format, columns: [...columns], rows, problems };
}

function readBody(text: string): {
  readonly format: LogFormat;
  readonly rows: readonly LogRow[];
  readonly problems: readonly LogProblem[];
} {
  const first = text.trimStart().slice(0, 4000);
  if (first.startsWith('{') || first.startsWith('[')) {
    const history = trainerStateRows(text);
    if (history) return { format: 'trainerState', ...history };
    const list = jsonListRows(text);
    if (list) return { format: 'json', ...list };
    if (first.startsWith('{"')) return { format: 'jsonLines', ...jsonLineRows(linesOf(text)) };
  }
  if (/\bstep:\d+ - /.test(text))
    return { format: 'verlConsole', ...verlConsoleRows(linesOf(text)) };
  if (/\{'\w[^\n]*\}/.test(text)) return { format: 'trlConsole', ...trlConsoleRows(linesOf(text)) };
  const names = first.split('\n', 1)[0];
  const isTabbed = names.split('\t').length > names.split(',').length;
  return isTabbed
    ? { format: 'tsv', ...separatedRows(linesOf(text), '\t') }
    : { format: 'csv', ...separatedRows(linesOf(text), ',') };
}

/** Lines one at a time: a long log is never there twice. */
function* linesOf(text: string): Generator<string> {
  let from = 0;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    yield text[to - 1] === '\r' ? text.slice(from, to - 1) : text.slice(from, to);
    from = to + 1;
  }
}
