import type { Block } from './block.ts';
import type { ActiveColumns } from './columns.ts';
import type { Program } from './program.ts';
import { AffineBands } from './relax.ts';
import type { Workspace } from './workspace.ts';

/** The rows that stay undecided in a reduction, in order, with working copies of their columns. */
export class KeptRows {
  count = 0;
  readonly row: Int32Array;
  readonly group: Int32Array;
  readonly column: Int32Array;
  /** Bands round their activations. */
  readonly bands: AffineBands;
  /** Last group that the columns of a group reach. */
  readonly reach: Int32Array;

  constructor({ rows, hiddenGroups }: Program) {
    this.row = new Int32Array(rows);
    this.group = new Int32Array(rows);
    this.column = new Int32Array(rows);
    this.bands = new AffineBands(rows);
    this.reach = new Int32Array(hiddenGroups + 1);
  }

  /** Starts without any, with columns that reach as far as those of a block. */
  begin({ reach }: Block): void {
    this.count = 0;
    this.reach.set(reach);
  }

  /** Adds a row with its column; returns its number. The band is left to the caller. */
  add(row: number, group: number, column: number): number {
    const k = this.count++;
    this.row[k] = row;
    this.group[k] = group;
    this.column[k] = column;
    return k;
  }

  /**
   * Adds the bands from number `first` on to those of the rows from … to − 1, of a group behind, as
   * many as make one step. Returns the first one that is left.
   */
  addBandsTo(
    sums: AffineBands,
    real: Float64Array,
    group: number,
    from: number,
    to: number,
    first: number,
  ): number {
    const { bands, column } = this;
    const end = Math.min(this.count, first + rowsPerStep(to - from));
    // Two columns at a time: the sums are loaded and stored half as often.
    let waiting = -1;
    for (let k = first; k < end; k++) {
      if (this.reach[this.group[k]] < group) continue;
      if (waiting < 0) {
        waiting = k;
      } else {
        sums.addTwo(real, bands, waiting, column[waiting], k, column[k], from, to);
        waiting = -1;
      }
    }
    if (waiting >= 0) sums.add(real, bands, waiting, column[waiting], from, to);
    return end;
  }

  /** Lets the columns of group `g` reach group `last`. */
  extendReach(w: Workspace, block: Block, g: number, last: number): void {
    const from = block.groupStart[this.reach[g] + 1];
    const to = block.groupStart[last + 1];
    if (from >= to) return;
    for (let k = 0; k < this.count; k++) {
      if (this.group[k] !== g) continue;
      const column = this.column[k];
      w.real.fill(0, column + from, column + to);
      if (w.precise) w.low.fill(0, column + from, column + to);
    }
    this.reach[g] = last;
  }

  /**
   * Adds the columns of active rows of a group, entries from … to − 1, to those of the rows from
   * number `first` on, `count` at most and as many as make one step. Returns the first one that is
   * left.
   */
  addActive(
    w: Workspace,
    active: ActiveColumns,
    group: number,
    from: number,
    to: number,
    first: number,
    count: number,
  ): number {
    const end = Math.min(count, first + rowsPerStep((to - from) * active.size));
    // Two sums at a time, see `addFourToTwo`.
    let waiting = -1;
    for (let k = first; k < end; k++) {
      if (this.reach[this.group[k]] < group) continue;
      if (w.precise) {
        active.addPreciselyTo(w, this.column[k], from, to);
      } else if (waiting < 0) {
        waiting = k;
      } else {
        active.addToTwo(w.real, this.column[waiting], this.column[k], from, to);
        waiting = -1;
      }
    }
    if (waiting >= 0) active.addTo(w.real, this.column[waiting], from, to);
    return end;
  }
}

/** Rows of `sums` products each in one step: an even number, because they are added in pairs. */
function rowsPerStep(sums: number): number {
  return 2 * Math.ceil(sumsPerStep / 2 / (sums + 1));
}

// Tenths of a millisecond, and a few milliseconds in code that is not yet compiled.
const sumsPerStep = 1 << 17;
