import { addMultiple, addProduct } from '../exact/doubleDouble.ts';
import type { Workspace } from './workspace.ts';

/*
 * The inner loops of composing neurons away. A column holds what one neuron contributes to the rows
 * behind it; entry t of the column at `p` is real[p + t].
 */

/** The columns of decided neurons that are not flat: they go into those of undecided ones. */
export class ActiveColumns {
  private count = 0;
  private readonly row: Int32Array;
  private readonly column: Int32Array;
  private readonly slope: Float64Array;
  /** A factor in two doubles. */
  private readonly image = new Float64Array(1);
  private readonly imageLow = new Float64Array(1);

  constructor(rows: number) {
    this.row = new Int32Array(rows);
    this.column = new Int32Array(rows);
    this.slope = new Float64Array(rows);
  }

  clear(): void {
    this.count = 0;
  }

  push(row: number, column: number, slope: number): void {
    this.row[this.count] = row;
    this.column[this.count] = column;
    this.slope[this.count] = slope;
    this.count++;
  }

  get size(): number {
    return this.count;
  }

  /** Adds each of them, times its slope and its row's entry of the column at `sum`, to that one. */
  addTo(real: Float64Array, sum: number, from: number, to: number): void {
    const { count, row, column, slope } = this;
    let i = 0;
    for (; i + 3 < count; i += 4) {
      addFour(
        real,
        sum,
        from,
        to,
        column[i],
        slope[i] * real[sum + row[i]],
        column[i + 1],
        slope[i + 1] * real[sum + row[i + 1]],
        column[i + 2],
        slope[i + 2] * real[sum + row[i + 2]],
        column[i + 3],
        slope[i + 3] * real[sum + row[i + 3]],
      );
    }
    for (; i < count; i++) addOne(real, sum, from, to, column[i], slope[i] * real[sum + row[i]]);
  }

  /** The same for two columns. */
  addToTwo(real: Float64Array, sum: number, other: number, from: number, to: number): void {
    const { count, row, column, slope } = this;
    let i = 0;
    for (; i + 3 < count; i += 4) {
      addFourToTwo(
        real,
        sum,
        other,
        from,
        to,
        column[i],
        slope[i] * real[sum + row[i]],
        slope[i] * real[other + row[i]],
        column[i + 1],
        slope[i + 1] * real[sum + row[i + 1]],
        slope[i + 1] * real[other + row[i + 1]],
        column[i + 2],
        slope[i + 2] * real[sum + row[i + 2]],
        slope[i + 2] * real[other + row[i + 2]],
        column[i + 3],
        slope[i + 3] * real[sum + row[i + 3]],
        slope[i + 3] * real[other + row[i + 3]],
      );
    }
    for (; i < count; i++) {
      addOne(real, sum, from, to, column[i], slope[i] * real[sum + row[i]]);
      addOne(real, other, from, to, column[i], slope[i] * real[other + row[i]]);
    }
  }

  /** The same for one, in two doubles. */
  addPreciselyTo(w: Workspace, sum: number, from: number, to: number): void {
    const { real, low } = w;
    const { image, imageLow } = this;
    for (let i = 0; i < this.count; i++) {
      const at = sum + this.row[i];
      if (real[at] === 0) continue;
      image[0] = 0;
      imageLow[0] = 0;
      addProduct(image, imageLow, 0, this.slope[i], 0, real[at], low[at]);
      addMultiple(real, low, sum, 1, this.column[i], from, to, image[0], imageLow[0]);
    }
  }
}

/** Adds `factor` times the column at `column` to the one at `sum`, entries from … to − 1. */
function addOne(
  real: Float64Array,
  sum: number,
  from: number,
  to: number,
  column: number,
  factor: number,
): void {
  if (factor === 0) return;
  for (let t = from; t < to; t++) real[sum + t] += factor * real[column + t];
}

/** Adds four columns with their factors at once: the sums are loaded and stored only once. */
function addFour(
  real: Float64Array,
  sum: number,
  from: number,
  to: number,
  p: number,
  fp: number,
  q: number,
  fq: number,
  r: number,
  fr: number,
  s: number,
  fs: number,
): void {
  for (let t = from; t < to; t++)
    real[sum + t] += fp * real[p + t] + fq * real[q + t] + (fr * real[r + t] + fs * real[s + t]);
}

/** The same for two sums with factors of their own: the columns, too, are loaded only once. */
function addFourToTwo(
  real: Float64Array,
  sum: number,
  other: number,
  from: number,
  to: number,
  p: number,
  fp: number,
  gp: number,
  q: number,
  fq: number,
  gq: number,
  r: number,
  fr: number,
  gr: number,
  s: number,
  fs: number,
  gs: number,
): void {
  for (let t = from; t < to; t++) {
    const vp = real[p + t];
    const vq = real[q + t];
    const vr = real[r + t];
    const vs = real[s + t];
    real[sum + t] += fp * vp + fq * vq + (fr * vr + fs * vs);
    real[other + t] += gp * vp + gq * vq + (gr * vr + gs * vs);
  }
}
