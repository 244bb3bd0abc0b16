import { capital, count, listFrom, numberFrom, wrongKind } from '../text/decode.ts';
import { resizing, transposing, type Fix } from '../text/quickFix.ts';
import type { TextRange } from '../text/problem.ts';
import type { Report } from '../text/report.ts';
import type { ListNode, SourceNode } from '../text/source.ts';
import { reportDecimalComma } from './decimalComma.ts';

/** A number of inputs or neurons, and the place in the text that determines it. */
export interface Width {
  readonly count: number;
  /** A clause for messages, such as "layer 1 has 4 neurons", in lower case. */
  readonly reason: string;
  readonly range: TextRange;
  /** Fixes that change the number in the text, if one edit can do that. */
  readonly set?: (n: number) => readonly Fix[];
}

/** The rows of a weight matrix, one per neuron. Their lengths and numbers are not checked here. */
export function rowsFrom(
  node: SourceNode,
  report: Report,
  layerName: string,
): readonly ListNode[] | undefined {
  const items = listFrom(node, report, () => `The weights of ${layerName}`);
  if (!items) return undefined;
  if (items.length === 0) {
    const message = `The weights of ${layerName} have no rows; add one row per neuron`;
    report.error('no-neurons', node.range, message);
    return undefined;
  }
  if (items.every((item) => item.kind === 'number')) {
    const message = `The weights of ${layerName} must be a list of rows, one per neuron; for a single neuron, use [[…]]`;
    report.error('flat-weights', node.range, message);
    return undefined;
  }
  const rows: ListNode[] = [];
  items.forEach((item, i) => {
    if (item.kind === 'list') rows.push(item);
    else wrongKind(item, report, () => `Row ${i + 1} of ${layerName}`, 'a list of numbers');
  });
  return rows.length === items.length ? rows : undefined;
}

/**
 * The weights of the rows, row-major, or undefined if there are errors, which are reported. If all
 * rows have the same wrong length, that is one error.
 */
export function weightsFrom(
  matrix: SourceNode,
  rows: readonly ListNode[],
  inputs: Width,
  report: Report,
  layerName: string,
): Float64Array | undefined {
  const errors = report.errors;
  const weights = new Float64Array(rows.length * inputs.count);
  const isNumeric = rows.map(({ items }, i) => {
    const before = report.errors;
    items.forEach((item, j) => {
      const named = (): string => `Weight ${j + 1} in row ${i + 1} of ${layerName}`;
      weights[i * inputs.count + j] = numberFrom(item, report, named) ?? NaN;
    });
    return report.errors === before;
  });
  if (reportDecimalComma(rows, inputs.count, report, layerName)) return undefined;
  // Where a comma is lost, two numbers are one text: the length of the row follows from that.
  const wrong = rows.flatMap(({ items }, i) =>
    items.length === inputs.count || !isNumeric[i] ? [] : [i],
  );
  const width = rows[0].items.length;
  const alike = wrong.length === rows.length && rows.every(({ items }) => items.length === width);
  for (const i of alike ? [0] : wrong) {
    const { items, range } = rows[i];
    const which =
      alike && rows.length > 1
        ? `The rows of ${layerName} have ${count(width, 'weight')} each`
        : `Row ${i + 1} of ${layerName} has ${count(items.length, 'weight')}`;
    const isTransposed = alike && rows.length === inputs.count && width > 0;
    const transposed = isTransposed
      ? '. The matrix looks transposed: each row must hold the incoming weights of one neuron'
      : '';
    const message = `${which}, expected ${inputs.count}: ${inputs.reason}${transposed}`;
    const related = { message: capital(inputs.reason), range: inputs.range };
    const fixes = alike
      ? [
          ...(isTransposed && matrix.kind === 'list'
            ? transposing(`Transpose the weights of ${layerName}`, [matrix])
            : []),
          ...rowFixes(rows, inputs),
          ...(inputs.set?.(width) ?? []),
        ]
      : rowFixes([rows[i]], inputs);
    report.error('row-length', range, message, [related], fixes);
  }
  return report.errors === errors ? weights : undefined;
}

function rowFixes(rows: readonly ListNode[], inputs: Width): Fix[] {
  const verb = rows[0].items.length < inputs.count ? 'Pad' : 'Truncate';
  const what = rows.length > 1 ? 'the rows' : 'the row';
  const title = `${verb} ${what} to ${count(inputs.count, 'weight')}${verb === 'Pad' ? ' with zeros' : ''}`;
  return resizing(title, rows, inputs.count, () => 0);
}

/** The biases, one for each neuron. */
export function biasFrom(
  node: SourceNode,
  neurons: Width | undefined,
  report: Report,
  layerName: string,
): Float64Array | undefined {
  if (node.kind !== 'list') {
    const expected = 'a list with one number per neuron';
    const hint = node.kind === 'boolean' || node.kind === 'null' ? ': remove it for zeros' : '';
    wrongKind(node, report, () => `The bias of ${layerName}`, expected, hint);
    return undefined;
  }
  const errors = report.errors;
  const { items } = node;
  const bias = Float64Array.from(
    items,
    (item, i) => numberFrom(item, report, () => `Bias ${i + 1} of ${layerName}`) ?? NaN,
  );
  if (report.errors > errors) return undefined;
  if (neurons && reportDecimalComma([node], neurons.count, report, `the bias of ${layerName}`))
    return undefined;
  if (neurons && items.length !== neurons.count) {
    // If there are too many, the first surplus number is marked; if too few, the whole list.
    const { range } = items[neurons.count] ?? node;
    const message = `The bias of ${layerName} has ${count(items.length, 'number')}, expected ${neurons.count}: ${neurons.reason}`;
    const related = { message: capital(neurons.reason), range: neurons.range };
    const verb = items.length < neurons.count ? 'Pad the bias with zeros' : 'Truncate the bias';
    const title = `${verb} to ${count(neurons.count, 'number')}`;
    const fixes = resizing(title, [node], neurons.count, () => 0);
    report.error('bias-length', range, message, [related], fixes);
    return undefined;
  }
  return bias;
}
