import { maxDepth } from '../text/limits.ts';
import { parseYaml } from '../text/parseYaml.ts';
import { positionsIn } from '../text/position.ts';
import { Report } from '../text/report.ts';
import type { SourceNode } from '../text/source.ts';
import {
  readConfigLiteral,
  scalarIn,
  type ConfigValue,
  type LiteralEntry,
} from './configLiteral.ts';
import { Lines } from './lines.ts';

/** A scalar of a configuration; lists are written as keys with an index. */
export interface ConfigEntry {
  readonly value: ConfigValue;
  /** From 1. */
  readonly line: number;
}

/** The scalars of a configuration by their path, joined with dots. */
export type ConfigEntries = ReadonlyMap<string, ConfigEntry>;

/** UTF-16 units of a file with a configuration. verl's have about 20,000. */
export const maxConfigLength = 2 ** 20;

/** UTF-16 units at the head of a log in which a configuration is searched. */
export const maxLogHead = 2 ** 20;

/** More entries than any configuration has. */
const maxEntries = 20_000;

/**
 * The configurations in a file: JSON, YAML, printed objects of Python, or a script with options. None if it is
 * none of these, or too long. Never throws, and executes nothing. Texts without any of the `wanted` words are skipped.
 */
export function entriesOfFile(text: string, wanted: RegExp): readonly ConfigEntries[] {
  if (text.length > maxConfigLength || !wanted.test(text)) return [];
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const entries = /^\s*[{[]/.test(body) ? undefined : yamlEntries(body);
  return entries ? [entries] : printedEntries(body, wanted);
}

/** The configurations that are printed in a log, and the options of commands that are, in this order. */
export function printedEntries(text: string, wanted: RegExp): readonly ConfigEntries[] {
  const head = text.slice(0, maxLogHead);
  if (!wanted.test(head)) return [];
  const lines = linesOf(head);
  return [...optionEntries(lines), ...objectEntries(lines, wanted)];
}

interface Line {
  readonly number: number;
  readonly text: string;
}

function linesOf(text: string): readonly Line[] {
  const found: Line[] = [];
  const lines = new Lines(text);
  for (let line = lines.next(); line !== undefined; line = lines.next())
    found.push({ number: lines.line, text: line });
  return found;
}

/** The beginning of an object: a dictionary, or a call of a class for arguments. */
const opening =
  /\{\s*(?:'[A-Za-z_][\w.-]*'|"[A-Za-z_][\w.-]*")\s*:|(?<![\w.])(?:[A-Za-z]\w*(?:Config|Arguments|Args)|[Nn]amespace)\(|^\s*\{\s*$/;

/** Objects over several lines that are read, and their most lines. */
const maxObjects = 10;
const maxObjectLines = 5000;

function objectEntries(lines: readonly Line[], wanted: RegExp): readonly ConfigEntries[] {
  const found: ConfigEntries[] = [];
  let long = 0;
  for (let i = 0; i < lines.length; i++) {
    const start = opening.exec(lines[i].text)?.index;
    if (start === undefined) continue;
    const own = lines[i].text.slice(start);
    const isWanted = wanted.test(own);
    // Rows of a log are objects of one line without such words.
    if (isClosed(own) ? !isWanted : long >= maxObjects) continue;
    const alone = readConfigLiteral(own, maxEntries);
    if (alone.isComplete) {
      if (isWanted) add(found, alone.entries, () => lines[i].number);
    } else if (long++ < maxObjects) {
      const parts = partsOf(lines, i, start);
      const text = parts.map((part) => part.text).join('\n');
      if (!wanted.test(text)) continue;
      const whole = readConfigLiteral(text, maxEntries);
      if (!whole.isComplete) continue;
      add(found, whole.entries, (line) => parts[line].number);
      const last = parts[whole.lines - 1].number;
      while (i + 1 < lines.length && lines[i + 1].number <= last) i++;
    }
  }
  return found;
}

/** Whether the last bracket of a line closes one. */
function isClosed(line: string): boolean {
  return /[)}]\s*$/.test(line.slice(-100));
}

function add(
  found: ConfigEntries[],
  entries: readonly LiteralEntry[],
  lineOf: (line: number) => number,
): void {
  if (entries.length < 2) return;
  found.push(
    new Map(entries.map(({ path, value, line }) => [path, { value, line: lineOf(line) }])),
  );
}

/** The lines of an object without what a launcher puts in front of each, as Ray's `(TaskRunner pid=7)`. */
function partsOf(lines: readonly Line[], from: number, start: number): readonly Line[] {
  const prefix = shapeOf(lines[from].text.slice(0, start));
  const rest = lines.slice(from + 1, from + maxObjectLines);
  const hasPrefix = ({ text }: Line): boolean => shapeOf(text.slice(0, start)) === prefix;
  const isPrefixed = start > 0 && rest.length > 0 && hasPrefix(rest[0]);
  const first = { number: lines[from].number, text: lines[from].text.slice(start) };
  if (!isPrefixed) return [first, ...rest];
  // Other lines are those of other processes.
  const own = rest.filter(hasPrefix);
  return [first, ...own.map(({ number, text }) => ({ number, text: text.slice(start) }))];
}

/** A prefix up to its numbers, which may be a time. */
function shapeOf(prefix: string): string {
  return prefix.replace(/\d/g, '0');
}

/** `a.b=value` of Hydra, `--flag value` of argparse, and `name .... value` as Megatron prints arguments. */
const option =
  /(?:^|[\s'"])(?:[+~]{0,2}([A-Za-z_]\w*(?:\.\w+)+)=("[^"]{0,300}"|'[^']{0,300}'|[^\s'"\\]+)|--([A-Za-z][\w.-]*)(?:[= ]("[^"]{0,300}"|'[^']{0,300}'|-?[^\s'"\\-][^\s'"\\]*))?)(?=$|[\s\\'"])/g;
const dotted = /^\s*(?:\[[^\]]*\]:?\s*)?([A-Za-z_]\w*) \.{3,} (.+)$/;

/** Longer lines are hardly commands. */
const maxOptionLine = 20_000;

function optionEntries(lines: readonly Line[]): readonly ConfigEntries[] {
  const found = new Map<string, ConfigEntry>();
  for (const { number: line, text } of lines) {
    if (text.length > maxOptionLine || found.size >= maxEntries) continue;
    const [, name, value] = dotted.exec(text) ?? [];
    if (name !== undefined && value !== undefined)
      found.set(name, { value: scalarIn(value.trim()), line });
    for (const [, key, given, flag, argument] of text.matchAll(option)) {
      const value = unquoted(given ?? argument ?? 'True');
      found.set(key ?? flag.replaceAll('-', '_'), { value: scalarIn(value), line });
    }
  }
  return found.size > 0 ? [found] : [];
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}

function yamlEntries(text: string): ConfigEntries | undefined {
  const root = parseYaml(text, new Report());
  if (root?.kind !== 'object' && root?.kind !== 'list') return undefined;
  const found = new Map<string, ConfigEntry>();
  const positionOf = positionsIn(text);
  const lineOf = (node: SourceNode): number => positionOf(node.range.start).line;
  const visit = (node: SourceNode, path: string, depth: number): void => {
    if (found.size >= maxEntries || depth > maxDepth) return;
    const under = (key: string): string => (path === '' ? key : `${path}.${key}`);
    if (node.kind === 'object')
      for (const { key, value } of node.entries) visit(value, under(key), depth + 1);
    else if (node.kind === 'list')
      for (const [i, item] of node.items.entries()) visit(item, under(String(i)), depth + 1);
    else if (node.kind === 'null') found.set(path, { value: null, line: lineOf(node) });
    else {
      const { value } = node;
      const line = lineOf(node);
      found.set(path, { value: typeof value === 'string' ? scalarIn(value) : value, line });
    }
  };
  if (root.kind === 'object') visit(root, '', 0);
  else
    for (const item of root.items) {
      // .hydra/overrides.yaml: a list of assignments.
      if (item.kind !== 'string') continue;
      const [, key, value] = /^[+~]{0,2}([\w.]+)=(.*)$/.exec(item.value) ?? [];
      if (key !== undefined && value !== undefined)
        found.set(key, { value: scalarIn(unquoted(value)), line: lineOf(item) });
    }
  return found.size > 0 ? unwrapped(found) : undefined;
}

/** W&B keeps each argument in the `value` of its name. */
function unwrapped(entries: ConfigEntries): ConfigEntries {
  const wrapped = /^([^.]+)\.value(?=\.|$)/;
  if (![...entries.keys()].some((path) => wrapped.test(path))) return entries;
  return new Map([...entries].map(([path, entry]) => [path.replace(wrapped, '$1'), entry]));
}
