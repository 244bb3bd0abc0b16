import { addProduct } from '../exact/doubleDouble.ts';
import type { Workspace } from './workspace.ts';

/*
 * The inner loops of composing neurons away. A column holds what one neuron contributes to the rows
 * behind it; entry t of the column at `p` is real[p + t].
 */

/** Adds `factor` times the column at `column` to the one at `sum`, entries from … to − 1. */
export function addColumn(
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

/** The same in two doubles; the factor is `slope` times the double at `at`. */
export function addColumnPrecisely(
  w: Workspace,
  sum: number,
  from: number,
  to: number,
  column: number,
  slope: number,
  at: number,
): void {
  const { real, low, image, imageLow } = w;
  if (real[at] === 0) return;
  image[0] = 0;
  imageLow[0] = 0;
  addProduct(image, imageLow, 0, slope, 0, real[at], low[at]);
  for (let t = from; t < to; t++)
    addProduct(real, low, sum + t, image[0], imageLow[0], real[column + t], low[column + t]);
}

/** Adds four columns with their factors at once: the sums are loaded and stored only once. */
export function addFourColumns(
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
