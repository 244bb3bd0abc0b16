import { applyDecisions } from './decide.ts';
import { enterLayer } from './enterLayer.ts';
import { reduceWhenSmaller } from './reduce.ts';
import { split } from './split.ts';
import type { Workspace } from './workspace.ts';

/**
 * Works on the cells that wait, about `work` nanoseconds, until none is left or there are `mostCells`
 * finished cells. Returns whether cells still wait.
 */
export function search(w: Workspace, work: number, mostCells: number): boolean {
  const until = w.work + work;
  while (w.work < until && w.cells.count < mostCells) {
    if (!w.pop()) return false;
    do applyDecisions(w);
    while (advance(w));
  }
  return w.cellsWaiting > 0;
}

/** Takes the cell in hand to its end, or cuts it: then one part is in hand and true is returned. */
function advance(w: Workspace): boolean {
  while (w.candidateCount === 0) {
    if (!enterLayer(w)) {
      const block = w.blocks[w.block];
      const map = w.base + 3 * block.groupStart[w.group];
      w.cells.add(w.ints, w.ring, w.size, w.pattern, w.real, map);
      return false;
    }
  }
  reduceWhenSmaller(w);
  split(w);
  return true;
}
