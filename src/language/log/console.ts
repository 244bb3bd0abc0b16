import { Lines, RowSample } from './lines.ts';
import { readLiteral, type Literal } from './literal.ts';
import { ProgressBars } from './progressBars.ts';
import { numberIn, type LogReading, type LogRow, type LogRows } from './table.ts';

/** How a record is printed: by verl, as a Python dictionary, or as JSON that fills its line. */
export type Notation = 'verl' | 'dictionary' | 'jsonLine';

/** A record in console output, and what its line says beside it. */
export interface ConsoleRow extends LogRow {
  readonly notation: Notation;
  /** The process that printed it, if the line names one. */
  readonly rank: number | undefined;
  readonly unreadable: Literal['unreadable'];
  /** Whether its end is there. */
  readonly isComplete: boolean;
}

/**
 * Records among other console output: `step:7 - actor/entropy:0.36` as verl prints them, dictionaries as TRL
 * prints them, and JSON objects. Every record with a number is a row, so `trainingRows` must select those
 * that belong to the training.
 */
export function* consoleRows(
  text: string,
): LogReading<LogRows<ConsoleRow> & { readonly bars: ProgressBars }> {
  const lines = new Lines(text);
  const sample = new RowSample<ConsoleRow>();
  const bars = new ProgressBars();
  const add = (row: ConsoleRow): void => {
    sample.offer(() => row);
    bars.addRow(row);
  };
  let width: number | undefined;
  let isMeasured = false;
  for (let content = lines.next(); content !== undefined; content = lines.next()) {
    if (lines.isTurn) yield lines.share;
    const { line } = lines;
    if (mayHoldRecord.test(content)) {
      const start = verlStart.exec(content);
      if (start) {
        if (!isMeasured) width = yield* commonLength(text);
        isMeasured = true;
        content = withRest(content, lines, width);
        const row = verlRow(content, start.index, line);
        if (row) add(row);
        continue;
      }
      for (const row of dictionaries(content, line)) add(row);
    }
    bars.addText(content);
  }
  return { rows: sample.rows, problems: [], sample, bars };
}

/** A cheap test that fails for most lines without a record. */
const mayHoldRecord = /\{\s*['"]|\bstep:\d/;

/** The beginning of a row of verl: only a prefix in brackets, a time or a progress bar can precede it. */
const verlStart = /\bstep:\d+ - (?=[^\s:][^:]*:\S)/;

/**
 * A row of verl; undefined if it has no entry but the step. An entry is `name:value`, without a space after
 * the colon.
 */
function verlRow(content: string, start: number, line: number): ConsoleRow | undefined {
  const values = new Map<string, number>();
  let unreadable: Literal['unreadable'];
  const [first, ...entries] = content.slice(start).split(' - ');
  values.set('step', Number(first.slice('step:'.length)));
  for (const entry of entries) {
    const colon = entry.indexOf(':');
    const name = entry.slice(0, Math.max(0, colon)).trim();
    const text = entry.slice(colon + 1).trimEnd();
    if (!/^[A-Za-z_]/.test(name) || !/^[^\s,{}]/.test(text)) continue;
    const read = readLiteral(`{"":${text}}`, 0);
    const value = read.values.get('');
    if (value !== undefined) values.set(name, value);
    else if (read.unreadable) unreadable ??= { name, text };
  }
  if (values.size < 2) return undefined;
  return { line, values, notation: 'verl', rank: rankOf(content), unreadable, isComplete: true };
}

/**
 * A row of verl with the lines that continue it, where a terminal has wrapped it: it has the length of nearly
 * all rows, or it ends in the name of an entry, and the next line goes on with that entry.
 */
function withRest(content: string, lines: Lines, width: number | undefined): string {
  let whole = content;
  for (let last = content; last.length === width || endsInName.test(last);) {
    const next = lines.next();
    if (next === undefined) break;
    if (!goesOn(last, next)) {
      lines.putBack(next);
      break;
    }
    whole += next;
    last = next;
  }
  return whole;
}

/** Whether a line begins with the rest of the last entry of the line before, and not with anything else. */
function goesOn(before: string, line: string): boolean {
  if (line === '' || mayHoldRecord.test(line) || /^\s*[([{]/.test(line)) return false;
  const last = before.slice(before.lastIndexOf(' - ') + 3);
  const [entry] = (last + line).split(' - ', 1);
  const colon = entry.indexOf(':');
  const value = entry.slice(colon + 1).trim();
  return numberIn(last.slice(colon + 1)) === undefined
    ? !/\s/.test(value.replace(/\([^)]*\)/, ''))
    : numberIn(value) !== undefined;
}

const endsInName = / - [A-Za-z_][\w.@-]*(?:\/[\w.@-]*)+$/;

/** How much of the text in front of a record is searched for its step. */
const prefixLength = 200;

/** The records in braces of a line. */
function* dictionaries(content: string, line: number): Generator<ConsoleRow> {
  const opening = /\{\s*['"]/g;
  const firstCharacter = content.search(/\S/);
  const { length: lastEnd } = content.trimEnd();
  const rank = rankOf(content);
  for (let found = opening.exec(content); found; found = opening.exec(content)) {
    const { values, unreadable, end, isComplete } = readLiteral(content, found.index);
    opening.lastIndex = end;
    if (values.size === 0) continue;
    const step = stepBefore(content.slice(Math.max(0, found.index - prefixLength), found.index));
    if (step !== undefined && ![...values.keys()].some((name) => /(^|[/_])step$/i.test(name)))
      values.set('step', step);
    const isAlone = found.index === firstCharacter && end >= lastEnd;
    const notation = isAlone && found[0].endsWith('"') ? 'jsonLine' : 'dictionary';
    yield { line, values, notation, rank, unreadable, isComplete };
  }
}

/** The step in front of a record, as in `Global step 12: {…}` or `global_step 12, eval_metrics: {…}`. */
function stepBefore(prefix: string): number | undefined {
  const step =
    /(?:\b|_)(?:step|iteration|iter|update)s?\s*[:=#[]?\s*(\d+)(?:[^\d]{0,12}|[,;]?\s*eval\w*:\s*)$/i.exec(
      prefix,
    )?.[1];
  return step === undefined ? undefined : numberIn(step);
}

/** The rank in front of a line, as `[rank1]:` of PyTorch or `3: ` of Slurm. */
function rankOf(content: string): number | undefined {
  const found = /^\s*(?:\[(?:rank|default)\s?(\d+)\]:?|(\d+):\s|.{0,40}\brank[ :=]?(\d+)\b)/.exec(
    content.slice(0, prefixLength),
  );
  const rank = found?.[1] ?? found?.[2] ?? found?.[3];
  return rank === undefined ? undefined : Number(rank);
}

/** The length of nearly all rows of verl, if there is one. */
function* commonLength(text: string): LogReading<number | undefined> {
  const lines = new Lines(text);
  const counts = new Map<number, number>();
  let total = 0;
  for (let content = lines.next(); content !== undefined && total < 200; content = lines.next()) {
    if (lines.isTurn) yield 0;
    if (!verlStart.test(content)) continue;
    total++;
    counts.set(content.length, (counts.get(content.length) ?? 0) + 1);
  }
  for (const [length, count] of counts) if (total >= 5 && count >= 0.8 * total) return length;
  return undefined;
}
