import { maxLogRows, type LogRow } from './table.ts';

/** Lines between two yields: far less than a millisecond of work. */
const linesPerTurn = 200;

/** Reads the lines of a text one at a time, without copying the text. */
export class Lines {
  private at = 0;
  /** Number of the last line, from 1. */
  line = 0;

  constructor(private readonly text: string) {}

  /** The next line without its end; undefined after the last. */
  next(): string | undefined {
    const { text, at: from } = this;
    if (from >= text.length) return undefined;
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    this.at = to + 1;
    this.line++;
    return text[to - 1] === '\r' ? text.slice(from, to - 1) : text.slice(from, to);
  }

  /** Whether it is time to yield. */
  get isTurn(): boolean {
    return this.line % linesPerTurn === 0;
  }

  /** Share of the text that has been read, from 0 to 1. */
  get share(): number {
    return Math.min(1, this.at / this.text.length);
  }
}

/**
 * Selects the rows of a log to keep: all, or every n-th if there are too many, so that the whole run is
 * covered. Skipped rows are not parsed, so a longer log takes hardly longer.
 */
export class RowSample {
  private kept: LogRow[] = [];
  /** The number of rows, and the stride of those that are kept, a power of two. */
  count = 0;
  every = 1;

  get rows(): readonly LogRow[] {
    return this.kept;
  }

  /** Whether to parse the next row. Call it once per row. */
  wantsNext(): boolean {
    return this.count++ % this.every === 0;
  }

  add(row: LogRow): void {
    this.kept.push(row);
    if (this.kept.length <= maxLogRows) return;
    this.kept = this.kept.filter((_, i) => i % 2 === 0);
    this.every *= 2;
  }
}
