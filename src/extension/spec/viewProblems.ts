import { printable } from '../../core/printable.ts';
import type { Problem } from '../../language/text/problem.ts';
import { positionsIn } from '../../language/text/position.ts';
import type { ViewProblem } from '../../protocol/panel.ts';

/** The problems of a text as a view lists them: by line and column. */
export function viewProblems(text: string, problems: readonly Problem[]): ViewProblem[] {
  const positionOf = positionsIn(text);
  return problems.map(({ severity, code, message, range, fixes }) => ({
    severity,
    message: printable(message),
    ...positionOf(range.start),
    ...(fixes?.[0] && { fix: fixes[0].title }),
    ...(code === 'empty' && { isEmptyFile: true as const }),
  }));
}
