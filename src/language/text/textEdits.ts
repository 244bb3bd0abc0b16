import type { Fix } from './quickFix.ts';
import type { Format } from './format.ts';
import { inline, inlineText, type Json } from './inline.ts';
import type { TextRange } from './problem.ts';
import { respellings } from './respell.ts';

/** Replaces a range of a text; an empty range is an insertion. */
export interface TextEdit {
  readonly range: TextRange;
  readonly text: string;
}

/** Applies edits that do not overlap. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  const backwards = [...edits].sort((a, b) => b.range.start - a.range.start);
  return backwards.reduce(
    (now, { range, text: by }) => now.slice(0, range.start) + by + now.slice(range.end),
    text,
  );
}

/**
 * The edits that undo edits. The edits must not touch each other, because adjacent edits could
 * become adjacent insertions, whose order is undefined.
 */
export function inverse(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  const forwards = [...edits].sort((a, b) => a.range.start - b.range.start);
  let shift = 0;
  return forwards.map(({ range: { start, end }, text: by }) => {
    const from = start + shift;
    shift += by.length - (end - start);
    return { range: { start: from, end: from + by.length }, text: text.slice(start, end) };
  });
}

type Matrix = Extract<Fix, { kind: 'transpose' }>['matrices'][number];

type Inside = Extract<Fix, { kind: 'insert' }>['into'];

/**
 * The minimal edits of a fix, which do not overlap, in the style of the text: quotes, line breaks,
 * indentation and comments are preserved. Empty if the fix cannot be applied, for example behind a
 * YAML alias.
 */
export function editsOf(fix: Fix, text: string, format: Format): readonly TextEdit[] {
  switch (fix.kind) {
    case 'replace':
      return [{ range: fix.range, text: replacement(fix.by, text[fix.range.start], format) }];
    case 'verbatim':
      return fix.edits;
    case 'respell':
      return respellings(text, format, fix.what);
    case 'transpose': {
      const edits = fix.matrices.map((matrix) => transposed(matrix, text));
      return edits.every((edit) => edit !== undefined) ? edits : [];
    }
    case 'resize': {
      const edits = fix.lists.map((list) => {
        if (!isWritten(list, text)) return undefined;
        if (list.keep !== undefined) return cut(list.keep, list.lastEnd ?? list.keep, text);
        return addition(
          list,
          list.append.map((item) => inline(item, format)),
          text,
        );
      });
      return edits.every((edit) => edit !== undefined) ? edits : [];
    }
    case 'insert': {
      const { into, key, value } = fix;
      if (!isWritten(into, text)) return [];
      return [addition(into, [`${inlineText(key, format)}: ${inline(value, format)}`], text)];
    }
    case 'remove':
      return removal(fix, text);
  }
}

/** Quotes are preserved. */
function replacement(by: Json, first: string, format: Format): string {
  if (typeof by !== 'string') return inline(by, format);
  if (first === '"') return JSON.stringify(by);
  if (first === "'") return `'${by.replaceAll("'", "''")}'`;
  return inlineText(by, format);
}

/** The numbers as they are written; each row on its own line if that is how it was. */
function transposed({ range, rows }: Matrix, text: string): TextEdit | undefined {
  const [first] = rows;
  const isHere = rows.flat().every(({ start, end }) => range.start <= start && end <= range.end);
  if (!isHere || text[range.start] === '*') return undefined;
  const written = first.map((_, j) => {
    const column = rows.map((row) => text.slice(row[j].start, row[j].end));
    return `[${column.join(', ')}]`;
  });
  const start = lineStart(range.start, text);
  const outer = /^[ \t]*/.exec(text.slice(start, range.start))?.[0] ?? '';
  if (text[range.start] === '-')
    return { range, text: written.map((row) => `- ${row}`).join(`\n${outer}`) };
  const isOnLines = text.slice(first[0].start, rows[rows.length - 1][0].start).includes('\n');
  const separator = isOnLines ? `,\n${outer}  ` : ', ';
  const [open, close] = isOnLines ? [`[\n${outer}  `, `\n${outer}]`] : ['[', ']'];
  return { range, text: open + written.join(separator) + close };
}

