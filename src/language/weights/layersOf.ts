import { shapeText } from '../../core/model/shape.ts';
import type { Layer, Network } from '../../core/network/network.ts';
import { count } from '../text/decode.ts';
import { inLayerOrder, type Module } from './layerOrder.ts';
import type { FileFault, Tensor } from './tensor.ts';
import { foreignPart, roleOf } from './tensorNames.ts';

/** The tensors of one layer. */
interface TensorModule extends Module {
  readonly weight: Tensor;
  readonly isTransposed: boolean;
  readonly bias: Tensor | undefined;
}

/**
 * The layers of a network with the weights and biases of a file. `roleOf` tells by the name of a tensor
 * which layer it belongs to, and `inLayerOrder` the order of the layers; `isSorted` means that the file lists
 * its tensors by name. A 1×1 convolution counts as a layer. Missing biases are zero.
 */
export function layersOf(
  own: Network['layers'],
  tensors: readonly Tensor[],
  isSorted: boolean,
): readonly Layer[] | FileFault {
  const parts = partsOf(tensors);
  if ('message' in parts) return parts;
  const names = [...parts.keys()];
  if (names.length !== own.length) {
    const listed = names.length > 0 ? ` (${names.slice(0, 12).join(', ')})` : '';
    const message = `contains ${count(names.length, 'layer')}${listed}, expected ${own.length}`;
    return { where: '', message };
  }
  const modules = modulesOf(parts);
  if ('message' in modules) return modules;
  const ordered = inLayerOrder(modules, own, isSorted);
  if (typeof ordered === 'string') return { where: '', message: ordered };
  const layers: Layer[] = [];
  for (const [l, { weight, isTransposed, bias }] of ordered.entries()) {
    const shape = own[l];
    const expected = isTransposed ? [shape.inputs, shape.units] : [shape.units, shape.inputs];
    const weights = numbersOf(weight, expected, l);
    if ('message' in weights) return weights;
    const biases = bias ? numbersOf(bias, [shape.units], l) : new Float64Array(shape.units);
    if ('message' in biases) return biases;
    layers.push({
      ...shape,
      weights: isTransposed ? transposed(weights, shape.inputs, shape.units) : weights,
      bias: biases,
    });
  }
  return layers;
}

interface Parts {
  readonly weight?: Tensor;
  readonly bias?: Tensor;
  readonly isTransposed?: boolean;
}

/** The tensors by module, in the order of the file. */
function partsOf(tensors: readonly Tensor[]): ReadonlyMap<string, Parts> | FileFault {
  const parts = new Map<string, Parts>();
  for (const tensor of tensors) {
    const meaning = foreignPart(tensor.name);
    if (meaning !== undefined) return at(tensor, meaning);
    const role = roleOf(tensor.name);
    if (!role)
      return at(
        tensor,
        'is neither the weight nor the bias of a layer; remove it from the file if the network does not use it',
      );
    const { module, part, isTransposed } = role;
    const before = parts.get(module);
    if (before?.[part]) return at(tensor, `and ${before[part].name} are the same part of a layer`);
    parts.set(module, {
      ...before,
      [part]: tensor,
      ...(part === 'weight' && { isTransposed }),
    });
  }
  for (const { weight, bias } of parts.values())
    if (weight && squeezed(weight.shape).length < 2) return at(weight, vectorMeaning(weight, bias));
  return parts;
}

function modulesOf(parts: ReadonlyMap<string, Parts>): readonly TensorModule[] | FileFault {
  const modules: TensorModule[] = [];
  for (const [name, { weight, bias, isTransposed = false }] of parts) {
    if (!weight) return at(bias!, 'has no corresponding weight');
    const shape = squeezed(weight.shape);
    modules.push({
      name,
      weight,
      bias,
      isTransposed,
      shape: isTransposed ? shape.toReversed() : shape,
    });
  }
  return modules;
}

/** What a weight is that is not a matrix. */
function vectorMeaning({ shape }: Tensor, bias: Tensor | undefined): string {
  if (!bias)
    return `has shape ${shapeText(shape)}, like the slopes of a PReLU; write them as the "activation" of the layer before it in the spec, and remove them from the file`;
  return `has shape ${shapeText(shape)}, like the scale of a normalisation; expected a matrix with a row per neuron`;
}

/** A shape without the kernel size of a 1×1 convolution, and with a number as a list of one. */
function squeezed(shape: readonly number[]): readonly number[] {
  const isPointwise = shape.length > 2 && shape.slice(2).every((length) => length === 1);
  if (isPointwise) return shape.slice(0, 2);
  return shape.length === 0 ? [1] : shape;
}

function transposed(values: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(values.length);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) result[c * rows + r] = values[r * columns + c];
  return result;
}

/** The numbers of a tensor, checked to be finite and to have the expected shape. */
function numbersOf(
  tensor: Tensor,
  expected: readonly number[],
  l: number,
): Float64Array | FileFault {
  const shape = squeezed(tensor.shape);
  if (shapeText(shape) !== shapeText(expected)) {
    const isTransposed = shapeText(shape) === shapeText(expected.toReversed());
    const hint = isTransposed
      ? '; it looks transposed: each row must hold the incoming weights of one neuron'
      : '';
    return at(
      tensor,
      `has shape ${shapeText(tensor.shape)}, expected ${shapeText(expected)} for layer ${l + 1}${hint}`,
    );
  }
  const values = tensor.values();
  if (typeof values === 'string') return at(tensor, values);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return values;
  return at(
    tensor,
    `must contain only finite numbers, but number ${wrong + 1} is ${values[wrong]}`,
  );
}

function at({ name, where }: Tensor, message: string): FileFault {
  return { where, message: `${name} ${message}` };
}
