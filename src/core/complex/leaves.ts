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
    const { forest, finished, pending, cells } = this;
    for (let i = finished.ringStart[c]; i < finished.ringStart[c + 1]; i++) {
      pending.push(finished.ring[i]);
      while (pending.length > 0) {
        const side = pending.pop()!;
        if (forest.isCut(side)) {
          pending.push(forest.secondHalf(side), forest.firstHalf(side));
          continue;
        }
        if (this.count === this.ring.length) this.ring = grown(this.ring);
        this.ring[this.count++] = side;
        // Side 2e has the cell on the left of the edge, side 2e + 1 on its right.
        cells[side] = c;
      }
    }
  }
}
