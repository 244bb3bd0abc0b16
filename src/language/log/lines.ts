import { maxLogRows, type LogRow } from './table.ts';

/** Lines between two yields: far less than a millisecond of work. */
const linesPerTurn = 200;

/** Colours and cursor movements of terminals (ECMA-48 control sequences and window titles). */
const escapes = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?)/g;

/**
 * Reads the lines of a text one at a time, without copying the text. A carriage return ends a line as
 * well, because progress bars overwrite theirs; what a terminal does not show is removed.
 */
export class Lines {
  private at = 0;
  private count = 0;
  /** Parts of the last line that are still to come, the next one last. */
  private parts: string[] = [];
  /** Number of the last line, from 1. */
  line = 0;
  private readonly end: '\n' | '\r';

  constructor(private readonly text: string) {
    this.end = text.includes('\n') ? '\n' : '\r';
  }

  /** The next line without its end; undefined after the last. */
  next(): string | undefined {
    this.count++;
    const part = this.parts.pop();
    if (part !== undefined) return part;
    const { text, at: from } = this;
    if (from >= text.length) return undefined;
    const end = text.indexOf(this.end, from);
    const to = end < 0 ? text.length : end;
    this.at = to + 1;
    this.line++;
    const line = text.slice(from, text[to - 1] === '\r' && to > from ? to - 1 : to);
    const shown = line.includes('\u001B') ? line.replace(escapes, '') : line;
    if (!shown.includes('\r')) return shown;
    this.parts = shown.split('\r').reverse();
    return this.parts.pop();
  }

  /** Where the next line begins, to return to. */
  get place(): { readonly at: number; readonly line: number; readonly parts: readonly string[] } {
    return { at: this.at, line: this.line, parts: [...this.parts] };
  }

  returnTo({ at, line, parts }: Lines['place']): void {
    this.at = at;
    this.line = line;
    this.parts = [...parts];
  }

  /** Makes `text`, which `next` has just returned, the next line again. */
  putBack(text: string): void {
    this.parts.push(text);
  }

  /** Whether it is time to yield. */
  get isTurn(): boolean {
    return this.count % linesPerTurn === 0;
  }

  /** Share of the text that has been read, from 0 to 1. */
  get share(): number {
    return Math.min(1, this.at / this.text.length);
  }
}

/** Rows at the end of a log that are always kept: the last ones may be evaluations or summaries. */
const tailLength = 16;

/**
 * Selects the rows of a log to keep: all, or about one in n if there are too many, so that the whole run is
 * covered, and the last ones. Skipped rows are not read, so a longer log takes little more time. Rows are not kept at
 * regular distances: where training and evaluation take turns, those of one kind would be lost.
 */
export class RowSample<Row extends LogRow = LogRow> {
  private kept: { readonly row: Row; readonly index: number }[] = [];
  /** The last rows, the oldest first. */
  private tail: (() => Row | undefined)[] = [];
  /** The number of rows, and how many there are for each that is kept, a power of two. */
  count = 0;
  every = 1;

  /** The rows that are kept, once all have been offered. */
  get rows(): readonly Row[] {
    const tailStart = this.count - this.tail.length;
    const before = this.kept.filter(({ index }) => index < tailStart).map(({ row }) => row);
    return [...before, ...this.tail.map((read) => read()).filter((row) => row !== undefined)];
  }

  /** Takes the next row, which is read now, at the end or never. Undefined if nothing can be read. */
  offer(read: () => Row | undefined): void {
    const index = this.count++;
    let offered = read;
    if (isKept(index, this.every)) {
      const row = read();
      offered = () => row;
      if (row) this.kept.push({ row, index });
    }
    this.tail.push(offered);
    if (this.tail.length > tailLength) this.tail.shift();
    if (this.kept.length <= maxLogRows) return;
    this.every *= 2;
    this.kept = this.kept.filter(({ index }) => isKept(index, this.every));
  }
}

/**
 * Whether a row is one of those that are kept, by the fractional part of its index times the golden ratio, which
 * is spread evenly and has no period.
 */
function isKept(index: number, every: number): boolean {
  return (Math.imul(index, 0x9e3779b1) >>> 0) * every < 2 ** 32;
}
