import { documentKind } from '../language/text/documentKind.ts';
import type { Format } from '../language/text/format.ts';
import { parseSpec, type ParsedSpec } from '../language/parse.ts';
import type { Problem } from '../language/text/problem.ts';
import type { Spec } from '../language/spec.ts';
import { problemLines } from '../language/text/problemLines.ts';
import { shownName } from './readText.ts';
import { readSource, type SourceFile } from './sourceFile.ts';

/** A network spec file, as far as it could be read. */
export interface SpecFile {
  readonly text: string;
  readonly format: Format;
  /** Absent if one of the problems is an error. */
  readonly spec?: Spec;
  readonly problems: readonly Problem[];
  /** The lines of `problemLines`. */
  readonly lines: readonly string[];
}

/** Reads a network spec from a file, or from standard input. If it cannot be read, that is its only problem. */
export function readSpecFile(file: string): SpecFile {
  return specIn(readSource(file), file);
}

/** The network spec in a file that has been read. */
export function specIn({ text, format, failure }: SourceFile, file: string): SpecFile {
  const found = failure ?? otherKind(file, text);
  const { spec, problems }: ParsedSpec = found ? { problems: [found] } : parseSpec(text, format);
  return {
    text,
    format,
    ...(spec && { spec }),
    problems,
    lines: problemLines(shownName(file), text, problems),
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
