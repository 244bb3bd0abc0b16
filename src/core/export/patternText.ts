import type { Complex } from '../complex/complex.ts';
import { cellPattern } from '../complex/describe.ts';
import { pieceInPattern } from '../network/affine.ts';
import type { FoldTable } from '../network/folds.ts';

/**
 * A function that writes the activation pattern of a cell as text: one base-36 digit per neuron of
 * the layers with folds, the index of its linear piece. For ReLU, 1 means on.
 */
export function patternWriter(complex: Complex, folds: FoldTable): (cell: number) => string {
  const neurons = folds.firstOfNeuron.flatMap((first, layer) =>
    first[0] < first[first.length - 1]
      ? Array.from({ length: first.length - 1 }, (_, neuron) => ({ layer, neuron }))
      : [],
  );
  return (cell) => {
    const pattern = cellPattern(complex, cell);
    let text = '';
    for (const { layer, neuron } of neurons)
      text += pieceInPattern(folds, pattern, layer, neuron).toString(36);
    return text;
  };
}
