import { numbersFrom } from '../text/decode.ts';
import type { TextRange } from '../text/problem.ts';
import type { Report } from '../text/report.ts';
import type { ObjectNode, SourceNode } from '../text/source.ts';
import { rowsFrom, weightsFrom } from '../network/decodeWeights.ts';
import type { Tensor } from './tensor.ts';

/** Whether a value looks like a PyTorch state dict: weights and biases by name. */
export function isStateDict(node: SourceNode): node is ObjectNode {
  return node.kind === 'object' && node.entries.some(({ key }) => /(^|\.)(weight|bias)$/.test(key));
}

/** The tensors of a state dict, in order. A value that is not a matrix or a list is an error. */
export function tensorsFrom(
  { entries }: ObjectNode,
  report: Report,
  lineOf: (range: TextRange) => number,
): readonly Tensor[] {
  return entries.map(({ key, keyRange, value }) => {
    const isMatrix = value.kind === 'list' && value.items.some(({ kind }) => kind === 'list');
    const { shape, numbers } = isMatrix
      ? matrixFrom(value, key, report)
      : listOf(value, key, report);
    return { name: key, shape, where: `line ${lineOf(keyRange)}`, values: () => numbers };
  });
}

interface Numbers {
  readonly shape: readonly number[];
  readonly numbers: Float64Array;
}

const none: Numbers = { shape: [0], numbers: new Float64Array() };

function listOf(node: SourceNode, name: string, report: Report): Numbers {
  const numbers = numbersFrom(
    node,
    report,
    () => name,
    (i) => `Number ${i + 1} of ${name}`,
  );
  return numbers ? { shape: [numbers.length], numbers: Float64Array.from(numbers) } : none;
}

function matrixFrom(node: SourceNode, name: string, report: Report): Numbers {
  const rows = rowsFrom(node, report, name);
  if (!rows) return none;
  const [{ items, range }] = rows;
  const width = { count: items.length, reason: `row 1 has ${items.length}`, range };
  const numbers = weightsFrom(rows, width, report, name);
  return numbers ? { shape: [rows.length, items.length], numbers } : none;
}
