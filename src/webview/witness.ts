import type { Picture } from '../protocol/view.ts';
import { pickPoint } from '../core/picture/pick.ts';
import { cellPattern } from '../core/complex/describe.ts';
import { middleOf } from './pointing.ts';
import type { Drawing } from './drawing.ts';
import type { Spot } from './state.ts';
import type { Witness } from './viewState.ts';

/** What to remember of a region, so that it is found again when the network has changed. */
export function witnessOf(picture: Picture, { cell, x, y }: Spot): Witness {
  return { x, y, pattern: Array.from(cellPattern(picture.complex, cell)) };
}

/**
 * The region that a witness stands for: the one at its point if it still has the pattern, else the
 * one with the pattern wherever it has gone, else whatever is now at the point.
 */
export function findWitness(drawing: Drawing, { x, y, pattern }: Witness): Spot | undefined {
  const { picture, sheet } = drawing;
  const here = pickPoint(sheet, x, y);
  if (here && samePattern(picture, here.cell, pattern)) return { ...here, edge: -1 };
  for (let c = 0; c < picture.complex.cellCount; c++) {
    if (samePattern(picture, c, pattern)) return middleOf(drawing, c);
  }
  return here && { ...here, edge: -1 };
}

function samePattern({ complex }: Picture, cell: number, pattern: readonly number[]): boolean {
  if (pattern.length !== complex.patternWords) return false;
  const first = cell * complex.patternWords;
  return pattern.every((word, i) => complex.patterns[first + i] === word);
}
