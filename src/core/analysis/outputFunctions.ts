import type { ExactRow } from '../exact/exactRows.ts';
import type { BoundedRow } from './boundedRow.ts';
import type { OutputRows } from './outputRows.ts';
import type { CornerPool, Functions } from './parts.ts';

/** The outputs of a network as functions of which one is the largest. */
export class OutputFunctions implements Functions {
  readonly count: number;
  // Bounds of every output at a point, or at several one after the other.
  private low: Float64Array;
  private high: Float64Array;

  constructor(private readonly rows: OutputRows) {
    this.count = rows.complex.outputCount;
    this.low = new Float64Array(this.count);
    this.high = new Float64Array(this.count);
  }

  largestAt(cell: number, x: number, y: number, error: number): number {
    const { count, low, high } = this;
    this.bound(cell, x, y, error, 0);
    let best = 0;
    for (let o = 1; o < count; o++) if (low[o] > low[best]) best = o;
    for (let o = 0; o < count; o++) if (o !== best && !(high[o] < low[best])) return -1;
    return best;
  }

  /** All outputs but those that another one certainly exceeds at all corners. */
  candidates(cell: number, corners: CornerPool): number[] {
    const { count } = this;
    const size = count * corners.count;
    if (this.low.length < size) {
      this.low = new Float64Array(2 * size);
      this.high = new Float64Array(2 * size);
    }
    const { low, high } = this;
    const leaders = new Set<number>();
    for (let i = 0; i < corners.count; i++) {
      const at = i * count;
      this.bound(cell, corners.x[i], corners.y[i], corners.error[i], at);
      let best = 0;
      for (let o = 1; o < count; o++) if (low[at + o] > low[at + best]) best = o;
      leaders.add(best);
    }
    const exceeds = (p: number, q: number): boolean => {
      for (let at = 0; at < size; at += count) if (!(low[at + p] > high[at + q])) return false;
      return true;
    };
    const found: number[] = [];
    for (let o = 0; o < count; o++) {
      let isExceeded = false;
      for (const leader of leaders) isExceeded ||= exceeds(leader, o);
      if (!isExceeded) found.push(o);
    }
    return found;
  }

  rivals(label: number, candidates: readonly number[]): readonly number[] {
    return candidates.filter((other) => other !== label);
  }

  write(cell: number, plus: number, minus: number, to: BoundedRow): void {
    this.rows.write({ plus, minus, level: 0 }, cell, to);
  }

  exactRow(cell: number, plus: number, minus: number): ExactRow {
    return this.rows.exactRow({ plus, minus, level: 0 }, cell);
  }

  /** Writes bounds of all outputs at a point. */
  private bound(cell: number, x: number, y: number, error: number, at: number): void {
    const { rows, count, low, high } = this;
    const { maps } = rows.complex;
    for (let o = 0, m = 3 * cell * count; o < count; o++, m += 3) {
      const z = maps[m] * x + maps[m + 1] * y + maps[m + 2];
      const steepness = Math.abs(maps[m]) + Math.abs(maps[m + 1]) + rows.gradientError(cell, o);
      const off = rows.valueError(cell, o) + steepness * error;
      low[at + o] = z - off;
      high[at + o] = z + off;
    }
  }
}
