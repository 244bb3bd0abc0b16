import type { Fix } from './quickFix.ts';

/** Half-open range of UTF-16 offsets into the text of a spec. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * A problem of a spec, at the smallest range that causes it. A spec with an error has no network.
 */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'hint';
  /** Stable identifier in kebab-case, shown with the message and used by tests. */
  readonly code: string;
  /** What is wrong, what was expected, and what to do. Sentence case, without a full stop. */
  readonly message: string;
  readonly range: TextRange;
  /** Other places that explain it, such as the layer that determines the expected width. */
  readonly related?: readonly { readonly message: string; readonly range: TextRange }[];
  /** Quick fixes, the most likely first. */
  readonly fixes?: readonly Fix[];
}
