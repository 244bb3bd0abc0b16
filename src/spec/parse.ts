import type { Format } from './format.ts';
import { parseJson } from './json.ts';
import { maxTextLength } from './limits.ts';
import { networkFrom } from './network.ts';
import { outlineOf, type OutlineItem } from './outline.ts';
import type { Problem } from './problem.ts';
import { Report } from './report.ts';
import type { SourceNode } from './source.ts';
import type { Spec } from './spec.ts';
import { parseYaml } from './yaml.ts';

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
  const root = read(text, format, report);
  const spec = root && networkFrom(root, report);
  const outline = root && outlineOf(root);
  return {
    ...(spec && report.errors === 0 && { spec }),
    problems: report.problems(),
    ...(outline && { outline }),
  };
}

function read(text: string, format: Format, report: Report): SourceNode | undefined {
  if (text.length > maxTextLength[format]) {
    report.error('too-long', { start: 0, end: 1 }, tooLongMessage(text.length, format));
    return undefined;
  }
  const root = format === 'json' ? parseJson(text, report) : parseYaml(text, report);
  if (!root && report.errors === 0) {
    const message = 'The file is empty: a spec has at least "layers"';
    report.error('empty', { start: 0, end: Math.min(1, text.length) }, message);
  }
  return root;
}

function tooLongMessage(length: number, format: Format): string {
  const size = (n: number): string => `${n.toLocaleString('en')} characters`;
  const advice =
    format === 'yaml'
      ? `JSON may have ${size(maxTextLength.json)}`
      : 'write fewer weights, or numbers with fewer digits';
  return `The file has ${size(length)} and may have ${size(maxTextLength[format])}; ${advice}`;
}