/** Whether the members stand where the list or object does, and not at the anchor of an alias. */
function isWritten({ range, firstStart, lastEnd }: Inside, text: string): boolean {
  if (text[range.start] === '*') return false;
  return (firstStart ?? range.start) >= range.start && (lastEnd ?? range.end) <= range.end;
}

/** More members after the last one: on the same line, or each on its own as the others are. */
function addition(into: Inside, members: readonly string[], text: string): TextEdit {
  const { range, firstStart, lastStart, lastEnd } = into;
  const isFlow = text[range.start] === '[' || text[range.start] === '{';
  if (firstStart === undefined || lastStart === undefined || lastEnd === undefined)
    return insertion(range.start + 1, members.join(', '));
  if (isFlow) {
    const own = indentOf(lastStart, text);
    const separator = own === undefined ? ', ' : `,\n${own}`;
    return insertion(lastEnd, members.map((member) => separator + member).join(''));
  }
  const dash = text[range.start] === '-' ? '- ' : '';
  const column = (dash ? range.start : firstStart) - lineStart(firstOf(into), text);
  const lines = members.map((member) => `\n${' '.repeat(column)}${dash}${member}`);
  return insertion(lineEnd(lastEnd, text), lines.join(''));

  function firstOf(inside: Inside): number {
    return dash ? inside.range.start : (inside.firstStart ?? inside.range.start);
  }
}

/** Removes everything after the last item to keep, except a comment on its line. */
function cut(keep: number, end: number, text: string): TextEdit {
  const isFlow = commaIn(text, keep, end) !== undefined;
  const range = isFlow
    ? { start: keep, end }
    : { start: lineEnd(keep, text), end: past(end, text) };
  return { range, text: '' };
}

function removal(fix: Extract<Fix, { kind: 'remove' }>, text: string): readonly TextEdit[] {
  const { entry, previousEnd, nextStart } = fix;
  // Merged keys are elsewhere in the text.
  if (previousEnd !== undefined && entry.start < previousEnd) return [];
  if (nextStart !== undefined && nextStart > entry.end)
    return [{ range: { start: entry.start, end: nextStart }, text: '' }];
  if (previousEnd === undefined) return [{ range: entry, text: '' }];
  const comma = commaIn(text, previousEnd, entry.start);
  const isLine = indentOf(entry.start, text) !== undefined;
  if (!isLine) return [{ range: { start: previousEnd, end: entry.end }, text: '' }];
  const before = lineEnd(lineStart(entry.start, text) - 2, text);
  const line = { range: { start: before, end: past(entry.end, text) }, text: '' };
  return comma === undefined
    ? [line]
    : [{ range: { start: comma, end: comma + 1 }, text: '' }, line];
}

/** The end of the line if only a comment follows; otherwise the same offset. */
function past(offset: number, text: string): number {
  const end = lineEnd(offset, text);
  return /^[ \t]*((#|\/\/).*)?$/.test(text.slice(offset, end)) ? end : offset;
}

/** The offset of the comma between two members, ignoring comments. */
function commaIn(text: string, from: number, to: number): number | undefined {
  const gap = text
    .slice(from, to)
    .replace(/\/\*[^]*?\*\/|(\/\/|#)[^\n]*/g, (c) => ' '.repeat(c.length));
  const at = gap.indexOf(',');
  return at < 0 ? undefined : from + at;
}

/** The indentation of an offset; undefined if other text precedes it on its line. */
function indentOf(offset: number, text: string): string | undefined {
  const start = lineStart(offset, text);
  const before = text.slice(start, offset);
  return start > 0 && before.trim() === '' ? before : undefined;
}

function lineStart(offset: number, text: string): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The end of the line of an offset, before the line break. */
function lineEnd(offset: number, text: string): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

function insertion(offset: number, text: string): TextEdit {
  return { range: { start: offset, end: offset }, text };
}
