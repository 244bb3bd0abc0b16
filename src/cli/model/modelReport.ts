import type { Layer, Treatment } from '../../core/model/modelGraph.ts';
import { shapeText, sizeOf, type Shape } from '../../core/model/shape.ts';
import { printable } from '../../core/printable.ts';
import type { InputScaling, ModelFile } from '../../language/model/modelFile.ts';

/** What `model` prints, as data. */
export interface ModelReport {
  readonly file: string;
  readonly format: ModelFile['format'];
  readonly facts: Readonly<Record<string, string>>;
  readonly inputs: ModelFile['inputs'];
  readonly outputs: ModelFile['outputs'];
  /** Of all layers, each number counted once. */
  readonly parameters: number;
  readonly folds: number;
  readonly maxUnits: number;
  readonly layers: readonly Layer[];
  /** Why the model cannot be used; absent if it can. */
  readonly refusal?: string;
}

export function modelReport(file: string, model: ModelFile): ModelReport {
  const { format, facts, inputs, outputs, layers, refusal, parameters } = model;
  const total = (of: (layer: Layer) => number): number =>
    layers.reduce((sum, layer) => sum + of(layer), 0);
  return {
    file,
    format,
    facts: Object.fromEntries(facts),
    inputs,
    outputs,
    parameters,
    folds: total(({ folds }) => folds),
    maxUnits: total(({ maxUnits }) => maxUnits),
    layers,
    ...(refusal && { refusal: refusal.message }),
  };
}

const marks: Readonly<Record<Treatment, string>> = {
  'piecewise-linear': '●',
  linear: '○',
  dropped: '◐',
  refused: '✕',
};

/** A model for people: what is known about it, and a table of its layers. */
export function summaryText(report: ModelReport): string {
  const { format, facts, inputs, outputs, parameters, folds, maxUnits, layers } = report;
  const rows: [string, string][] = [
    ['format', format],
    ...Object.entries(facts),
    ...inputs.flatMap(({ name, shape, scaling }): [string, string][] => [
      ['input', `${name} ${sizedShape(shape)}`],
      ...(scaling ? rangeRows(scaling) : []),
    ]),
    ...outputs.map(({ name, shape, scaling }): [string, string] => [
      'output',
      `${name} ${shape ? sizedShape(shape) : '(unknown)'}${scaling ? `, shown as z·${scaling.range} + ${scaling.mean}` : ''}`,
    ]),
    ['parameters', whole(parameters)],
    ['folds', whole(folds)],
    ...(maxUnits > 0 ? [['max units', whole(maxUnits)] as [string, string]] : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const head = rows.map(([name, value]) => `${printable(name.padEnd(width))}  ${printable(value)}`);
  return `${[...head, '', ...layerLines(layers)].join('\n')}\n`;
}

/** The range of each input and how it is normalised, for the first inputs. */
function rangeRows({ minima, maxima, means, ranges }: InputScaling): [string, string][] {
  const shown = Math.min(minima.length, maxRangeRows);
  const rows = Array.from({ length: shown }, (_, i): [string, string] => [
    `  ${i}`,
    `${minima[i]} to ${maxima[i]}, taken as (x − ${means[i]})/${ranges[i]}`,
  ]);
  return shown < minima.length ? [...rows, ['  …', `${whole(minima.length - shown)} more`]] : rows;
}

const maxRangeRows = 16;

function sizedShape(shape: Shape): string {
  const size = whole(sizeOf(shape));
  return shape.length === 1 ? shapeText(shape) : `${shapeText(shape)}, ${size} in all`;
}

function layerLines(layers: readonly Layer[]): string[] {
  const head = ['', 'layer', 'operator', 'shape', 'folds', 'parameters', ''];
  const rows = layers.map((layer) => [
    layer.treatment ? marks[layer.treatment] : ' ',
    printable(layer.name, 48),
    printable(layer.operator, 24),
    layer.shape ? shapeText(layer.shape) : '',
    foldsOf(layer),
    layer.parameters > 0 ? whole(layer.parameters) : '',
    printable(layer.reason ?? ''),
  ]);
  const table = [head, ...rows];
  const widths = head.map((_, c) => Math.max(...table.map((row) => row[c].length)));
  return table.map((row) =>
    row
      .map((cell, c) => (c === 4 || c === 5 ? cell.padStart(widths[c]) : cell.padEnd(widths[c])))
      .join('  ')
      .trimEnd(),
  );
}

function foldsOf({ folds, maxUnits }: Layer): string {
  const parts = [
    ...(folds > 0 ? [whole(folds)] : []),
    ...(maxUnits > 0 ? [`${whole(maxUnits)} max`] : []),
  ];
  return parts.join(' + ');
}

function whole(n: number): string {
  return n.toLocaleString('en');
}
