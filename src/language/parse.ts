import type { Format } from './text/format.ts';
import { networkFrom } from './network/decodeNetwork.ts';
import { outlineOf, type OutlineItem } from './services/outline.ts';
import type { Problem } from './text/problem.ts';
import { readText } from './text/read.ts';
import { Report } from './text/report.ts';
import type { Spec } from './spec.ts';

export interface ParsedSpec {
  /** Absent if and only if there is an error. */
  readonly spec?: Spec;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
  /** Also for a spec with errors; absent after a syntax error. */
  readonly outline?: OutlineItem;
}

/** Parses and decodes a spec. Never throws, whatever the text. */
export function parseSpec(text: string, format: Format): ParsedSpec {
  const report = new Report();
  const root = readText(text, format, report, 'layers');
  const spec = root && networkFrom(root, report);
  const outline = root && outlineOf(root);
  return {
    ...(spec && report.errors === 0 && { spec }),
    problems: report.problems(),
    ...(outline && { outline }),
  };
}
