import { Block, groupStartOf } from './block';
import { Arena, arena, copyMark, take } from './memory';
import { Row } from './row';

/**
 * A fold of the group in hand that still crosses the cell, with the corners strictly above and below it
 * (on large rings just 1 and 1). In a list of decisions, the fold does not cross the cell any more: the cell
 * lies above it if one of its corners does, and below it otherwise.
 */
@unmanaged
export class Candidate {
  row: Row;
  /** Row of the block. Folds of one neuron have the same, and stand one behind the other. */
  index: i32;
  above: u32;
  below: u32;
}

/** A cell, in hand or waiting, with what is known of it. */
@unmanaged
export class Cell {
  ring: usize;
  size: i32;
  block: Block;
  /** All groups before it are decided; −1 at first. */
  group: i32;
  /**
   * The rows behind the group as they stand with all that is decided, except `decisions`: the address at
   * which row 0 of the block would be.
   */
  base: usize;
  stride: usize;
  /** Whether no other cell has this base. */
  ownsBase: bool;
  candidates: usize;
  count: i32;
  /** What is newly decided and not yet applied: from `decisions` to `decisionsEnd`, the first neuron last. */
  decisions: usize;
  decisionsEnd: usize;
  /** The network is reduced when no more candidates than this are left. */
  reduceAt: i32;
  /** The cell that waits below this one on the stack. */
  older: usize;
  // The arena as it was when the cell was put on the stack, see `Arena`.
  arena: usize;
  markChunk: usize;
  markEnd: usize;
  markTop: usize;
}

/** The cell in hand. */
export const cell = changetype<Cell>(memory.data(offsetof<Cell>()));

/** A depth-first search over cells with a stack of cells that wait. */
@unmanaged
export class Search {
  /** Work done, very roughly in nanoseconds. Divides a long search into slices without a clock. */
  work: f64;
  /** The cell that waits on top of the stack, 0 for none. */
  top: usize;
  waiting: i32;
  /** Whether there is a cell in hand, and whether its network is being reduced. */
  inHand: bool;
  reducing: bool;
}

export const search = changetype<Search>(memory.data(offsetof<Search>(), 8));

/** Puts the cell in hand on the stack. */
export function push(): void {
  const it = changetype<Cell>(take(arena, offsetof<Cell>()));
  cell.older = search.top;
  copyMark(changetype<Arena>(changetype<usize>(cell) + offsetof<Cell>('arena')), arena);
  memory.copy(changetype<usize>(it), changetype<usize>(cell), offsetof<Cell>());
  search.top = changetype<usize>(it);
  search.waiting++;
}

/** Takes the cell on top of the stack into hand and rewinds the arena; false where none is left. */
export function pop(): bool {
  if (search.top === 0) return false;
  memory.copy(changetype<usize>(cell), search.top, offsetof<Cell>());
  copyMark(arena, changetype<Arena>(changetype<usize>(cell) + offsetof<Cell>('arena')));
  search.top = cell.older;
  search.waiting--;
  search.inHand = true;
  return true;
}

/** The cell that has waited longest, which leaves the stack. There are two or more. */
export function takeBottom(): Cell {
  let newer = changetype<Cell>(search.top);
  let oldest = changetype<Cell>(newer.older);
  while (oldest.older !== 0) {
    newer = oldest;
    oldest = changetype<Cell>(oldest.older);
  }
  newer.older = 0;
  search.waiting--;
  return oldest;
}

export function candidateAt(list: usize, k: i32): Candidate {
  return changetype<Candidate>(list + <usize>k * offsetof<Candidate>());
}

/** The first row behind the group of the cell in hand. */
export function firstLater(): i32 {
  return groupStartOf(cell.block, cell.group + 1);
}
