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
 * Reads YAML 1.2 (core schema) with anchors, aliases and merge keys. Without a syntax error the
 * result is the root value, or undefined for an empty text; after one, or where an alias stands for nothing, it is undefined.
 */
export function parseYaml(text: string, report: Report): SourceNode | undefined {
  const errors = report.errors;
  // Unique keys are checked here, for its check compares every pair of them.
  const composer = new Composer({ uniqueKeys: false, resolveKnownTags: false });
  const documents = [...composer.compose(lexemesToTokens(text, report), true, text.length)];
  if (report.errors > errors) return undefined;
  const [document, second] = documents;
  if (second) {
    const [start] = second.range;
    const range = { start, end: Math.max(start, Math.min(start + 3, text.length)) };
    report.error('several-documents', range, 'A spec is one document: remove what follows the ---');
  }
  reportSyntax(document, text, report);
  if (report.errors > errors || !document.contents) return undefined;
  return toSource(document.contents, text, report);
}

/**
 * The parser keeps its own stack but slows down with depth, and what comes after it recurses. So
 * brackets and the dashes of one line are counted on the way from the lexer to the parser; depth
 * by indentation is bounded by the length of the text and looked at later.
 */
function* lexemesToTokens(text: string, report: Report): Generator<CST.Token> {
  const parser = new Parser();
  let depth = 0;
  let dashes = 0;
  let isScalarText = false;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const kind = isScalarText ? 'scalar' : CST.tokenType(lexeme);
    // This mark says that the next lexeme is a plain text, whatever it looks like.
    isScalarText = !isScalarText && lexeme === CST.SCALAR;
    if (kind === 'flow-seq-start' || kind === 'flow-map-start') depth++;
    else if (kind === 'flow-seq-end' || kind === 'flow-map-end') depth = Math.max(0, depth - 1);
    else if (kind === 'seq-item-ind' || kind === 'explicit-key-ind') dashes++;
    else if (kind === 'newline') dashes = 0;
    if (depth + dashes > maxDepth) {
      reportTooDeep({ start: offset, end: offset + 1 }, report);
      return;
    }
    // A character that only speaks to the parser takes no room in the text.
    if (lexeme !== CST.SCALAR && lexeme !== CST.DOCUMENT && lexeme !== CST.FLOW_END)
      offset += lexeme.length;
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

function reportTooDeep(range: TextRange, report: Report): void {
  report.error('too-deep', range, `Lists and objects may be nested ${maxDepth} deep, not deeper`);
}

function reportSyntax(document: Document.Parsed, text: string, report: Report): void {
  let lineEnd = -1;
  for (const error of document.errors) {
    // One mistake makes the parser stumble several times on its line; the first stumble tells.
    if (error.pos[0] <= lineEnd) continue;
    const next = text.indexOf('\n', error.pos[0]);
    lineEnd = next < 0 ? text.length : next;
    // "Expected a ]" at the very end of the text still needs a character to underline.
    const start = Math.min(error.pos[0], Math.max(0, text.trimEnd().length - 1));
    const range = { start, end: Math.max(start + 1, Math.min(error.pos[1], lineEnd)) };
    if (error.code === 'RESOURCE_EXHAUSTION') reportTooDeep(range, report);
    else report.error('syntax', range, syntaxMessage(error, text));
  }
}

/** The library's words where they are plain, ours where they name its tokens. */
function syntaxMessage(error: YAMLError, text: string): string {
  const found = text[error.pos[0]];
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'YAML is indented with spaces; replace this tab';
    case 'UNEXPECTED_TOKEN':
      return `Unexpected ${found} here; is a comma, a bracket or a line break missing before it?`;
    case 'BAD_INDENT':
      return 'This line is indented differently from what it belongs to, or a bracket above it is open';
    case 'MISSING_CHAR':
    case 'MULTILINE_IMPLICIT_KEY':
      return error.message.includes('Implicit')
        ? 'Expected a key, a colon and a value on this line'
        : error.message.replace('"quote', 'quote');
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'Only one key fits on a line: start a new line, or use { } around keys inside';
    default:
      return error.message;
  }
}

/** What an anchor stands for, and how many values that is; undefined while it is being read. */
type Anchored = { readonly node: SourceNode; readonly values: number } | undefined;

function toSource(root: ParsedNode, text: string, report: Report): SourceNode | undefined {
  const anchors = new Map<string, Anchored>();
  let values = 0;
  let aliasValues = 0;
  let isWhole = true;
  const source = convert(root, 0, undefined);
  return isWhole ? source : undefined;

  /** Stands where a value is missing that has already been reported. */
  function hole(range: TextRange): SourceNode {
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
      return hole(range);
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
          report.error('key-kind', rangeOf(key as ParsedNode), 'A key must be a single word');
        continue;
      }
      const keyRange = rangeOf(key as ParsedNode);
      const node: SourceNode = isNode(value)
        ? convert(value as ParsedNode, depth, keyRange)
        : { kind: 'null', range: keyRange };
      // Quoted, << is a key like any other.
      if (key.value === '<<' && key.type === 'PLAIN') merged.push(...mergedEntries(node));
      else own.push({ key: String(key.value), keyRange, value: node });
    }
    if (merged.length === 0) return own;
    // What is written here wins over what is merged in, and the first of several merged maps.
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
        report.error(
          'merge-kind',
          node.range,
          '<< needs an alias of a block of keys, such as *base',
        );
      return [];
    });
  }

  function resolve(name: string, range: TextRange): SourceNode {
    const anchored = anchors.get(name);
    if (!anchored) {
      const message = anchors.has(name)
        ? `*${name} stands inside &${name}: it would contain itself`
        : `No anchor &${name} stands above this alias`;
      report.error('alias', range, message);
      return hole(range);
    }
    values += anchored.values;
    const before = aliasValues;
    aliasValues += anchored.values;
    if (aliasValues > maxAliasValues) {
      if (before <= maxAliasValues) {
        const limit = maxAliasValues.toLocaleString('en');
        const message = `Aliases stand for more than ${limit} values in this file; use fewer of them`;
        report.error('too-many-aliases', range, message);
      }
      return hole(range);
    }
    return anchored.node;
  }

  /** A value left out has no room of its own in the text: its key stands for it. */
  function rangeOf(node: ParsedNode, keyRange?: TextRange): TextRange {
    const [start, end] = node.range;
    return end === start && keyRange ? keyRange : { start, end };
  }

  /** The library lets a block of lines end where the next one starts, after blanks and comments. */
  function closed(range: TextRange, last: TextRange | undefined, flow?: boolean): TextRange {
    if (flow || !last) return range;
    const end = last.end > range.start && last.end <= range.end ? last.end : trimmed(range);
    return { start: range.start, end };
  }

  function trimmed({ start, end }: TextRange): number {
    return start + text.slice(start, end).trimEnd().length;
  }
}

/** The core schema has no other scalars: those of other tags stay texts. */
function scalarSource(value: unknown, range: TextRange): SourceNode {
  if (typeof value === 'number') return { kind: 'number', range, value };
  if (typeof value === 'boolean') return { kind: 'boolean', range, value };
  if (typeof value === 'string') return { kind: 'string', range, value };
  return { kind: 'null', range };
}
