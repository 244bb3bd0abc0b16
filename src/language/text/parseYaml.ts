import {
  Composer,
  CST,
  isAlias,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  type Alias,
  type Document,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLError,
} from 'yaml';
import { maxAliasValues, maxDepth } from './limits.ts';
import { firstLookalike, type Lookalike } from './lookalikes.ts';
import { numberNode } from './numberNode.ts';
import type { TextRange } from './problem.ts';
import { respelling, rewriting } from './quickFix.ts';
import type { Report } from './report.ts';
import { reportLookalike } from './reportLookalike.ts';
import { uniqueEntries, type SourceEntry, type SourceNode } from './source.ts';
import { isRemovable, taggedScalar, tagProblem, unknownTag, type YamlTag } from './yamlTag.ts';

/**
 * Parses YAML 1.2 (core schema) with anchors, aliases and merge keys. Undefined if the text is
 * empty, has a syntax error or an unknown alias, which are reported.
 */
export function parseYaml(text: string, report: Report): SourceNode | undefined {
  const errors = report.errors;
  // A carriage return alone is a line break in YAML, but not in the library.
  const source = text.replace(/\r(?!\n)/g, '\n');
  // uniqueEntries checks for duplicate keys: the check of the library is quadratic.
  const composer = new Composer({ uniqueKeys: false, resolveKnownTags: false });
  const seen = new SeenLexemes();
  const tokens = lexemesToTokens(source, seen, report);
  const documents = [...composer.compose(tokens, true, source.length)];
  if (report.errors > errors) return undefined;
  const [document, second] = documents;
  if (second) {
    const [start] = second.range;
    const range = { start, end: Math.max(start, Math.min(start + 3, text.length)) };
    report.error(
      'several-documents',
      range,
      'A spec must be one document; remove --- and everything after it, or what is before it',
    );
  }
  reportSyntax(document, source, seen, report);
  if (report.errors > errors || !document.contents) return undefined;
  return toSource(document.contents, source, seen.tags, report);
}

/**
 * The parser slows down with depth, and the conversion after it is recursive. So brackets and the
 * dashes of a line are counted between lexer and parser. Depth by indentation is bounded by the
 * length of the text and checked during the conversion.
 */
function* lexemesToTokens(text: string, seen: SeenLexemes, report: Report): Generator<CST.Token> {
  const parser = new Parser();
  let depth = 0;
  let dashes = 0;
  let isScalarText = false;
  let isBlock = false;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const kind = isScalarText ? 'scalar' : CST.tokenType(lexeme);
    // This marker says that the next lexeme is a plain scalar, whatever it looks like.
    isScalarText = !isScalarText && lexeme === CST.SCALAR;
    if (kind === 'flow-seq-start' || kind === 'flow-map-start') depth++;
    else if (kind === 'flow-seq-end' || kind === 'flow-map-end') depth = Math.max(0, depth - 1);
    else if (kind === 'seq-item-ind' || kind === 'explicit-key-ind') dashes++;
    else if (kind === 'newline') dashes = 0;
    if (kind === 'scalar' && !isBlock) {
      const wrong = misplaced(lexeme, offset, text);
      if (wrong) {
        reportLookalike(wrong, report);
        return;
      }
    }
    if (kind === 'scalar') isBlock = false;
    else if (kind === 'block-scalar-header') isBlock = true;
    seen.add(kind, lexeme, offset);
    if (depth + dashes > maxDepth) {
      reportTooDeep({ start: offset, end: offset + 1 }, report);
      return;
    }
    // Markers for the parser are not part of the text.
    if (lexeme !== CST.SCALAR && lexeme !== CST.DOCUMENT && lexeme !== CST.FLOW_END)
      offset += lexeme.length;
    for (const token of parser.next(lexeme)) {
      yield token;
      // One is reported, and many take long to make.
      if (token.type === 'error') return;
    }
  }
  yield* parser.end();
}

