import type { TextRange } from '../text/problem.ts';
import type { SourceMap } from '../spec.ts';

/** The part of a network at an offset in the text. Layers are indices into the network. */
export type Place =
  | { readonly kind: 'domain'; readonly range: TextRange }
  | { readonly kind: 'layer'; readonly layer: number; readonly range: TextRange }
  | {
      readonly kind: 'neuron' | 'bias';
      readonly layer: number;
      readonly neuron: number;
      readonly range: TextRange;
    };

/** The smallest part of the network at an offset. */
export function placeAt(source: SourceMap, offset: number): Place | undefined {
  const holds = ({ start, end }: TextRange): boolean => start <= offset && offset <= end;
  if (source.domain && holds(source.domain)) return { kind: 'domain', range: source.domain };
  for (let layer = source.slice ? 1 : 0; layer < source.layers.length; layer++) {
    const { range, rows, biases } = source.layers[layer];
    if (!holds(range)) continue;
    const bias = biases.findIndex(holds);
    if (bias >= 0) return { kind: 'bias', layer, neuron: bias, range: biases[bias] };
    const row = rows.findIndex(holds);
    if (row >= 0) return { kind: 'neuron', layer, neuron: row, range: rows[row] };
    return { kind: 'layer', layer, range };
  }
  return undefined;
}
