import type { Layer } from '../../core/network/network.ts';
import { removing } from '../text/quickFix.ts';
import type { Format } from '../text/format.ts';
import { inlineText } from '../text/inline.ts';
import { parseJson } from '../text/parseJson.ts';
import { editsOf, type TextEdit } from '../text/textEdits.ts';
import { parseSpec } from '../parse.ts';
import type { TextRange } from '../text/problem.ts';
import { Report } from '../text/report.ts';
import type { ObjectNode, SourceNode } from '../text/source.ts';
import { parseYaml } from '../text/parseYaml.ts';

/** Maximum length of a list of rows on one line. */
const lineWidth = 80;

/**
 * The edits that replace the random weights of a layer (its index in the text) by numbers. The
 * network stays the same. None if the weights are not random, or the keys come from an alias or
 * merge key.
 */
export function writeOut(text: string, format: Format, layer: number): readonly TextEdit[] {
  const { spec } = parseSpec(text, format);
  const node = layerNode(text, format, layer);
  const drawn = spec?.network.layers[layer + (spec.source.slice ? 1 : 0)];
  const units = node?.entries.find(({ key }) => key === 'units');
  if (!drawn || !node || !units || node.entries.some(({ key }) => key === 'weights')) return [];
  const init = node.entries.find(({ key }) => key === 'init');
  const own = node.entries.filter(({ key }) => key === 'units' || key === 'init');
  if (!own.every(({ keyRange }) => isInside(keyRange, node.range))) return [];

  const start = units.keyRange.start;
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const isOneLine = !text.slice(node.range.start, node.range.end).includes('\n');
  const isFlow = text[node.range.start] === '{';
  const key = (name: string): string => `${inlineText(name, format)}: `;
  const style = { isFlow, isOneLine, column };
  let written = key('weights') + rowsText(drawn, style);
  if (!node.entries.some((entry) => entry.key === 'bias') && drawn.bias.some((b) => b !== 0)) {
    const separator = isOneLine && isFlow ? ', ' : `${isFlow ? ',' : ''}\n${' '.repeat(column)}`;
    written += `${separator}${key('bias')}${listText(drawn.bias)}`;
  }
  const edit = { range: { start, end: units.value.range.end }, text: written };
  return init ? [edit, ...editsOf(removing('', node.entries, init), text, format)] : [edit];
}

interface Style {
  readonly isFlow: boolean;
  readonly isOneLine: boolean;
  readonly column: number;
}

function rowsText({ weights, inputs, units }: Layer, { isFlow, isOneLine, column }: Style): string {
  const rows = Array.from({ length: units }, (_, i) =>
    listText(weights.subarray(i * inputs, (i + 1) * inputs)),
  );
  const line = `[${rows.join(', ')}]`;
  if (line.length <= lineWidth || (isFlow && isOneLine)) return line;
  const indent = `\n${' '.repeat(column + 2)}`;
  if (!isFlow) return rows.map((row) => `${indent}- ${row}`).join('');
  return `[${indent}${rows.join(`,${indent}`)}\n${' '.repeat(column)}]`;
}

function listText(numbers: Float64Array): string {
  return `[${Array.from(numbers, String).join(', ')}]`;
}

/** The parsed text. */
export function rootNode(text: string, format: Format): SourceNode | undefined {
  const report = new Report();
  return format === 'json' ? parseJson(text, report) : parseYaml(text, report);
}

/** The object of a layer, by its index in the text. */
export function layerNode(text: string, format: Format, layer: number): ObjectNode | undefined {
  const root = rootNode(text, format);
  const layers = root?.kind === 'object' && root.entries.find(({ key }) => key === 'layers')?.value;
  const node: SourceNode | undefined =
    layers && layers.kind === 'list' ? layers.items[layer] : undefined;
  return node?.kind === 'object' ? node : undefined;
}

/** Whether a range is inside another one. */
export function isInside(inner: TextRange, outer: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
