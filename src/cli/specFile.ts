import { formatOf, type Format } from '../language/text/format.ts';
import { parseSpec } from '../language/parse.ts';
import type { Problem } from '../language/text/problem.ts';
import type { Spec } from '../language/spec.ts';
import { problemLines } from '../language/text/problemLines.ts';
import { readText } from './readText.ts';

/** A file as far as it could be read and understood. */
export interface SpecFile {
  readonly text: string;
  readonly format: Format;
  /** Absent when one of the lines is an error. */
  readonly spec?: Spec;
  readonly problems: readonly Problem[];
  /** What there is to say about it, as `problemLines` does. */
  readonly lines: readonly string[];
}

/** Reads a spec from a file; a file that cannot be read has that as its only problem. */
export function readSpecFile(file: string): SpecFile {
  // JSON is YAML, so that a file of another name can be read as well.
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
