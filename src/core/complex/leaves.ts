import type { Cells } from './cells.ts';
import { grown, type Forest } from './forest.ts';

/**
 * The rings of the finished cells in leaves of the edge forest: a side that was cut after its cell
 * was finished, from the cell beyond it, is replaced by its parts.
 */
export class Leaves {
  count = 0;
  ring: Int32Array;
  /** Cells on the left and on the right of an edge of the forest, −1 where there is none. */
  readonly cells: Int32Array;
  private readonly pending: number[] = [];

  constructor(
    private readonly forest: Forest,
    private readonly finished: Cells,
  ) {
    this.ring = new Int32Array(Math.max(64, finished.ringStart[finished.count] * 2));
    this.cells = new Int32Array(2 * forest.edgeCount).fill(-1);
  }

  /** Adds the sides of cell `c`, walking every tree of the forest from its near end. */
  addRing(c: number): void {
    const { forest, finished, pending } = this;
    const { edge } = forest;
    for (let i = finished.ringStart[c]; i < finished.ringStart[c + 1]; i++) {
      let side = finished.ring[i];
      if (edge[4 * (side >> 1) + 3] < 0) {
        this.add(side, c);
        continue;
      }
      pending.push(side);
      while (pending.length > 0) {
        side = pending.pop()!;
        if (forest.isCut(side)) pending.push(forest.secondHalf(side), forest.firstHalf(side));
        else this.add(side, c);
      }
    }
  }

  private add(side: number, c: number): void {
    if (this.count === this.ring.length) this.ring = grown(this.ring);
    this.ring[this.count++] = side;
    // Side 2e has the cell on the left of the edge, side 2e + 1 on its right.
    this.cells[side] = c;
  }
}