/** What is kept of the lexemes, by its place: tags, and what may be left open. */
class SeenLexemes {
  readonly tags: { readonly source: string; readonly start: number }[] = [];
  /** Brackets that are not closed. */
  readonly open: number[] = [];
  /** Where the last quoted string starts. */
  quote: number | undefined;

  add(kind: CST.TokenType | null, source: string, start: number): void {
    if (kind === 'tag') this.tags.push({ source, start });
    else if (kind === 'flow-seq-start' || kind === 'flow-map-start') this.open.push(start);
    else if (kind === 'flow-seq-end' || kind === 'flow-map-end') this.open.pop();
    else if (kind === 'single-quoted-scalar' || kind === 'double-quoted-scalar') this.quote = start;
  }
}

/** A character that cannot be meant as a part of an unquoted text, because it looks like its surroundings. */
function misplaced(scalar: string, start: number, text: string): Lookalike | undefined {
  const found = firstLookalike(scalar, start);
  if (!found) return undefined;
  const before = scalar.slice(0, found.range.start - start);
  switch (found.kind) {
    case 'line break':
      return found;
    case 'space':
    case 'invisible':
      return before === '' || before === '-' ? found : undefined;
    case 'dash': {
      const isFirst = before === '' && /(^|\n)[ ]*$/.test(text.slice(0, start).slice(-1000));
      return isFirst && /^\s/.test(scalar.slice(1)) ? found : undefined;
    }
    default:
      return undefined;
  }
}

function reportTooDeep(range: TextRange, report: Report): void {
  report.error(
    'too-deep',
    range,
    `Lists and objects can be nested at most ${maxDepth} levels deep`,
  );
}

/** One mistake can cause errors in the whole rest of the text. Only the first is useful. */
function reportSyntax(
  document: Document.Parsed,
  text: string,
  seen: SeenLexemes,
  report: Report,
): void {
  const errors = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  const [error] = errors;
  if (!error) return;
  const next = text.indexOf('\n', error.pos[0]);
  const lineEnd = next < 0 ? text.length : next;
  // "Expected a ]" at the end of the text still needs a character to underline.
  const start = Math.min(error.pos[0], Math.max(0, text.trimEnd().length - 1));
  const blanks = /^[ ]*/.exec(text.slice(start, lineEnd))?.[0].length ?? 0;
  const isIndent = error.code === 'BAD_INDENT' && start + blanks < lineEnd;
  const from = isIndent ? start + blanks : start;
  const range = { start: from, end: Math.max(from + 1, Math.min(error.pos[1], lineEnd)) };
  if (error.code === 'RESOURCE_EXHAUSTION') {
    reportTooDeep(range, report);
    return;
  }
  if (error.code === 'TAG_RESOLVE_FAILED') {
    const source = text.slice(range.start, range.end);
    reportTag(unknownTag({ source, name: '' }), { range, name: '' }, text, report);
    return;
  }
  const tab = tabBefore(error, text);
  if (tab !== undefined) {
    const fix = respelling('Indent with spaces', 'tab');
    const message = 'YAML must be indented with spaces; replace this tab';
    report.error('syntax', { start: tab, end: tab + 1 }, message, [], [fix]);
    return;
  }
  const suspect =
    suspectIn(error.pos[0], Math.max(range.end, error.pos[1]), text) ?? suspectAt(errors, text);
  if (suspect) {
    reportLookalike(suspect, report);
    return;
  }
  const [open] = seen.open;
  const isQuote = error.code === 'MISSING_CHAR' && error.message.includes('quote');
  const opened = isQuote ? seen.quote : open < range.start ? open : undefined;
  const related =
    opened === undefined
      ? []
      : [
          {
            message: `This ${text[opened]} is not closed`,
            range: { start: opened, end: opened + 1 },
          },
        ];
  const isOpen = seen.open.length > 0;
  report.error('syntax', range, syntaxMessage(error, isOpen, text), related);
}

