import { arena, intAt, take, takeReals, toLow } from './memory';
import { neuronAt, program } from './program';

/** A row of a block: a neuron, and its weights into the rows behind its group, as far as group `reach`. */
@unmanaged
export class Later {
  neuron: i32;
  reach: i32;
  /** Address of the weight into the first row behind its group. */
  column: usize;
}

/**
 * The part of the network that is left to decide on a cell: rows by group. The first block is the whole
 * program; a reduction makes a smaller one of the neurons that matter on a cell. Lies in the arena.
 */
@unmanaged
export class Block {
  /** i32: group g has the rows groupStart[g] … groupStart[g + 1] − 1. */
  groupStart: usize;
  /** `Later` per row. */
  rows: usize;
  /**
   * The rows before anything is decided. Only the whole program has them: other blocks belong to a cell,
   * which has a base of its own.
   */
  base: usize;
  stride: usize;
}

export function laterAt(block: Block, index: i32): Later {
  return changetype<Later>(block.rows + <usize>index * offsetof<Later>());
}

export function groupStartOf(block: Block, group: i32): i32 {
  return intAt(block.groupStart, group);
}

/** Rows of a block, outputs included. */
export function rowsOf(block: Block): i32 {
  return intAt(block.groupStart, program.groups);
}

/** The whole program. In precise runs its base and columns are copied to the arena, with their low parts. */
export function blockOfProgram(): Block {
  const block = changetype<Block>(take(arena, offsetof<Block>()));
  block.groupStart = program.groupStart;
  block.rows = take(arena, <usize>program.rows * offsetof<Later>());
  block.base = program.base;
  block.stride = program.stride;
  if (toLow !== 0) {
    block.base = take(arena, 3 * program.stride);
    memory.copy(block.base, program.base, 3 * program.stride);
    memory.copy(block.base + toLow, program.baseLow, 3 * program.stride);
  }
  for (let g = 0; g < program.groups; g++) {
    const end = groupStartOf(block, g + 1);
    for (let r = groupStartOf(block, g); r < end; r++) {
      const neuron = neuronAt(r);
      const later = laterAt(block, r);
      later.neuron = r;
      later.reach = neuron.reach;
      later.column = program.weights + ((<usize>neuron.column) << 3);
      const count = groupStartOf(block, neuron.reach + 1) - end;
      if (toLow !== 0 && count > 0) later.column = copyPrecisely(later.column, count);
    }
  }
  return block;
}

function copyPrecisely(column: usize, count: i32): usize {
  const bytes = (<usize>((count + 1) & ~1)) << 3;
  const to = takeReals(arena, count);
  memory.copy(to, column, bytes);
  memory.fill(to + toLow, 0, bytes);
  return to;
}
