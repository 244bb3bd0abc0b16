import type { Format } from './format.ts';
import { lookalikesIn, type LookalikeKind } from './lookalikes.ts';
import type { TextRange } from './problem.ts';

/** What a fix writes differently in the whole text. */
export type Respelling =
  LookalikeKind | 'tab' | 'control' | 'single quote' | '# comment' | 'trailing comma';

interface Replacement {
  readonly range: TextRange;
  readonly text: string;
}

/** Width of a tab in the indentation, in spaces. */
const tabWidth = 2;

/** The edits that write one kind of character as it should be, everywhere outside of strings and comments. */
export function respellings(text: string, format: Format, what: Respelling): Replacement[] {
  switch (what) {
    case 'tab':
      return tabs(text);
    case 'control':
      return replacements(text, controlCharacters, () => '');
    case 'single quote':
      return replacements(text, protectedIn.json, (found) => quoted(found));
    case '# comment':
      return replacements(text, /^([ \t]*)#/gm, (_, indent) => `${indent}//`);
    case 'trailing comma':
      return replacements(bareJson(text), /,(?=\s*[\]}])/g, () => '');
    default: {
      const kept = [...text.matchAll(protectedIn[format])];
      const isKept = (at: number): boolean =>
        kept.some(({ index, 0: { length } }) => index <= at && at < index + length);
      return lookalikesIn(text)
        .filter(({ kind, range: { start } }) => kind === what && !isKept(start))
        .filter(({ kind, range: { end } }) => kind !== 'dash' || isSign(text, end))
        .map(({ range, plain }) => ({ range, text: plain }));
    }
  }
}

/** Characters that neither format allows, not even in strings. */
export const controlCharacters = /[\0-\x08\x0b\x0c\x0e-\x1f]/g;

/** Strings and comments. */
const protectedIn = {
  json: /"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|\/\/[^\n]*|\/\*[^]*?\*\//g,
  yaml: /(?<=^|[\s[{,:])(?:"(?:\\[^]|[^"\\])*"|'(?:''|[^'])*')|(?<=^|[ \t])#[^\n]*/gm,
} as const;

/** The text with underscores in the place of strings, and blanks in the place of comments. */
function bareJson(text: string): string {
  return text.replace(protectedIn.json, (kept) =>
    kept.startsWith('/') ? ' '.repeat(kept.length) : '_'.repeat(kept.length),
  );
}

/** Whether a dash before this offset is a sign or begins an item of a list, and not a part of a name. */
function isSign(text: string, end: number): boolean {
  return (
    /[\d.\uff10-\uff19]/.test(text[end] ?? '') ||
    /^[\s\u00a0]*$/.test(text.slice(text.lastIndexOf('\n', end - 1) + 1, end - 1))
  );
}

/**
 * Tabs in the indentation and after a dash, as spaces up to the next tab stop. A line inside of brackets gets more
 * indentation than the line where they open, as YAML demands.
 */
function tabs(text: string): Replacement[] {
  const found: Replacement[] = [];
  const bare = text.replace(protectedIn.yaml, (kept) => kept.replace(/[^\n]/g, ' '));
  let depth = 0;
  let outer = 0;
  for (const { index, 0: line } of bare.matchAll(/.+/g)) {
    const [indent] = /^(?:[ \t]|-(?=[ \t]))*/.exec(line) ?? [''];
    let written = '';
    for (const char of indent)
      written += char === '\t' ? ' '.repeat(tabWidth - (written.length % tabWidth)) : char;
    if (depth > 0) written = written.padEnd(outer + tabWidth);
    else outer = written.length;
    if (indent.includes('\t'))
      found.push({ range: { start: index, end: index + indent.length }, text: written });
    for (const char of line) {
      if (/[[{]/.test(char)) depth++;
      else if (/[\]}]/.test(char)) depth = Math.max(0, depth - 1);
    }
  }
  return found;
}

/** A string in single quotes with double quotes; anything else unchanged. */
function quoted(found: string): string {
  if (!found.startsWith("'")) return found;
  return `"${found
    .slice(1, -1)
    .replaceAll("\\'", "'")
    .replace(/(?<!\\)"/g, '\\"')}"`;
}

function replacements(
  text: string,
  pattern: RegExp,
  by: (...groups: string[]) => string,
): Replacement[] {
  return [...text.matchAll(pattern)].flatMap(({ index, 0: found, 1: group }) => {
    const now = by(found, group);
    return now === found ? [] : [{ range: { start: index, end: index + found.length }, text: now }];
  });
}