/** A tab in the indentation of the line of an error, or at the error itself. */
function tabBefore({ code, pos: [at] }: YAMLError, text: string): number | undefined {
  const [lineStart, found] = [text.lastIndexOf('\n', at - 1) + 1, text.indexOf('\t', at)];
  const indent = /^[ ]*\t/.exec(text.slice(lineStart, lineStart + 1000));
  if (indent) return lineStart + indent[0].length - 1;
  return code === 'TAB_AS_INDENT' && found >= 0 ? found : undefined;
}

/**
 * The first character that looks like another one and is not in quotes: on the line where an error starts, up to its
 * end, because a plain text may continue on other lines; or else a separator on the line before.
 */
function suspectIn(start: number, end: number, text: string): Lookalike | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const found = firstLookalike(unquoted(text.slice(lineStart, end)), lineStart);
  if (found) return found;
  const before = text.lastIndexOf('\n', lineStart - 2) + 1;
  const separator = firstLookalike(unquoted(text.slice(before, lineStart)), before);
  return separator && /[,:[\]{}]/.test(separator.plain) ? separator : undefined;
}

/** The first character that looks like another one where one of the errors starts. */
function suspectAt(errors: readonly YAMLError[], text: string): Lookalike | undefined {
  for (const { pos } of errors) {
    const found = firstLookalike(text.slice(pos[0], pos[0] + 1), pos[0]);
    if (found) return found;
  }
  return undefined;
}

/** A text with blanks in the place of quoted strings and comments. */
function unquoted(text: string): string {
  return text.replace(/"(?:\\[^]|[^"\\])*"|'[^']*'|(?<=\s)#.*/g, (kept) => ' '.repeat(kept.length));
}

function reportTag(
  message: string,
  { range, name }: Pick<YamlTag, 'range' | 'name'>,
  text: string,
  report: Report,
): void {
  const [gap] = /^[ \t]*/.exec(text.slice(range.end)) ?? [''];
  const removal = { range: { start: range.start, end: range.end + gap.length }, text: '' };
  const fixes = isRemovable({ name }) ? [rewriting('Remove the tag', removal)] : [];
  report.error('tag', range, message, [], fixes);
}

/** The message of the library, or a clearer one. */
function syntaxMessage(error: YAMLError, isOpen: boolean, text: string): string {
  const [found] = /[\w.+-]+|[^]/u.exec(text.slice(error.pos[0], error.pos[0] + 40)) ?? [''];
  switch (error.code) {
    case 'UNEXPECTED_TOKEN':
      return `Unexpected ${found}; a comma, bracket or line break may be missing before it`;
    case 'BAD_INDENT':
      return isOpen
        ? 'Wrong indentation, or a bracket above this line is not closed'
        : 'Wrong indentation; the keys of an object start in the same column';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'Only one key per line is allowed; start a new line, or put nested keys in { }';
    default: {
      const [, clearer] = clearerMessages.find(([part]) => error.message.includes(part)) ?? [];
      return clearer?.replace('$', found) ?? error.message;
    }
  }
}

/** Parts of messages of the library, and what is shown for them; `$` is the text at the error. */
const clearerMessages: readonly (readonly [part: string, message: string])[] = [
  ['between flow', 'Expected a comma between two values'],
  ['closing', 'Missing closing quote'],
  ['1024 chars', 'A key can have at most 1,024 characters'],
  ['Implicit', 'Expected a key, a colon and a value on this line'],
  ['implicit', 'Expected a key, a colon and a value on this line'],
  [
    'Block collections',
    'Lists and objects inside brackets need brackets, too; an earlier bracket may be open',
  ],
  ['Alias cannot', 'Expected a name after *'],
  ['Anchor cannot', 'Expected a name after &'],
  ['alias node', 'An alias cannot have a tag or an anchor of its own'],
  ['without - indicator', 'Wrong indentation; the items of a list start with - in the same column'],
  ['Plain value cannot start', 'Unexpected $; put a text that starts with it in quotes'],
  ['Comments must be', 'Expected a space before the # of a comment'],
  ['Tags and anchors must', 'Expected a space after a tag or an anchor'],
];

