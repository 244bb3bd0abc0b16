import type { DataSet, Targets } from '../../core/training/dataSet.ts';
import { count } from '../text/decode.ts';
import { valuesOfLine } from '../text/delimited.ts';
import { maxPoints, maxTextLength } from '../text/limits.ts';
import { nearest } from '../text/nearest.ts';

/** What the columns of a file mean. By default the last is the target and the others are inputs. */
export interface Columns {
  readonly inputs?: readonly string[];
  readonly label?: string;
  readonly targets?: readonly string[];
  /** Whether the last column holds classes if no column is named. */
  readonly lastIsLabel: boolean;
  /** Names of the outputs, which give the order of the classes if the classes have these names. */
  readonly outputs: readonly string[];
}

/** A problem with a file of points. The message can follow "line 7: ". */
export interface PointsProblem {
  /** From 1; absent if the problem concerns the whole file. */
  readonly line?: number;
  readonly message: string;
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads points from comma-, semicolon- or tab-separated values. If the first line has no number, it
 * is a header. Empty lines and lines that begin with # are skipped. Stops at the first problem.
 */
export function readPoints(text: string, columns: Columns): DataSet | PointsProblem {
  if (text.length > maxTextLength.json)
    return {
      message: `the file has ${text.length.toLocaleString('en')} characters, more than the maximum of ${maxTextLength.json.toLocaleString('en')}`,
    };
  const rows = rowsOf(text);
  if (rows.length === 0) return { message: 'the file is empty; expected one point per line' };
  const names = rows[0].cells.every((cell) => numberOf(cell) === undefined)
    ? rows[0].cells
    : undefined;
  const points = names ? rows.slice(1) : rows;
  if (points.length === 0) return { message: 'the file has a header but no points' };
  if (points.length > maxPoints)
    return {
      message: `the file has ${count(points.length, 'point')}, more than the maximum of ${maxPoints.toLocaleString('en')}`,
    };
  const width = rows[0].cells.length;
  const ragged = rows.find(({ cells }) => cells.length !== width);
  if (ragged)
    return {
      line: ragged.line,
      message: `found ${count(ragged.cells.length, 'value')}, expected ${width} as in line ${rows[0].line}`,
    };
  const chosen = chooseColumns(names, width, columns);
  return 'message' in chosen ? chosen : dataFrom(points, names, chosen, columns.outputs);
}

function rowsOf(text: string): Row[] {
  const rows: Row[] = [];
  let separator: string | undefined;
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .forEach((content, i) => {
      if (content.trim() === '' || content.startsWith('#')) return;
      separator ??= ['\t', ';', ','].find((one) => content.includes(one)) ?? ',';
      rows.push({
        line: i + 1,
        cells: valuesOfLine(content, separator).map((cell) => cell.trim()),
      });
    });
  return rows;
}

interface ChosenColumns {
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  readonly isLabel: boolean;
}

function chooseColumns(
  names: readonly string[] | undefined,
  width: number,
  { inputs, label, targets, lastIsLabel }: Columns,
): ChosenColumns | PointsProblem {
  if (width < 2)
    return {
      message: 'the file has one column; each line must have the inputs of a point and its target',
    };
  const wanted = [...(inputs ?? []), ...(label === undefined ? [] : [label]), ...(targets ?? [])];
  if (!names && wanted.length > 0)
    return {
      line: 1,
      message: `the columns have no names; add a header with ${wanted.join(', ')}`,
    };
  for (const name of wanted)
    if (!names?.includes(name)) {
      const guess = nearest(name, names ?? []);
      const help = guess ? `did you mean "${guess}"?` : `the columns are ${names?.join(', ')}`;
      return { line: 1, message: `unknown column "${name}"; ${help}` };
    }
  const indexOf = (name: string): number => names?.indexOf(name) ?? -1;
  const inputsAt = inputs?.map(indexOf);
  const targetsAt = label !== undefined ? [indexOf(label)] : targets?.map(indexOf);
  const all = Array.from({ length: width }, (_, i) => i);
  const target = targetsAt ?? [all.filter((i) => !inputsAt?.includes(i)).at(-1) ?? -1];
  const input = inputsAt ?? all.filter((i) => !target.includes(i));
  const twice = target.find((i) => input.includes(i));
  if (target.includes(-1) || twice !== undefined || input.length === 0)
    return {
      line: 1,
      message: 'at least one column must be an input and another one the target',
    };
  const isLabel = label !== undefined || (!targets && lastIsLabel);
  return { inputs: input, targets: target, isLabel };
}

function dataFrom(
  rows: readonly Row[],
  names: readonly string[] | undefined,
  { inputs, targets, isLabel }: ChosenColumns,
  outputs: readonly string[],
): DataSet | PointsProblem {
  const numbers = (columns: readonly number[]): Float64Array | PointsProblem => {
    const values = new Float64Array(rows.length * columns.length);
    for (const [r, { cells, line }] of rows.entries())
      for (const [k, column] of columns.entries()) {
        const value = numberOf(cells[column]);
        if (value === undefined) return { line, message: notNumber(cells[column], names, column) };
        values[r * columns.length + k] = value;
      }
    return values;
  };
  const points = numbers(inputs);
  if ('message' in points) return points;
  let found: Targets | PointsProblem;
  if (isLabel) found = classesOf(rows, targets[0], outputs);
  else {
    const values = numbers(targets);
    found = 'message' in values ? values : { kind: 'values', outputs: targets.length, values };
  }
  if ('message' in found) return found;
  return { count: rows.length, inputs: inputs.length, points, targets: found };
}

function notNumber(cell: string, names: readonly string[] | undefined, column: number): string {
  const where = names ? `column "${names[column]}"` : `column ${column + 1}`;
  if (cell === '') return `${where} is empty, expected a number`;
  const shown = cell.length > 40 ? `${cell.slice(0, 40)}…` : cell;
  return `"${shown}" in ${where} is not a finite number`;
}

/** Classes in the order of the outputs if they have the same names; otherwise sorted. */
function classesOf(
  rows: readonly Row[],
  column: number,
  outputs: readonly string[],
): Targets | PointsProblem {
  const empty = rows.find(({ cells }) => cells[column] === '');
  if (empty) return { line: empty.line, message: 'the class is missing' };
  const texts = [...new Set(rows.map(({ cells }) => cells[column]))];
  const areNumbers = texts.every((text) => numberOf(text) !== undefined);
  const names = texts.every((text) => outputs.includes(text))
    ? outputs
    : areNumbers
      ? texts.toSorted((a, b) => Number(a) - Number(b))
      : texts.toSorted((a, b) => (a < b ? -1 : 1));
  if (names.length > maxClasses)
    return {
      message: `the class column has ${names.length} different values, more than the maximum of ${maxClasses}; if they are numbers to learn, list the column in "targets"`,
    };
  const numbers = new Map(names.map((name, k) => [name, k]));
  const labels = Uint16Array.from(rows, ({ cells }) => numbers.get(cells[column]) ?? 0);
  return { kind: 'classes', names, labels };
}

/** A column with more different values is assumed to hold numbers to learn, not classes. */
const maxClasses = 256;

function numberOf(cell: string): number | undefined {
  const value = cell === '' ? NaN : Number(cell);
  return Number.isFinite(value) ? value : undefined;
}
