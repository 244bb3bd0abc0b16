import type { TextRange } from './problem.ts';

/** The context of the caret in a YAML text. */
export interface Caret {
  /** Keys from the root to the object, list or value at the caret; `[]` is a list item. */
  readonly path: readonly string[];
  /** A key of the object at the path, or the value at the path. */
  readonly kind: 'key' | 'value';
  /** The text typed so far, which a suggestion replaces. */
  readonly word: TextRange;
  /** Keys that the object already has. */
  readonly present: ReadonlySet<string>;
  /** Whether the caret is inside brackets (flow style). */
  readonly isFlow: boolean;
}

/** A key or dash of block style, with its column. */
interface Block {
  readonly column: number;
  readonly step: string;
  /** The keys of the same object. */
  readonly siblings: Set<string>;
}

/** An open bracket. */
interface Flow {
  readonly bracket: '{' | '[';
  readonly keys: Set<string>;
  /** The key whose value is being written. */
  key: string | undefined;
  /** Where the current key or value starts. */
  start: number;
}

const keyPattern = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#{}[\],&*!|>'"%@`-][^#:{}[\],]*?)\s*:(?=\s|$)/;

/**
 * The context at an offset of a YAML text. It uses only lines and brackets, because the text may be
 * incomplete while the user types. Undefined in comments, quotes and block scalars.
 */