/** The value of an anchor and its number of nested values; undefined while it is being read. */
type Anchored = { readonly node: SourceNode; readonly values: number } | undefined;

function toSource(
  root: ParsedNode,
  text: string,
  tags: SeenLexemes['tags'],
  report: Report,
): SourceNode | undefined {
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
    const tag = tagOf(node);
    if (isScalar(node))
      return tag ? taggedSource(tag, node.source, range) : plainSource(node, range, text);
    const problem = tag && tagProblem(tag, isSeq(node) ? 'list' : 'object');
    if (problem) {
      reportTag(problem, tag, text, report);
      return placeholder(range);
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => convert(item, depth + 1, undefined));
      return { kind: 'list', range: closed(range, items.at(-1)?.range, node.flow), items };
    }
    const entries = uniqueEntries(entriesOf(node.items, depth + 1), report);
    const last = entries.at(-1);
    return { kind: 'object', range: closed(range, last?.value.range, node.flow), entries };
  }

  /** The tag that is written before a value. */
  function tagOf(node: Exclude<ParsedNode, Alias.Parsed>): YamlTag | undefined {
    if (!node.tag) return undefined;
    let [low, high] = [0, tags.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tags[middle].start < node.range[0]) low = middle + 1;
      else high = middle;
    }
    const { source, start } = tags[low - 1];
    return { source, range: { start, end: start + source.length }, name: node.tag };
  }

  function taggedSource(tag: YamlTag, written: string, range: TextRange): SourceNode {
    const found = taggedScalar(tag, written);
    if ('value' in found) {
      const source = scalarSource(found.value, range);
      return source.kind === 'string' ? { ...source, tag: tag.range } : source;
    }
    reportTag(found.message, tag, text, report);
    return placeholder(range);
  }

  function entriesOf(pairs: readonly Pair[], depth: number): SourceEntry[] {
    const own: SourceEntry[] = [];
    const merged: SourceEntry[] = [];
    let merge: SourceEntry | undefined;
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
      if (key.value === '<<' && key.type === 'PLAIN') {
        const entry = { key: '<<', keyRange, value: node };
        if (merge) reportSecondMerge(merge, entry);
        merge ??= entry;
        merged.push(...mergedEntries(node));
      } else own.push({ key: String(key.value), keyRange, value: node });
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

  function reportSecondMerge(first: SourceEntry, second: SourceEntry): void {
    const [a, b] = [first, second].map(({ value: { range } }) =>
      /^\[?([*][^\]]*)\]?$/.exec(text.slice(range.start, range.end))?.[1].trim(),
    );
    const list = a && b ? `<<: [${a}, ${b}]` : '<<: [*a, *b]';
    const message = `Duplicate key "<<"; merge several objects with one list, ${list}`;
    const related = { message: 'It is first defined here', range: first.keyRange };
    const gap = text.slice(first.value.range.end, second.keyRange.start);
    // Only the separator may be between the two.
    const fixes =
      a && b && /^[\s,]*$/.test(gap)
        ? [
            rewriting(`Merge into ${list}`, {
              range: { start: first.keyRange.start, end: second.value.range.end },
              text: list,
            }),
          ]
        : [];
    report.error('duplicate-key', second.keyRange, message, [related], fixes);
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

/** A text without a tag. */
function plainSource({ value }: Scalar.Parsed, range: TextRange, text: string): SourceNode {
  return typeof value === 'number' ? numberNode(range, value, text) : scalarSource(value, range);
}

/** The core schema has no other scalars. */
function scalarSource(value: unknown, range: TextRange): SourceNode {
  if (typeof value === 'number') return { kind: 'number', range, value };
  if (typeof value === 'boolean') return { kind: 'boolean', range, value };
  if (typeof value === 'string') return { kind: 'string', range, value };
  return { kind: 'null', range };
}
