import { positionsIn } from './position.ts';
import type { Problem } from './problem.ts';

/**
 * Errors and warnings as compilers write them, `file:line:column: error: message [code]`, each
 * followed by notes for its related places. Hints are for editors.
 */
export function problemLines(file: string, text: string, problems: readonly Problem[]): string[] {
  const positionOf = positionsIn(text);
  const at = (offset: number): string => {
    const { line, column } = positionOf(offset);
    return `${file}:${line}:${column}`;
  };
  return problems
    .filter(({ severity }) => severity !== 'hint')
    .flatMap(({ severity, code, message, range, related = [] }) => [
      `${at(range.start)}: ${severity}: ${message} [${code}]`,
      ...related.map((place) => `${at(place.range.start)}: note: ${place.message}`),
    ]);
}

/** The same as one text, which also says that there is nothing to say. */
export function problemText(file: string, text: string, problems: readonly Problem[]): string {
  return problemLines(file, text, problems).join('\n') || `${file}: no problems`;
}
