import { formatOf, type Format } from '../language/text/format.ts';
import { parseSpec } from '../language/parse.ts';
import type { Problem } from '../language/text/problem.ts';
import type { Spec } from '../language/spec.ts';
import { problemLines } from '../language/text/problemLines.ts';
import { readText } from './readText.ts';

/** A spec file, as far as it could be read. */
export interface SpecFile {
  readonly text: string;
  readonly format: Format;
  /** Absent if one of the problems is an error. */
  readonly spec?: Spec;
  readonly problems: readonly Problem[];
  /** The lines of `problemLines`. */
  readonly lines: readonly string[];
}

/** Reads a spec from a file. If the file cannot be read, that is its only problem. */
export function readSpecFile(file: string): SpecFile {
  // JSON is YAML, so this also reads files with another extension.
  const format = formatOf(file) ?? 'yaml';
  const read = readText(file, format);
  if (read.kind === 'failure') {
    const { code, message } = read;
    const problem: Problem = { severity: 'error', code, message, range: { start: 0, end: 0 } };
    const lines = problemLines(file, '', [problem]);
    return { text: '', format, problems: [problem], lines };
  }
  const { text } = read;
  const { spec, problems } = parseSpec(text, format);
  return {
    text,
    format,
    ...(spec && { spec }),
    problems,
    lines: problemLines(file, text, problems),
  };
}
