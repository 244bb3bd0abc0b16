import type { TextRange } from './problem.ts';

/**
 * Kinds of characters that look like ordinary ones. Word processors, PDF viewers and input methods insert them.
 */
export type LookalikeKind = 'space' | 'invisible' | 'line break' | 'dash' | 'quote' | 'fullwidth';

/** A character that looks like an ordinary one. */
export interface Lookalike {
  readonly kind: LookalikeKind;
  readonly range: TextRange;
  /** With its code point, such as "minus sign − (U+2212)". */
  readonly name: string;
  /** What it stands for; empty if it stands for nothing. */
  readonly plain: string;
}

/** Names after Unicode, with a range of code points each. */
const named: readonly (readonly [from: number, to: number, kind: LookalikeKind, name: string])[] = [
  [0x85, 0x85, 'line break', 'next line'],
  [0xa0, 0xa0, 'space', 'no-break space'],
  [0xab, 0xab, 'quote', 'quotation mark'],
  [0xad, 0xad, 'invisible', 'soft hyphen'],
  [0xbb, 0xbb, 'quote', 'quotation mark'],
  [0x1680, 0x1680, 'space', 'space'],
  [0x2000, 0x2006, 'space', 'space'],
  [0x2007, 0x2007, 'space', 'figure space'],
  [0x2008, 0x2008, 'space', 'space'],
  [0x2009, 0x2009, 'space', 'thin space'],
  [0x200a, 0x200a, 'space', 'hair space'],
  [0x200b, 0x200b, 'invisible', 'zero-width space'],
  [0x200c, 0x200d, 'invisible', 'zero-width joiner'],
  [0x200e, 0x200f, 'invisible', 'text direction mark'],
  [0x2010, 0x2010, 'dash', 'hyphen'],
  [0x2011, 0x2011, 'dash', 'no-break hyphen'],
  [0x2012, 0x2012, 'dash', 'figure dash'],
  [0x2013, 0x2013, 'dash', 'en dash'],
  [0x2014, 0x2014, 'dash', 'em dash'],
  [0x2015, 0x2015, 'dash', 'horizontal bar'],
  [0x2018, 0x201f, 'quote', 'quotation mark'],
  [0x2028, 0x2028, 'line break', 'line separator'],
  [0x2029, 0x2029, 'line break', 'paragraph separator'],
  [0x202a, 0x202e, 'invisible', 'text direction mark'],
  [0x202f, 0x202f, 'space', 'narrow no-break space'],
  [0x2032, 0x2033, 'quote', 'prime'],
  [0x205f, 0x205f, 'space', 'space'],
  [0x2060, 0x2060, 'invisible', 'word joiner'],
  [0x2066, 0x2069, 'invisible', 'text direction mark'],
  [0x2212, 0x2212, 'dash', 'minus sign'],
  [0x3000, 0x3000, 'space', 'ideographic space'],
  [0x3001, 0x3001, 'fullwidth', 'ideographic comma'],
  [0xfe58, 0xfe58, 'dash', 'small dash'],
  [0xfe63, 0xfe63, 'dash', 'small hyphen'],
  [0xfeff, 0xfeff, 'invisible', 'byte order mark'],
  [0xff01, 0xff5e, 'fullwidth', 'fullwidth character'],
];

const single = /[\u2018-\u201b\u2032]/;

const any = new RegExp(
  `[${named.map(([from, to]) => `${escaped(from)}-${escaped(to)}`).join('')}]`,
  'g',
);

/** The first lookalike in a text; `offset` is added to its range. */
export function firstLookalike(text: string, offset = 0): Lookalike | undefined {
  const at = text.search(any);
  return at < 0 ? undefined : lookalikeAt(text[at], offset + at);
}

/** All lookalikes in a text. */
export function lookalikesIn(text: string): Lookalike[] {
  return [...text.matchAll(any)].map(({ 0: char, index }) => lookalikeAt(char, index));
}

/** The text with ordinary characters in place of lookalikes. */
export function withoutLookalikes(text: string): string {
  return text.replace(any, (char) => lookalikeAt(char, 0).plain);
}

/** What is wrong with a character and what to do about it. */
export function lookalikeMessage({ kind, name, plain }: Lookalike): string {
  switch (kind) {
    case 'invisible':
      return `The ${name} is not allowed here; remove it`;
    case 'line break':
      return `The ${name} is not a line break here; use an ordinary one`;
    case 'space':
      return `The ${name} is not an ordinary space`;
    default:
      return `The ${name} is not an ordinary ${plain}`;
  }
}

function lookalikeAt(char: string, start: number): Lookalike {
  const code = char.charCodeAt(0);
  const [, , kind, name] = named.find(([from, to]) => from <= code && code <= to) ?? named[0];
  const isVisible = kind === 'dash' || kind === 'quote' || kind === 'fullwidth';
  const point = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    kind,
    range: { start, end: start + 1 },
    name: `${name} ${isVisible ? `${char} ` : ''}(${point})`,
    plain: plainOf(kind, char),
  };
}

function plainOf(kind: LookalikeKind, char: string): string {
  switch (kind) {
    case 'space':
      return ' ';
    case 'invisible':
      return '';
    case 'line break':
      return '\n';
    case 'dash':
      return '-';
    case 'quote':
      return single.test(char) ? "'" : '"';
    case 'fullwidth':
      return char === '\u3001' ? ',' : String.fromCharCode(char.charCodeAt(0) - 0xfee0);
  }
}

function escaped(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
