import { rowsOf } from './block';
import { cell, pop, search } from './cell';
import { cut } from './cut';
import { applyDecisions, enterGroup } from './group';
import { cellCount, maps, patterns, ringStarts, rings } from './halfEdge';
import { addEntry, makeRoom } from './memory';
import { patternInHand } from './pattern';
import { program } from './program';
import { beginReduction, reduce, reductionIsDue } from './reduction';
import { cornerAt } from './ring';

/** Forgets cells that wait, and work that was done. */
export function startSearch(): void {
  search.work = 0;
  search.top = 0;
  search.waiting = 0;
  search.inHand = search.reducing = false;
}

/**
 * Works on the cell in hand and those that wait, until the work is `until`, none is left, or there are
 * `mostCells` finished cells. Returns whether there is a cell in hand or waiting.
 */
export function searchUntil(until: f64, mostCells: i32): bool {
  while (search.work < until && cellCount() < mostCells) {
    if (!search.inHand && !pop()) return false;
    step(until);
  }
  return search.inHand || search.top !== 0;
}

/** Takes the cell in hand to the next group or to its end, reduces its network, or cuts it. */
function step(until: f64): void {
  applyDecisions();
  if (cell.count === 0) {
    if (!enterGroup()) finishCell();
    return;
  }
  if (!search.reducing && reductionIsDue()) {
    beginReduction();
    search.reducing = true;
  }
  if (search.reducing && !reduce(until)) return;
  search.reducing = false;
  cut();
}

/** The cell in hand is finished: adds its ring, pattern and maps to the tables. */
export function finishCell(): void {
  search.inHand = false;
  const size = cell.size;
  makeRoom(rings, size);
  for (let k = 0, to = rings.at + ((<usize>rings.count) << 2); k < size; k++, to += 4)
    store<i32>(to, cornerAt(cell.ring, k).halfEdge);
  rings.count += size;
  store<i32>(addEntry(ringStarts), rings.count);
  memory.copy(addEntry(patterns), patternInHand(), patterns.entry);
  let to = addEntry(maps);
  let from = cell.base + ((<usize>(rowsOf(cell.block) - program.outputs)) << 3);
  for (let o = 0; o < program.outputs; o++, from += 8, to += 24) {
    store<f64>(to, load<f64>(from));
    store<f64>(to, load<f64>(from + cell.stride), 8);
    store<f64>(to, load<f64>(from + 2 * cell.stride), 16);
  }
}
