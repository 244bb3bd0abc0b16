import {
  createScanner,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { maxDepth } from './limits.ts';
import type { TextRange } from './problem.ts';
import type { Related, Report } from './report.ts';
import { uniqueEntries, type SourceEntry, type SourceNode } from './source.ts';

/**
 * Reads JSON, comments allowed. Without a syntax error the result is the root value, or undefined
 * for an empty text; after one it is undefined.
 */
export function parseJson(text: string, report: Report): SourceNode | undefined {
  const brackets = scanBrackets(text);
  if (brackets.tooDeep !== undefined) {
    const range = { start: brackets.tooDeep, end: brackets.tooDeep + 1 };
    report.error('too-deep', range, `Lists and objects may be nested ${maxDepth} deep, not deeper`);
    return undefined;
  }
  const errors: ParseError[] = [];
  // A byte order mark is no part of the text; a space keeps the offsets.
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowEmptyContent: true });
  if (errors.length > 0) {
    for (const error of firstOfEachLine(errors, text))
      reportSyntax(error, text, brackets.open, report);
    return undefined;
  }
  return root && toSource(root, report);
}

/** SyntaxKind of jsonc-parser, whose const enum does not exist at run time. */
const token = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 } as const;

/**
 * The parser recurses, so the depth is looked at before it runs. `open` is the innermost bracket
 * still open at the end, or where the first bracket of the wrong kind stands.
 */
function scanBrackets(text: string): { tooDeep?: number; open?: number } {
  const scanner = createScanner(text, true);
  const open: { offset: number; close: number }[] = [];
  for (;;) {
    const kind: number = scanner.scan();
    const innermost = open.at(-1);
    switch (kind) {
      case token.openBrace:
      case token.openBracket:
        if (open.length === maxDepth) return { tooDeep: scanner.getTokenOffset() };
        open.push({ offset: scanner.getTokenOffset(), close: kind + 1 });
        break;
      case token.closeBrace:
      case token.closeBracket:
        if (innermost?.close !== kind) return innermost ? { open: innermost.offset } : {};
        open.pop();
        break;
      case token.end:
        return innermost ? { open: innermost.offset } : {};
    }
  }
}

/** One mistake makes the parser stumble several times on its line; the first stumble tells. */
function firstOfEachLine(errors: readonly ParseError[], text: string): ParseError[] {
  let from = 0;
  let kept = -1;
  return errors.filter((error) => {
    const newLine = kept < 0 || text.slice(from, error.offset).includes('\n');
    if (newLine) kept = from = error.offset;
    return newLine;
  });
}

function reportSyntax(
  { error, offset, length }: ParseError,
  text: string,
  open: number | undefined,
  report: Report,
): void {
  const end = Math.min(text.length, offset + Math.max(1, length));
  const range: TextRange = { start: Math.min(offset, text.length - 1), end };
  const found = text.slice(offset, end);
  const code = printParseErrorCode(error);
  const isAboutOpen = /^Close.*Expected$/.test(code) || isBracket(found);
  const related: readonly Related[] | undefined =
    isAboutOpen && open !== undefined
      ? [{ message: `This ${text[open]} is still open`, range: { start: open, end: open + 1 } }]
      : undefined;
  report.error('syntax', range, syntaxMessage(code, found, text.slice(0, offset)), related);
}

function isBracket(found: string): boolean {
  return found === ']' || found === '}';
}

/** What the parser's code means to the person who writes the file. */
function syntaxMessage(code: string, found: string, before: string): string {
  if (/\d$/.test(before) && /^\w/.test(found))
    return 'A number in JSON is decimal and does not start with a zero';
  if (code.endsWith('Expected') && isBracket(found) && /,\s*$/.test(before.slice(-100)))
    return 'Remove the comma before this bracket: JSON has no trailing commas';
  switch (code) {
    case 'InvalidSymbol':
      if (/^(NaN|Infinity)$/.test(found))
        return `${found} is not a number in JSON, and no weight may be`;
      if (/^[.+]/.test(found))
        return `${found} is not a number in JSON: start with a digit or a minus sign`;
      if (found === '-') return 'Expected digits after the minus sign';
      return `Unexpected ${found}: texts and keys need double quotes`;
    case 'InvalidNumberFormat':
    case 'UnexpectedEndOfNumber':
      return `${found} is not a complete number`;
    case 'PropertyNameExpected':
      return 'Expected a key in double quotes';
    case 'ValueExpected':
      return found ? `Expected a value, found ${found}` : 'Expected a value';
    case 'ColonExpected':
      return 'Expected a colon after the key';
    case 'CommaExpected':
      if (isBracket(found)) return `This ${found} closes nothing; another bracket is still open`;
      return 'Expected a comma between two values';
    case 'CloseBraceExpected':
      return 'Expected } to close the object';
    case 'CloseBracketExpected':
      return 'Expected ] to close the list';
    case 'EndOfFileExpected':
      return 'Expected the end of the file: one value is all that a spec has';
    case 'UnexpectedEndOfComment':
      return 'This comment is never closed: add */';
    case 'UnexpectedEndOfString':
      return 'This text is never closed: add a double quote on the same line';
    case 'InvalidUnicode':
    case 'InvalidEscapeCharacter':
      return 'This text has a backslash that escapes nothing: write \\\\ for a backslash';
    default:
      return 'This character cannot stand here';
  }
}

/** Recursion is safe: the depth has been looked at. */
function toSource(node: Node, report: Report): SourceNode {
  const range = { start: node.offset, end: node.offset + node.length };
  switch (node.type) {
    case 'array':
      return { kind: 'list', range, items: (node.children ?? []).map((c) => toSource(c, report)) };
    case 'object': {
      const entries = (node.children ?? []).map((property): SourceEntry => {
        const [key, value] = property.children as [Node, Node];
        const keyRange = { start: key.offset, end: key.offset + key.length };
        return { key: String(key.value), keyRange, value: toSource(value, report) };
      });
      return { kind: 'object', range, entries: uniqueEntries(entries, report) };
    }
    case 'number':
      return { kind: 'number', range, value: Number(node.value) };
    case 'boolean':
      return { kind: 'boolean', range, value: Boolean(node.value) };
    case 'null':
      return { kind: 'null', range };
    default:
      return { kind: 'string', range, value: String(node.value) };
  }
}
