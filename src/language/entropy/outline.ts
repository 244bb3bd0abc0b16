import type { TextRange } from '../text/problem.ts';
import type { ObjectNode, SourceEntry, SourceNode } from '../text/source.ts';

/** A part of an entropy spec as an outline lists it. */
export interface EntropyOutlineItem {
  readonly kind: 'spec' | 'part' | 'item';
  readonly name: string;
  readonly detail: string;
  readonly range: TextRange;
  /** The range to select; inside the whole range. */
  readonly head: TextRange;
  readonly children: readonly EntropyOutlineItem[];
}

/** Items listed of one part. */
const mostItems = 500;

/** The outline of a text that parses, whether or not it decodes; undefined when it is no object. */
export function entropyOutline(root: SourceNode): EntropyOutlineItem | undefined {
  if (root.kind !== 'object') return undefined;
  const start = { start: root.range.start, end: root.range.start };
  return {
    kind: 'spec',
    name: textOf(root, 'name') ?? 'entropy model',
    detail: '',
    range: root.range,
    head: start,
    children: root.entries.filter(({ key }) => key !== 'name').map(partOf),
  };
}

function partOf({ key, keyRange, value }: SourceEntry): EntropyOutlineItem {
  const range = { start: keyRange.start, end: Math.max(keyRange.end, value.range.end) };
  const items = value.kind === 'list' ? value.items.slice(0, mostItems) : [];
  return {
    kind: 'part',
    name: key,
    detail: detailOf(value),
    range,
    head: keyRange,
    children: items
      .map((item, i) => itemOf(item, i, key))
      .filter(({ range: r }) => holds(range, r)),
  };
}

function itemOf(node: SourceNode, i: number, key: string): EntropyOutlineItem {
  const own = node.kind === 'object' ? node : undefined;
  const name = own && (textOf(own, 'name') ?? textOf(own, 'path'));
  return {
    kind: 'item',
    name: name ?? `${key} ${i + 1}`,
    detail: '',
    range: node.range,
    head: { start: node.range.start, end: node.range.start },
    children: [],
  };
}

function detailOf(value: SourceNode): string {
  switch (value.kind) {
    case 'list':
      return String(value.items.length);
    case 'object':
      return textOf(value, 'kind') ?? value.entries.map(({ key }) => key).join(', ');
    case 'null':
      return '';
    default:
      return String(value.value);
  }
}

function textOf(object: ObjectNode, key: string): string | undefined {
  const value = object.entries.find((entry) => entry.key === key)?.value;
  return value?.kind === 'string' && value.value !== '' ? value.value : undefined;
}

/** The target of an alias is elsewhere in the text, but an outline must be nested. */
function holds(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
