import { intercepts, pieceOf, type Activation } from '../network/activation.ts';
import { applyLinear, SparseRow } from './linearMap.ts';
import type { MaxGroups, ModelGraph, Operator } from './modelGraph.ts';

/**
 * The outputs of a network in double arithmetic, at `columns` points at once. Entry i of point c is at
 * `points[i·columns + c]`, and likewise in each output. The entries of a point are those of all inputs, one after
 * the other.
 */
export function evaluate(graph: ModelGraph, points: Float64Array, columns: number): Float64Array[] {
  const { inputs, outputs, sizes, steps } = graph;
  const values: (Float64Array | undefined)[] = [];
  let begin = 0;
  for (const { value } of inputs) {
    const end = begin + sizes[value] * columns;
    values[value] = points.subarray(begin, end);
    begin = end;
  }
  const kept = new Set(outputs.map(({ value }) => value));
  const lastUse = new Map(steps.flatMap(({ inputs }, s) => inputs.map((value) => [value, s])));
  for (const [s, { operator, inputs, output }] of steps.entries()) {
    values[output] = applied(operator, joined(inputs.map((value) => values[value]!)), columns);
    for (const value of inputs)
      if (lastUse.get(value) === s && !kept.has(value)) values[value] = undefined;
  }
  return outputs.map(({ value }) => values[value]!);
}

function joined(parts: readonly Float64Array[]): Float64Array {
  if (parts.length === 1) return parts[0];
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** An operator on `columns` points at once. */
function applied(operator: Operator, x: Float64Array, columns: number): Float64Array {
  switch (operator.kind) {
    case 'linear':
      return applyLinear(operator.map, x, columns);
    case 'activation':
      return activated(operator.activationOf, x, columns);
    case 'max':
      return largest(operator.groups, 1, x, columns);
    case 'min':
      return largest(operator.groups, -1, x, columns);
  }
}

function activated(
  activationOf: (unit: number) => Activation,
  x: Float64Array,
  columns: number,
): Float64Array {
  const y = new Float64Array(x.length);
  for (let unit = 0; unit * columns < x.length; unit++) {
    const activation = activationOf(unit);
    const offsets = intercepts(activation);
    for (let i = unit * columns; i < (unit + 1) * columns; i++) {
      const piece = pieceOf(activation, x[i]);
      y[i] = activation.slopes[piece] * x[i] + offsets[piece];
    }
  }
  return y;
}

/** The largest entries of units, or with the sign −1 the smallest. */
function largest(groups: MaxGroups, sign: 1 | -1, x: Float64Array, columns: number): Float64Array {
  const y = new Float64Array(groups.size * columns);
  const row = new SparseRow();
  for (let unit = 0; unit < groups.size; unit++) {
    row.clear();
    groups.entries(unit, row);
    for (let c = 0; c < columns; c++) {
      let most = -Infinity;
      for (let k = 0; k < row.length; k++)
        most = Math.max(most, sign * x[row.indices[k] * columns + c]);
      y[unit * columns + c] = sign * most;
    }
  }
  return y;
}
