import type { TextRange } from '../text/problem.ts';
import type { ListNode, ObjectNode, SourceEntry, SourceNode } from '../text/source.ts';

/** An item of the outline of a spec. */
export interface OutlineItem {
  readonly kind: 'network' | 'layer' | 'neuron' | Part;
  readonly name: string;
  /** A short description: "8 × 2, relu", "domain", "2 weights". */
  readonly detail: string;
  readonly range: TextRange;
  /** Where to place the cursor; inside the range. */
  readonly head: TextRange;
  readonly children: readonly OutlineItem[];
}

/** Keys of a spec that are listed under their own name. */
const partKeys = ['input', 'slice', 'output', 'training', 'checkpoints'] as const;

type Part = (typeof partKeys)[number];

/** Maximum number of neurons in an outline. */
const maxNeurons = 5000;

/**
 * The outline of a text without syntax errors. Invalid parts are skipped. Undefined if the text is
 * not an object.
 */
export function outlineOf(root: SourceNode): OutlineItem | undefined {
  if (root.kind !== 'object') return undefined;
  const layers = valueOf(root, 'layers');
  const budget = { neurons: maxNeurons };
  const parts: OutlineItem[] = [];
  for (const entry of root.entries) {
    const { key, value } = entry;
    const part = partKeys.find((one) => one === key);
    if (part) parts.push(partOf(entry, part));
    else if (key === 'layers' && value.kind === 'list')
      value.items.forEach((node, i) => parts.push(layerOf(node, i, budget)));
  }
  const name = valueOf(root, 'name');
  const count = layers?.kind === 'list' ? layers.items.length : 0;
  return {
    kind: 'network',
    name: name?.kind === 'string' ? name.value : 'network',
    detail: `${count} ${count === 1 ? 'layer' : 'layers'}`,
    range: root.range,
    head: within(root.range, name?.range),
    children: parts,
  };
}

function partOf({ key, keyRange, value }: SourceEntry, kind: Part): OutlineItem {
  const keys = value.kind === 'object' ? value.entries.map((entry) => entry.key) : [];
  const detail = value.kind === 'list' ? String(value.items.length) : keys.join(', ');
  const range = { start: keyRange.start, end: Math.max(keyRange.end, value.range.end) };
  return { kind, name: key, detail, range, head: keyRange, children: [] };
}

function layerOf(node: SourceNode, index: number, budget: { neurons: number }): OutlineItem {
  const own = node.kind === 'object' ? node : undefined;
  const name = own && valueOf(own, 'name');
  const weights = own && valueOf(own, 'weights');
  const rows = weights?.kind === 'list' ? weights.items : [];
  const listed = rows.slice(0, budget.neurons);
  budget.neurons -= listed.length;
  return {
    kind: 'layer',
    name: name?.kind === 'string' ? name.value : `layer ${index + 1}`,
    detail: [own && shapeOf(own, weights), own && activationOf(own)].filter(Boolean).join(', '),
    range: node.range,
    head: within(node.range, name?.range ?? own?.entries[0]?.keyRange),
    children: listed.map((row, i) => ({
      kind: 'neuron',
      name: `neuron ${i + 1}`,
      detail: row.kind === 'list' ? numbersText(row) : '',
      range: row.range,
      head: row.range,
      children: [],
    })),
  };
}

/** Neurons × inputs, as far as the layer determines them. */
function shapeOf(layer: ObjectNode, weights: SourceNode | undefined): string | undefined {
  const units = valueOf(layer, 'units');
  if (weights?.kind !== 'list')
    return units?.kind === 'number' ? `${units.value} neurons` : undefined;
  const [row] = weights.items;
  return `${weights.items.length} × ${row?.kind === 'list' ? row.items.length : '?'}`;
}

function activationOf(layer: ObjectNode): string | undefined {
  const node = valueOf(layer, 'activation');
  if (node?.kind === 'string') return node.value;
  return node?.kind === 'object' ? node.entries[0]?.key : undefined;
}

/** The first numbers of a row. */
function numbersText({ items }: ListNode): string {
  const shown = items.slice(0, 4).map((item) => (item.kind === 'number' ? item.value : '?'));
  return `[${shown.join(', ')}${items.length > shown.length ? ', …' : ''}]`;
}

function valueOf(object: ObjectNode, key: string): SourceNode | undefined {
  return object.entries.find((entry) => entry.key === key)?.value;
}

/** The place, or the start of the range if it is outside because of an alias or merge key. */
function within({ start, end }: TextRange, place: TextRange | undefined): TextRange {
  return place && place.start >= start && place.end <= end ? place : { start, end: start };
}

/** A change of a text: `removed` characters are replaced by `inserted` ones. */
export interface TextChange {
  readonly offset: number;
  readonly removed: number;
  readonly inserted: number;
}

/** A range after a change. It grows with text that is inserted in it or at its end. */
export function shiftRange({ start, end }: TextRange, change: TextChange): TextRange {
  const { offset, removed, inserted } = change;
  const after = (place: number): number => place - removed + inserted;
  return {
    start: start >= offset + removed ? after(start) : Math.min(start, offset),
    end: end >= offset + removed ? after(end) : Math.min(end, offset),
  };
}

/** An outline after a change, before the text is parsed again. */
export function shiftOutline(item: OutlineItem, change: TextChange): OutlineItem {
  return {
    ...item,
    range: shiftRange(item.range, change),
    head: shiftRange(item.head, change),
    children: item.children.map((child) => shiftOutline(child, change)),
  };
}
