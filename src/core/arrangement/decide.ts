import { decisionSize } from './layout.ts';
import type { Program } from './program.ts';
import type { Workspace } from './workspace.ts';

/**
 * Applies what has been decided on the cell in hand: writes the bits of its pattern and adds the
 * rows of the neurons whose piece is now known to the rows behind them.
 */
export function applyDecisions(w: Workspace): void {
  const { pattern, ints, merges } = w;
  if (w.decisionCount === 0) return;
  const last = w.decisions + w.decisionCount * decisionSize;
  merges.begin(w, w.group);
  for (let d = w.decisions; d < last; d += decisionSize) {
    setBit(pattern, ints[d] >> 1, ints[d] & 1);
    if (ints[d + 3] < 0) continue;
    const slot = ints[d + 1];
    merges.add(w, ints[d + 2], ints[d + 3], slot, slot + 5);
  }
  merges.end(w);
}

/** Writes the bits of a neuron that lies in the given piece. */
export function writePiece(
  pattern: Uint32Array,
  { foldStart, foldEnd }: Program,
  unit: number,
  piece: number,
): void {
  const end = foldEnd[unit];
  for (let f = foldStart[unit], rank = 0; f < end; f++, rank++)
    setBit(pattern, f, rank < piece ? 1 : 0);
}

export function setBit(pattern: Uint32Array, fold: number, bit: number): void {
  if (bit === 1) pattern[fold >> 5] |= 1 << (fold & 31);
  else pattern[fold >> 5] &= ~(1 << (fold & 31));
}
