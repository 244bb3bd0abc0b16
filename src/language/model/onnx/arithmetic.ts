import { scaled, sum } from '../../../core/model/elementwise.ts';
import { broadcast, rearranged } from '../../../core/model/indexMap.ts';
import { maximaOf } from '../../../core/model/maxGroups.ts';
import { broadcastShape, shapeText, sizeOf, type Shape } from '../../../core/model/shape.ts';
import { checkedShape, type Constant, type Data, type Value } from '../graphBuilder.ts';
import { refuse } from '../refusal.ts';
import { madeConstant, valueAt, type Handler, type NodeContext } from './nodeContext.ts';

/** Operators that work entry by entry on tensors whose dimensions of length 1 repeat. */
export const arithmetic: Readonly<Record<string, Handler>> = {
  Add: (node) => [total(node, [1, 1])],
  Sub: (node) => [total(node, [1, -1])],
  Sum: (node) => [
    total(
      node,
      node.inputs.map(() => 1),
    ),
  ],
  Neg: (node) => [total(node, [-1])],
  Mul: (node) => [product(node)],
  Div: (node) => [quotient(node)],
  Max: (node) => [extremum(node, 'max')],
  Min: (node) => [extremum(node, 'min')],
};

function commonShape(values: readonly Value[]): Shape {
  const shapes = values.map(({ shape }) => shape);
  const common = broadcastShape(shapes);
  if (!common)
    refuse(`has inputs of the shapes ${shapes.map(shapeText).join(' and ')}, which do not fit`);
  return checkedShape(common);
}

/** The numbers of a constant, repeated to a shape. */
function repeated(numbers: Float64Array, constant: Constant, shape: Shape): Float64Array {
  return rearranged(numbers, broadcast(constant.shape, shape));
}

/** Combines constants number by number in doubles. */
function combined(
  node: NodeContext,
  values: readonly Constant[],
  combine: (numbers: readonly number[]) => number,
): Constant {
  const shape = commonShape(values);
  return madeConstant(
    node,
    shape,
    () => {
      const parts = values.map((value) => repeated(value.numbers(), value, shape));
      return Float64Array.from({ length: sizeOf(shape) }, (_, i) =>
        combine(parts.map((part) => part[i])),
      );
    },
    values.every(({ isInteger }) => isInteger),
  );
}

function areConstant(values: readonly Value[]): values is readonly Constant[] {
  return values.every(({ kind }) => kind === 'constant');
}

/** The sum of the inputs with the given signs. */
function total(node: NodeContext, signs: readonly number[]): Value {
  const values = signs.map((_, i) => valueAt(node, i));
  if (areConstant(values))
    return combined(node, values, (x) => x.reduce((sum, term, i) => sum + signs[i] * term, 0));
  const shape = commonShape(values);
  const [one, other] = values.length === 2 ? values : [];
  if (one?.kind === 'data' && other?.kind === 'constant')
    return shifted(node, one, other, 1, signs[1]);
  if (one?.kind === 'constant' && other?.kind === 'data')
    return shifted(node, other, one, signs[1], signs[0]);
  const { builder } = node;
  const terms = values.map((value) => builder.asData(value));
  const begins = beginsOf(terms);
  const summands = terms.map((term, i) => ({
    begin: begins[i],
    map: broadcast(term.shape, shape),
    factor: signs[i],
  }));
  return builder.linear(sum(sizeOf(shape), summands), terms, shape);
}

function shifted(
  { builder }: NodeContext,
  data: Data,
  constant: Constant,
  factor: number,
  sign: number,
): Data {
  const shape = commonShape([data, constant]);
  const shifts = repeated(builder.weights(constant), constant, shape).map((x) => sign * x);
  const map = broadcast(data.shape, shape);
  const factors = factor === 1 ? undefined : new Float64Array(map.length).fill(factor);
  return builder.linear(scaled(map, { ...(factors && { factors }), shifts }), [data], shape);
}

/** Where each value begins when they are laid one after the other. */
function beginsOf(values: readonly Data[]): number[] {
  let next = 0;
  return values.map(({ shape }) => {
    const begin = next;
    next += sizeOf(shape);
    return begin;
  });
}

function product(node: NodeContext): Value {
  const values = [valueAt(node, 0), valueAt(node, 1)];
  if (areConstant(values)) return combined(node, values, ([a, b]) => a * b);
  const [a, b] = values;
  if (a.kind === 'data' && b.kind === 'data')
    refuse('multiplies two tensors that both depend on the input');
  return a.kind === 'data'
    ? multiplied(node, a, b as Constant, (factor) => factor)
    : multiplied(node, b as Data, a, (factor) => factor);
}

function quotient(node: NodeContext): Value {
  const [a, b] = [valueAt(node, 0), valueAt(node, 1)];
  if (b.kind === 'data') refuse('divides by a tensor that depends on the input');
  if (a.kind === 'data')
    return multiplied(node, a, b, (factor) =>
      factor === 0 ? refuse(`divides by 0 in ${b.name}`) : 1 / factor,
    );
  const isWhole = a.isInteger && b.isInteger;
  return combined(node, [a, b], ([x, y]) => (isWhole ? Math.trunc(x / y) : x / y));
}

function multiplied(
  { builder }: NodeContext,
  data: Data,
  constant: Constant,
  factorOf: (factor: number) => number,
): Data {
  const shape = commonShape([data, constant]);
  const factors = repeated(builder.weights(constant).map(factorOf), constant, shape);
  return builder.linear(scaled(broadcast(data.shape, shape), { factors }), [data], shape);
}

function extremum(node: NodeContext, kind: 'max' | 'min'): Value {
  const { builder } = node;
  const values = node.inputs.map((_, i) => valueAt(node, i));
  const pick = kind === 'max' ? Math.max : Math.min;
  if (areConstant(values)) return combined(node, values, (x) => pick(...x));
  const shape = commonShape(values);
  const data = values.filter((value) => value.kind === 'data');
  const bounds = values.filter((value) => value.kind === 'constant');
  if (data.length === 1) return limited(node, data[0], bounds, kind, shape);
  const entries = values.map((value) => builder.asData(value));
  const begins = beginsOf(entries);
  const tensors = entries.map((entry, i) => ({
    begin: begins[i],
    map: broadcast(entry.shape, shape),
  }));
  return builder.extremum(kind, maximaOf(sizeOf(shape), tensors), entries, shape);
}

/** The maximum or minimum of a tensor and constants, which is one function per entry. */
function limited(
  node: NodeContext,
  data: Data,
  bounds: readonly Constant[],
  kind: 'max' | 'min',
  shape: Shape,
): Data {
  const { builder } = node;
  const map = broadcast(data.shape, shape);
  const isWhole = sizeOf(data.shape) === map.length;
  const whole = isWhole ? { ...data, shape } : builder.linear(scaled(map, {}), [data], shape);
  if (bounds.length === 0) return whole;
  const pick = kind === 'max' ? Math.max : Math.min;
  const parts = bounds.map((bound) => repeated(builder.weights(bound), bound, shape));
  const limits = parts.reduce((all, part) => all.map((x, i) => pick(x, part[i])));
  return builder.activation(
    (unit) =>
      kind === 'max'
        ? { breakpoints: [limits[unit]], slopes: [0, 1], intercept: limits[unit] }
        : { breakpoints: [limits[unit]], slopes: [1, 0], intercept: 0 },
    whole,
  );
}
