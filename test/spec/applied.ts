import type { TextEdit } from '../../src/spec/mend.ts';

/** A text after edits that do not overlap. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce(
      (now, { range, text: by }) => now.slice(0, range.start) + by + now.slice(range.end),
      text,
    );
}
