import {
  convolution,
  transposedConvolution,
  type Convolution,
} from '../../../core/model/convolution.ts';
import { windowMaxima } from '../../../core/model/maxGroups.ts';
import { windowMeans } from '../../../core/model/means.ts';
import { shapeText, sizeOf, type Shape } from '../../../core/model/shape.ts';
import type { Window } from '../../../core/model/window.ts';
import { checkedShape, type Data } from '../graphBuilder.ts';
import { maxKernel } from '../limits.ts';
import { refuse } from '../refusal.ts';
import { constantAt, dataAt, type Handler, type NodeContext } from './nodeContext.ts';

/** Operators that move a kernel over the spatial dimensions, which follow the batch and the channels. */
export const windows: Readonly<Record<string, Handler>> = {
  Conv: (node) => [convolved(node)],
  ConvTranspose: (node) => [transposeConvolved(node)],
  MaxPool: (node) => [maxPool(node)],
  AveragePool: (node) => [averagePool(node)],
};

/** A window, and the padding behind the input. */
interface Padded {
  readonly window: Window;
  readonly end: readonly number[];
}

/** How the attributes of a node say that a kernel moves, without the padding. */
interface Movement {
  readonly input: Shape;
  readonly kernel: Shape;
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** From the first to the last point of the kernel, both included. */
  readonly extent: readonly number[];
}

function movementOf({ attributes }: NodeContext, input: Shape, kernel: Shape): Movement {
  const rank = input.length;
  const strides = attributes.integers('strides') ?? input.map(() => 1);
  const dilations = attributes.integers('dilations') ?? input.map(() => 1);
  for (const [what, list] of Object.entries({ kernel_shape: kernel, strides, dilations }))
    if (list.length !== rank || !list.every((n) => Number.isSafeInteger(n) && n > 0 && n < 2 ** 31))
      refuse(`has the ${what} ${shapeText(list)}; expected ${rank} positive integers`);
  if (sizeOf(kernel) > maxKernel)
    refuse(`has a kernel of the shape ${shapeText(kernel)}, more than ${maxKernel} points`);
  const extent = kernel.map((length, axis) => (length - 1) * dilations[axis] + 1);
  return { input, kernel, strides, dilations, extent };
}

/** Padding in front of and behind the input, unless `auto_pad` says that it follows from the lengths. */
function explicitPads({ attributes }: NodeContext, rank: number): readonly (readonly number[])[] {
  const pads = attributes.integers('pads') ?? Array.from({ length: 2 * rank }, () => 0);
  if (pads.length !== 2 * rank || !pads.every((n) => n >= 0 && n <= maxKernel))
    refuse(`has the pads ${shapeText(pads)}; expected ${2 * rank} integers from 0 to ${maxKernel}`);
  return [pads.slice(0, rank), pads.slice(rank)];
}

/** Splits padding; of an odd length the larger part is behind, or with SAME_LOWER in front. */
function splitPads(totals: readonly number[], isLower: boolean): readonly (readonly number[])[] {
  const smaller = totals.map((total) => Math.floor(total / 2));
  const larger = totals.map((total, axis) => total - smaller[axis]);
  return isLower ? [larger, smaller] : [smaller, larger];
}

function paddedWindow(node: NodeContext, movement: Movement, isCeiling = false): Padded {
  const { input, strides, extent, kernel, dilations } = movement;
  const mode = node.attributes.text('auto_pad', 'NOTSET');
  let pads = explicitPads(node, input.length);
  let output: number[];
  if (mode === 'SAME_UPPER' || mode === 'SAME_LOWER') {
    output = input.map((length, axis) => Math.ceil(length / strides[axis]));
    const totals = output.map((length, axis) =>
      Math.max(0, (length - 1) * strides[axis] + extent[axis] - input[axis]),
    );
    pads = splitPads(totals, mode === 'SAME_LOWER');
  } else {
    if (mode === 'VALID')
      pads = splitPads(
        input.map(() => 0),
        false,
      );
    else if (mode !== 'NOTSET') refuse(`has the auto_pad ${mode}, which is not known`);
    output = input.map((length, axis) => {
      const [begin, end] = [pads[0][axis], pads[1][axis]];
      const steps = (length + begin + end - extent[axis]) / strides[axis];
      if (!isCeiling) return Math.floor(steps) + 1;
      const rounded = Math.ceil(steps) + 1;
      // A window must begin on the input or on the padding in front of it.
      return (rounded - 1) * strides[axis] >= length + begin ? rounded - 1 : rounded;
    });
  }
  if (output.some((length) => length < 1))
    refuse(
      `has a kernel of the shape ${shapeText(kernel)} that is larger than its input ${shapeText(input)}`,
    );
  const [begin, end] = pads;
  return { window: { input, output, kernel, strides, dilations, begin }, end };
}

/** The spatial dimensions of an input. */
function spatialShape({ shape }: Data): Shape {
  if (shape.length < 3)
    refuse(`has an input of the shape ${shapeText(shape)}; expected batch, channels and places`);
  return shape.slice(2);
}

