import { printable } from '../../core/printable.ts';
import { cellsOfLine, decimalComma, namedSeparator } from '../text/delimited.ts';
import { Lines, RowSample } from './lines.ts';
import { numberIn, type LogProblem, type LogReading, type LogRow, type LogRows } from './table.ts';

/** How the values of a table are written. */
export interface Layout {
  /** A space stands for any number of spaces. */
  readonly separator: ',' | '\t' | ';' | '|' | ' ';
  /** Whether numbers have a decimal comma, as spreadsheets write them in many languages. */
  readonly hasDecimalComma: boolean;
  /** Number of the line with the names, from 1. */
  readonly headLine: number;
}

const separators = ['\t', ';', ',', '|', ' '] as const;

/** How many lines below a header are examined. */
const examined = 24;

/** How many lines are searched for a header: a table may come after a banner. */
const searched = 500;

/**
 * The layout of the first table in a text: a line of names, and below it lines with as many values, most
 * of them with a number. Undefined if there is no such line. Without `afterBanner`, only the first line
 * can have the names.
 */
export function layoutOf(text: string, afterBanner: boolean): Layout | undefined {
  const lines = new Lines(text);
  const head: { text: string; line: number }[] = [];
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (isBlank(line) || isComment(line) || isSeparatorLine(line)) continue;
    const at = lines.line;
    const isName = afterBanner || head.length === 0;
    head.push({ text: isName ? line : withQuoted(line, lines), line: at });
    if (head.length > (afterBanner ? searched : 0) + examined) break;
  }
  const last = afterBanner ? head.length - 1 : Math.min(1, head.length - 1);
  for (let i = 0; i < last; i++) {
    const below = head.slice(i + 1, i + 1 + examined).map((line) => line.text);
    for (const separator of separators) {
      const layout = layoutBelow(head[i].text, below, separator);
      if (layout) return { ...layout, headLine: head[i].line };
    }
  }
  return undefined;
}

function layoutBelow(
  head: string,
  below: readonly string[],
  separator: Layout['separator'],
): Omit<Layout, 'headLine'> | undefined {
  const names = cellsOf(head, separator);
  const named = names.filter((name) => name !== '');
  if (named.length === 0 || named.length < names.length - 1) return undefined;
  if (names.length === 1 && !/^[\w./@-]+$/.test(names[0])) return undefined;
  // The name of a group in a box of Stable-Baselines3 ends with a slash.
  if (named.some((name) => name.endsWith('/'))) return undefined;
  if (named.some((name) => numberIn(name) !== undefined || /[{}]|^\[.*\]$/.test(name)))
    return undefined;
  const rows = below.map((line) => cellsOf(line, separator));
  const commas = separator !== ',' && rows.flat().some((cell) => decimalComma.test(cell));
  const points = rows.flat().some((cell) => /^\s*[-+]?\d+\.\d+(?![\d,])/.test(cell));
  const hasDecimalComma = commas && !points;
  const fits = (cells: readonly string[]): boolean =>
    Math.abs(cells.length - names.length) <= 1 &&
    cells.some((cell) => numberOf(cell, hasDecimalComma) !== undefined) &&
    (names.length > 1 || cells.length === 1) &&
    // Sentences have spaces as well.
    (separator !== ' ' || cells.every((cell) => numberIn(cell) !== undefined || isMissing(cell)));
  const fitting = rows.filter(fits);
  return 2 * fitting.length > rows.length && fits(rows[0])
    ? { separator, hasDecimalComma }
    : undefined;
}

