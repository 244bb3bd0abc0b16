import {
  Composer,
  CST,
  isAlias,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  type Document,
  type Pair,
  type ParsedNode,
  type YAMLError,
} from 'yaml';
import { maxAliasValues, maxDepth } from './limits.ts';
import type { TextRange } from './problem.ts';
import type { Report } from './report.ts';
import { uniqueEntries, type SourceEntry, type SourceNode } from './source.ts';

/**
 * Parses YAML 1.2 (core schema) with anchors, aliases and merge keys. Undefined if the text is
 * empty, has a syntax error or an unknown alias, which are reported.
 */
export function parseYaml(text: string, report: Report): SourceNode | undefined {
  const errors = report.errors;
  // uniqueEntries checks for duplicate keys: the check of the library is quadratic.
  const composer = new Composer({ uniqueKeys: false, resolveKnownTags: false });
  const documents = [...composer.compose(lexemesToTokens(text, report), true, text.length)];
  if (report.errors > errors) return undefined;
  const [document, second] = documents;
  if (second) {
    const [start] = second.range;
    const range = { start, end: Math.max(start, Math.min(start + 3, text.length)) };
    report.error(
      'several-documents',
      range,
      'A spec must be one document; remove --- and everything after it',
    );
  }
  reportSyntax(document, text, report);
  if (report.errors > errors || !document.contents) return undefined;
  return toSource(document.contents, text, report);
}

/**
 * The parser slows down with depth, and the conversion after it is recursive. So brackets and the
 * dashes of a line are counted between lexer and parser. Depth by indentation is bounded by the
 * length of the text and checked during the conversion.
 */
function* lexemesToTokens(text: string, report: Report): Generator<CST.Token> {
  const parser = new Parser();
  let depth = 0;
  let dashes = 0;
  let isScalarText = false;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const kind = isScalarText ? 'scalar' : CST.tokenType(lexeme);
    // This marker says that the next lexeme is a plain scalar, whatever it looks like.
    isScalarText = !isScalarText && lexeme === CST.SCALAR;
    if (kind === 'flow-seq-start' || kind === 'flow-map-start') depth++;
    else if (kind === 'flow-seq-end' || kind === 'flow-map-end') depth = Math.max(0, depth - 1);
    else if (kind === 'seq-item-ind' || kind === 'explicit-key-ind') dashes++;
    else if (kind === 'newline') dashes = 0;
    if (depth + dashes > maxDepth) {
      reportTooDeep({ start: offset, end: offset + 1 }, report);
      return;
    }
    // Markers for the parser are not part of the text.
    if (lexeme !== CST.SCALAR && lexeme !== CST.DOCUMENT && lexeme !== CST.FLOW_END)
      offset += lexeme.length;
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

function reportTooDeep(range: TextRange, report: Report): void {
  report.error(
    'too-deep',
    range,
    `Lists and objects can be nested at most ${maxDepth} levels deep`,
  );
}

/** One mistake can cause errors in the whole rest of the text. Only the first is useful. */
function reportSyntax(document: Document.Parsed, text: string, report: Report): void {
  const [error] = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (!error) return;
  const next = text.indexOf('\n', error.pos[0]);
  const lineEnd = next < 0 ? text.length : next;
  // "Expected a ]" at the end of the text still needs a character to underline.
  const start = Math.min(error.pos[0], Math.max(0, text.trimEnd().length - 1));
  const range = { start, end: Math.max(start + 1, Math.min(error.pos[1], lineEnd)) };
  if (error.code === 'RESOURCE_EXHAUSTION') reportTooDeep(range, report);
  else report.error('syntax', range, syntaxMessage(error, text));
}

/** The message of the library, or a clearer one. */
function syntaxMessage(error: YAMLError, text: string): string {
  const found = text[error.pos[0]];
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'YAML must be indented with spaces; replace this tab';
    case 'UNEXPECTED_TOKEN':
      return `Unexpected ${found}; a comma, bracket or line break may be missing before it`;
    case 'BAD_INDENT':
      return 'Wrong indentation, or a bracket above this line is not closed';
    case 'MISSING_CHAR':
    case 'MULTILINE_IMPLICIT_KEY':
      return error.message.includes('Implicit')
        ? 'Expected a key, a colon and a value on this line'
        : error.message.replace('"quote', 'quote');
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'Only one key per line is allowed; start a new line, or put nested keys in { }';
    default:
      return error.message;
  }
}

/** The value of an anchor and its number of nested values; undefined while it is being read. */
type Anchored = { readonly node: SourceNode; readonly values: number } | undefined;