export function caretAt(text: string, offset: number): Caret | undefined {
  const blocks: Block[] = [];
  const flows: Flow[] = [];
  let blockText = -1;
  for (let start = 0; start <= offset;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const isLast = offset <= end;
    const line = text.slice(start, isLast ? offset : end).replace(/\r$/, '');
    const indent = line.length - line.trimStart().length;
    if (line.trim() === '' && !isLast) {
      start = end + 1;
      continue;
    }
    if (blockText >= 0 && flows.length === 0 && indent > blockText) {
      if (isLast) return undefined;
      start = end + 1;
      continue;
    }
    blockText = -1;
    const isInside = flows.length > 0;
    const at = isInside ? start : start + enterLine(line, blocks);
    const rest = text.slice(at, start + line.length);
    const state = scanFlow(rest, at, flows);
    if (state !== 'plain' && isLast) return undefined;
    if (isLast)
      return flows.length > 0
        ? inFlow(blocks, flows, text, offset)
        : inBlock(line, start, blocks, text, offset);
    if (flows.length === 0 && /^\s*[|>][-+0-9]*\s*(#.*)?$/.test(rest))
      blockText = blocks.at(-1)?.column ?? 0;
    start = end + 1;
  }
  return undefined;
}

/** Updates the open blocks for a line; returns the column at which its value starts. */
function enterLine(line: string, blocks: Block[]): number {
  let column = line.length - line.trimStart().length;
  for (;;) {
    const rest = line.slice(column);
    const [dash] = /^-(\s+|$)/.exec(rest) ?? [];
    if (dash !== undefined) {
      while ((blocks.at(-1)?.column ?? -1) > column) blocks.pop();
      if (blocks.at(-1)?.column === column && blocks.at(-1)?.step === '[]') blocks.pop();
      blocks.push({ column, step: '[]', siblings: new Set() });
      column += dash.length;
      continue;
    }
    const [whole, key] = keyPattern.exec(rest) ?? [];
    const siblings = closeTo(column, blocks);
    if (whole === undefined || key === undefined) return column;
    siblings.add(unquoted(key));
    blocks.push({ column, step: unquoted(key), siblings });
    return column + whole.length;
  }
}

/**
 * Closes the blocks that a key in this column does not belong to; returns the keys of its object.
 */
function closeTo(column: number, blocks: Block[]): Set<string> {
  let siblings = new Set<string>();
  while ((blocks.at(-1)?.column ?? -1) >= column) {
    const block = blocks.pop();
    if (block?.column === column && block.step !== '[]') siblings = block.siblings;
  }
  return siblings;
}

/** Tracks brackets, quotes and comments in a part of a line. */
function scanFlow(piece: string, at: number, flows: Flow[]): 'plain' | 'quoted' | 'comment' {
  for (let i = 0; i < piece.length; i++) {
    const c = piece[i];
    if (c === '#' && (i === 0 || /\s/.test(piece[i - 1]))) return 'comment';
    if ((c === '"' || c === "'") && (i === 0 || /[\s,[{:]/.test(piece[i - 1]))) {
      const close = c === '"' ? /(?<!\\)"/g : /'/g;
      close.lastIndex = i + 1;
      const found = close.exec(piece);
      if (!found) return 'quoted';
      i = found.index;
      continue;
    }
    const inner = flows.at(-1);
    if (c === '{' || c === '[') {
      flows.push({ bracket: c, keys: new Set(), key: undefined, start: at + i + 1 });
    } else if (c === '}' || c === ']') {
      flows.pop();
    } else if (inner && c === ',') {
      inner.key = undefined;
      inner.start = at + i + 1;
    } else if (inner?.bracket === '{' && c === ':' && inner.key === undefined) {
      const key = unquoted(piece.slice(Math.max(0, inner.start - at), i).trim());
      inner.key = key;
      inner.keys.add(key);
      inner.start = at + i + 1;
    }
  }
  return 'plain';
}

function inFlow(
  blocks: readonly Block[],
  flows: readonly Flow[],
  text: string,
  offset: number,
): Caret {
  const path = blocks.map(({ step }) => step);
  for (const flow of flows) {
    if (flow.bracket === '[') path.push('[]');
    else if (flow.key !== undefined) path.push(flow.key);
  }
  const inner = flows[flows.length - 1];
  const isKey = inner.bracket === '{' && inner.key === undefined;
  return {
    path,
    kind: isKey ? 'key' : 'value',
    word: wordAfter(inner.start, text, offset),
    present: inner.keys,
    isFlow: true,
  };
}

function inBlock(
  line: string,
  start: number,
  blocks: readonly Block[],
  text: string,
  offset: number,
): Caret {
  const [dashes] = /^\s*(?:-\s+)*/.exec(line) ?? [''];
  const [key] = keyPattern.exec(line.slice(dashes.length)) ?? [];
  const path = blocks.map(({ step }) => step);
  if (key !== undefined) {
    const from = start + dashes.length + key.length;
    const word = wordAfter(from, text, offset);
    return { path, kind: 'value', word, present: new Set(), isFlow: false };
  }
  const word = wordAfter(start + dashes.length, text, offset);
  const present = keysBeside(dashes.length, start, text, dashes.includes('-'));
  return { path, kind: 'key', word, present, isFlow: false };
}

/** Keys in this column above and below a line, up to the next line with less indentation. */
function keysBeside(column: number, start: number, text: string, isFirst: boolean): Set<string> {
  const keys = new Set<string>();
  const collect = (line: string): boolean => {
    if (line.trim() === '' || line.trimStart().startsWith('#')) return true;
    const [lead] = /^\s*(?:-\s+)*/.exec(line) ?? [''];
    if (lead.length < column) return false;
    const own = lead.length === column ? keyPattern.exec(line.slice(column))?.[1] : undefined;
    if (own !== undefined) keys.add(unquoted(own));
    // A dash to the left begins this item; keys above it belong to another one.
    return !/^\s*-/.test(line) || line.search(/-/) >= column;
  };
  const above = isFirst
    ? []
    : text
        .slice(0, Math.max(0, start - 1))
        .split('\n')
        .reverse();
  for (const line of above) if (!collect(line)) break;
  const below = text.slice(start).split('\n').slice(1);
  for (const line of below) {
    if (/^\s*-/.test(line) && line.search(/-/) < column) break;
    if (!collect(line)) break;
  }
  return keys;
}

/** The range from here to the offset, without leading white space. */
function wordAfter(from: number, text: string, offset: number): TextRange {
  const before = text.slice(from, offset);
  return { start: from + before.length - before.trimStart().length, end: offset };
}

function unquoted(key: string): string {
  return /^(["']).*\1$/.test(key) ? key.slice(1, -1) : key;
}
