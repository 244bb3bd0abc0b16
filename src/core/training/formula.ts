import { cos, exp, ln, sin } from '../numeric/portable.ts';

/**
 * A formula of the inputs of a network, as a program for a stack: operands, then what combines them.
 * Plain data, so nothing of a spec is ever executed, and there is no recursion however deep the
 * formula is nested.
 */
export interface Formula {
  readonly steps: readonly FormulaStep[];
  /** Whether the result is true or false, which makes two classes, or a number to learn. */
  readonly result: 'truth' | 'number';
}

export type FormulaStep =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'apply'; readonly operation: FormulaOperation };

/** What a formula can apply: operators, with truths as 0 and 1, and functions. */
const operations = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': power,
  negate: (a) => -a,
  '<': (a, b) => Number(a < b),
  '<=': (a, b) => Number(a <= b),
  '>': (a, b) => Number(a > b),
  '>=': (a, b) => Number(a >= b),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  and: (a, b) => Number(a !== 0 && b !== 0),
  or: (a, b) => Number(a !== 0 || b !== 0),
  not: (a) => Number(a === 0),
  sin: (a) => sin(a),
  cos: (a) => cos(a),
  tan: (a) => sin(a) / cos(a),
  exp: (a) => exp(a),
  log: (a) => (a > 0 ? ln(a) : NaN),
  tanh: (a) => {
    const e = exp(-2 * Math.abs(a));
    return (Math.sign(a) * (1 - e)) / (1 + e);
  },
  sqrt: (a) => Math.sqrt(a),
  abs: (a) => Math.abs(a),
  sign: (a) => Math.sign(a),
  floor: (a) => Math.floor(a),
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
} satisfies Record<string, (a: number, b: number) => number>;

export type FormulaOperation = keyof typeof operations;

/** The number of operands of an operation. */
export function arityOf(operation: FormulaOperation): number {
  return operations[operation].length;
}

/** The value at a point: a number, or 0 or 1 for a truth. The same on every machine. */
export function evaluate({ steps }: Formula, point: ArrayLike<number>): number {
  const stack: number[] = [];
  for (const step of steps) {
    if (step.kind === 'number') stack.push(step.value);
    else if (step.kind === 'input') stack.push(point[step.index]);
    else {
      const apply: (a: number, b: number) => number = operations[step.operation];
      const b = arityOf(step.operation) === 2 ? (stack.pop() ?? NaN) : NaN;
      stack.push(apply(stack.pop() ?? NaN, b));
    }
  }
  return stack[0];
}

/** A power; with a whole exponent of moderate size by multiplication, also of negative numbers. */
function power(base: number, exponent: number): number {
  if (Number.isInteger(exponent) && Math.abs(exponent) <= 64) {
    let product = 1;
    for (let i = 0; i < Math.abs(exponent); i++) product *= base;
    return exponent < 0 ? 1 / product : product;
  }
  if (base === 0 && exponent > 0) return 0;
  return base > 0 ? exp(exponent * ln(base)) : NaN;
}
