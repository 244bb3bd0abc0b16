import type { ExactRow } from '../exact/exactRows.ts';
import { BoundedRow } from './boundedRow.ts';
import type { OutputRows } from './outputRows.ts';
import type { CornerPool, Functions } from './parts.ts';

/** On each cell to be cut: the cell of the complex that it is part of, and its height. */
export interface HeightOn {
  readonly cell: (cell: number) => number;
  readonly plus: (cell: number) => number;
  /** An output that is subtracted; −1 for none. */
  readonly minus: number;
}

/**
 * Functions of which number k is the largest where the height exceeds k of the levels: k times the height
 * minus the sum of the first k levels. On a level, the lower number counts.
 */
export class LevelFunctions implements Functions {
  readonly count: number;
  private readonly height = new BoundedRow();

  /** Levels are ascending. */
  constructor(
    private readonly rows: OutputRows,
    private readonly on: HeightOn,
    private readonly levels: readonly number[],
  ) {
    this.count = levels.length + 1;
  }

  largestAt(cell: number, x: number, y: number, error: number): number {
    this.writeHeight(cell);
    const z = this.height.at(x, y);
    const off = this.height.errorAt(error);
    const sure = this.below(z - off);
    return this.levels[sure] <= z + off ? -1 : sure;
  }

  candidates(cell: number, corners: CornerPool): number[] {
    this.writeHeight(cell);
    let lo = Infinity;
    let hi = -Infinity;
    for (let i = 0; i < corners.count; i++) {
      const z = this.height.at(corners.x[i], corners.y[i]);
      const off = this.height.errorAt(corners.error[i]);
      lo = Math.min(lo, z - off);
      hi = Math.max(hi, z + off);
    }
    const first = this.below(lo);
    let last = first;
    while (this.levels[last] <= hi) last++;
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }

  /** Only those beside it: the other levels do not come between. */
  rivals(label: number, candidates: readonly number[]): readonly number[] {
    return candidates.filter((other) => Math.abs(other - label) === 1);
  }

  write(cell: number, a: number, b: number, to: BoundedRow): void {
    this.rows.write(this.combination(cell, Math.min(a, b)), this.on.cell(cell), to);
    if (a < b) to.negate();
  }

  exactRow(cell: number, a: number, b: number): ExactRow {
    const row = this.rows.exactRow(this.combination(cell, Math.min(a, b)), this.on.cell(cell));
    return a < b ? { a: -row.a, b: -row.b, c: -row.c } : row;
  }

  private combination(cell: number, level: number) {
    const { on, levels } = this;
    return { plus: on.plus(cell), minus: on.minus, level: levels[level] };
  }

  private writeHeight(cell: number): void {
    const { on } = this;
    this.rows.write({ plus: on.plus(cell), minus: on.minus, level: 0 }, on.cell(cell), this.height);
  }

  /** The number of levels below a value. */
  private below(z: number): number {
    let lo = 0;
    let hi = this.levels.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (this.levels[mid] < z) lo = mid + 1;
      else hi = mid;
    }
    return lo;
  }
}
