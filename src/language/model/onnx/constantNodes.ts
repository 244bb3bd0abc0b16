import { shapeText, sizeOf, stridesOf } from '../../../core/model/shape.ts';
import { checkedShape, type Constant, type Value } from '../graphBuilder.ts';
import { refuse } from '../refusal.ts';
import type { SideFiles } from '../modelFile.ts';
import {
  axisIn,
  constantAt,
  integersFrom,
  madeConstant,
  valueAt,
  type Handler,
  type NodeContext,
} from './nodeContext.ts';
import { isRealType, storedTensor, type StoredTensor } from './tensorData.ts';

/** Operators whose result is constant, or that change only how numbers are stored. */
export function constantNodes(side: SideFiles): Readonly<Record<string, Handler>> {
  return {
    Constant: (node) => [constantNode(node, side)],
    ConstantOfShape: (node) => [constantOfShape(node, side)],
    Shape: (node) => [shapeOf(node)],
    Cast: (node) => [cast(node)],
    DequantizeLinear: (node) => [dequantised(node)],
  };
}

/** A tensor of the file as a constant of the graph. */
export function constantOf(stored: StoredTensor, name = stored.name): Constant {
  const numbers = (): Float64Array => {
    const values = stored.values();
    if (typeof values === 'string') refuse(`needs the tensor ${name}, which ${values}`);
    return values;
  };
  const { shape, isInteger } = stored;
  return { kind: 'constant', name, shape, isInteger, numbers };
}

function constantNode(node: NodeContext, side: SideFiles): Constant {
  const { attributes, resultName } = node;
  const tensor = attributes.tensor('value');
  if (tensor) return constantOf(storedTensor(tensor, side), resultName);
  const known = (numbers: readonly number[], shape: readonly number[], isInteger: boolean) =>
    madeConstant(node, shape, () => Float64Array.from(numbers), isInteger);
  const float = attributes.float('value_float');
  if (float !== undefined) return known([float], [], false);
  const integer = attributes.integer('value_int');
  if (integer !== undefined) return known([integer], [], true);
  const floats = attributes.floats('value_floats');
  if (floats) return known(floats, [floats.length], false);
  const integers = attributes.integers('value_ints');
  if (integers) return known(integers, [integers.length], true);
  return refuse('has no number as its value');
}

function constantOfShape(node: NodeContext, side: SideFiles): Constant {
  const shape = checkedShape(integersFrom(node, 'shape', 0) ?? refuse('lacks its shape'));
  const tensor = node.attributes.tensor('value');
  const value = tensor && constantOf(storedTensor(tensor, side), node.resultName);
  return madeConstant(
    node,
    shape,
    () => new Float64Array(sizeOf(shape)).fill(value?.numbers()[0] ?? 0),
    value?.isInteger ?? false,
  );
}

/** Shapes are known, so that what is computed from them is constant. */
function shapeOf(node: NodeContext): Constant {
  const { shape } = valueAt(node, 0);
  const part = shape.slice(
    node.attributes.integer('start', 0),
    node.attributes.integer('end', shape.length),
  );
  return madeConstant(node, [part.length], () => Float64Array.from(part), true);
}

function cast(node: NodeContext): Value {
  const { attributes } = node;
  attributes.ignore('saturate', 'round_mode');
  const value = valueAt(node, 0);
  if (isRealType(attributes.integer('to', 0)))
    return value.kind === 'data' ? value : { ...value, isInteger: false };
  if (value.kind === 'data') refuse('rounds to integers, which jumps');
  return madeConstant(node, value.shape, () => value.numbers().map(Math.trunc), true);
}

/** (q − z)·scale, by channel along an axis. It is exact if the scale has at most 24 bits. */
function dequantised(node: NodeContext): Constant {
  const value = valueAt(node, 0);
  if (value.kind === 'data')
    refuse('takes quantised activations, which jump; only weights may be quantised');
  const scale = constantAt(node, 1, 'scales') ?? refuse('lacks its scale');
  const zero = constantAt(node, 2, 'zero points');
  if (node.attributes.integer('block_size', 0) !== 0)
    refuse('has scales by block, which is not supported');
  const { shape } = value;
  const given = node.attributes.integer('axis', 1);
  const count = sizeOf(scale.shape);
  const axis = count === 1 ? 0 : axisIn(given, shape.length);
  if (count !== 1 && count !== shape[axis])
    refuse(`has ${count} scales for axis ${axis} of ${shapeText(shape)}`);
  if (zero && sizeOf(zero.shape) !== count)
    refuse(`has ${sizeOf(zero.shape)} zero points for ${count} scales`);
  return madeConstant(
    node,
    shape,
    () => {
      const inner = count === 1 ? 1 : stridesOf(shape)[axis];
      const channelOf = (i: number): number => Math.floor(i / inner) % count;
      const [scales, zeros] = [scale.numbers(), zero?.numbers()];
      return value
        .numbers()
        .map((q, i) => (q - (zeros?.[channelOf(i)] ?? 0)) * scales[channelOf(i)]);
    },
    false,
  );
}
