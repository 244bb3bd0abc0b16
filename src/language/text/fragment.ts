import type { Format } from './format.ts';
import { parseJson } from './parseJson.ts';
import { Report } from './report.ts';
import type { SourceNode } from './source.ts';
import { parseYaml } from './parseYaml.ts';

/**
 * The value in a part of a text, from the column in which that begins; its ranges count from the
 * start of that line. Undefined where it cannot be read by itself, such as the name of an alias.
 */
export function nodeIn(part: string, column: number, format: Format): SourceNode | undefined {
  const report = new Report();
  // The lines of a YAML block keep their indentation; so must the first.
  const text = ' '.repeat(column) + part;
  const node = format === 'json' ? parseJson(text, report) : parseYaml(text, report);
  return report.errors > 0 ? undefined : node;
}

/** The numbers of a list, or one number, read as `nodeIn` does; undefined where it is something else. */
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
