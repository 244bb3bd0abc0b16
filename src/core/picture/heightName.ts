import type { Height } from './sheet.ts';

/** What the vertical axis says. */
export function heightName(outputNames: readonly string[], height: Height): string {
  switch (height.kind) {
    case 'output':
      return outputNames[height.index];
    case 'difference':
      return `${outputNames[height.index]} − ${outputNames[height.minus]}`;
    case 'argmax':
      return 'largest output';
  }
}
