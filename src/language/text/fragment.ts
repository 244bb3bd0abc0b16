import type { Format } from './format.ts';
import { parseJson } from './parseJson.ts';
import { Report } from './report.ts';
import type { SourceNode } from './source.ts';
import { parseYaml } from './parseYaml.ts';

/**
 * Parses a part of a text that starts in a given column. Ranges are relative to the start of that
 * line. Undefined if the part cannot be parsed on its own, such as an alias.
 */
export function nodeIn(part: string, column: number, format: Format): SourceNode | undefined {
  const report = new Report();
  // Indent the first line like the following ones, for YAML blocks.
  const text = ' '.repeat(column) + part;
  const node = format === 'json' ? parseJson(text, report) : parseYaml(text, report);
  return report.errors > 0 ? undefined : node;
}

/**
 * The numbers of a list, or a single number, parsed as in `nodeIn`; undefined for anything else.
 */
export function numbersIn(
  part: string,
  column: number,
  format: Format,
): readonly number[] | undefined {
  const node = nodeIn(part, column, format);
  if (!node) return undefined;
  const items = node.kind === 'list' ? node.items : [node];
  const numbers = items.map((item) => (item.kind === 'number' ? item.value : NaN));
  return numbers.every(Number.isFinite) ? numbers : undefined;
}
