import type { TextRange } from './problem.ts';
import type { Json } from './inline.ts';
import type { ListNode, ObjectNode, SourceEntry } from './source.ts';

/**
 * A change that mends a problem, said in terms of places in the text. It is worked out where the
 * problem is found, and becomes edits (see mend.ts) only when somebody asks for it.
 */
export type Fix = { readonly title: string } & Change;

type Change =
  /** Another value, or another key, in the same place. */
  | { readonly kind: 'replace'; readonly range: TextRange; readonly by: Json }
  | { readonly kind: 'resize'; readonly lists: readonly Resize[] }
  | { readonly kind: 'insert'; readonly into: Inside; readonly key: string; readonly value: Json }
  | {
      readonly kind: 'remove';
      /** From the key to the end of its value, and the neighbours that it is separated from. */
      readonly entry: TextRange;
      readonly previousEnd: number | undefined;
      readonly nextStart: number | undefined;
    };

/** A list that is cut after an item, or gets more of them. */
interface Resize extends Inside {
  /** End of the last item that stays, when some are cut. */
  readonly keep?: number;
  readonly append: readonly Json[];
}

/** A list or object, and where its first and last members are; those are absent when it is empty. */
interface Inside {
  readonly range: TextRange;
  readonly firstStart: number | undefined;
  readonly lastStart: number | undefined;
  readonly lastEnd: number | undefined;
}

/** Lists that are offered a new length together; more would make the problem a burden to pass on. */
const mostLists = 1000;

export function replacing(title: string, range: TextRange, by: Json): Fix {
  return { kind: 'replace', title, range, by };
}

/** Gives every list `count` items; what is missing comes from `filler`. None for very many lists. */
export function resizing(
  title: string,
  lists: readonly ListNode[],
  count: number,
  filler: (i: number) => Json,
): Fix[] {
  if (lists.length > mostLists || count < 1 || count > mostLists) return [];
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

/** Takes a key and its value out of an object with these entries. */
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
