import { selection } from '../../../core/model/elementwise.ts';
import {
  broadcast,
  chosen,
  joined,
  rearranged,
  transposed,
  type IndexMap,
} from '../../../core/model/indexMap.ts';
import { broadcastShape, shapeText, sizeOf, type Shape } from '../../../core/model/shape.ts';
import { printable } from '../../../core/printable.ts';
import { checkedShape, inShape, type Value } from '../graphBuilder.ts';
import { maxEntries, maxModelParameters } from '../limits.ts';
import { refuse } from '../refusal.ts';
import {
  axesIn,
  axisIn,
  constantAt,
  integersFrom,
  madeConstant,
  valueAt,
  type Handler,
  type NodeContext,
} from './nodeContext.ts';
import { sourcePlaces } from './resize.ts';

/** Operators that only put entries into other places. */
export const rearrangements: Readonly<Record<string, Handler>> = {
  Identity: (node) => [valueAt(node, 0)],
  Dropout: (node) => [dropout(node)],
  Reshape: (node) => [reshaped(node)],
  Flatten: (node) => [flattened(node)],
  Squeeze: (node) => [squeezed(node)],
  Unsqueeze: (node) => [unsqueezed(node)],
  Transpose: (node) => [transposedValue(node)],
  Expand: (node) => [expanded(node)],
  Concat: (node) => [concatenated(node)],
  Split: (node) => split(node),
  Slice: (node) => [sliced(node)],
  Gather: (node) => [gathered(node)],
  Pad: (node) => [padded(node)],
  Resize: (node) => [resized(node, 'scales', 2)],
  Upsample: (node) => [resized(node, 'scales', 1)],
};

/** The rearrangement of a value, at once if it is constant. `fill` is taken where the map has no entry. */
function placed(node: NodeContext, value: Value, shape: Shape, map: IndexMap, fill = 0): Value {
  if (value.kind === 'data') return node.builder.linear(selection(map, fill), [value], shape);
  return madeConstant(node, shape, () => rearranged(value.numbers(), map, fill), value.isInteger);
}

/** The result that has the named places of a value along each dimension. */
function choice(
  node: NodeContext,
  value: Value,
  places: readonly (readonly number[])[],
  fill = 0,
): Value {
  const shape = resultShape(
    value,
    places.map(({ length }) => length),
  );
  return placed(node, value, shape, chosen(value.shape, places), fill);
}

/** Constants may be as large as the weights. */
function resultShape(value: Value, shape: Shape): Shape {
  return checkedShape(
    shape,
    value.kind === 'constant' && sizeOf(value.shape) > maxEntries ? maxModelParameters : maxEntries,
  );
}

/** All places along each dimension. */
function allPlaces(shape: Shape): number[][] {
  return shape.map((length) => Array.from({ length }, (_, i) => i));
}

function dropout(node: NodeContext): Value {
  node.attributes.ignore('ratio', 'seed', 'is_test');
  const training = constantAt(node, 2, 'a training mode');
  if (training && training.numbers()[0] !== 0)
    refuse('drops at random (training_mode is true); export the model for inference');
  return valueAt(node, 0);
}

function reshaped(node: NodeContext): Value {
  const value = valueAt(node, 0);
  const wanted = integersFrom(node, 'shape', 1) ?? refuse('lacks its shape');
  const copiesZero = node.attributes.integer('allowzero', 0) === 0;
  const size = sizeOf(value.shape);
  const shape = wanted.map((length, axis) =>
    length === 0 && copiesZero ? (value.shape[axis] ?? NaN) : length,
  );
  const open = shape.indexOf(-1);
  if (open >= 0)
    shape[open] = size / shape.reduce((all, n, axis) => (axis === open ? all : all * n), 1);
  if (sizeOf(shape) !== size || !shape.every((n) => Number.isSafeInteger(n) && n >= 0))
    refuse(
      `turns the shape ${shapeText(value.shape)} into ${shapeText(wanted)}, which does not fit`,
    );
  return inShape(value, shape);
}

function flattened(node: NodeContext): Value {
  const value = valueAt(node, 0);
  const rank = value.shape.length;
  const axis = node.attributes.integer('axis', 1);
  const at = axis === rank ? rank : axisIn(axis, rank);
  return inShape(value, [sizeOf(value.shape.slice(0, at)), sizeOf(value.shape.slice(at))]);
}

