import { scaled } from '../../../core/model/elementwise.ts';
import { broadcast, rearranged, type IndexMap } from '../../../core/model/indexMap.ts';
import { constantTimes, timesConstant, type Matrices } from '../../../core/model/matrixProduct.ts';
import {
  broadcastShape,
  shapeText,
  sizeOf,
  stridesOf,
  type Shape,
} from '../../../core/model/shape.ts';
import { checkedShape, type Constant, type Data, type Value } from '../graphBuilder.ts';
import { refuse } from '../refusal.ts';
import { constantAt, valueAt, type Handler, type NodeContext } from './nodeContext.ts';

/** Products of matrices, and normalisation with constant statistics. */
export const products: Readonly<Record<string, Handler>> = {
  MatMul: (node) => [matMul(node)],
  Gemm: (node) => [gemm(node)],
  BatchNormalization: (node) => [batchNormalization(node)],
};

/** An operand as a stack of matrices: vectors get a second dimension of length 1, which the result loses again. */
interface Operand {
  readonly value: Value;
  /** Of the matrices. */
  readonly rows: number;
  readonly columns: number;
  readonly down: number;
  readonly along: number;
  /** Of the stack. */
  readonly stack: Shape;
}

function operandOf(value: Value, isLeft: boolean, isTransposed = false): Operand {
  const { shape } = value;
  if (shape.length === 0) refuse('multiplies a matrix with a single number');
  if (shape.length === 1) {
    const [length] = shape;
    const vector = { value, down: 1, along: 1, stack: [] };
    return isLeft
      ? { ...vector, rows: 1, columns: length }
      : { ...vector, rows: length, columns: 1 };
  }
  const [rows, columns] = shape.slice(-2);
  const stack = shape.slice(0, -2);
  return isTransposed
    ? { value, rows: columns, columns: rows, down: 1, along: columns, stack }
    : { value, rows, columns, down: columns, along: 1, stack };
}

function matMul(node: NodeContext): Data {
  const [a, b] = [valueAt(node, 0), valueAt(node, 1)];
  const left = operandOf(a, true);
  const right = operandOf(b, false);
  const result = multiplied(node, left, right);
  const { shape } = result;
  const stack = shape.slice(0, -2);
  const [rows, columns] = shape.slice(-2);
  const kept = [...(a.shape.length > 1 ? [rows] : []), ...(b.shape.length > 1 ? [columns] : [])];
  return { ...result, shape: [...stack, ...kept] };
}

function multiplied({ builder }: NodeContext, left: Operand, right: Operand, factor = 1): Data {
  const stack = broadcastShape([left.stack, right.stack]);
  if (!stack || left.columns !== right.rows)
    refuse(
      `multiplies ${shapeText(left.value.shape)} with ${shapeText(right.value.shape)}, which do not fit`,
    );
  const shape = checkedShape([...stack, left.rows, right.columns]);
  const size = { m: left.rows, k: left.columns, n: right.columns };
  const [x, y] = [matricesOf(left, stack), matricesOf(right, stack)];
  if (right.value.kind === 'data') {
    if (left.value.kind === 'data') refuse('multiplies two tensors that both depend on the input');
    const weights = times(builder.weights(left.value), factor);
    return builder.linear(constantTimes(size, x, y, weights), [right.value], shape);
  }
  const weights = times(builder.weights(right.value), factor);
  return builder.linear(timesConstant(size, x, y, weights), [builder.asData(left.value)], shape);
}

function matricesOf({ rows, columns, down, along, stack: own }: Operand, stack: Shape): Matrices {
  const begins: IndexMap = broadcast(own, stack).map((k) => k * rows * columns);
  return { begins, down, along };
}

function times(weights: Float64Array, factor: number): Float64Array {
  return factor === 1 ? weights : weights.map((w) => factor * w);
}

/** α·A·B + β·C, where α·B and β·C are rounded to doubles. */
function gemm(node: NodeContext): Data {
  const { attributes, builder } = node;
  const alpha = attributes.float('alpha', 1);
  const beta = attributes.float('beta', 1);
  const [a, b] = [valueAt(node, 0), valueAt(node, 1)];
  if (a.shape.length !== 2 || b.shape.length !== 2)
    refuse(`multiplies ${shapeText(a.shape)} with ${shapeText(b.shape)}; expected two matrices`);
  const left = operandOf(a, true, attributes.integer('transA', 0) !== 0);
  const right = operandOf(b, false, attributes.integer('transB', 0) !== 0);
  const result = multiplied(node, left, right, alpha);
  const c = constantAt(node, 2, 'numbers to add');
  if (!c || beta === 0) return result;
  if (shapeText(broadcastShape([c.shape, result.shape]) ?? []) !== shapeText(result.shape))
    refuse(`adds ${shapeText(c.shape)} to ${shapeText(result.shape)}, which do not fit`);
  const shifts = rearranged(times(builder.weights(c), beta), broadcast(c.shape, result.shape));
  const all = Int32Array.from(shifts, (_, i) => i);
  return builder.linear(scaled(all, { shifts }), [result], result.shape);
}

/** k·x + b by channel, with k = γ/√(σ² + ε) and b = β − μ·k in double arithmetic. */
function batchNormalization(node: NodeContext): Data {
  const { attributes, builder } = node;
  attributes.ignore('momentum', 'spatial', 'consumed_inputs', 'is_test');
  const epsilon = attributes.float('epsilon', 1e-5);
  if (attributes.integer('training_mode', 0) !== 0)
    refuse('normalises by each batch (training_mode 1); export the model for inference');
  const data = builder.asData(valueAt(node, 0));
  const { shape } = data;
  const channels = shape.length < 2 ? 1 : shape[1];
  const numbers = ['scale', 'B', 'mean', 'variance'].map((what, i) => {
    const constant: Constant = constantAt(node, i + 1, what) ?? refuse(`lacks its ${what}`);
    if (sizeOf(constant.shape) !== channels)
      refuse(`has ${sizeOf(constant.shape)} numbers as ${what} for ${channels} channels`);
    return builder.weights(constant);
  });
  const [scale, shift, mean, variance] = numbers;
  const factors = scale.map((gamma, c) => {
    if (!(variance[c] + epsilon > 0))
      refuse(`has the variance ${variance[c]} in channel ${c}, which is not positive`);
    return gamma / Math.sqrt(variance[c] + epsilon);
  });
  const shifts = shift.map((beta, c) => beta - mean[c] * factors[c]);
  const inner = shape.length < 2 ? 1 : stridesOf(shape)[1];
  const channelOf = Int32Array.from(
    { length: sizeOf(shape) },
    (_, i) => Math.floor(i / inner) % channels,
  );
  const all = channelOf.map((_, i) => i);
  return builder.linear(
    scaled(all, {
      factors: rearranged(factors, channelOf),
      shifts: rearranged(shifts, channelOf),
    }),
    [data],
    shape,
  );
}
