import type { Layer } from '../../core/model/modelGraph.ts';
import { scaled } from '../../core/model/elementwise.ts';
import { timesConstant } from '../../core/model/matrixProduct.ts';
import { relu } from '../../core/network/activation.ts';
import { printable } from '../../core/printable.ts';
import type { FileFault, Tensor } from '../weights/tensor.ts';
import { GraphBuilder, type Constant, type Data } from './graphBuilder.ts';
import { maxModelParameters, maxNodes } from './limits.ts';
import type { InputScaling, ModelFile } from './modelFile.ts';
import { Refusal } from './refusal.ts';

/** The weights and biases of a layer. */
interface Dense {
  readonly weights: Tensor;
  readonly biases: Tensor;
}

/**
 * Reads a network in the NNet format of Kyle Julian: comments, sizes, ranges of the inputs, then each layer row by
 * row. All layers but the last have ReLUs. Inputs and outputs of the graph are the normalised ones. Format:
 * https://github.com/sisl/NNet
 */
export function readNnet(file: Uint8Array): ModelFile | FileFault {
  const lines = new NumberLines(file);
  const header = lines.numbers('the number of layers', 1);
  if ('where' in header) return header;
  const [layerCount] = header;
  if (!Number.isInteger(layerCount) || layerCount < 1 || layerCount > maxNodes / 2)
    return lines.fault(`The number of layers is ${layerCount}; expected 1 to ${maxNodes / 2}`);
  // Some files have more numbers than layers here, which other readers ignore.
  const sizeLine = lines.numbers('the sizes of the layers', layerCount + 1);
  if ('where' in sizeLine) return sizeLine;
  const sizes = sizeLine.slice(0, layerCount + 1);
  if (!sizes.every((n) => Number.isInteger(n) && n > 0))
    return lines.fault(`The sizes are ${sizes.join(', ')}; expected positive integers`);
  const parameters = sizes.reduce((sum, n, i) => (i === 0 ? 0 : sum + n * (sizes[i - 1] + 1)), 0);
  if (parameters > maxModelParameters)
    return lines.fault(
      `The sizes make ${parameters.toLocaleString('en')} parameters, more than ${maxModelParameters.toLocaleString('en')}`,
    );
  const lists: number[][] = [];
  for (const what of ['a flag', 'the minima', 'the maxima', 'the means', 'the ranges']) {
    const list = lines.numbers(what, 1);
    if ('where' in list) return list;
    lists.push(list);
  }
  const layers: Dense[] = [];
  for (let l = 0; l < layerCount; l++) {
    const layer = denseFrom(lines, l, sizes[l + 1], sizes[l]);
    if ('where' in layer) return layer;
    layers.push(layer);
  }
  const extra = lines.end();
  return extra ?? modelOf(layers, sizes, lists.slice(1), file);
}

function denseFrom(
  lines: NumberLines,
  layer: number,
  rows: number,
  columns: number,
): Dense | FileFault {
  const numbersOf = (what: string, width: number): Tensor | FileFault => {
    const where = lines.nextPlace();
    const numbers: number[] = [];
    for (let r = 0; r < rows; r++) {
      const row = lines.numbers(`row ${r + 1} of the ${what} of layer ${layer + 1}`, width);
      if ('where' in row) return row;
      if (row.length > width)
        return lines.fault(
          `Row ${r + 1} of the ${what} of layer ${layer + 1} has ${row.length} numbers; expected ${width}`,
        );
      for (const number of row) numbers.push(number);
    }
    const shape = what === 'weights' ? [rows, columns] : [rows];
    return { name: `${layer + 1}.${what}`, shape, where, values: () => Float64Array.from(numbers) };
  };
  const weights = numbersOf('weights', columns);
  if (!('shape' in weights)) return weights;
  const biases = numbersOf('biases', 1);
  return 'shape' in biases ? { weights, biases } : biases;
}

