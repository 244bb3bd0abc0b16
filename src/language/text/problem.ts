import type { Fix } from './quickFix.ts';

/** Half-open range of UTF-16 offsets into the text of a spec. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Something to say about a spec, at the smallest place in the text that is at fault. A spec with an
 * error has no network; warnings and hints do not stand in the way.
 */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'hint';
  /** Stable name of the kind of problem, in kebab-case: quick fixes and tests refer to it. */
  readonly code: string;
  /** What is wrong, what was expected, what to do. Sentence case, no final full stop. */
  readonly message: string;
  readonly range: TextRange;
  /** Another place that explains it, such as the layer that set the expected width. */
  readonly related?: readonly { readonly message: string; readonly range: TextRange }[];
  /** Changes that would mend it, the likeliest first. */
  readonly fixes?: readonly Fix[];
}
