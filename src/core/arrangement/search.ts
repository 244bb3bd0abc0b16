import { applyDecisions } from './decide.ts';
import { enterLayer } from './enterLayer.ts';
import { reductionIsDue } from './reduce.ts';
import { split } from './split.ts';
import type { Workspace } from './workspace.ts';

/**
 * Works on the cells that wait, about `work` nanoseconds, until none is left or there are `mostCells`
 * finished cells. Returns whether there is more to do.
 */
export function search(w: Workspace, work: number, mostCells: number): boolean {
  w.cells.growAhead();
  const until = w.work + work;
  while (w.work < until && w.cells.count < mostCells) {
    if (w.reducing) {
      if (!w.reducing.next().done) return true;
      w.reducing = undefined;
      split(w);
    } else if (!w.pop()) return false;
    do applyDecisions(w);
    while (advance(w));
  }
  return w.cellsWaiting > 0 || w.reducing !== undefined;
}

/**
 * Takes the cell in hand to its end, or cuts it: then one part is in hand and true is returned. Or
 * leaves it in hand with a reduction that is not yet done.
 */
function advance(w: Workspace): boolean {
  while (w.candidateCount === 0) {
    if (!enterLayer(w)) {
      const block = w.blocks[w.block];
      const map = w.base + 3 * block.groupStart[w.group];
      w.cells.add(w.ints, w.ring, w.size, w.pattern, w.real, map);
      return false;
    }
  }
  if (reductionIsDue(w)) {
    const steps = w.reduction.run(w);
    if (!steps.next().done) {
      w.reducing = steps;
      return false;
    }
  }
  split(w);
  return true;
}
