import type { Height } from './picture/surfacePieces.ts';

/** What the vertical axis says; `largest` is a name for the largest of all outputs. */
export function heightName(
  outputNames: readonly string[],
  height: Height,
  largest = 'largest output',
): string {
  switch (height.kind) {
    case 'output':
      return outputNames[height.index];
    case 'difference':
      return `${outputNames[height.index]} − ${outputNames[height.minus]}`;
    case 'argmax':
      return largest;
  }
}
