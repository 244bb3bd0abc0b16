import { printable } from '../../core/printable.ts';
import { positionsIn } from './position.ts';
import type { Problem } from './problem.ts';

/**
 * Errors and warnings in the format of compilers, `file:line:column: error: message [code]`, each
 * followed by notes for related places. Each is on one line, whatever the file contains. Hints are omitted.
 */
export function problemLines(file: string, text: string, problems: readonly Problem[]): string[] {
  const positionOf = positionsIn(text);
  const at = (offset: number): string => {
    const { line, column } = positionOf(offset);
    return `${printable(file)}:${line}:${column}`;
  };
  return problems
    .filter(({ severity }) => severity !== 'hint')
    .flatMap(({ severity, code, message, range, related = [] }) => [
      `${at(range.start)}: ${severity}: ${printable(message)} [${code}]`,
      ...related.map((place) => `${at(place.range.start)}: note: ${printable(place.message)}`),
    ]);
}

/** The same as one text; "no problems" if there are none. */
export function problemText(file: string, text: string, problems: readonly Problem[]): string {
  return problemLines(file, text, problems).join('\n') || `${printable(file)}: no problems`;
}
