import { shapeText, sizeOf, type Shape } from '../../../core/model/shape.ts';
import { refuse } from '../refusal.ts';
import type { Constant, Data, GraphBuilder, Value } from '../graphBuilder.ts';
import type { Attributes } from './attributes.ts';

/** A node whose inputs are known, while it is added to the graph. */
export interface NodeContext {
  readonly builder: GraphBuilder;
  readonly attributes: Attributes;
  /** Version of the operators of ONNX. */
  readonly opset: number;
  /** An optional input that is left out is undefined. */
  readonly inputs: readonly (Value | undefined)[];
  /** The number of results that it names. */
  readonly outputCount: number;
  /** The name of its first result, which names the constants that it makes. */
  readonly resultName: string;
}

/** Adds a node to the graph and returns its results. Refuses what it cannot represent. */
export type Handler = (node: NodeContext) => readonly Value[];

/** An input that the operator needs. */
export function valueAt({ inputs }: NodeContext, i: number): Value {
  return inputs[i] ?? refuse(`lacks its input ${i + 1}`);
}

/** An input as a value of the graph, even if it is constant. */
export function dataAt(node: NodeContext, i: number): Data {
  return node.builder.asData(valueAt(node, i));
}

/** An input that must not depend on the input of the network; undefined if it is left out. */
export function constantAt({ inputs }: NodeContext, i: number, what: string): Constant | undefined {
  const value = inputs.at(i);
  if (value?.kind === 'data') refuse(`has ${what} that depend on the input; expected constants`);
  return value;
}

/** Integers from an attribute, or from an input as in later versions; undefined if both are left out. */
export function integersFrom(
  node: NodeContext,
  attribute: string,
  i: number,
): readonly number[] | undefined {
  const own = node.attributes.integers(attribute);
  if (own) return own;
  const constant = constantAt(node, i, attribute);
  if (!constant) return undefined;
  if (sizeOf(constant.shape) > 4096)
    refuse(`has ${shapeText(constant.shape)} numbers as ${attribute}`);
  return [...constant.numbers()];
}

/** A dimension, counted from the end if it is negative. */
export function axisIn(axis: number, rank: number): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank)
    refuse(`has axis ${axis} of a tensor of ${rank} dimensions`);
  return axis < 0 ? axis + rank : axis;
}

/** Dimensions in rising order; all if none are given. */
export function axesIn(axes: readonly number[] | undefined, rank: number): number[] {
  if (!axes || axes.length === 0) return Array.from({ length: rank }, (_, axis) => axis);
  return [...new Set(axes.map((axis) => axisIn(axis, rank)))].sort((a, b) => a - b);
}

/** A constant that a node makes of constants. */
export function madeConstant(
  { resultName }: NodeContext,
  shape: Shape,
  values: () => Float64Array,
  isInteger: boolean,
): Constant {
  let known: Float64Array | undefined;
  return {
    kind: 'constant',
    name: resultName,
    shape,
    isInteger,
    numbers: () => (known ??= values()),
  };
}
