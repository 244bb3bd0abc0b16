import type { LogRow } from './table.ts';

/** A tqdm bar: `12/120 [`. */
const bar = /(?:^|[\s|])(\d{1,9})\/(\d{1,9})\s*\[/g;

/** More bars of different lengths than a training has are not counted. */
const maxTotals = 24;

/** Rows that wait for a bar. */
const maxWaiting = 64;

/**
 * Counts steps by the progress bars between the records: tqdm prints its bar again below a record, and it
 * then shows the step of the record. Evaluations and downloads have bars as well, which are told apart by
 * their lengths.
 */
export class ProgressBars {
  /** By length of the bar: the step of each row that has one. */
  private readonly steps = new Map<number, Map<LogRow, number>>();
  private readonly counted = new Map<number, number>();
  private waiting: { readonly row: LogRow; readonly index: number }[] = [];
  private rowCount = 0;

  addRow(row: LogRow): void {
    this.waiting.push({ row, index: this.rowCount++ });
    if (this.waiting.length > 2 * maxWaiting) this.waiting = this.waiting.slice(-maxWaiting);
  }

  /** Hears a line of output that is not a record. */
  addText(text: string): void {
    if (!text.includes('/')) return;
    for (const [, done, total] of text.matchAll(bar)) this.addBar(Number(done), Number(total));
  }

  /**
   * The step of each row, if there is a bar that has moved on between every two rows. Rows after the last
   * bar continue with the last distance.
   */
  stepsOf(rows: readonly LogRow[]): readonly number[] | undefined {
    let best: number[] | undefined;
    let most = 0;
    for (const byRow of this.steps.values()) {
      const steps = increasing(rows, byRow);
      const count = rows.filter((row) => byRow.has(row)).length;
      if (steps && count > most && 5 * count >= 4 * (rows.length - 1)) {
        best = steps;
        most = count;
      }
    }
    return best;
  }

  private addBar(done: number, total: number): void {
    if (done > total || total < 2) return;
    let steps = this.steps.get(total);
    if (!steps) {
      if (this.steps.size >= maxTotals) return;
      steps = new Map<LogRow, number>();
      this.steps.set(total, steps);
    }
    const from = this.counted.get(total) ?? 0;
    for (let i = this.waiting.length - 1; i >= 0 && this.waiting[i].index >= from; i--)
      steps.set(this.waiting[i].row, done);
    this.counted.set(total, this.rowCount);
  }
}

function increasing(
  rows: readonly LogRow[],
  byRow: ReadonlyMap<LogRow, number>,
): number[] | undefined {
  const steps: number[] = [];
  for (const row of rows) {
    const [before = 0, last = 0] = steps.slice(-2);
    const step = byRow.get(row) ?? last + Math.max(1, last - before);
    if (step <= last) return undefined;
    steps.push(step);
  }
  return steps;
}
