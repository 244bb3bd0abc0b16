import { setBit, writePiece } from './decide.ts';
import { candidateSize, slotSize } from './layout.ts';
import { shareLine } from './split.ts';
import type { Workspace } from './workspace.ts';

/**
 * Takes the cell in hand, on which every earlier layer is decided, to the next one: neurons that
 * keep one piece all over the cell are decided, the folds that cross it become its candidates.
 * Returns false when the next layer is the outputs: the cell is finished.
 */
export function enterLayer(w: Workspace): boolean {
  const { program, merges, pattern, corners } = w;
  const { pieceStart, foldStart, foldEnd, threshold } = program;
  const group = ++w.group;
  const block = w.blocks[w.block];
  if (group === program.hiddenGroups) return false;
  const first = block.groupStart[group];
  const end = block.groupStart[group + 1];
  const rows = w.base;
  w.candidates = w.intTop;
  w.candidateCount = 0;
  corners.read(w, w.ring, w.size);
  w.work += 20 * (end - first);

  const { middleX, middleY, halfX, halfY } = corners;
  merges.begin(w, group);
  for (let row = first, at = rows + 3 * first; row < end; row++, at += 3) {
    const unit = block.unit[row];
    const a = w.real[at];
    const b = w.real[at + 1];
    const c = w.real[at + 2];
    const steepness = Math.abs(a) + Math.abs(b) + w.gradientError(unit, a, b);
    const error = w.valueError(unit, a, b, c) + steepness * corners.error;
    // Mostly the box round the cell suffices to see that the neuron does not bend on it.
    const middle = a * middleX + b * middleY;
    const spread = Math.abs(a) * halfX + Math.abs(b) * halfY;
    const lastFold = foldEnd[unit];
    let f = foldStart[unit];
    while (f < lastFold && middle - spread + (c - threshold[f]) > error) f++;
    let piece = f - foldStart[unit];
    if (f === lastFold || middle + spread + (c - threshold[f]) < -error)
      writePiece(pattern, program, unit, piece);
    else piece = decideRow(w, unit, row, at);
    if (piece >= 0) merges.add(w, row, pieceStart[unit] + piece, at, at + 2);
  }
  merges.end(w);
  // On much of the domain hardly a later neuron keeps one piece: a reduction would be in vain.
  w.reduceAt = group === 0 ? w.candidateCount >> 2 : w.candidateCount;
  return true;
}

/**
 * Decides the folds of one neuron, whose row stands at `r`, by the corners of the cell; returns its
 * piece, or −1 if one of its folds crosses the cell.
 */
export function decideRow(w: Workspace, unit: number, row: number, r: number): number {
  const { real, program, pattern, corners } = w;
  const foldStart = program.foldStart[unit];
  const foldEnd = program.foldEnd[unit];
  const a = real[r];
  const b = real[r + 1];
  const c = real[r + 2];
  const steepness = Math.abs(a) + Math.abs(b) + w.gradientError(unit, a, b);
  const valueError = w.valueError(unit, a, b, c);
  const error = valueError + steepness * corners.error;
  corners.findRange(a, b);
  const { least, most } = corners;
  let piece = 0;
  let crossed = false;
  for (let f = foldStart; f < foldEnd; f++) {
    const constant = c - program.threshold[f];
    if (least + constant > error) {
      setBit(pattern, f, 1);
      piece++;
    } else if (most + constant < -error) {
      setBit(pattern, f, 0);
    } else {
      const slot = w.reserveReal(slotSize);
      w.real[slot] = a;
      w.real[slot + 1] = b;
      w.real[slot + 2] = constant;
      w.real[slot + 3] = valueError;
      w.real[slot + 4] = steepness;
      w.real[slot + 5] = c;
      w.real[slot + 6] = -1;
      if (w.precise) {
        w.low[slot] = w.low[r];
        w.low[slot + 1] = w.low[r + 1];
        w.low[slot + 5] = w.low[r + 2];
      }
      const { ringSigns } = w;
      ringSigns.read(w, slot, f, w.ring, w.size);
      if (ringSigns.above > 0 && ringSigns.below > 0) {
        crossed = true;
        const at = w.reserveInts(candidateSize);
        w.ints[at] = slot;
        w.ints[at + 1] = row;
        w.ints[at + 2] = f;
        w.ints[at + 3] = ringSigns.aboveMask;
        w.ints[at + 4] = ringSigns.belowMask;
        w.candidateCount++;
      } else {
        // A fold that only touches the cell: all of it is on one side, or on the fold.
        if (ringSigns.above > 0 || ringSigns.below > 0) shareSides(w, f);
        const bit = ringSigns.above > 0 ? 1 : 0;
        setBit(pattern, f, bit);
        piece += bit;
      }
    }
  }
  return crossed ? -1 : piece;
}

/**
 * A fold that runs along sides of the cell shares their lines, which carry the first of them: sides of earlier
 * layers have it, but not those of the same layer, where a neuron is put in after the others.
 */
function shareSides(w: Workspace, fold: number): void {
  const { at } = w.ringSigns;
  for (let i = 0, before = w.size - 1; i < w.size; before = i++)
    if (at[before] === 0 && at[i] === 0)
      shareLine(w, w.forest.lineOf(w.ints[w.ring + 2 * before + 1]), fold);
}