function toSource(root: ParsedNode, text: string, report: Report): SourceNode | undefined {
  const anchors = new Map<string, Anchored>();
  let values = 0;
  let aliasValues = 0;
  let isWhole = true;
  const source = convert(root, 0, undefined);
  return isWhole ? source : undefined;

  /** Takes the place of an invalid value that has already been reported. */
  function placeholder(range: TextRange): SourceNode {
    isWhole = false;
    return { kind: 'null', range };
  }

  function convert(node: ParsedNode, depth: number, keyRange: TextRange | undefined): SourceNode {
    if (!isAlias(node) && node.anchor) anchors.set(node.anchor, undefined);
    const before = values++;
    const source = convertBare(node, depth, keyRange);
    if (!isAlias(node) && node.anchor)
      anchors.set(node.anchor, { node: source, values: values - before });
    return source;
  }

  function convertBare(
    node: ParsedNode,
    depth: number,
    keyRange: TextRange | undefined,
  ): SourceNode {
    const range = rangeOf(node, keyRange);
    if (depth > maxDepth) {
      reportTooDeep(range, report);
      return placeholder(range);
    }
    if (isAlias(node)) return { ...resolve(node.source, range), range };
    if (isScalar(node)) return scalarSource(node.value, range);
    if (isSeq(node)) {
      const items = node.items.map((item) => convert(item, depth + 1, undefined));
      return { kind: 'list', range: closed(range, items.at(-1)?.range, node.flow), items };
    }
    const entries = uniqueEntries(entriesOf(node.items, depth + 1), report);
    const last = entries.at(-1);
    return { kind: 'object', range: closed(range, last?.value.range, node.flow), entries };
  }

  function entriesOf(pairs: readonly Pair[], depth: number): SourceEntry[] {
    const own: SourceEntry[] = [];
    const merged: SourceEntry[] = [];
    for (const { key, value } of pairs) {
      if (!isScalar(key)) {
        if (isNode(key))
          report.error('key-kind', rangeOf(key as ParsedNode), 'A key must be a string');
        continue;
      }
      const keyRange = rangeOf(key as ParsedNode);
      const node: SourceNode = isNode(value)
        ? convert(value as ParsedNode, depth, keyRange)
        : { kind: 'null', range: keyRange };
      // In quotes, << is an ordinary key.
      if (key.value === '<<' && key.type === 'PLAIN') merged.push(...mergedEntries(node));
      else own.push({ key: String(key.value), keyRange, value: node });
    }
    if (merged.length === 0) return own;
    // Own keys override merged ones, and earlier merged maps override later ones.
    const keys = new Set(own.map(({ key }) => key));
    for (const entry of merged)
      if (!keys.has(entry.key)) {
        keys.add(entry.key);
        own.push(entry);
      }
    return own;
  }

  function mergedEntries(node: SourceNode): readonly SourceEntry[] {
    const sources = node.kind === 'list' ? node.items : [node];
    return sources.flatMap((source) => {
      if (source.kind === 'object') return source.entries;
      if (isWhole)
        report.error('merge-kind', node.range, '<< needs an alias of an object, such as *base');
      return [];
    });
  }

  function resolve(name: string, range: TextRange): SourceNode {
    const anchored = anchors.get(name);
    if (!anchored) {
      const message = anchors.has(name)
        ? `*${name} is inside &${name}, so it would contain itself`
        : `No anchor &${name} is defined before this alias`;
      report.error('alias', range, message);
      return placeholder(range);
    }
    values += anchored.values;
    const before = aliasValues;
    aliasValues += anchored.values;
    if (aliasValues > maxAliasValues) {
      if (before <= maxAliasValues) {
        const limit = maxAliasValues.toLocaleString('en');
        const message = `Aliases expand to more than ${limit} values; use fewer of them`;
        report.error('too-many-aliases', range, message);
      }
      return placeholder(range);
    }
    return anchored.node;
  }

  /** An omitted value has an empty range; the range of its key is used instead. */
  function rangeOf(node: ParsedNode, keyRange?: TextRange): TextRange {
    const [start, end] = node.range;
    return end === start && keyRange ? keyRange : { start, end };
  }

  /** In the library, a block ends where the next one starts, after blank lines and comments. */
  function closed(range: TextRange, last: TextRange | undefined, flow?: boolean): TextRange {
    if (flow || !last) return range;
    const end = last.end > range.start && last.end <= range.end ? last.end : trimmed(range);
    return { start: range.start, end };
  }

  function trimmed({ start, end }: TextRange): number {
    return start + text.slice(start, end).trimEnd().length;
  }
}

/** The core schema has no other scalars; values with other tags stay strings. */
function scalarSource(value: unknown, range: TextRange): SourceNode {
  if (typeof value === 'number') return { kind: 'number', range, value };
  if (typeof value === 'boolean') return { kind: 'boolean', range, value };
  if (typeof value === 'string') return { kind: 'string', range, value };
  return { kind: 'null', range };
}
