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
 * Parses JSON with comments. Undefined if the text is empty or has a syntax error, which is
 * reported.
 */
export function parseJson(text: string, report: Report): SourceNode | undefined {
  const brackets = scanBrackets(text);
  if (brackets.tooDeep !== undefined) {
    const range = { start: brackets.tooDeep, end: brackets.tooDeep + 1 };
    report.error(
      'too-deep',
      range,
      `Lists and objects can be nested at most ${maxDepth} levels deep`,
    );
    return undefined;
  }
  const errors: ParseError[] = [];
  // Replace a byte order mark by a space, which keeps the offsets.
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowEmptyContent: true });
  if (errors.length > 0) {
    // One mistake can cause errors in the whole rest of the text. Only the first is useful.
    reportSyntax(errors[0], text, brackets.open, report);
    return undefined;
  }
  return root && toSource(root, report);
}

/** SyntaxKind of jsonc-parser, whose const enum does not exist at run time. */
const token = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 } as const;

/**
 * The parser is recursive, so the depth is checked before it runs. `open` is the innermost bracket
 * that is not closed at the end, or at the first closing bracket of the wrong kind.
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
      ? [{ message: `This ${text[open]} is not closed`, range: { start: open, end: open + 1 } }]
      : undefined;
  report.error('syntax', range, syntaxMessage(code, found, text.slice(0, offset)), related);
}

function isBracket(found: string): boolean {
  return found === ']' || found === '}';
}

/** The message for an error code of the parser. */
function syntaxMessage(code: string, found: string, before: string): string {
  if (/\d$/.test(before) && /^\w/.test(found))
    return 'Numbers in JSON must be decimal, without leading zeros';
  if (code.endsWith('Expected') && isBracket(found) && /,\s*$/.test(before.slice(-100)))
    return 'JSON does not allow trailing commas; remove the comma before this bracket';
  switch (code) {
    case 'InvalidSymbol':
      if (/^(NaN|Infinity)$/.test(found))
        return `${found} is not a number in JSON; all numbers must be finite`;
      if (/^[.+]/.test(found))
        return `${found} is not a number in JSON; numbers start with a digit or a minus sign`;
      if (found === '-') return 'Expected digits after the minus sign';
      return `Unexpected ${found}; strings and keys need double quotes`;
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
      if (isBracket(found))
        return `Unexpected ${found}; an earlier bracket of the other kind is not closed`;
      return 'Expected a comma between two values';
    case 'CloseBraceExpected':
      return 'Expected } to close the object';
    case 'CloseBracketExpected':
      return 'Expected ] to close the list';
    case 'EndOfFileExpected':
      return 'Expected the end of the file; a spec is a single object';
    case 'UnexpectedEndOfComment':
      return 'Unterminated comment; add */';
    case 'UnexpectedEndOfString':
      return 'Unterminated string; add a double quote on the same line';
    case 'InvalidUnicode':
    case 'InvalidEscapeCharacter':
      return 'Invalid escape sequence; for a backslash, write \\\\';
    default:
      return 'Unexpected character';
  }
}

/** Recursion is safe because the depth has been checked. */
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
