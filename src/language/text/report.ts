import type { Fix } from './quickFix.ts';
import { maxProblems } from './limits.ts';
import type { Problem, TextRange } from './problem.ts';

/** UTF-16 units of a message. */
const maxMessage = 1000;

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
  /** What is listed, by code and place. */
  #listed = new Set<string>();
  #repeated = 0;

  /** The same error at the same place is listed once: an alias is decoded wherever it is used. */
  error(
    code: string,
    range: TextRange,
    message: string,
    related: readonly Related[] = [],
    fixes: readonly Fix[] = [],
  ): void {
    const problem = { severity: 'error', code, message: shortened(message), range } as const;
    this.add({ ...problem, ...some({ related, fixes }) });
  }

  /** Takes over an error. */
  add(problem: Problem): void {
    this.#errorCount++;
    const key = `${problem.code} ${placeOf(problem.range)}`;
    if (this.#listed.has(key)) {
      this.#repeated++;
    } else if (this.#errors.length < maxProblems) {
      this.#listed.add(key);
      this.#errors.push(problem);
    }
  }

  warning(code: string, range: TextRange, message: string, fixes: readonly Fix[] = []): void {
    const problem = { severity: 'warning', code, message: shortened(message), range } as const;
    this.#other({ ...problem, ...some({ fixes }) });
  }

  hint(code: string, range: TextRange, message: string, fixes: readonly Fix[] = []): void {
    const problem = { severity: 'hint', code, message: shortened(message), range } as const;
    this.#other({ ...problem, ...some({ fixes }) });
  }

  /** The number of errors so far. Decoders compare it before and after decoding a part. */
  get errors(): number {
    return this.#errorCount;
  }

  /**
   * The problems in the order of the text, followed by the number of omitted ones. What an error is
   * about needs no warning.
   */
  problems(): readonly Problem[] {
    const placed = new Set(this.#errors.map(({ range }) => placeOf(range)));
    const others = this.#others.filter(({ range }) => !placed.has(placeOf(range)));
    const kept = [...this.#errors, ...others].toSorted((a, b) => a.range.start - b.range.start);
    const covered = this.#others.length - others.length;
    const left = this.#errorCount - this.#repeated + this.#otherCount - covered - kept.length;
    if (left === 0) return kept;
    const message = `${left.toLocaleString('en')} more problems are not listed`;
    return [...kept, { severity: 'hint', code: 'more-problems', message, range: kept[0].range }];
  }

  #other(problem: Problem): void {
    if (this.#otherCount++ < maxProblems) this.#others.push(problem);
  }
}

/** A message without most of a very long text that it quotes. */
function shortened(message: string): string {
  return message.length <= maxMessage ? message : `${message.slice(0, maxMessage - 1)}…`;
}

function placeOf({ start, end }: TextRange): string {
  return `${start}:${end}`;
}

/** The lists that are not empty. */
function some<T extends Readonly<Record<string, readonly unknown[]>>>(lists: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(lists).filter(([, list]) => list.length > 0),
  ) as Partial<T>;
}
