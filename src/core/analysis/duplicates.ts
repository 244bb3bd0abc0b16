import { orient2d } from 'robust-predicates';
import { activationOf, type Layer, type Network } from '../network/network.ts';

/** Two neurons of a layer with the same fold, whatever the layers before it compute. */
export interface Duplicate {
  readonly layer: number;
  readonly neuron: number;
  /** The first neuron of the layer with this fold. */
  readonly of: number;
}

/**
 * Neurons with the same fold as an earlier neuron of their layer. If the only breakpoint is zero,
 * the rows [weights, bias] must be proportional, which is decided exactly; otherwise rows and
 * breakpoints must be equal. Neurons whose weights are all zero have no fold and are skipped.
 */
export function duplicatesOf(network: Network): Duplicate[] {
  return network.layers.flatMap((layer, l) => {
    const found: Duplicate[] = [];
    // Only rows with the same direction up to rounding are compared, which avoids quadratic time.
    const distinct = new Map<number, FoldRow[]>();
    for (let i = 0; i < layer.units; i++) {
      const row = foldRow(layer, i);
      if (!row) continue;
      const key = directionKey(row);
      const candidates = distinct.get(key) ?? [];
      const first = candidates.find((one) => isSame(one, row));
      if (first) found.push({ layer: l, neuron: i, of: first.neuron });
      else distinct.set(key, [...candidates, row]);
    }
    return found;
  });
}

/** A hash that is equal for proportional rows (FNV-1a): quotients of exactly equal ratios are equal. */
function directionKey({ row, pivot }: FoldRow): number {
  const quotients = new Float32Array(row.length);
  // Minus zero is zero.
  for (let j = 0; j < row.length; j++) quotients[j] = row[j] / row[pivot] + 0;
  let hash = 0x811c9dc5;
  for (const bits of new Int32Array(quotients.buffer)) hash = Math.imul(hash ^ bits, 0x01000193);
  return hash;
}

interface FoldRow {
  readonly neuron: number;
  /** Weights, then the bias. */
  readonly row: Float64Array;
  /** Index of the weight with the largest absolute value. */
  readonly pivot: number;
  readonly breakpoints: readonly number[];
}

function foldRow(layer: Layer, neuron: number): FoldRow | undefined {
  const { breakpoints } = activationOf(layer, neuron);
  const row = new Float64Array(layer.inputs + 1);
  row.set(layer.weights.subarray(neuron * layer.inputs, (neuron + 1) * layer.inputs));
  row[layer.inputs] = layer.bias[neuron];
  let pivot = 0;
  for (let j = 1; j < layer.inputs; j++) if (Math.abs(row[j]) > Math.abs(row[pivot])) pivot = j;
  if (row[pivot] === 0 || breakpoints.length === 0) return undefined;
  return { neuron, row, pivot, breakpoints };
}

function isSame(a: FoldRow, b: FoldRow): boolean {
  const isScalable = [a, b].every(
    ({ breakpoints }) => breakpoints.length === 1 && breakpoints[0] === 0,
  );
  if (!isScalable)
    return (
      a.row.every((x, j) => x === b.row[j]) &&
      a.breakpoints.length === b.breakpoints.length &&
      a.breakpoints.every((t, k) => t === b.breakpoints[k])
    );
  const p = a.pivot;
  return a.row.every((x, j) => orient2d(a.row[p], x, b.row[p], b.row[j], 0, 0) === 0);
}
