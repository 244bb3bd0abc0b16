import type { TextRange } from './problem.ts';
import type { Json } from './inline.ts';
import type { ListNode, ObjectNode, SourceEntry } from './source.ts';

/**
 * A change that fixes a problem, in terms of ranges in the text. It is created with the problem and
 * turned into text edits (`editsOf`) only on demand.
 */
export type Fix = { readonly title: string } & Change;

type Change =
  /** Replaces a value or a key. */
  | { readonly kind: 'replace'; readonly range: TextRange; readonly by: Json }
  | { readonly kind: 'resize'; readonly lists: readonly Resize[] }
  | { readonly kind: 'insert'; readonly into: Inside; readonly key: string; readonly value: Json }
  | {
      readonly kind: 'remove';
      /** From the key to the end of its value. */
      readonly entry: TextRange;
      readonly previousEnd: number | undefined;
      readonly nextStart: number | undefined;
    };

/** A list to truncate or extend. */
interface Resize extends Inside {
  /** The end of the last item to keep, if the list is truncated. */
  readonly keep?: number;
  readonly append: readonly Json[];
}

/**
 * A list or object with the positions of its first and last members, which are undefined if it is
 * empty.
 */
interface Inside {
  readonly range: TextRange;
  readonly firstStart: number | undefined;
  readonly lastStart: number | undefined;
  readonly lastEnd: number | undefined;
}

/** Maximum number of lists resized together, to keep problems small. */
const maxLists = 1000;

export function replacing(title: string, range: TextRange, by: Json): Fix {
  return { kind: 'replace', title, range, by };
}

/** Resizes every list to `count` items; `filler` gives missing ones. None for too many lists. */
export function resizing(
  title: string,
  lists: readonly ListNode[],
  count: number,
  filler: (i: number) => Json,
): Fix[] {
  if (lists.length > maxLists || count < 1 || count > maxLists) return [];
  const resized = lists.map((list): Resize => {
    const { items } = list;
    const missing = Math.max(0, count - items.length);
    return {
      ...inside(list.range, items[0]?.range, items.at(-1)?.range),
      ...(items.length > count && { keep: items[count - 1].range.end }),
      append: Array.from({ length: missing }, (_, k) => filler(items.length + k)),
    };
  });
  return [{ kind: 'resize', title, lists: resized }];
}

/** Adds a key at the end of an object. */
export function inserting(title: string, object: ObjectNode, key: string, value: Json): Fix {
  const { entries } = object;
  const [first, last] = [entries[0], entries.at(-1)].map((entry) => entry && wholeOf(entry));
  return { kind: 'insert', title, into: inside(object.range, first, last), key, value };
}

/** Removes an entry from an object. */
export function removing(title: string, entries: readonly SourceEntry[], entry: SourceEntry): Fix {
  const at = entries.indexOf(entry);
  return {
    kind: 'remove',
    title,
    entry: wholeOf(entry),
    previousEnd: at > 0 ? entries[at - 1].value.range.end : undefined,
    nextStart: entries[at + 1]?.keyRange.start,
  };
}

function inside(
  range: TextRange,
  first: TextRange | undefined,
  last: TextRange | undefined,
): Inside {
  return { range, firstStart: first?.start, lastStart: last?.start, lastEnd: last?.end };
}

function wholeOf({ keyRange, value }: SourceEntry): TextRange {
  return { start: keyRange.start, end: Math.max(keyRange.end, value.range.end) };
}
