import type {
  Layer,
  MaxGroups,
  ModelGraph,
  ModelPort,
  Operator,
  Step,
} from '../../core/model/modelGraph.ts';
import { constants } from '../../core/model/elementwise.ts';
import type { LinearMap } from '../../core/model/linearMap.ts';
import { shapeText, sizeOf, stridesOf, type Shape } from '../../core/model/shape.ts';
import type { Activation } from '../../core/network/activation.ts';
import { maxEntries, maxModelParameters, maxUnits } from './limits.ts';
import { refuse } from './refusal.ts';

/** A tensor of a graph that is being built. */
export type Value = Constant | Data;

/** A tensor whose numbers are known. */
export interface Constant {
  readonly kind: 'constant';
  readonly name: string;
  readonly shape: Shape;
  /** Whether the file has integers, which it divides as integers. */
  readonly isInteger: boolean;
  /** The numbers in row-major order. Refuses if they cannot be read. */
  readonly numbers: () => Float64Array;
}

/** A tensor that depends on the input. */
export interface Data {
  readonly kind: 'data';
  readonly value: number;
  readonly shape: Shape;
}

/** The same numbers in another shape. */
export function inShape<V extends Value>(value: V, shape: Shape): V {
  return { ...value, shape };
}

/** Refuses shapes of values that are empty or larger than the limit. */
export function checkedShape(shape: Shape, most = maxEntries): Shape {
  const size = sizeOf(shape);
  if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0))
    refuse(`would have the shape ${shapeText(shape)}`);
  if (size > most)
    refuse(`has the shape ${shapeText(shape)}, more than ${most.toLocaleString('en')} numbers`);
  return shape;
}

/** Builds a graph step by step, within the limits, and counts what each layer adds to it. */
export class GraphBuilder {
  readonly inputs: ModelPort[] = [];
  private readonly sizes: number[] = [];
  private readonly steps: Step[] = [];
  private readonly weighed = new Set<Constant>();
  private units = 0;
  private total = 0;
  private counts = { folds: 0, maxUnits: 0, parameters: 0 };

  /** Adds an input of the network. */
  input(name: string, shape: Shape): Data {
    const data = this.valueOf(shape);
    this.inputs.push({ name, shape, value: data.value });
    return data;
  }

  linear(map: LinearMap, inputs: readonly Data[], shape: Shape): Data {
    return this.step({ kind: 'linear', map }, inputs, shape);
  }

  /** Applies a function of one variable to each entry. */
  activation(activationOf: (unit: number) => Activation, input: Data): Data {
    this.addUnits(sizeOf(input.shape));
    for (let unit = 0; unit < sizeOf(input.shape); unit++)
      this.counts.folds += activationOf(unit).breakpoints.length;
    return this.step({ kind: 'activation', activationOf }, [input], input.shape);
  }

  extremum(kind: 'max' | 'min', groups: MaxGroups, inputs: readonly Data[], shape: Shape): Data {
    this.addUnits(groups.size);
    this.counts.maxUnits += groups.size;
    return this.step({ kind, groups }, inputs, shape);
  }

  /** A constant as a value of the graph. */
  asData(value: Value): Data {
    return value.kind === 'data'
      ? value
      : this.linear(constants(this.weights(value)), [], value.shape);
  }

  /** The numbers of a constant, which count as parameters. Refuses numbers that are not finite. */
  weights(constant: Constant): Float64Array {
    const numbers = constant.numbers();
    this.counts.parameters += numbers.length;
    if (this.weighed.has(constant)) return numbers;
    this.weighed.add(constant);
    this.total += numbers.length;
    if (this.total > maxModelParameters)
      refuse(`takes the model above ${maxModelParameters.toLocaleString('en')} parameters`);
    const bad = numbers.findIndex((x) => !Number.isFinite(x));
    if (bad >= 0)
      refuse(`has ${numbers[bad]} in ${constant.name}${placeText(bad, constant.shape)}`);
    return numbers;
  }

  /** What has been added since the last call. */
  takeCounts(): Pick<Layer, 'folds' | 'maxUnits' | 'parameters'> {
    const { counts } = this;
    this.counts = { folds: 0, maxUnits: 0, parameters: 0 };
    return counts;
  }

  /** The parameters of all layers, each counted once. */
  get parameters(): number {
    return this.total;
  }

  graph(outputs: readonly ModelPort[]): ModelGraph {
    return { inputs: this.inputs, outputs, sizes: this.sizes, steps: this.steps };
  }

  private step(operator: Operator, inputs: readonly Data[], shape: Shape): Data {
    const output = this.valueOf(shape);
    this.steps.push({
      operator,
      inputs: inputs.map(({ value }) => value),
      output: output.value,
    });
    return output;
  }

  private valueOf(shape: Shape): Data {
    const size = sizeOf(checkedShape(shape));
    if (size === 0) refuse(`has the shape ${shapeText(shape)}, without any number`);
    this.sizes.push(size);
    return { kind: 'data', value: this.sizes.length - 1, shape };
  }

  private addUnits(count: number): void {
    this.units += count;
    if (this.units > maxUnits)
      refuse(`takes the model above ${maxUnits.toLocaleString('en')} units with folds`);
  }
}

/** An index as in Python: `[3, 7]`; nothing for a single number. */
function placeText(entry: number, shape: Shape): string {
  if (shape.length === 0) return '';
  const strides = stridesOf(shape);
  return shapeText(shape.map((length, axis) => Math.floor(entry / strides[axis]) % length));
}
