import type { DataSet, Targets } from '../../core/training/dataSet.ts';
import { count } from '../text/decode.ts';
import { cellsOfLine, decimalComma, namedSeparator } from '../text/delimited.ts';
import { isLfsPointer, lfsPointerMessage } from '../text/lfsPointer.ts';
import { maxPoints, maxTextLength } from '../text/limits.ts';
import { nearest } from '../text/nearest.ts';

/**
 * What the columns of a file mean. By default the last is the target and the others are inputs, unless
 * columns have the names of the network's inputs.
 */
export interface Columns {
  readonly inputs?: readonly string[];
  /** Names of the network's inputs; empty if the columns are not these. */
  readonly inputNames: readonly string[];
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
  /** Whether a quote is opened in the line and not closed. */
  readonly isOpen?: boolean;
}

/**
 * Reads points from a table with one point per line. The values are separated by commas, semicolons, tabs or
 * spaces; decimal commas are recognised. The first line is a header if it names a column of numbers, or if it
 * numbers the columns as pandas does. A column that only numbers the rows, one that is empty, and names of
 * rows, which have no name in the header as R writes it, are ignored. Empty lines and lines that begin with
 * # are skipped. Stops at the first problem.
 */
export function readPoints(text: string, columns: Columns): DataSet | PointsProblem {
  if (text.length > maxTextLength.json)
    return {
      message: `the file has ${text.length.toLocaleString('en')} characters, more than the maximum of ${maxTextLength.json.toLocaleString('en')}`,
    };
  if (isLfsPointer(text)) return { message: `the file ${lfsPointerMessage}` };
  if (/^\uFEFF?\s*[[{]/.test(text))
    return { message: 'the file looks like JSON; expected a table with one point per line' };
  const all = withNamesOfRows(rowsOf(text));
  if (all.length === 0) return { message: 'the file is empty; expected one point per line' };
  const head = isHeader(all) ? all[0] : undefined;
  const rows = head ? all.slice(1) : all;
  if (rows.length === 0) return { message: 'the file has a header but no points' };
  if (rows.length > maxPoints)
    return {
      message: `the file has ${count(rows.length, 'point')}, more than the maximum of ${maxPoints.toLocaleString('en')}`,
    };
  const [first] = all;
  const width = first.cells.length;
  const open = all.find(({ isOpen }) => isOpen);
  if (open) return { line: open.line, message: 'a quote is opened and not closed' };
  const ragged = all.find(({ cells }) => cells.length !== width);
  if (ragged)
    return {
      line: ragged.line,
      message: `found ${count(ragged.cells.length, 'value')}, expected ${width} as in line ${first.line}`,
    };
  const ignored = ignoredColumns(head?.cells, rows, columns);
  const keep = ({ line, cells }: Row): Row => ({
    line,
    cells: cells.filter((_, i) => !ignored.has(i)),
  });
  const points = rows.map(keep);
  const names = head && keep(head).cells;
  const chosen = chooseColumns(names, width - ignored.size, columns);
  return 'message' in chosen ? chosen : dataFrom(points, names, chosen, columns.outputs);
}

function rowsOf(text: string): Row[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((content, i) => ({ content, line: i + 1 }))
    .filter(({ content }) => content.trim() !== '' && !content.startsWith('#'));
  // Spreadsheets name the separator in a line of its own.
  const named = namedSeparator(lines.at(0)?.content ?? '');
  if (named !== undefined) lines.shift();
  const separator = named ?? separatorOf(lines.slice(0, 2).map(({ content }) => content));
  const rows = lines.map(({ content, line }) => ({
    line,
    cells: cellsOfLine(content, separator),
    isOpen: content.split('"').length % 2 === 0,
  }));
  return separator === ',' ? rows : withDecimalPoints(rows);
}

/** The name of a column that holds names of rows. */
const rowNames = 'row names';

/** The rows with a name for the first column, if the header has one name less than each row has values. */
function withNamesOfRows([first, ...rows]: readonly Row[]): Row[] {
  if (!first) return [];
  const isShort =
    rows.length > 0 && rows.every(({ cells }) => cells.length === first.cells.length + 1);
  const isNamed = isShort && first.cells.every((cell) => numberOf(cell) === undefined);
  return [isNamed ? { ...first, cells: [rowNames, ...first.cells] } : first, ...rows];
}

/** The first separator that is in the first lines; spaces if there is none. */
function separatorOf(lines: readonly string[]): string {
  return ['\t', ';', ','].find((one) => lines.some((line) => line.includes(one))) ?? ' ';
}

/** The rows with decimal points, if their numbers have decimal commas. */
function withDecimalPoints(rows: readonly Row[]): Row[] {
  const cells = rows.flatMap((row) => row.cells);
  const hasPoints = cells.some((cell) => /^[-+]?\d*\.\d/.test(cell));
  if (hasPoints) return [...rows];
  return rows.map(({ line, cells: own }) => ({
    line,
    cells: own.map((cell) => (decimalComma.test(cell) ? cell.replace(',', '.') : cell)),
  }));
}

/**
 * Whether the first row is a header: it has no number, or only those that number the columns from 0, and it has
 * a text above numbers or such a number above fractions.
 */
function isHeader([first, ...rows]: readonly Row[]): boolean {
  const { cells } = first;
  const isText = cells.map((cell) => numberOf(cell) === undefined);
  if (isText.every(Boolean)) return true;
  if (!cells.every((cell, i) => isText[i] || cell === String(i))) return false;
  const numbers = cells.map((_, i) => rows.map((row) => numberOf(row.cells[i] ?? '')));
  return cells.some((_, i) =>
    isText[i]
      ? rows.length > 0 && !numbers[i].includes(undefined)
      : numbers[i].some((value) => !Number.isInteger(value ?? 0)),
  );
}

/** Columns that only number the rows, as pandas writes its index, and those without any value. */
function ignoredColumns(
  names: readonly string[] | undefined,
  rows: readonly Row[],
  { inputs = [], label, targets = [] }: Columns,
): ReadonlySet<number> {
  const wanted = new Set([...inputs, ...targets, label]);
  const ignored = rows[0].cells.flatMap((_, i) => {
    const name = names?.[i];
    if (name !== undefined && name !== '' && wanted.has(name)) return [];
    if (name === rowNames) return [i];
    const values = rows.map(({ cells }) => cells[i]);
    const isEmpty = (name ?? '') === '' && values.every((value) => value === '');
    const isIndex =
      name !== undefined &&
      /^(?:|index|unnamed: 0)$/i.test(name) &&
      values.every((value, r) => numberOf(value) === (numberOf(values[0]) ?? NaN) + r);
    return isEmpty || isIndex ? [i] : [];
  });
  return new Set(ignored);
}

interface ChosenColumns {
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  readonly isLabel: boolean;
}

function chooseColumns(
  names: readonly string[] | undefined,
  width: number,
  { inputs: given, inputNames, label, targets, lastIsLabel }: Columns,
): ChosenColumns | PointsProblem {
  if (width < 2)
    return {
      message: 'the file has one column; each line must have the inputs of a point and its target',
    };
  const usual = label ?? (given || targets ? undefined : classColumn(names, lastIsLabel));
  const hasTarget = usual !== undefined || targets !== undefined;
  const inputs = given ?? (names && namedInputs(names, inputNames, hasTarget));
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
  const targetsAt = usual !== undefined ? [indexOf(usual)] : targets?.map(indexOf);
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

/**
 * The names of the network's inputs, if columns have them and it is clear which of the other columns is the
 * target.
 */
function namedInputs(
  names: readonly string[],
  inputNames: readonly string[],
  hasTarget: boolean,
): readonly string[] | undefined {
  if (inputNames.length === 0) return undefined;
  const isNamed = inputNames.every((name) => names.filter((one) => one === name).length === 1);
  return isNamed && (hasTarget || names.length === inputNames.length + 1) ? inputNames : undefined;
}

/** The column with a usual name for classes, if there is one. */
function classColumn(
  names: readonly string[] | undefined,
  hasClasses: boolean,
): string | undefined {
  const found = names?.filter((name) => /^(?:label|class|target)s?$/i.test(name)) ?? [];
  return hasClasses && found.length === 1 ? found[0] : undefined;
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

/**
 * Classes in the order of the outputs if they have the same names; otherwise sorted. Numbers are one class
 * however they are written, but texts that differ only in case are an error.
 */
function classesOf(
  rows: readonly Row[],
  column: number,
  outputs: readonly string[],
): Targets | PointsProblem {
  const empty = rows.find(({ cells }) => cells[column] === '');
  if (empty) return { line: empty.line, message: 'the class is missing' };
  const areNumbers = rows.every(({ cells }) => numberOf(cells[column]) !== undefined);
  const classOf = ({ cells }: Row): string =>
    areNumbers ? String(Number(cells[column]) + 0) : cells[column];
  const twice = areNumbers ? undefined : spelledTwice(rows, classOf);
  if (twice) return twice;
  const texts = [...new Set(rows.map(classOf))];
  const names = texts.every((text) => outputs.includes(text))
    ? outputs
    : areNumbers
      ? texts.toSorted((a, b) => Number(a) - Number(b))
      : texts.toSorted((a, b) => (a < b ? -1 : 1));
  const fractions = areNumbers ? texts.filter((text) => !Number.isInteger(Number(text))) : [];
  if (names.length > maxClasses || (fractions.length > 2 && 2 * texts.length > rows.length))
    return {
      message: `the class column has ${count(texts.length, 'different value')} in ${count(rows.length, 'point')}, so it does not hold classes; name the column of the classes in "label", or list columns with numbers to learn in "targets"`,
    };
  const numbers = new Map(names.map((name, k) => [name, k]));
  const labels = Uint16Array.from(rows, (row) => numbers.get(classOf(row)) ?? 0);
  return { kind: 'classes', names, labels };
}

/** The first class that has been spelled differently before. */
function spelledTwice(
  rows: readonly Row[],
  classOf: (row: Row) => string,
): PointsProblem | undefined {
  const spellings = new Map<string, string>();
  for (const row of rows) {
    const name = classOf(row);
    const key = name.toLowerCase().replace(/\s+/g, ' ');
    const before = spellings.get(key) ?? name;
    if (before !== name)
      return {
        line: row.line,
        message: `the class "${name}" is spelled "${before}" above; use one spelling`,
      };
    spellings.set(key, before);
  }
  return undefined;
}

/** A column with more different values is assumed to hold numbers to learn, not classes. */
const maxClasses = 256;

function numberOf(cell: string): number | undefined {
  const value = cell === '' ? NaN : Number(cell);
  return Number.isFinite(value) ? value : undefined;
}
