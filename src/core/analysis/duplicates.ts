import { orient2d } from 'robust-predicates';
import { activationOf, type Layer, type Network } from '../network/network.ts';

/** Two neurons of a layer that fold along the same line, whatever the layers before do. */
export interface Duplicate {
  readonly layer: number;
  readonly neuron: number;
  /** The first neuron of the layer with that fold. */
  readonly of: number;
}

/**
 * Neurons whose fold is that of an earlier neuron of their layer. Where the hinge is at zero, the
 * rows [weights, bias] need only be multiples of each other, which is decided exactly; elsewhere
 * they must be equal, breakpoints too. Rows without a weight have no fold and are left out.
 */
export function duplicatesOf(network: Network): Duplicate[] {
  return network.layers.flatMap((layer, l) => {
    const found: Duplicate[] = [];
    // Rows of one direction come together; comparing those is enough, and not quadratic.
    const distinct = new Map<string, HingeRow[]>();
    for (let i = 0; i < layer.units; i++) {
      const row = hingeRow(layer, i);
      if (!row) continue;
      const key = Float32Array.from(row.row, (x) => x / row.row[row.pivot]).join();
      const rivals = distinct.get(key) ?? [];
      const first = rivals.find((one) => isSame(one, row));
      if (first) found.push({ layer: l, neuron: i, of: first.neuron });
      else distinct.set(key, [...rivals, row]);
    }
    return found;
  });
}

interface HingeRow {
  readonly neuron: number;
  /** Weights, then the bias. */
  readonly row: Float64Array;
  /** Index of the weight that is largest in size. */
  readonly pivot: number;
  readonly breakpoints: readonly number[];
}

function hingeRow(layer: Layer, neuron: number): HingeRow | undefined {
  const { breakpoints } = activationOf(layer, neuron);
  const row = new Float64Array(layer.inputs + 1);
  row.set(layer.weights.subarray(neuron * layer.inputs, (neuron + 1) * layer.inputs));
  row[layer.inputs] = layer.bias[neuron];
  let pivot = 0;
  for (let j = 1; j < layer.inputs; j++) if (Math.abs(row[j]) > Math.abs(row[pivot])) pivot = j;
  if (row[pivot] === 0 || breakpoints.length === 0) return undefined;
  return { neuron, row, pivot, breakpoints };
}

function isSame(a: HingeRow, b: HingeRow): boolean {
  const isFree = [a, b].every(
    ({ breakpoints }) => breakpoints.length === 1 && breakpoints[0] === 0,
  );
  if (!isFree)
    return (
      a.row.every((x, j) => x === b.row[j]) &&
      a.breakpoints.length === b.breakpoints.length &&
      a.breakpoints.every((t, k) => t === b.breakpoints[k])
    );
  const p = a.pivot;
  return a.row.every((x, j) => orient2d(a.row[p], x, b.row[p], b.row[j], 0, 0) === 0);
}
