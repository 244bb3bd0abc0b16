import { capital, count, listFrom, numberFrom, wrongKind } from '../text/decode.ts';
import { resizing, type Fix } from '../text/quickFix.ts';
import type { TextRange } from '../text/problem.ts';
import type { Report } from '../text/report.ts';
import type { ListNode, SourceNode } from '../text/source.ts';

/** How many numbers meet here, and where the text says so. */
export interface Width {
  readonly count: number;
  /** A clause for messages, such as "layer 1 has 4 neurons"; starts in lower case. */
  readonly reason: string;
  readonly range: TextRange;
  /** Makes the text say another number here, where that takes one change. */
  readonly set?: (n: number) => readonly Fix[];
}

/** The rows of a weight matrix, one per neuron; their widths and numbers are not yet looked at. */
export function rowsFrom(
  node: SourceNode,
  report: Report,
  layerName: string,
): readonly ListNode[] | undefined {
  const items = listFrom(node, report, () => `The weights of ${layerName}`);
  if (!items) return undefined;
  if (items.length === 0) {
    const message = `The weights of ${layerName} have no rows: write one row per neuron`;
    report.error('no-neurons', node.range, message);
    return undefined;
  }
  if (items.every((item) => item.kind === 'number')) {
    const message = `The weights of ${layerName} must be a list of rows, one per neuron; for a single neuron write [[…]]`;
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
 * The weights of the rows, row-major, or undefined with the problems reported. Where every row has
 * the same wrong width, that is one mistake and is said once.
 */
export function weightsFrom(
  rows: readonly ListNode[],
  inputs: Width,
  report: Report,
  layerName: string,
): Float64Array | undefined {
  const errors = report.errors;
  const wrong = rows.flatMap(({ items }, i) => (items.length === inputs.count ? [] : [i]));
  const width = rows[0].items.length;
  const alike = wrong.length === rows.length && rows.every(({ items }) => items.length === width);
  for (const i of alike ? [0] : wrong) {
    const { items, range } = rows[i];
    const which =
      alike && rows.length > 1
        ? `The rows of ${layerName} have ${count(width, 'weight')} each`
        : `Row ${i + 1} of ${layerName} has ${count(items.length, 'weight')}`;
    // Keras and ONNX may hold a matrix the other way round.
    const transposed =
      alike && rows.length === inputs.count
        ? '. The matrix looks transposed: a row holds what goes into one neuron'
        : '';
    const message = `${which}, expected ${inputs.count}: ${inputs.reason}${transposed}`;
    const related = { message: capital(inputs.reason), range: inputs.range };
    const fixes = alike
      ? [...rowFixes(rows, inputs), ...(inputs.set?.(width) ?? [])]
      : rowFixes([rows[i]], inputs);
    report.error('row-length', range, message, [related], fixes);
  }
  const weights = new Float64Array(rows.length * inputs.count);
  rows.forEach(({ items }, i) =>
    items.forEach((item, j) => {
      const named = (): string => `Weight ${j + 1} in row ${i + 1} of ${layerName}`;
      weights[i * inputs.count + j] = numberFrom(item, report, named) ?? NaN;
    }),
  );
  return report.errors === errors ? weights : undefined;
}

function rowFixes(rows: readonly ListNode[], inputs: Width): Fix[] {
  const verb = rows[0].items.length < inputs.count ? 'Pad' : 'Cut';
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
    const hint = node.kind === 'boolean' || node.kind === 'null' ? ': leave it out for zeros' : '';
    wrongKind(node, report, () => `The bias of ${layerName}`, expected, hint);
    return undefined;
  }
  const errors = report.errors;
  const { items } = node;
  if (neurons && items.length !== neurons.count) {
    // The first number too many is what can be deleted; of too few, none is at fault alone.
    const { range } = items[neurons.count] ?? node;
    const message = `The bias of ${layerName} has ${count(items.length, 'number')}, expected ${neurons.count}: ${neurons.reason}`;
    const related = { message: capital(neurons.reason), range: neurons.range };
    const verb = items.length < neurons.count ? 'Pad the bias with zeros' : 'Cut the bias';
    const title = `${verb} to ${count(neurons.count, 'number')}`;
    const fixes = resizing(title, [node], neurons.count, () => 0);
    report.error('bias-length', range, message, [related], fixes);
  }
  const bias = Float64Array.from(
    items,
    (item, i) => numberFrom(item, report, () => `Bias ${i + 1} of ${layerName}`) ?? NaN,
  );
  return report.errors === errors ? bias : undefined;
}
