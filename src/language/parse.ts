import type { Format } from './text/format.ts';
import { networkFrom } from './network/decodeNetwork.ts';
import { outlineOf, type OutlineItem } from './services/outline.ts';
import type { Problem } from './text/problem.ts';
import { readText } from './text/read.ts';
import { Report } from './text/report.ts';
import type { Spec } from './spec.ts';

export interface ParsedSpec {
  /** Absent exactly when the problems contain an error. */
  readonly spec?: Spec;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
  /** What stands where, also in a spec with errors; absent where brackets or commas are wrong. */
  readonly outline?: OutlineItem;
}

/** Parses and decodes the text of a spec. Never throws for what a text may contain. */
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
