import type { MovedNeuron } from '../../core/network/moveFold.ts';
import { inserting } from '../text/quickFix.ts';
import type { Format } from '../text/format.ts';
import { inline } from '../text/inline.ts';
import { editsOf, type TextEdit } from '../text/textEdits.ts';
import type { TextRange } from '../text/problem.ts';
import { nodeIn } from '../text/fragment.ts';
import type { SourceMap } from '../spec.ts';
import { isInside, layerNode } from './writeWeights.ts';

/**
 * Why the parameters of a neuron cannot be edited: they are random, shared with other neurons by an
 * alias, or outside the text of the layer.
 */
export type Unwritable = 'drawn' | 'shared' | 'elsewhere';

/**
 * The text edits that change the parameters of a neuron. Each number is replaced in place, so that
 * layout and comments are preserved; if the layer has no "bias" and is to have one, it is added.
 * `source` must belong to this text.
 */
export function neuronEdits(
  text: string,
  format: Format,
  source: SourceMap,
  { layer, neuron }: { readonly layer: number; readonly neuron: number },
  { bias, weights }: Partial<MovedNeuron>,
): readonly TextEdit[] | Unwritable {
  const { range, rows, biases } = source.layers[layer];
  const needsBias = bias !== undefined && biases.length === 0;
  if (rows.length === 0 && (weights || needsBias)) return 'drawn';
  const edits: TextEdit[] = [];
  const places: TextRange[] = [];
  const set = (place: TextRange, value: number): void => {
    places.push(place);
    edits.push({ range: place, text: inline(value, format) });
  };

  if (bias !== undefined && !needsBias) {
    if (isShared(source, biases[neuron])) return 'shared';
    set(biases[neuron], bias);
  }
  if (weights) {
    if (isShared(source, rows[neuron])) return 'shared';
    const numbers = numbersOf(text, format, rows[neuron]);
    if (numbers?.length !== weights.length) return 'elsewhere';
    numbers.forEach(({ range: place, value }, j) => {
      if (value !== weights[j]) set(place, weights[j]);
    });
  }
  if (places.some((place) => isAnchored(text, place))) return 'shared';
  if (!places.every((place) => isInside(place, range) && isNumberAt(text, place)))
    return 'elsewhere';
  if (!needsBias) return edits;

  const node = layerNode(text, format, layer - (source.slice ? 1 : 0));
  const list = rows.map((_, i) => (i === neuron ? bias : 0));
  const added = node ? editsOf(inserting('', node, 'bias', list), text, format) : [];
  return added.length > 0 ? [...edits, ...added] : 'elsewhere';
}

/** The numbers of a row of weights and their ranges. */
function numbersOf(
  text: string,
  format: Format,
  { start, end }: TextRange,
): { readonly range: TextRange; readonly value: number }[] | undefined {
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const node = nodeIn(text.slice(start, end), column, format);
  if (node?.kind !== 'list') return undefined;
  const shift = start - column;
  return node.items.map((item) => ({
    range: { start: item.range.start + shift, end: item.range.end + shift },
    value: item.kind === 'number' ? item.value : NaN,
  }));
}

/** Whether several neurons share this range through an alias. */
function isShared({ layers }: SourceMap, { start }: TextRange): boolean {
  let uses = 0;
  for (const { rows, biases } of layers)
    for (const place of [...rows, ...biases]) if (place.start === start) uses++;
  return uses > 1;
}

/** Whether a number is written in a range, and not an alias of one. */
export function isNumberAt(text: string, { start }: TextRange): boolean {
  return /^[-+.\d]/.test(text.slice(start, start + 1));
}

/** Whether a range follows a YAML anchor, so that aliases may refer to it. */
export function isAnchored(text: string, { start }: TextRange): boolean {
  return /&[^\s,[\]{}]+\s+$/.test(text.slice(Math.max(0, start - 200), start));
}
