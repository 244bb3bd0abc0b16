import { maxProblems } from './limits.ts';
import type { Problem, TextRange } from './problem.ts';

/** A place elsewhere in the text that explains a problem. */
export type Related = NonNullable<Problem['related']>[number];

/** Collects problems: decoding goes on after each, so that one reading finds them all. */
export class Report {
  #problems: Problem[] = [];
  #left = 0;
  #errors = 0;

  error(code: string, range: TextRange, message: string, related?: readonly Related[]): void {
    this.#errors++;
    this.#add({ severity: 'error', code, message, range, ...(related && { related }) });
  }

  warning(code: string, range: TextRange, message: string): void {
    this.#add({ severity: 'warning', code, message, range });
  }

  hint(code: string, range: TextRange, message: string): void {
    this.#add({ severity: 'hint', code, message, range });
  }

  /** Errors so far; a decoder compares before and after to learn whether its part is whole. */
  get errors(): number {
    return this.#errors;
  }

  /** The problems in the order of the text. */
  problems(): readonly Problem[] {
    const sorted = this.#problems.toSorted((a, b) => a.range.start - b.range.start);
    if (this.#left > 0) {
      const message = `${this.#left.toLocaleString('en')} more problems are not listed`;
      sorted.push({ severity: 'hint', code: 'more-problems', message, range: sorted[0].range });
    }
    return sorted;
  }

  #add(problem: Problem): void {
    if (this.#problems.length < maxProblems) this.#problems.push(problem);
    else this.#left++;
  }
}
