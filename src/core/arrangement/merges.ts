import { addMultiple, addProduct } from '../exact/doubleDouble.ts';
import type { Workspace } from './workspace.ts';

/**
 * Decided rows of one group on their way into the rows behind them: each adds its activation times
 * its column, a rank-one update. They go in pairs, in one pass over the rows behind, and the first
 * pass also copies these where the cell in hand has no base of its own; sums are rounded as if the
 * rows had come one by one.
 */
export class Merges {
  // The rows that the columns of the group reach.
  private from = 0;
  private to = 0;
  /** Whether a row waits for a second one, and its column. */
  private waiting = false;
  private column = 0;
  /** a, b, c of the activations of two rows. */
  private readonly image = new Float64Array(6);
  private readonly imageLow = new Float64Array(3);

  begin(w: Workspace, group: number): void {
    const { groupStart, reach } = w.blocks[w.block];
    this.from = groupStart[group + 1];
    this.to = groupStart[reach[group] + 1];
  }

  /**
   * Adds a row of the group. Its a and b stand in `real` from `ab` on and its c at `c`; `piece` is
   * an index of the program's slopes.
   */
  add(w: Workspace, row: number, piece: number, ab: number, c: number): void {
    const { real, program } = w;
    const slope = program.slope[piece];
    const offset = program.offset[piece];
    if (slope === 0 && offset === 0) return;
    const column = w.blocks[w.block].column[row];
    w.work += 3 * (this.to - this.from) * (w.precise ? 12 : 1);
    if (w.precise) {
      this.addPrecisely(w, column, piece, ab, c);
      return;
    }
    const { image } = this;
    const at = this.waiting ? 3 : 0;
    image[at] = slope * real[ab];
    image[at + 1] = slope * real[ab + 1];
    image[at + 2] = slope * real[c] + offset;
    if (this.waiting) this.passTwo(w, this.column, column);
    else this.column = column;
    this.waiting = !this.waiting;
  }

  /** All rows of the group are there. */
  end(w: Workspace): void {
    if (!this.waiting) return;
    this.passOne(w, this.column);
    this.waiting = false;
  }

  private passOne(w: Workspace, column: number): void {
    const { from, to, image } = this;
    let source = w.base + 3 * from;
    let target = this.targetOf(w);
    const { real } = w;
    const a = image[0];
    const b = image[1];
    const c = image[2];
    for (let s = from; s < to; s++, source += 3, target += 3) {
      const weight = real[column + s];
      real[target] = real[source] + weight * a;
      real[target + 1] = real[source + 1] + weight * b;
      real[target + 2] = real[source + 2] + weight * c;
    }
  }

  private passTwo(w: Workspace, column: number, other: number): void {
    const { from, to, image } = this;
    let source = w.base + 3 * from;
    let target = this.targetOf(w);
    const { real } = w;
    const a = image[0];
    const b = image[1];
    const c = image[2];
    const otherA = image[3];
    const otherB = image[4];
    const otherC = image[5];
    for (let s = from; s < to; s++, source += 3, target += 3) {
      const weight = real[column + s];
      const otherWeight = real[other + s];
      real[target] = real[source] + weight * a + otherWeight * otherA;
      real[target + 1] = real[source + 1] + weight * b + otherWeight * otherB;
      real[target + 2] = real[source + 2] + weight * c + otherWeight * otherC;
    }
  }

  /** Where the sums go: a base of the cell's own, in which a pass has yet to write those it reaches. */
  private targetOf(w: Workspace): number {
    if (!w.ownsBase) {
      const { from, to } = this;
      const rows = w.rowsInHand;
      const own = w.reserveReal(3 * (rows - from)) - 3 * from;
      if (to < rows) w.copy(own + 3 * to, w.base + 3 * to, 3 * (rows - to));
      w.base = own;
      w.ownsBase = true;
    }
    return w.base + 3 * this.from;
  }

  private addPrecisely(w: Workspace, column: number, piece: number, ab: number, c: number): void {
    const { slope, offset, offsetLow } = w.program;
    const { from, to, image, imageLow } = this;
    if (!w.ownsBase) w.copyBase(from);
    const { real, low } = w;
    for (let k = 0; k < 3; k++) {
      const at = k === 2 ? c : ab + k;
      image[k] = k === 2 ? offset[piece] : 0;
      imageLow[k] = k === 2 ? offsetLow[piece] : 0;
      addProduct(image, imageLow, k, slope[piece], 0, real[at], low[at]);
    }
    for (let k = 0; k < 3; k++)
      addMultiple(real, low, w.base + k, 3, column, from, to, image[k], imageLow[k]);
  }
}
