import { createScanner, type JSONScanner } from 'jsonc-parser';
import {
  blankLine,
  type Commented,
  type CommentedText,
  type Comments,
  type Member,
} from './commented.ts';

/** SyntaxKind of jsonc-parser, whose const enum does not exist at run time. */
const token = {
  openBrace: 1,
  openBracket: 3,
  closeBrace: 2,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  text: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  space: 15,
  end: 17,
} as const;

type Line = Comments[number];

/** Reads valid JSON with its comments. */
export function commentedFromJson(text: string): CommentedText {
  const reader = new Reader(text.replace(/^\uFEFF/, ' '));
  const before = reader.leading();
  const value = reader.value();
  const after = reader.trailing();
  return { root: { value, before, ...(after !== undefined && { after }) }, end: reader.leading() };
}

/** The current token is always the next one that is not white space. */
class Reader {
  private kind: number = token.space;

  private readonly scanner: JSONScanner;

  constructor(private readonly text: string) {
    this.scanner = createScanner(text, false);
    this.next();
  }

  /** Comments and blank lines up to the next value, key or bracket. */
  leading(): Line[] {
    const lines: Line[] = [];
    let breaks = 0;
    while (this.isTrivia()) {
      if (this.kind === token.lineBreak) {
        if (++breaks === 2 && lines.at(-1) !== blankLine) lines.push(blankLine);
      } else {
        lines.push(...commentLines(this.written()));
        breaks = 0;
      }
      this.next();
    }
    return lines;
  }

  /** A comment at the end of the line, possibly after a comma. */
  trailing(): string | undefined {
    const lines: string[] = [];
    while (this.kind === token.lineComment || this.kind === token.blockComment) {
      lines.push(...commentLines(this.written()));
      this.next();
    }
    return lines.length > 0 ? lines.join(' ') : undefined;
  }

  value(): Commented {
    const written = this.scanner.getTokenValue();
    switch (this.kind) {
      case token.openBrace:
        return this.members('object', token.closeBrace);
      case token.openBracket:
        return this.members('list', token.closeBracket);
      case token.number:
        this.next();
        return { kind: 'scalar', value: Number(written), written };
      case token.text:
        this.next();
        return { kind: 'scalar', value: written };
      default: {
        const value = this.kind === token.null ? null : this.kind === token.true;
        this.next();
        return { kind: 'scalar', value };
      }
    }
  }

  private members(kind: 'list' | 'object', close: number): Commented {
    const members: Member[] = [];
    this.next();
    // A comment after the bracket belongs to the first member.
    let before = this.leading().filter((line, i) => i > 0 || line !== blankLine);
    while (this.kind !== close) {
      const key = kind === 'object' ? this.key(before) : undefined;
      const value = this.value();
      const own = this.trailing();
      const between = this.leading();
      const isMore = this.kind === token.comma;
      if (isMore) this.next();
      const after = own ?? (isMore ? this.trailing() : undefined);
      const member = { value, before, ...(key !== undefined && { key }) };
      members.push(after === undefined ? member : { ...member, after });
      before = [...between, ...this.leading()];
    }
    this.next();
    return { kind, members, tail: before.filter((line) => line !== blankLine) };
  }

  private key(before: Line[]): string {
    const key = this.scanner.getTokenValue();
    this.next();
    before.push(...this.leading().filter((line) => line !== blankLine));
    this.next();
    before.push(...this.leading().filter((line) => line !== blankLine));
    return key;
  }

  private written(): string {
    const start = this.scanner.getTokenOffset();
    return this.text.slice(start, start + this.scanner.getTokenLength());
  }

  private isTrivia(): boolean {
    const { kind } = this;
    return kind === token.lineComment || kind === token.blockComment || kind === token.lineBreak;
  }

  private next(): void {
    do this.kind = this.scanner.scan();
    while (this.kind === token.space);
  }
}

function commentLines(comment: string): string[] {
  if (comment.startsWith('//')) return [comment.slice(2).trim()];
  const inner = comment.replace(/^\/\*+|\*+\/$/g, '');
  return inner
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*\*\s?/, '').trim())
    .filter((line) => line !== '');
}
