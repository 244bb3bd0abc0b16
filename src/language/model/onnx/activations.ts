import { scaled } from '../../../core/model/elementwise.ts';
import { broadcast, rearranged } from '../../../core/model/indexMap.ts';
import { broadcastShape, shapeText, sizeOf } from '../../../core/model/shape.ts';
import { abs, leakyRelu, relu, type Activation } from '../../../core/network/activation.ts';
import type { Data } from '../graphBuilder.ts';
import { refuse } from '../refusal.ts';
import { constantAt, dataAt, type Handler, type NodeContext } from './nodeContext.ts';

/** Continuous piecewise-linear functions of one variable. */
export const activations: Readonly<Record<string, Handler>> = {
  Relu: (node) => [everywhere(node, relu)],
  Abs: (node) => [everywhere(node, abs)],
  LeakyRelu: (node) => [everywhere(node, leakyRelu(node.attributes.float('alpha', 0.01)))],
  PRelu: (node) => [preluByEntry(node)],
  Clip: (node) => [clipped(node)],
  HardSigmoid: (node) => [hardSigmoid(node)],
};

function everywhere(node: NodeContext, activation: Activation): Data {
  return node.builder.activation(() => activation, dataAt(node, 0));
}

function preluByEntry(node: NodeContext): Data {
  const { builder } = node;
  const data = dataAt(node, 0);
  const slope = constantAt(node, 1, 'slopes') ?? refuse('lacks its slopes');
  const { shape } = data;
  if (shapeText(broadcastShape([slope.shape, shape]) ?? []) !== shapeText(shape))
    refuse(`has slopes of the shape ${shapeText(slope.shape)} for ${shapeText(shape)}`);
  const slopes = rearranged(builder.weights(slope), broadcast(slope.shape, shape));
  return builder.activation((unit) => leakyRelu(slopes[unit]), data);
}

/** The bounds are attributes up to version 10, inputs later. Infinite ones are none. */
function clipped(node: NodeContext): Data {
  const { attributes, builder } = node;
  const bound = (attribute: string, i: number, otherwise: number): number => {
    const own = attributes.float(attribute);
    const constant = constantAt(node, i, 'bounds');
    if (!constant) return own ?? otherwise;
    if (sizeOf(constant.shape) !== 1)
      refuse(`has bounds of the shape ${shapeText(constant.shape)}; expected one number each`);
    return constant.numbers()[0];
  };
  const least = bound('min', 1, -Infinity);
  const most = bound('max', 2, Infinity);
  if (!(least <= most)) refuse(`clips to the range from ${least} to ${most}`);
  const data = dataAt(node, 0);
  const activation = clip(least, most);
  return builder.activation(() => activation, data);
}

function clip(least: number, most: number): Activation {
  if (least === most) return { breakpoints: [], slopes: [0], intercept: least };
  const below = least === -Infinity ? undefined : least;
  const above = most === Infinity ? undefined : most;
  return {
    breakpoints: [...(below === undefined ? [] : [below]), ...(above === undefined ? [] : [above])],
    slopes: [...(below === undefined ? [] : [0]), 1, ...(above === undefined ? [] : [0])],
    intercept: below ?? 0,
  };
}

/** max(0, min(1, α·x + β)), whose breakpoints are in general no doubles: an affine map, then a clip. */
function hardSigmoid(node: NodeContext): Data {
  const { attributes, builder } = node;
  const alpha = attributes.float('alpha', 0.2);
  const beta = attributes.float('beta', 0.5);
  const data = dataAt(node, 0);
  const all = Int32Array.from({ length: sizeOf(data.shape) }, (_, i) => i);
  const map = scaled(all, {
    factors: new Float64Array(all.length).fill(alpha),
    shifts: new Float64Array(all.length).fill(beta),
  });
  const activation = clip(0, 1);
  return builder.activation(() => activation, builder.linear(map, [data], data.shape));
}
