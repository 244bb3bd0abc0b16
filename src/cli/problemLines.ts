import { positionsIn } from '../spec/position.ts';
import type { Problem } from '../spec/problem.ts';

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
