import type { Block } from './block.ts';
import { addMultiple, addProduct } from '../exact/doubleDouble.ts';
import { decisionSize } from './layout.ts';
import type { Workspace } from './workspace.ts';

/**
 * Applies what has been decided on the cell in hand: writes the bits of its pattern and adds the
 * rows of the neurons whose piece is now known to the rows behind them (one rank-one update each).
 */
export function applyDecisions(w: Workspace): void {
  const { pattern, program, ints } = w;
  const { slope, offset, pieceStart } = program;
  const block = w.blocks[w.block];
  const last = w.decisions + w.decisionCount * decisionSize;
  let owned = false;
  for (let d = w.decisions; d < last; d += decisionSize) {
    setBit(pattern, ints[d] >> 1, ints[d] & 1);
    if (ints[d + 3] < 0) continue;
    const row = ints[d + 2];
    const piece = pieceStart[block.unit[row]] + ints[d + 3];
    if (slope[piece] === 0 && offset[piece] === 0) continue;
    if (!owned) ownBase(w, block.groupStart[w.group + 1]);
    owned = true;
    const slot = ints[d + 1];
    mergeRow(w, block, w.group, row, piece, slot, slot + 5);
  }
}

/** Gives the cell in hand a base of its own for the rows from `first` on. */
export function ownBase(w: Workspace, first: number): void {
  const { groupStart } = w.blocks[w.block];
  const rows = groupStart[groupStart.length - 1];
  const own = w.reserveReal(3 * (rows - first)) - 3 * first;
  w.copy(own + 3 * first, w.base + 3 * first, 3 * (rows - first));
  w.base = own;
}

/**
 * Adds the activation of a decided row to the rows that its column reaches: a rank-one update. Its
 * a and b stand in `real` from `ab` on and its c at `c`; `piece` is an index of the program's slopes.
 */
export function mergeRow(
  w: Workspace,
  block: Block,
  group: number,
  row: number,
  piece: number,
  ab: number,
  c: number,
): void {
  const { program, real, low } = w;
  const slope = program.slope[piece];
  const offset = program.offset[piece];
  const column = block.column[row];
  const from = block.groupStart[group + 1];
  const to = block.groupStart[block.reach[group] + 1];
  w.work += 3 * (to - from) * (w.precise ? 12 : 1);
  if (w.precise) {
    const { image, imageLow } = w;
    for (let k = 0; k < 3; k++) {
      const at = k === 2 ? c : ab + k;
      image[k] = k === 2 ? offset : 0;
      imageLow[k] = k === 2 ? program.offsetLow[piece] : 0;
      addProduct(image, imageLow, k, slope, 0, real[at], low[at]);
    }
    for (let k = 0; k < 3; k++)
      addMultiple(real, low, w.base + k, 3, column, from, to, image[k], imageLow[k]);
    return;
  }
  const va = slope * real[ab];
  const vb = slope * real[ab + 1];
  const vc = slope * real[c] + offset;
  const { base } = w;
  for (let s = from; s < to; s++) {
    const weight = real[column + s];
    const at = base + 3 * s;
    real[at] += weight * va;
    real[at + 1] += weight * vb;
    real[at + 2] += weight * vc;
  }
}

export function setBit(pattern: Uint32Array, fold: number, bit: number): void {
  if (bit === 1) pattern[fold >> 5] |= 1 << (fold & 31);
  else pattern[fold >> 5] &= ~(1 << (fold & 31));
}
