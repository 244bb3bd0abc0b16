import { documentKind } from '../language/text/documentKind.ts';
import { formatOf, type Format } from '../language/text/format.ts';
import { parseSpec, type ParsedSpec } from '../language/parse.ts';
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
  const found = otherKind(file, text);
  const { spec, problems }: ParsedSpec = found ? { problems: [found] } : parseSpec(text, format);
  return {
    text,
    format,
    ...(spec && { spec }),
    problems,
    lines: problemLines(file, text, problems),
  };
}

/** The one problem of a file that is something else: to parse it would only confuse. */
function otherKind(file: string, text: string): Problem | undefined {
  const kind = documentKind(file, text);
  if (kind === 'network' || kind === 'unknown') return undefined;
  const what = {
    entropy: 'This is an entropy spec',
    log: 'This is a training log',
    other: 'This is not a spec',
  }[kind];
  const message = `${what}; expected a network spec, such as xor.fold.yaml`;
  return { severity: 'error', code: 'not-a-network', message, range: { start: 0, end: 0 } };
}
