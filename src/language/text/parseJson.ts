import {
  createScanner,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { printable } from '../../core/printable.ts';
import { maxDepth } from './limits.ts';
import { inline } from './inline.ts';
import { firstLookalike } from './lookalikes.ts';
import { numberNode } from './numberNode.ts';
import type { TextRange } from './problem.ts';
import { respelling, rewriting, type Fix } from './quickFix.ts';
import type { Related, Report } from './report.ts';
import { reportLookalike } from './reportLookalike.ts';
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
  return root && toSource(root, text, report);
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
  const found = printable(text.slice(offset, end), 60);
  const code = printParseErrorCode(error);
  const comma = commaBefore(offset, text);
  if (code.endsWith('Expected') && isBracket(found) && comma !== undefined) {
    const place = { start: comma, end: comma + 1 };
    const fix = respelling('Remove all trailing commas', 'trailing comma');
    const message = 'JSON does not allow trailing commas; remove this comma';
    report.error('syntax', place, message, [], [fix]);
    return;
  }
  const isWrongWord =
    code === 'InvalidSymbol' ||
    code === 'InvalidNumberFormat' ||
    code === 'UnexpectedEndOfNumber' ||
    (/^\w/.test(found) && /\d$/.test(text.slice(0, offset)));
  const word = isWrongWord ? wordAt(offset, text) : undefined;
  if (word) {
    reportWord(word, text, report);
    return;
  }
  const isAboutOpen = /^Close.*Expected$/.test(code) || isBracket(found);
  const related: readonly Related[] | undefined =
    isAboutOpen && open !== undefined
      ? [{ message: `This ${text[open]} is not closed`, range: { start: open, end: open + 1 } }]
      : undefined;
  report.error('syntax', range, syntaxMessage(code, found), related);
}

function isBracket(found: string): boolean {
  return found === ']' || found === '}';
}

/** The comma before an offset, if only blanks are between. */
function commaBefore(offset: number, text: string): number | undefined {
  const before = text.slice(Math.max(0, offset - 1000), offset).trimEnd();
  return before.endsWith(',') ? text.lastIndexOf(',', offset - 1) : undefined;
}

/** What stands at an offset between blanks, commas, colons and brackets. */
function wordAt(offset: number, text: string): TextRange | undefined {
  const outside = /[ \t\n\r,:[\]{}"]/;
  let [start, end] = [offset, offset];
  if (text[offset] === "'") {
    const quoted = /'(?:\\.|[^'\\\n])*'/y;
    quoted.lastIndex = offset;
    const length = quoted.exec(text)?.[0].length;
    if (length) return { start, end: offset + length };
  }
  while (start > 0 && !outside.test(text[start - 1])) start--;
  while (end < text.length && !outside.test(text[end])) end++;
  return start < end ? { start, end } : undefined;
}

/** Literals of Python and JavaScript. */
const literals: Readonly<Record<string, string>> = {
  None: 'null',
  True: 'true',
  False: 'false',
  undefined: 'null',
};

/** Reports a word that is no value in JSON. */
function reportWord(range: TextRange, text: string, report: Report): void {
  const word = text.slice(range.start, range.end);
  const shown = printable(word, 60);
  const error = (message: string, ...fixes: readonly Fix[]): void => {
    report.error('syntax', range, message, [], fixes);
  };
  const found = firstLookalike(word, range.start);
  if (found) {
    reportLookalike(found, report);
    return;
  }
  if (/^[-+]?(nan|inf(inity)?)$/i.test(word)) {
    error(`${shown} is not a number in JSON; all numbers must be finite`);
    return;
  }
  const number = numberIn(word);
  if (number !== undefined) {
    const written = inline(number, 'json');
    error(`${shown} is not a number in JSON; write ${written}`, change(range, written));
    return;
  }
  if (Object.hasOwn(literals, word)) {
    const written = literals[word];
    error(`${shown} is not a value in JSON; write ${written}`, change(range, written));
    return;
  }
  if (word === '-') {
    error('Expected digits after the minus sign');
    return;
  }
  if (word.startsWith('#')) {
    const fix = respelling('Begin all comments with //', '# comment');
    error('Comments in JSON begin with //, not with #', fix);
    return;
  }
  if (word.startsWith("'")) {
    const fix = respelling('Change all single quotes to double quotes', 'single quote');
    error(`Unexpected ${shown}; strings and keys need double quotes`, fix);
    return;
  }
  if (!/[[{"]/.test(text.slice(0, range.start))) {
    error(`Unexpected ${shown}; expected a JSON object in { }`);
    return;
  }
  if (isAfterRoot(range.start, text)) {
    error(`Unexpected ${shown}; expected the end of the file, because a spec is a single object`);
    return;
  }
  const isName = /^[A-Za-z_][\w.]*$/.test(word);
  const fixes = isName ? [rewriting('Add double quotes', { range, text: `"${word}"` })] : [];
  error(`Unexpected ${shown}; strings and keys need double quotes`, ...fixes);
}

function change(range: TextRange, text: string): Fix {
  return rewriting(`Change to ${text}`, { range, text });
}

/** A number in the notation of another language: +1, .5, 1., 007, 0x10 or 1_000. */
function numberIn(word: string): number | undefined {
  if (!/^[-+]?(0[xob])?[\d._a-f]+([e][-+]?\d+)?$/i.test(word) || !/\d/.test(word)) return undefined;
  const negative = word.startsWith('-');
  const digits = word.replace(/^[-+]/, '').replaceAll('_', '');
  const value = Number(digits);
  return Number.isFinite(value) ? (negative ? -value : value) : undefined;
}

/** Whether the bracket that opens the text is closed before an offset. */
function isAfterRoot(offset: number, text: string): boolean {
  const scanner = createScanner(text.slice(0, offset), true);
  let depth = 0;
  for (;;) {
    const kind: number = scanner.scan();
    if (kind === token.openBrace || kind === token.openBracket) depth++;
    else if (kind === token.closeBrace || kind === token.closeBracket) depth--;
    else if (kind === token.end) return depth === 0;
  }
}

/** The message for an error code of the parser. */
function syntaxMessage(code: string, found: string): string {
  switch (code) {
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
function toSource(node: Node, text: string, report: Report): SourceNode {
  const range = { start: node.offset, end: node.offset + node.length };
  switch (node.type) {
    case 'array':
      return {
        kind: 'list',
        range,
        items: (node.children ?? []).map((c) => toSource(c, text, report)),
      };
    case 'object': {
      const entries = (node.children ?? []).map((property): SourceEntry => {
        const [key, value] = property.children as [Node, Node];
        const keyRange = { start: key.offset, end: key.offset + key.length };
        return { key: String(key.value), keyRange, value: toSource(value, text, report) };
      });
      return { kind: 'object', range, entries: uniqueEntries(entries, report) };
    }
    case 'number':
      return numberNode(range, Number(node.value), text);
    case 'boolean':
      return { kind: 'boolean', range, value: Boolean(node.value) };
    case 'null':
      return { kind: 'null', range };
    default:
      return { kind: 'string', range, value: String(node.value) };
  }
}
