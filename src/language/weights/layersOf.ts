import type { Layer, Network } from '../../core/network/network.ts';
import { count } from '../text/decode.ts';
import { shapeText } from './safetensors.ts';
import type { FileFault, Tensor } from './tensor.ts';

/**
 * The layers of a network with the weights and biases of a file. Tensors are named as in PyTorch:
 * `N.weight` (neurons × inputs) and `N.bias`, where N is the name of the module. Each module is a
 * layer, in the order of the file; if the names differ only in their numbers, in the order of the
 * numbers, because a file sorted by name has `10` before `2`. Missing biases are zero.
 */
export function layersOf(
  own: Network['layers'],
  tensors: readonly Tensor[],
): readonly Layer[] | FileFault {
  const modules = new Map<string, { weight?: Tensor; bias?: Tensor }>();
  for (const tensor of tensors) {
    const [, module = '', part] = /^(?:(.*)\.)?(weight|bias)$/.exec(tensor.name) ?? [];
    if (part !== 'weight' && part !== 'bias')
      return at(tensor, 'is neither the weight nor the bias of a layer');
    modules.set(module, { ...modules.get(module), [part]: tensor });
  }
  const names = inOrder([...modules.keys()]);
  if (names.length !== own.length) {
    const listed = names.length > 0 ? ` (${names.slice(0, 12).join(', ')})` : '';
    const message = `contains ${count(names.length, 'layer')}${listed}, expected ${own.length}`;
    return { where: '', message };
  }
  const layers: Layer[] = [];
  for (const [l, name] of names.entries()) {
    const shape = own[l];
    const { weight, bias } = modules.get(name) ?? {};
    if (!weight) return at(bias!, 'has no corresponding weight');
    const weights = numbersOf(weight, [shape.units, shape.inputs], l);
    if ('message' in weights) return weights;
    const biases = bias ? numbersOf(bias, [shape.units], l) : new Float64Array(shape.units);
    if ('message' in biases) return biases;
    layers.push({ ...shape, weights, bias: biases });
  }
  return layers;
}

/** The numbers of a tensor, checked to be finite and to have the expected shape. */
function numbersOf(
  tensor: Tensor,
  expected: readonly number[],
  l: number,
): Float64Array | FileFault {
  const found = shapeText(tensor.shape);
  if (found !== shapeText(expected)) {
    const transposed = found === shapeText(expected.toReversed());
    const hint = transposed
      ? '; it looks transposed: each row must hold the incoming weights of one neuron'
      : '';
    return at(
      tensor,
      `has shape ${found}, expected ${shapeText(expected)} for layer ${l + 1}${hint}`,
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

function inOrder(names: readonly string[]): readonly string[] {
  const forms = new Set(names.map((name) => name.replace(/\d+/g, '#')));
  if (forms.size !== 1) return names;
  const numbers = (name: string): number[] => (name.match(/\d+/g) ?? []).map(Number);
  return names.toSorted((a, b) => {
    const others = numbers(b);
    return numbers(a).reduce((order, n, i) => order || n - others[i], 0);
  });
}

function at({ name, where }: Tensor, message: string): FileFault {
  return { where, message: `${name} ${message}` };
}