function squeezed(node: NodeContext): Value {
  const value = valueAt(node, 0);
  const { shape } = value;
  const given = integersFrom(node, 'axes', 1);
  const axes = given
    ? axesIn(given, shape.length)
    : [...shape.keys()].filter((axis) => shape[axis] === 1);
  if (axes.some((axis) => shape[axis] !== 1))
    refuse(`removes dimensions ${shapeText(axes)} of ${shapeText(shape)}, which are not 1`);
  return inShape(
    value,
    shape.filter((_, axis) => !axes.includes(axis)),
  );
}

function unsqueezed(node: NodeContext): Value {
  const value = valueAt(node, 0);
  const given = integersFrom(node, 'axes', 1) ?? refuse('lacks its axes');
  const rank = value.shape.length + given.length;
  const axes = given.length === 0 ? [] : axesIn(given, rank);
  if (axes.length !== given.length) refuse(`names an axis twice in ${shapeText(given)}`);
  const rest = value.shape.values();
  return inShape(
    value,
    Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? 1 : rest.next().value!)),
  );
}

function transposedValue(node: NodeContext): Value {
  const value = valueAt(node, 0);
  const { shape } = value;
  const order = node.attributes.integers('perm') ?? [...shape.keys()].reverse();
  if (shapeText(order.toSorted((a, b) => a - b)) !== shapeText([...shape.keys()]))
    refuse(`orders the dimensions ${shapeText(order)} of a tensor of ${shape.length}`);
  const result = resultShape(
    value,
    order.map((axis) => shape[axis]),
  );
  return placed(node, value, result, transposed(shape, order));
}

function expanded(node: NodeContext): Value {
  const value = valueAt(node, 0);
  const wanted = integersFrom(node, 'shape', 1) ?? refuse('lacks its shape');
  const shape = broadcastShape([value.shape, checkedShape(wanted)]);
  if (!shape)
    refuse(`repeats ${shapeText(value.shape)} to ${shapeText(wanted)}, which does not fit`);
  return placed(node, value, resultShape(value, shape), broadcast(value.shape, shape));
}

function concatenated(node: NodeContext): Value {
  const values = node.inputs.map((_, i) => valueAt(node, i));
  const shapes = values.map(({ shape }) => shape);
  const [first] = shapes;
  if (!first) refuse('joins nothing');
  const axis = axisIn(node.attributes.integer('axis', 1), first.length);
  const rest = (shape: Shape): string => shapeText(shape.with(axis, 0));
  if (shapes.some((shape) => shape.length !== first.length || rest(shape) !== rest(first)))
    refuse(`joins ${shapes.map(shapeText).join(' and ')} along axis ${axis}, which do not fit`);
  const length = shapes.reduce((sum, shape) => sum + shape[axis], 0);
  const shape = checkedShape(first.with(axis, length));
  const map = joined(shapes, axis);
  if (values.every((value) => value.kind === 'constant'))
    return madeConstant(
      node,
      shape,
      () => {
        const all = new Float64Array(map.length);
        let at = 0;
        for (const value of values) {
          all.set(value.numbers(), at);
          at += sizeOf(value.shape);
        }
        return rearranged(all, map);
      },
      values.every(({ isInteger }) => isInteger),
    );
  const parts = values.map((value) => node.builder.asData(value));
  return node.builder.linear(selection(map), parts, shape);
}

function split(node: NodeContext): Value[] {
  const { attributes } = node;
  const value = valueAt(node, 0);
  const axis = axisIn(attributes.integer('axis', 0), value.shape.length);
  const length = value.shape[axis];
  const given = integersFrom(node, 'split', 1);
  const parts = attributes.integer('num_outputs', node.outputCount);
  const each = Math.ceil(length / parts);
  const lengths =
    given ??
    Array.from({ length: Math.min(parts, node.outputCount) }, (_, i) =>
      Math.min(each, length - i * each),
    );
  if (!lengths.every((n) => n >= 0) || lengths.reduce((sum, n) => sum + n, 0) !== length)
    refuse(`splits ${length} entries into ${shapeText(lengths)}`);
  let begin = 0;
  return lengths.map((own) => {
    const places = allPlaces(value.shape);
    places[axis] = places[axis].slice(begin, begin + own);
    begin += own;
    return choice(node, value, places);
  });
}

