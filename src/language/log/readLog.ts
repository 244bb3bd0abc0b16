import { consoleRows, type ConsoleRow, type Notation } from './console.ts';
import { jsonDocumentRows, startsAsJson } from './jsonDocument.ts';
import { Lines } from './lines.ts';
import { boxedRows, pairedRows } from './printedRows.ts';
import { layoutOf, separatedRows, type Layout } from './separated.ts';
import { rolesOf } from './roles.ts';
import { rowsOfFirstRank, withSteps } from './stepAxis.ts';
import { type LogFormat, type LogProblem, type LogReading, type LogTable } from './table.ts';
import { tableOf, type Found } from './found.ts';
import { printable } from '../../core/printable.ts';
import { rowKinds, type RowKinds } from './trainingRows.ts';

/**
 * Most UTF-16 units of text that are read. A longer text is cut at a line, and a problem reports
 * it.
 */
export const maxLogLength = 64 * 2 ** 20;

/**
 * Reads a training log of any known format in small steps. The content decides the format, wherever in the
 * text it begins. Never throws: what cannot be read is a problem.
 */
export function* readLog(text: string): LogReading<LogTable> {
  const problems: LogProblem[] = [];
  let body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (body.length > maxLogLength) {
    const end = body.lastIndexOf('\n', maxLogLength);
    body = body.slice(0, end > 0 ? end : maxLogLength);
    const message = `The log is longer than ${maxLogLength / 2 ** 20} million characters; only its beginning is shown`;
    problems.push({ severity: 'warning', code: 'log-too-long', message });
  }
  // A text of millions of empty lines takes long to read as anything.
  const found = yield* readBody(/\S/.test(body) ? body : '');
  problems.push(...found.problems);
  if (found.rows.length === 0) problems.push(noRows(body));
  return yield* tableOf({ ...found, problems });
}

function* readBody(text: string): LogReading<Found> {
  const table = layoutOf(text, false);
  if (table) return yield* readTable(text, table);
  if (startsAsJson(text) && !hasJsonLines(text)) {
    const document = yield* jsonDocumentRows(text);
    if (document) {
      const { training, evaluations } = rowKinds(document.rows, true);
      if (training.length > 0) return { ...document, rows: training, evaluations };
    }
  }
  const { isKnown, ...records } = yield* readConsole(text);
  if (isKnown) return records;
  const boxed = yield* boxedRows(text);
  if (boxed.rows.length > 0) return boxed;
  const later = records.rows.length > 0 ? undefined : layoutOf(text, true);
  if (later) return yield* readTable(text, later);
  const paired = yield* pairedRows(text);
  return paired.rows.length > 0 ? paired : records;
}

function* readTable(text: string, layout: Layout): LogReading<Found> {
  const { rows, problems, sample } = yield* separatedRows(text, layout);
  const { training, evaluations } = rowKinds(rows, false);
  const format = layout.separator === '\t' ? 'tsv' : 'csv';
  // A table of evaluations only is a run of its own.
  return training.length > 0
    ? { format, rows: training, evaluations, problems, sample }
    : { format, rows, evaluations: [], problems, sample };
}

const formats: Record<Notation, LogFormat> = {
  verl: 'verlConsole',
  dictionary: 'trlConsole',
  jsonLine: 'jsonLines',
};

function* readConsole(text: string): LogReading<Found & { readonly isKnown: boolean }> {
  const { rows, sample, bars } = yield* consoleRows(text);
  let format: LogFormat = 'jsonLines';
  let best: RowKinds<ConsoleRow> = { training: [], evaluations: [], others: [], isKnown: false };
  // Evaluations may be printed otherwise than steps.
  const evaluations: ConsoleRow[] = [];
  for (const notation of Object.keys(formats) as Notation[]) {
    const own = rowsOfFirstRank(rows.filter((row) => row.notation === notation));
    const kinds = rowKinds(own, true);
    evaluations.push(...kinds.evaluations);
    if (!isBetter(kinds, best)) continue;
    best = kinds;
    format = formats[notation];
  }
  const { complete, problems } = completeRows([...best.training, ...best.others.filter(isCut)]);
  const stepped = withSteps(complete, bars, text);
  const first = complete.at(0);
  if (format === 'jsonLines' && first && hasCutLine(text, first.line)) {
    const message = 'The beginning of this line is missing, so it was left out';
    problems.push({ severity: 'warning', code: 'broken-line', message, line: 1 });
  }
  return {
    format,
    rows: stepped.rows,
    evaluations,
    sample,
    problems: [...problems, ...stepped.problems],
    isKnown: best.isKnown && stepped.rows.length > 0,
  };
}

/** Whether rows are more likely those of the training: they have metrics that are known, or there are more. */
function isBetter(rows: RowKinds<ConsoleRow>, others: RowKinds<ConsoleRow>): boolean {
  return rows.isKnown === others.isKnown
    ? rows.training.length > others.training.length
    : rows.isKnown;
}

/** Whether a record breaks off before its first metric. */
function isCut({ isComplete, values }: ConsoleRow): boolean {
  return !isComplete && [...values.keys()].every((name) => rolesOf([name]).has('step'));
}

/** The rows whose end is there, and what is missing in the others. */
function completeRows(rows: readonly ConsoleRow[]): {
  complete: ConsoleRow[];
  problems: LogProblem[];
} {
  const problems: LogProblem[] = [];
  const cut = rows.filter(({ isComplete }) => !isComplete);
  if (cut.length > 0) {
    // Usually the last line of a log that is still being written.
    const message =
      cut.length === 1
        ? 'This line is incomplete and was left out'
        : `${cut.length} lines are incomplete and were left out, the first here`;
    problems.push({ severity: 'warning', code: 'broken-line', message, line: cut[0].line });
  }
  const complete = rows.filter(({ isComplete }) => isComplete);
  const unreadable = complete.filter((row) => row.unreadable);
  if (unreadable.length > 0) {
    const [{ line, unreadable: first }] = unreadable;
    const others = unreadable.length > 1 ? ` and in ${unreadable.length - 1} more rows` : '';
    const message = `${printable(first!.name, 60)} is not a number here${others} (${printable(first!.text, 40)}); the rest of the row was read`;
    problems.push({ severity: 'hint', code: 'unreadable-value', message, line });
  }
  return { complete, problems };
}

/** Whether the text begins with the end of a JSON object, above the first complete one. */
function hasCutLine(text: string, firstLine: number): boolean {
  const first = new Lines(text).next()?.trim() ?? '';
  return firstLine > 1 && !first.startsWith('{') && first.endsWith('}');
}

/** Whether the first line is a complete JSON object, and there are others. */
function hasJsonLines(text: string): boolean {
  const lines = new Lines(text);
  let first = lines.next();
  while (first?.trim() === '') first = lines.next();
  if (first === undefined || lines.share === 1) return false;
  return /^\{.*\}$/.test(first.trim());
}

/** What was expected, and what was found instead. */
function noRows(text: string): LogProblem {
  const lines = new Lines(text);
  let first = lines.next();
  while (first?.trim() === '') first = lines.next();
  const expected =
    'expected CSV, TSV, JSON, JSON Lines, trainer_state.json or the console output of a trainer, with at least one number per row';
  const message =
    first === undefined
      ? `The log is empty; ${expected}`
      : `No rows were found: ${expected}; the text begins with "${printable(first.trim(), 60)}"`;
  const place = first === undefined ? {} : { line: lines.line };
  return { severity: 'error', code: 'no-rows', message, ...place };
}