function modelOf(
  dense: readonly Dense[],
  sizes: readonly number[],
  lists: readonly (readonly number[])[],
  file: Uint8Array,
): ModelFile | FileFault {
  const builder = new GraphBuilder();
  const layers: Layer[] = [];
  try {
    const input = builder.input('input', [sizes[0]]);
    let value = input;
    for (const [l, layer] of dense.entries()) {
      value = affine(builder, layer, value);
      const { shape } = value;
      const name = `layer ${l + 1}`;
      layers.push({ name, operator: 'Dense', shape, ...builder.takeCounts(), treatment: 'linear' });
      if (l === dense.length - 1) break;
      value = builder.activation(() => relu, value);
      layers.push({
        ...{ name, operator: 'ReLU', shape },
        ...builder.takeCounts(),
        treatment: 'piecewise-linear',
      });
    }
    const scaling = scalingOf(lists, sizes[0]);
    const comment = commentOf(file);
    const [, , means, ranges] = lists;
    const hasOutputScaling = scaling && means.length > sizes[0] && ranges.length > sizes[0];
    const outputScaling = { mean: means[means.length - 1], range: ranges[ranges.length - 1] };
    return {
      format: 'NNet',
      facts: [...(comment === '' ? [] : [['comment', comment] as const])],
      tensors: dense.flatMap(({ weights, biases }) => [weights, biases]),
      inputs: [{ name: 'input', shape: input.shape, ...(scaling && { scaling }) }],
      outputs: [
        { name: 'output', shape: value.shape, ...(hasOutputScaling && { scaling: outputScaling }) },
      ],
      parameters: builder.parameters,
      layers,
      graph: builder.graph([{ name: 'output', shape: value.shape, value: value.value }]),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { where: '', message: `Layer ${layers.length + 1} ${error.message}` };
  }
}

function affine(builder: GraphBuilder, { weights, biases }: Dense, value: Data): Data {
  const [n] = weights.shape;
  const [k] = value.shape;
  const begins = Int32Array.of(0);
  const product = builder.linear(
    timesConstant(
      { m: 1, k, n },
      { begins, down: k, along: 1 },
      // The rows of the file are the columns of the matrix.
      { begins, down: 1, along: k },
      builder.weights(constantOf(weights)),
    ),
    [value],
    [n],
  );
  const all = Int32Array.from({ length: n }, (_, i) => i);
  const shifts = builder.weights(constantOf(biases));
  return builder.linear(scaled(all, { shifts }), [product], [n]);
}

function constantOf({ name, shape, values }: Tensor): Constant {
  const numbers = (): Float64Array => values() as Float64Array;
  return { kind: 'constant', name, shape, isInteger: false, numbers };
}

/** The ranges of the inputs, unless the lists are placeholders, as in files that do not normalise. */
function scalingOf(
  lists: readonly (readonly number[])[],
  inputs: number,
): InputScaling | undefined {
  if (lists.some((list) => list.length < inputs)) return undefined;
  const [minima, maxima, means, ranges] = lists.map((list) => list.slice(0, inputs));
  if (ranges.includes(0) || minima.every((x, i) => x === 0 && maxima[i] === 0)) return undefined;
  return { minima, maxima, means, ranges };
}

/** The first comment, without its slashes. */
function commentOf(file: Uint8Array): string {
  const [first] = new AsciiLines(file).next();
  const [, comment = ''] = /^\/\/+\s*(.*)$/.exec(first) ?? [];
  return printable(comment.trim(), 120);
}

/** The lines of a file, one byte per character. */
class AsciiLines {
  private readonly file: Uint8Array;
  private at = 0;
  private count = 0;

  constructor(file: Uint8Array) {
    this.file = file;
  }

  get isAtEnd(): boolean {
    return this.at >= this.file.length;
  }

  /** The next line and its number from 1; an empty one at the end. */
  next(): [line: string, number: number] {
    const found = this.file.indexOf(10, this.at);
    const end = found < 0 ? this.file.length : found;
    const parts: string[] = [];
    for (let from = this.at; from < end; from += 4096)
      parts.push(String.fromCharCode(...this.file.subarray(from, Math.min(end, from + 4096))));
    this.at = end + 1;
    return [parts.join(''), ++this.count];
  }
}

/** The lines that have numbers, with commas between them and perhaps one at the end. */
class NumberLines {
  private readonly lines: AsciiLines;
  private line = 0;

  constructor(file: Uint8Array) {
    this.lines = new AsciiLines(file);
  }

  /** A fault in the last line. */
  fault(message: string): FileFault {
    return { where: `line ${this.line}`, message };
  }

  nextPlace(): string {
    return `line ${this.line + 1}`;
  }

  /** The numbers of the next line that is neither empty nor a comment; a fault if there are fewer than `least`. */
  numbers(what: string, least: number): number[] | FileFault {
    const text = this.content();
    if (text === undefined)
      return this.fault(
        `The file ends before ${what}: it is cut off, or its sizes are wrong; copy or export it again`,
      );
    const words = text.replace(/,\s*$/, '').split(',');
    const numbers: number[] = [];
    for (const word of words) {
      const number = numberOf(word.trim());
      if (number === undefined)
        return this.fault(
          `${JSON.stringify(printable(word.trim(), 40))} is not a number; expected ${what}`,
        );
      numbers.push(number);
    }
    if (numbers.length >= least) return numbers;
    return this.fault(
      `The line has ${numbers.length} ${numbers.length === 1 ? 'number' : 'numbers'} where ${least} are due: ${what}`,
    );
  }

  /** A fault if there are more numbers. */
  end(): FileFault | undefined {
    const text = this.content();
    return text === undefined
      ? undefined
      : this.fault('The file goes on after the last layer; its sizes are wrong, export it again');
  }

  private content(): string | undefined {
    while (!this.lines.isAtEnd) {
      const [text, number] = this.lines.next();
      const trimmed = text.trim();
      this.line = number;
      if (trimmed !== '' && !trimmed.startsWith('//')) return trimmed;
    }
    return undefined;
  }
}

/** A finite decimal number. */
function numberOf(word: string): number | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word)) return undefined;
  const number = Number(word);
  return Number.isFinite(number) ? number : undefined;
}
