import { removing } from './quickFix.ts';
import type { TextRange } from './problem.ts';
import type { Report } from './report.ts';

/**
 * A parsed text, the same for JSON and YAML: values with their ranges. Aliases and merge keys are
 * resolved. The range of an alias is that of the alias itself; values inside it have their own.
 */
export type SourceNode =
  | { readonly kind: 'null'; readonly range: TextRange }
  | { readonly kind: 'boolean'; readonly range: TextRange; readonly value: boolean }
  /** NaN and infinities are possible here: only the decoder knows where a number is wanted. */
  | {
      readonly kind: 'number';
      readonly range: TextRange;
      readonly value: number;
      /** The text, if the value is another. */
      readonly written?: string;
    }
  | {
      readonly kind: 'string';
      readonly range: TextRange;
      readonly value: string;
      /** The YAML tag that makes it a string. */
      readonly tag?: TextRange;
    }
  | ListNode
  | ObjectNode;

export interface ListNode {
  readonly kind: 'list';
  readonly range: TextRange;
  readonly items: readonly SourceNode[];
}

export interface ObjectNode {
  readonly kind: 'object';
  readonly range: TextRange;
  /**
   * In the order of the text; keys are unique. A list and not a record: `__proto__` is a key too.
   */
  readonly entries: readonly SourceEntry[];
}

export interface SourceEntry {
  readonly key: string;
  readonly keyRange: TextRange;
  readonly value: SourceNode;
}

/** What to underline if something is missing in a value: its first key or character. */
export function headOf(node: SourceNode): TextRange {
  if (node.kind === 'object' && node.entries.length > 0) return node.entries[0].keyRange;
  const { start, end } = node.range;
  return { start, end: Math.min(end, start + 1) };
}

/**
 * The entries without duplicate keys, which are errors; the first of each is kept. The JSON parser
 * would silently use the last, and the check of the YAML parser is quadratic.
 */
export function uniqueEntries(
  entries: readonly SourceEntry[],
  report: Report,
): readonly SourceEntry[] {
  const first = new Map<string, SourceEntry>();
  for (const [at, entry] of entries.entries()) {
    const earlier = first.get(entry.key);
    if (earlier) {
      const message = `Duplicate key "${entry.key}"; remove one of them`;
      const related = { message: 'It is first defined here', range: earlier.keyRange };
      const fix = removing('Remove this key', entries, entry, at);
      report.error('duplicate-key', entry.keyRange, message, [related], [fix]);
    } else {
      first.set(entry.key, entry);
    }
  }
  return first.size === entries.length ? entries : [...first.values()];
}