/** Weights, bias and groups, which a convolution and its transpose have in common. */
function weightsOf(node: NodeContext, channelsIn: number, spatialRank: number, outAxis: 0 | 1) {
  const { attributes, builder } = node;
  const groups = attributes.integer('group', 1);
  const weights = constantAt(node, 1, 'weights') ?? refuse('lacks its weights');
  const { shape } = weights;
  if (shape.length !== spatialRank + 2)
    refuse(`has weights of the shape ${shapeText(shape)} for ${spatialRank} spatial dimensions`);
  if (!(groups >= 1) || channelsIn % groups !== 0)
    refuse(`divides ${channelsIn} channels into ${groups} groups`);
  const channelsOut = outAxis === 0 ? shape[0] : shape[1] * groups;
  const isFit =
    outAxis === 0
      ? shape[1] * groups === channelsIn && channelsOut % groups === 0
      : shape[0] === channelsIn;
  if (!isFit || channelsOut === 0)
    refuse(
      `has weights of the shape ${shapeText(shape)} for ${channelsIn} channels in ${groups} groups`,
    );
  const kernel = shape.slice(2);
  const stated = attributes.integers('kernel_shape') ?? kernel;
  if (shapeText(stated) !== shapeText(kernel))
    refuse(
      `has the kernel_shape ${shapeText(stated)}, but weights of the shape ${shapeText(shape)}`,
    );
  const bias = constantAt(node, 2, 'biases');
  if (bias && sizeOf(bias.shape) !== channelsOut)
    refuse(`has ${sizeOf(bias.shape)} biases for ${channelsOut} channels`);
  return {
    ...{ groups, channelsIn, channelsOut, kernel },
    weights: builder.weights(weights),
    bias: bias && builder.weights(bias),
  };
}

function convolved(node: NodeContext): Data {
  const data = dataAt(node, 0);
  const input = spatialShape(data);
  const [batch, channelsIn] = data.shape;
  const { kernel, ...rest } = weightsOf(node, channelsIn, input.length, 0);
  const { window } = paddedWindow(node, movementOf(node, input, kernel));
  return added(node, data, { batch, window, ...rest }, convolution);
}

function added(
  { builder }: NodeContext,
  data: Data,
  of: Convolution,
  mapOf: (of: Convolution) => ReturnType<typeof convolution>,
): Data {
  const shape = checkedShape([of.batch, of.channelsOut, ...of.window.output]);
  return builder.linear(mapOf(of), [data], shape);
}

function transposeConvolved(node: NodeContext): Data {
  const { attributes } = node;
  const data = dataAt(node, 0);
  const input = spatialShape(data);
  const rank = input.length;
  const [batch, channelsIn] = data.shape;
  const { kernel, ...rest } = weightsOf(node, channelsIn, rank, 1);
  const { strides, dilations, extent } = movementOf(node, input, kernel);
  const extra = attributes.integers('output_padding') ?? input.map(() => 0);
  if (extra.length !== rank || !extra.every((n) => n >= 0 && n <= maxKernel))
    refuse(`has the output_padding ${shapeText(extra)}; expected ${rank} integers from 0`);
  const full = input.map(
    (length, axis) => strides[axis] * (length - 1) + extra[axis] + extent[axis],
  );
  const mode = attributes.text('auto_pad', 'NOTSET');
  const isSame = mode === 'SAME_UPPER' || mode === 'SAME_LOWER';
  const target =
    attributes.integers('output_shape')?.slice(-rank) ??
    (isSame ? input.map((length, axis) => length * strides[axis]) : undefined);
  if (!isSame && mode !== 'NOTSET' && mode !== 'VALID')
    refuse(`has the auto_pad ${mode}, which is not known`);
  if (target?.some((length, axis) => !(length >= 1 && length <= full[axis])))
    refuse(
      `would have the shape ${shapeText(target)} instead of ${shapeText(full)} without padding`,
    );
  // The standard puts the larger part in front unless it is SAME_UPPER.
  const [begin, end] = target
    ? splitPads(
        full.map((length, axis) => length - target[axis]),
        mode !== 'SAME_UPPER',
      )
    : explicitPads(node, rank);
  const output = full.map((length, axis) => length - begin[axis] - end[axis]);
  if (output.some((length) => length < 1))
    refuse(
      `has the pads ${shapeText([...begin, ...end])}, which leave nothing of ${shapeText(full)}`,
    );
  const window = { input, output, kernel, strides, dilations, begin };
  return added(node, data, { batch, window, ...rest }, transposedConvolution);
}

/** The window of a pooling, which has its kernel in an attribute. */
function poolingWindow(node: NodeContext, data: Data): Padded {
  const { attributes } = node;
  const input = spatialShape(data);
  const kernel = attributes.integers('kernel_shape') ?? refuse('lacks its kernel_shape');
  const movement = movementOf(node, input, kernel);
  const padded = paddedWindow(node, movement, attributes.integer('ceil_mode', 0) !== 0);
  refuseEmptyWindows(padded.window);
  return padded;
}

/** Refuses windows that lie on padding only, for which there is neither a maximum nor a mean. */
function refuseEmptyWindows({ input, output, kernel, strides, dilations, begin }: Window): void {
  for (const [axis, length] of input.entries())
    for (let place = 0; place < output[axis]; place++) {
      const from = place * strides[axis] - begin[axis];
      const first = from < 0 ? Math.ceil(-from / dilations[axis]) : 0;
      if (first >= kernel[axis] || from + first * dilations[axis] >= length)
        refuse('has a window that lies on padding only');
    }
}

function maxPool(node: NodeContext): Data {
  const { attributes, builder } = node;
  attributes.ignore('storage_order');
  const data = dataAt(node, 0);
  const { window } = poolingWindow(node, data);
  const [batch, channels] = data.shape;
  const shape = checkedShape([batch, channels, ...window.output]);
  return builder.extremum('max', windowMaxima(batch * channels, window), [data], shape);
}

function averagePool(node: NodeContext): Data {
  const { attributes, builder } = node;
  const data = dataAt(node, 0);
  const { window, end } = poolingWindow(node, data);
  const [batch, channels] = data.shape;
  const shape = checkedShape([batch, channels, ...window.output]);
  const counted = attributes.integer('count_include_pad', 0) !== 0 ? end : undefined;
  return builder.linear(windowMeans(batch * channels, window, counted), [data], shape);
}
