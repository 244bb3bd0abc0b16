import { formatOf, formatOfText, type Format } from '../language/text/format.ts';
import type { Problem } from '../language/text/problem.ts';
import { readText } from './readText.ts';

/** The text of a spec file. */
export interface SourceFile {
  readonly text: string;
  readonly format: Format;
  /** Why it cannot be read; the text ends there. */
  readonly failure?: Problem;
}

/** Reads the text of a spec from a file, or from standard input. */
export function readSource(file: string): SourceFile {
  const read = readText(file);
  const text = read.kind === 'text' ? read.text : read.before;
  const format = formatOf(file) ?? formatOfText(text);
  if (read.kind === 'text') return { text, format };
  const { code, message } = read;
  const range = { start: text.length, end: text.length };
  return { text, format, failure: { severity: 'error', code, message, range } };
}
