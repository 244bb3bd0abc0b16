import type { Format } from '../text/format.ts';
import { inline } from '../text/inline.ts';
import type { SourceNode } from '../text/source.ts';
import type { TextEdit } from '../text/textEdits.ts';
import type { SourceMap } from '../spec.ts';
import { isAnchored, isNumberAt, type Unwritable } from './neuronEdits.ts';
import { isInside, rootNode } from './writeWeights.ts';

/** The numbers of a slice: the points origin + s·u + t·v. */
export interface SliceNumbers {
  readonly origin: readonly number[];
  readonly u: readonly number[];
  readonly v?: readonly number[];
}

/**
 * The text edits that change the numbers of the slice. Each is replaced in place, and only where it
 * differs. `source` must belong to this text.
 */
export function sliceEdits(
  text: string,
  format: Format,
  { slice }: SourceMap,
  numbers: SliceNumbers,
): readonly TextEdit[] | Unwritable {
  const node = entryOf(rootNode(text, format), 'slice');
  if (!slice || node?.kind !== 'object') return 'elsewhere';
  const edits: TextEdit[] = [];
  for (const key of ['origin', 'u', 'v'] as const) {
    const list = entryOf(node, key);
    const wanted = numbers[key];
    if (!wanted) continue;
    if (list?.kind !== 'list' || list.items.length !== wanted.length) return 'elsewhere';
    if (isAnchored(text, list.range)) return 'shared';
    for (const [i, item] of list.items.entries()) {
      if (item.kind === 'number' && item.value === wanted[i]) continue;
      if (isAnchored(text, item.range)) return 'shared';
      if (!isInside(item.range, slice) || !isNumberAt(text, item.range)) return 'elsewhere';
      edits.push({ range: item.range, text: inline(wanted[i], format) });
    }
  }
  return edits;
}

function entryOf(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return node?.kind === 'object'
    ? node.entries.find((entry) => entry.key === key)?.value
    : undefined;
}
