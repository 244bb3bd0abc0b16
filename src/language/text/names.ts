import { count, listFrom, textFrom } from './decode.ts';
import { resizing } from './quickFix.ts';
import type { Report } from './report.ts';
import type { SourceNode } from './source.ts';

/**
 * A list of distinct names. `wanted` is the expected number and what the names are for, if known.
 */
export function namesFrom(
  node: SourceNode,
  report: Report,
  where: string,
  wanted?: { readonly count: number; readonly noun: string },
): readonly string[] | undefined {
  const items = listFrom(node, report, () => `"${where}"`);
  if (!items) return undefined;
  const errors = report.errors;
  if (items.length === 0) report.error('no-names', node.range, `"${where}" is empty; remove it`);
  const names = items.map((item, i) => textFrom(item, report, () => `Name ${i + 1} in "${where}"`));
  names.forEach((name, i) => {
    const first = names.indexOf(name);
    if (name === undefined || first === i) return;
    report.error('duplicate-name', items[i].range, `Duplicate name "${name}" in "${where}"`, [
      { message: 'It is first used here', range: items[first].range },
    ]);
  });
  if (report.errors > errors) return undefined;
  if (wanted && items.length !== wanted.count) {
    // If there are too many, the first surplus name is marked; if too few, the whole list.
    const { range } = items[wanted.count] ?? node;
    const message = `"${where}" has ${count(items.length, 'name')}, expected ${wanted.count}, one for each ${wanted.noun}`;
    const fix =
      node.kind === 'list'
        ? resizing(`Resize to ${count(wanted.count, 'name')}`, [node], wanted.count, (i) =>
            unused(names, i),
          )
        : [];
    report.error('name-count', range, message, [], fix);
    return undefined;
  }
  return names as string[];
}

/** A default name for item i that is not used yet. */
function unused(names: readonly (string | undefined)[], i: number): string {
  const name = `y${i}`;
  return names.includes(name) ? `${name}_` : name;
}
