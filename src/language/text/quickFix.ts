import type { TextRange } from './problem.ts';
import type { Json } from './inline.ts';
import type { Respelling } from './respell.ts';
import type { ListNode, ObjectNode, SourceEntry } from './source.ts';

/**
 * A change that fixes a problem, in terms of ranges in the text. It is created with the problem and
 * turned into text edits (`editsOf`) only on demand.
 */
export type Fix = { readonly title: string } & Change;

type Change =
  /** Replaces a value or a key. */
  | { readonly kind: 'replace'; readonly range: TextRange; readonly by: Json }
  /** Replaces ranges by text, as it is. */
  | { readonly kind: 'verbatim'; readonly edits: readonly Verbatim[] }
  /** Writes one kind of character differently in the whole text. */
  | { readonly kind: 'respell'; readonly what: Respelling }
  | { readonly kind: 'transpose'; readonly matrices: readonly Matrix[] }
  | { readonly kind: 'resize'; readonly lists: readonly Resize[] }
  | { readonly kind: 'insert'; readonly into: Inside; readonly key: string; readonly value: Json }
  | {
      readonly kind: 'remove';
      /** From the key to the end of its value. */
      readonly entry: TextRange;
      readonly previousEnd: number | undefined;
      readonly nextStart: number | undefined;
    };

interface Verbatim {
  readonly range: TextRange;
  readonly text: string;
}

/** The numbers of a matrix, row by row, all rows of the same length. */
interface Matrix {
  readonly range: TextRange;
  readonly rows: readonly (readonly TextRange[])[];
}

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

/** Maximum number of numbers transposed together, for the same reason. */
const maxTransposed = 10_000;

export function replacing(title: string, range: TextRange, by: Json): Fix {
  return { kind: 'replace', title, range, by };
}

/** Replaces ranges that do not overlap; an empty range is an insertion. */
export function rewriting(title: string, ...edits: readonly Verbatim[]): Fix {
  return { kind: 'verbatim', title, edits };
}

export function respelling(title: string, what: Respelling): Fix {
  return { kind: 'respell', title, what };
}

/** Transposes matrices. None if they are empty or ragged, or have too many numbers. */
export function transposing(title: string, lists: readonly ListNode[]): Fix[] {
  const matrices = lists.map(({ range, items }): Matrix => {
    const rows = items.map((row) =>
      row.kind === 'list' ? row.items.map((item) => item.range) : [],
    );
    return { range, rows };
  });
  const numbers = matrices.reduce((sum, { rows }) => sum + rows.length * rows[0].length, 0);
  const isWhole = matrices.every(
    ({ rows }) => rows[0].length > 0 && rows.every((row) => row.length === rows[0].length),
  );
  return numbers > maxTransposed || !isWhole ? [] : [{ kind: 'transpose', title, matrices }];
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

/** Removes an entry from an object; `at` is its index. */
export function removing(
  title: string,
  entries: readonly SourceEntry[],
  entry: SourceEntry,
  at = entries.indexOf(entry),
): Fix {
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