function sliced(node: NodeContext): Value {
  const value = valueAt(node, 0);
  const { shape } = value;
  const starts = integersFrom(node, 'starts', 1) ?? refuse('lacks its starts');
  const ends = integersFrom(node, 'ends', 2) ?? refuse('lacks its ends');
  const axes = integersFrom(node, 'axes', 3) ?? [...starts.keys()];
  const steps = integersFrom(node, 'steps', 4) ?? starts.map(() => 1);
  if ([ends, axes, steps].some((list) => list.length !== starts.length))
    refuse('has starts, ends, axes and steps of different lengths');
  const places = allPlaces(shape);
  for (const [i, given] of axes.entries()) {
    const axis = axisIn(given, shape.length);
    places[axis] = steppedPlaces(shape[axis], starts[i], ends[i], steps[i]);
  }
  return choice(node, value, places);
}

/** The places of a slice as in Python, with the start and the end moved into the tensor. */
function steppedPlaces(length: number, start: number, end: number, step: number): number[] {
  if (!Number.isInteger(step) || step === 0) refuse(`has the step ${step}`);
  const inside = (place: number, least: number, most: number): number =>
    Math.min(Math.max(place < 0 ? place + length : place, least), most);
  const [from, to] =
    step > 0
      ? [inside(start, 0, length), inside(end, 0, length)]
      : [inside(start, 0, length - 1), inside(end, -1, length - 1)];
  const count = Math.max(0, Math.ceil((to - from) / step));
  return Array.from({ length: count }, (_, i) => from + i * step);
}

function gathered(node: NodeContext): Value {
  const value = valueAt(node, 0);
  const { shape } = value;
  const axis = axisIn(node.attributes.integer('axis', 0), shape.length);
  const indices = constantAt(node, 1, 'indices') ?? refuse('lacks its indices');
  checkedShape(indices.shape);
  const along = Array.from(indices.numbers(), (i) => axisIn(i, shape[axis]));
  const places = allPlaces(shape);
  places[axis] = along;
  const { shape: flat, ...result } = choice(node, value, places);
  return {
    ...result,
    shape: [...flat.slice(0, axis), ...indices.shape, ...flat.slice(axis + 1)],
  };
}

function padded(node: NodeContext): Value {
  const { attributes } = node;
  const value = valueAt(node, 0);
  const { shape } = value;
  const rank = shape.length;
  const mode = attributes.text('mode', 'constant');
  const pads =
    integersFrom(node, 'pads', 1) ?? attributes.integers('paddings') ?? refuse('lacks its pads');
  const axes = axesOfPads(node, rank);
  const fill = constantAt(node, 2, 'a value')?.numbers()[0] ?? attributes.float('value') ?? 0;
  if (!Number.isFinite(fill)) refuse(`pads with ${fill}`);
  if (pads.length !== 2 * axes.length)
    refuse(`has ${pads.length} pads for ${axes.length} dimensions`);
  const places = allPlaces(shape);
  const lengths = [...shape];
  for (const [i, axis] of axes.entries()) lengths[axis] += pads[i] + pads[i + axes.length];
  resultShape(value, lengths);
  for (const [i, axis] of axes.entries())
    places[axis] = Array.from({ length: lengths[axis] }, (_, k) =>
      paddedPlace(k - pads[i], shape[axis], mode),
    );
  return choice(node, value, places, fill);
}

function axesOfPads(node: NodeContext, rank: number): number[] {
  const given = constantAt(node, 3, 'axes');
  if (!given) return axesIn(undefined, rank);
  return Array.from(given.numbers(), (axis) => axisIn(axis, rank));
}

/** The place of a tensor that padding repeats; −1 for the fill. */
function paddedPlace(place: number, length: number, mode: string): number {
  if (place >= 0 && place < length) return place;
  switch (mode) {
    case 'constant':
      return -1;
    case 'edge':
      return Math.min(Math.max(place, 0), length - 1);
    case 'reflect': {
      const reflected = place < 0 ? -place : 2 * (length - 1) - place;
      if (reflected < 0 || reflected >= length) refuse('reflects more than it has');
      return reflected;
    }
    case 'wrap':
      return ((place % length) + length) % length;
    default:
      return refuse(`pads in the mode ${printable(mode, 40)}, which is not known`);
  }
}

function resized(node: NodeContext, attribute: string, scalesInput: number): Value {
  const value = valueAt(node, 0);
  return choice(node, value, sourcePlaces(node, value.shape, attribute, scalesInput));
}
