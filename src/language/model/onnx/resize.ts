import { shapeText, sizeOf, type Shape } from '../../../core/model/shape.ts';
import { printable } from '../../../core/printable.ts';
import { checkedShape } from '../graphBuilder.ts';
import { refuse } from '../refusal.ts';
import { constantAt, type NodeContext } from './nodeContext.ts';

/** The places along each dimension that a resize to the nearest entries takes, computed in doubles. */
export function sourcePlaces(
  node: NodeContext,
  shape: Shape,
  attribute: string,
  scalesInput: number,
): number[][] {
  const { attributes } = node;
  const isUpsample = scalesInput === 1;
  const mode = attributes.text('mode', 'nearest');
  if (mode !== 'nearest')
    refuse(`resizes in the mode ${printable(mode, 40)}; only nearest is supported`);
  attributes.ignore('cubic_coeff_a', 'exclude_outside', 'extrapolation_value', 'antialias');
  const coordinates = isUpsample
    ? 'asymmetric'
    : attributes.text(
        'coordinate_transformation_mode',
        node.opset < 11 ? 'asymmetric' : 'half_pixel',
      );
  const rounding = isUpsample
    ? 'floor'
    : attributes.text('nearest_mode', node.opset < 11 ? 'floor' : 'round_prefer_floor');
  if (
    attributes.integers('axes') ||
    attributes.text('keep_aspect_ratio_policy', 'stretch') !== 'stretch'
  )
    refuse('resizes some axes, or keeps the aspect ratio, which is not supported');
  const { scales, lengths } = targetOf(node, shape, attribute, node.opset < 11 ? 1 : scalesInput);
  checkedShape(lengths);
  return lengths.map((length, axis) =>
    Array.from({ length }, (_, place) => {
      const at = coordinate(coordinates, place, scales[axis], shape[axis], length);
      return Math.min(Math.max(nearest(rounding, at), 0), shape[axis] - 1);
    }),
  );
}

function targetOf(node: NodeContext, shape: Shape, attribute: string, scalesInput: number) {
  const given = constantAt(node, scalesInput, 'scales');
  const own = node.attributes.floats(attribute);
  const scales = own ?? (given && sizeOf(given.shape) > 0 ? [...given.numbers()] : undefined);
  if (scales) {
    if (scales.length !== shape.length || !scales.every((scale) => scale > 0))
      refuse(`has scales ${shapeText(scales)} for ${shapeText(shape)}`);
    return { scales, lengths: shape.map((length, axis) => Math.floor(length * scales[axis])) };
  }
  const sizes = constantAt(node, 3, 'sizes') ?? refuse('has neither scales nor sizes');
  const lengths = [...sizes.numbers()];
  if (lengths.length !== shape.length)
    refuse(`has sizes ${shapeText(lengths)} for ${shapeText(shape)}`);
  return { scales: lengths.map((length, axis) => length / shape[axis]), lengths };
}

/** The coordinate in the tensor of a place of the result. */
function coordinate(
  mode: string,
  place: number,
  scale: number,
  length: number,
  resized: number,
): number {
  switch (mode) {
    case 'asymmetric':
      return place / scale;
    case 'half_pixel':
      return (place + 0.5) / scale - 0.5;
    case 'pytorch_half_pixel':
      return resized > 1 ? (place + 0.5) / scale - 0.5 : 0;
    case 'align_corners':
      return resized > 1 ? (place * (length - 1)) / (resized - 1) : 0;
    default:
      return refuse(`has the coordinate mode ${printable(mode, 40)}, which is not supported`);
  }
}

function nearest(mode: string, x: number): number {
  switch (mode) {
    case 'round_prefer_floor':
      return Math.ceil(x - 0.5);
    case 'round_prefer_ceil':
      return Math.floor(x + 0.5);
    case 'floor':
      return Math.floor(x);
    case 'ceil':
      return Math.ceil(x);
    default:
      return refuse(`has the nearest mode ${printable(mode, 40)}, which is not known`);
  }
}
