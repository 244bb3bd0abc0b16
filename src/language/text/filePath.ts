import { textFrom, type Named } from './decode.ts';
import type { Report } from './report.ts';
import type { SourceNode } from './source.ts';

/**
 * A path relative to the folder of the spec, with forward slashes. Absolute paths and URLs are
 * errors, because a shared spec must not access unrelated files.
 */
export function filePathFrom(node: SourceNode, report: Report, named: Named): string | undefined {
  const path = textFrom(node, report, named);
  if (path === undefined) return undefined;
  const trimmed = path.trim();
  const isAbsolute = /^([/\\~]|[a-z][a-z0-9+.-]*:)/i.test(trimmed);
  if (trimmed !== '' && !isAbsolute && !trimmed.includes('\\')) return trimmed;
  const message = `${named()} must be a path relative to the folder of the spec, with forward slashes, such as data/points.csv`;
  report.error('file-path', node.range, message);
  return undefined;
}
