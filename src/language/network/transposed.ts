import { transposing } from '../text/quickFix.ts';
import type { Report } from '../text/report.ts';
import type { ListNode, SourceNode } from '../text/source.ts';

/** The shape of a layer as far as it is written; undefined where the text is something else. */
interface Shape {
  /** Rows and columns of the weights. */
  readonly matrix:
    { readonly node: ListNode; readonly rows: number; readonly columns: number } | undefined;
  readonly units: number | undefined;
  readonly biases: number | undefined;
}

/**
 * Reports weights that are transposed in all layers, as the kernels of Keras and TensorFlow are: the shapes fit together
 * only that way. Returns whether they are.
 */
export function reportTransposed(layers: ListNode, report: Report): boolean {
  const shapes = layers.items.map(shapeOf);
  if (!shapes.every(isShape)) return false;
  const asWritten = shapes.map(({ matrix, ...rest }) => ({
    ...rest,
    inputs: matrix?.columns,
    neurons: matrix?.rows,
  }));
  const transposed = asWritten.map((layer) => ({
    ...layer,
    inputs: layer.neurons,
    neurons: layer.inputs,
  }));
  // One length that agrees may do so by chance.
  const isShown =
    (agreements(transposed) ?? 0) >= (shapes.length === 1 && shapes[0].matrix?.rows === 2 ? 1 : 2);
  if (agreements(asWritten) !== undefined || !isShown) return false;
  const matrices = shapes.flatMap(({ matrix }) => matrix ?? []);
  const { node } = matrices.find(({ rows, columns }) => rows !== columns) ?? matrices[0];
  const message =
    'The weights are transposed: they have one row per input, as in Keras and TensorFlow; write one row per neuron';
  const fixes = transposing(
    matrices.length > 1 ? 'Transpose the weights of all layers' : 'Transpose the weights',
    matrices.map((matrix) => matrix.node),
  );
  report.error('transposed', node.range, message, [], fixes);
  return true;
}

/** A layer with the number of inputs and of neurons that its weights say, in one of the two readings. */
interface Reading {
  readonly inputs: number | undefined;
  readonly neurons: number | undefined;
  readonly units: number | undefined;
  readonly biases: number | undefined;
}

/**
 * The number of lengths that agree: of a bias with the neurons of its layer, and of the inputs of a layer with the
 * neurons before it. Undefined if any do not.
 */
function agreements(layers: readonly Reading[]): number | undefined {
  const pairs = layers.flatMap(({ inputs, neurons, units, biases }, l) => {
    const own = neurons ?? units;
    const before = l > 0 ? (layers[l - 1].neurons ?? layers[l - 1].units) : undefined;
    return [
      [biases, own],
      [units, own],
      [inputs, before],
    ].filter(
      ([a, b], i) => a !== undefined && b !== undefined && !(i === 1 && neurons === undefined),
    );
  });
  return pairs.every(([a, b]) => a === b) ? pairs.length : undefined;
}

function isShape(shape: Shape | undefined): shape is Shape {
  return shape !== undefined;
}

function shapeOf(layer: SourceNode): Shape | undefined {
  if (layer.kind !== 'object') return undefined;
  const valueOf = (key: string) => layer.entries.find((entry) => entry.key === key)?.value;
  const [weights, bias, units] = ['weights', 'bias', 'units'].map(valueOf);
  const matrix = weights && matrixOf(weights);
  if (weights && !matrix) return undefined;
  return {
    matrix,
    units: units?.kind === 'number' ? units.value : undefined,
    biases: bias?.kind === 'list' ? bias.items.length : undefined,
  };
}

/** Rows of numbers, all of the same length. */
function matrixOf(node: SourceNode): Shape['matrix'] {
  if (node.kind !== 'list') return undefined;
  const [first] = node.items;
  if (first?.kind !== 'list' || first.items.length === 0) return undefined;
  const columns = first.items.length;
  const isMatrix = node.items.every(
    (row) => row.kind === 'list' && row.items.length === columns && row.items.every(isNumber),
  );
  return isMatrix ? { node, rows: node.items.length, columns } : undefined;
}

function isNumber({ kind }: SourceNode): boolean {
  return kind === 'number';
}
