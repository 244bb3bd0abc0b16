import type { Format } from './format.ts';
import { parseJson } from './json.ts';
import { Report } from './report.ts';
import { parseYaml } from './yaml.ts';

/**
 * The numbers of a list, or one number, from the part of a text that holds it and the column in which
 * that begins; undefined where it is something else, such as the name of an alias.
 */
export function numbersIn(
  part: string,
  column: number,
  format: Format,
): readonly number[] | undefined {
  const report = new Report();
  // The lines of a YAML block keep their indentation; so must the first.
  const text = ' '.repeat(column) + part;
  const node = format === 'json' ? parseJson(text, report) : parseYaml(text, report);
  if (report.errors > 0 || !node) return undefined;
  const items = node.kind === 'list' ? node.items : [node];
  const numbers = items.map((item) => (item.kind === 'number' ? item.value : NaN));
  return numbers.every(Number.isFinite) ? numbers : undefined;
}
