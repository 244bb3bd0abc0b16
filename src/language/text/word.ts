import { wrongKind, type Named } from './decode.ts';
import { replacing } from './quickFix.ts';
import { nearest } from './nearest.ts';
import type { Report } from './report.ts';
import type { SourceNode } from './source.ts';

/** One of a few strings, decoded to the value that it stands for. */
export function wordFrom<T>(
  node: SourceNode,
  report: Report,
  named: Named,
  words: Readonly<Record<string, T>>,
): T | undefined {
  const known = Object.keys(words);
  if (node.kind !== 'string') {
    wrongKind(node, report, named, `one of ${known.join(', ')}`);
    return undefined;
  }
  if (Object.hasOwn(words, node.value)) return words[node.value];
  const guess = nearest(node.value, known);
  const help = guess ? `did you mean "${guess}"?` : `expected one of ${known.join(', ')}`;
  const fixes = guess ? [replacing(`Change to ${guess}`, node.range, guess)] : [];
  report.error(
    'unknown-word',
    node.range,
    `${named()} cannot be "${node.value}"; ${help}`,
    [],
    fixes,
  );
  return undefined;
}
