import type { Fix } from './quickFix.ts';
import { maxProblems } from './limits.ts';
import type { Problem, TextRange } from './problem.ts';

/** Another place in the text that explains a problem. */
export type Related = NonNullable<Problem['related']>[number];

/**
 * Collects problems. Decoding continues after each one, to find all of them. Errors are limited
 * separately, so that they are not hidden by many warnings.
 */
export class Report {
  #errors: Problem[] = [];
  #others: Problem[] = [];
  #errorCount = 0;
  #otherCount = 0;

  error(
    code: string,
    range: TextRange,
    message: string,
    related: readonly Related[] = [],
    fixes: readonly Fix[] = [],
  ): void {
    const problem: Problem = {
      severity: 'error',
      code,
      message,
      range,
      ...some({ related, fixes }),
    };
    if (this.#errorCount++ < maxProblems) this.#errors.push(problem);
  }

  warning(code: string, range: TextRange, message: string, fixes: readonly Fix[] = []): void {
    this.#other({ severity: 'warning', code, message, range, ...some({ fixes }) });
  }

  hint(code: string, range: TextRange, message: string, fixes: readonly Fix[] = []): void {
    this.#other({ severity: 'hint', code, message, range, ...some({ fixes }) });
  }

  /** The number of errors so far. Decoders compare it before and after decoding a part. */
  get errors(): number {
    return this.#errorCount;
  }

  /** The problems in the order of the text, followed by the number of omitted ones. */
  problems(): readonly Problem[] {
    const kept = [...this.#errors, ...this.#others].toSorted(
      (a, b) => a.range.start - b.range.start,
    );
    const left = this.#errorCount + this.#otherCount - kept.length;
    if (left === 0) return kept;
    const message = `${left.toLocaleString('en')} more problems are not listed`;
    return [...kept, { severity: 'hint', code: 'more-problems', message, range: kept[0].range }];
  }

  #other(problem: Problem): void {
    if (this.#otherCount++ < maxProblems) this.#others.push(problem);
  }
}

/** The lists that are not empty. */
function some<T extends Readonly<Record<string, readonly unknown[]>>>(lists: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(lists).filter(([, list]) => list.length > 0),
  ) as Partial<T>;
}
