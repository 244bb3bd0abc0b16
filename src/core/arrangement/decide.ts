import { decisionSize } from './layout.ts';
import type { Workspace } from './workspace.ts';

/**
 * Applies what has been decided on the cell in hand: writes the bits of its pattern and adds the
 * rows of the neurons whose piece is now known to the rows behind them.
 */
export function applyDecisions(w: Workspace): void {
  const { pattern, program, ints, merges } = w;
  const { unit } = w.blocks[w.block];
  if (w.decisionCount === 0) return;
  const last = w.decisions + w.decisionCount * decisionSize;
  merges.begin(w, w.group);
  for (let d = w.decisions; d < last; d += decisionSize) {
    setBit(pattern, ints[d] >> 1, ints[d] & 1);
    if (ints[d + 3] < 0) continue;
    const slot = ints[d + 1];
    const row = ints[d + 2];
    merges.add(w, row, program.pieceStart[unit[row]] + ints[d + 3], slot, slot + 5);
  }
  merges.end(w);
}

export function setBit(pattern: Uint32Array, fold: number, bit: number): void {
  if (bit === 1) pattern[fold >> 5] |= 1 << (fold & 31);
  else pattern[fold >> 5] &= ~(1 << (fold & 31));
}
