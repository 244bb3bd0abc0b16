import type { Program } from './program.ts';

/** The network that is left to decide on a cell: rows by group, with columns of weights. */
export class Block {
  /** Group g has the rows groupStart[g] … groupStart[g + 1] − 1. */
  readonly groupStart: Int32Array;
  /** Last group that the columns of a group reach. */
  readonly reach: Int32Array;
  /** Row of the program that a row of the block stands for. */
  readonly unit: Int32Array;
  /** Column of a row in `real`: its weight on row s is at column[row] + s. */
  readonly column: Int32Array;

  constructor(program: Program) {
    this.groupStart = new Int32Array(program.hiddenGroups + 2);
    this.reach = new Int32Array(program.hiddenGroups + 1);
    this.unit = new Int32Array(program.rows);
    this.column = new Int32Array(program.rows);
  }
}
