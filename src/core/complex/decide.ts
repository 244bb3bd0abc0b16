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
    const { real } = w;
    mergeRow(
      w,
      w.group,
      row,
      slope[piece] * real[slot],
      slope[piece] * real[slot + 1],
      slope[piece] * real[slot + 5] + offset[piece],
    );
  }
}

/** Gives the cell in hand a base of its own for the rows from `first` on. */
export function ownBase(w: Workspace, first: number): void {
  const block = w.blocks[w.block];
  const rows = block.groupStart[block.groupStart.length - 1];
  const own = w.reserveReal(3 * (rows - first)) - 3 * first;
  const { real, base } = w;
  // A loop: the runs are short, and copyWithin costs as much as a hundred doubles.
  for (let i = 3 * first; i < 3 * rows; i++) real[own + i] = real[base + i];
  w.base = own;
}

/** Adds (a, b, c) to the rows that the column of `row`, a neuron of `group`, reaches. */
export function mergeRow(
  w: Workspace,
  group: number,
  row: number,
  a: number,
  b: number,
  c: number,
): void {
  const block = w.blocks[w.block];
  const from = block.groupStart[group + 1];
  const to = block.groupStart[block.reach[group] + 1];
  w.work += 2 * (to - from);
  addRow(w.real, w.base, block.column[row], from, to, a, b, c);
}

/** Adds multiples of (a, b, c), by the weights of a column, to the rows of a base. */
export function addRow(
  real: Float64Array,
  base: number,
  column: number,
  from: number,
  to: number,
  a: number,
  b: number,
  c: number,
): void {
  for (let s = from; s < to; s++) {
    const weight = real[column + s];
    const at = base + 3 * s;
    real[at] += weight * a;
    real[at + 1] += weight * b;
    real[at + 2] += weight * c;
  }
}

export function setBit(pattern: Uint32Array, fold: number, bit: number): void {
  if (bit === 1) pattern[fold >> 5] |= 1 << (fold & 31);
  else pattern[fold >> 5] &= ~(1 << (fold & 31));
}