/** Rows of separated values under a line of names, after RFC 4180. */
export function* separatedRows(text: string, layout: Layout): LogReading<LogRows> {
  const { separator, hasDecimalComma, headLine } = layout;
  const lines = new Lines(text);
  const sample = new RowSample();
  const problems: LogProblem[] = [];
  let names: readonly string[] | undefined;
  let ragged = 0;
  let empty = 0;
  let firstEmpty = 0;
  const readRow = (content: string, line: number): LogRow | undefined => {
    const cells = cellsOf(content, separator);
    const values = new Map<string, number>();
    for (const [i, name] of names!.entries()) {
      const value = numberOf(cells[i] ?? '', hasDecimalComma);
      if (value !== undefined && name !== '') values.set(name, value);
    }
    if (values.size === 0) {
      // A resumed run may have written the header again.
      if (cells.some((cell, i) => names![i] !== '' && cell !== names![i]) && empty++ === 0)
        firstEmpty = line;
      return undefined;
    }
    if (cells.length !== names!.length && ragged++ === 0) {
      const message = `This line has ${cells.length} values for ${names!.length} columns; matching values are kept`;
      problems.push({ severity: 'warning', code: 'ragged-line', message, line });
    }
    return { line, values };
  };
  for (let content = lines.next(); content !== undefined; content = lines.next()) {
    if (lines.isTurn) yield lines.share;
    if (isBlank(content) || lines.line < headLine) continue;
    if (!names) {
      names = cellsOf(content, separator);
      const again = names.find((name, i) => name !== '' && names!.indexOf(name) < i);
      if (again !== undefined) {
        const message = `There are several columns ${printable(again, 60)}; the first is used`;
        problems.push({ severity: 'warning', code: 'repeated-column', message, line: lines.line });
        names = firstOfEachName(names);
      }
      continue;
    }
    if (isComment(content) || isSeparatorLine(content)) continue;
    const { line } = lines;
    const row = withQuoted(content, lines);
    sample.offer(() => readRow(row, line));
  }
  const { rows } = sample;
  if (ragged > 1) {
    const message = `${ragged} lines have another number of values than there are columns`;
    problems.push({ severity: 'warning', code: 'ragged-lines', message });
  }
  if (empty > 0) {
    const message =
      empty === 1
        ? 'This line has no number and was left out'
        : `${empty} lines have no number and were left out, the first here`;
    problems.push({ severity: 'hint', code: 'no-number', message, line: firstEmpty });
  }
  return { rows, problems, sample };
}

/** Lines that a text in quotes has at most, and UTF-16 units. */
const quotedLines = 1000;
const quotedLength = 100_000;

/** A line with those that belong to it, because a text in quotes, such as an answer of a model, goes on in them. */
function withQuoted(line: string, lines: Lines): string {
  if (!hasOpenQuote(line)) return line;
  const { place } = lines;
  let whole = line;
  for (let count = 0; count < quotedLines && whole.length < quotedLength; count++) {
    const next = lines.next();
    if (next === undefined) break;
    whole += ` ${next}`;
    if (hasOpenQuote(next)) return whole;
  }
  // The quote is part of a text, or the file is cut.
  lines.returnTo(place);
  return line;
}

function hasOpenQuote(line: string): boolean {
  let isOpen = false;
  for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) isOpen = !isOpen;
  return isOpen;
}

/** The names, with nothing in place of those that are there before. */
function firstOfEachName(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.map((name) => (seen.has(name) ? '' : (seen.add(name), name)));
}

function cellsOf(line: string, separator: string): string[] {
  const cells = cellsOfLine(line, separator);
  // A table of Markdown has bars at both ends.
  return separator === '|' && cells.length > 2 && cells[0] === '' && cells.at(-1) === ''
    ? cells.slice(1, -1)
    : cells;
}

function isMissing(cell: string): boolean {
  return /^(?:nan|none|null|-|inf)$/i.test(cell);
}

function numberOf(cell: string, hasDecimalComma: boolean): number | undefined {
  return numberIn(hasDecimalComma && decimalComma.test(cell) ? cell.replace(',', '.') : cell);
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

function isComment(line: string): boolean {
  return line.startsWith('#');
}

/** The line `sep=;` that spreadsheets write above a table, or the one of dashes below the names. */
function isSeparatorLine(line: string): boolean {
  return (
    namedSeparator(line) !== undefined || (line.includes('---') && /^[-:|+= ]+$/.test(line.trim()))
  );
}
