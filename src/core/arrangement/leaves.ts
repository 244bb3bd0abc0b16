import type { Cells } from './cells.ts';
import type { Forest } from './forest.ts';
import type { Seams } from './seams.ts';

/**
 * The cells beside each leaf of the edge forest. The sides of a finished cell are leaves: a fold that
 * cut one of them from the other side would, the network being continuous, have cut the cell too.
 */
export class Leaves {
  /** Leaves with a finished cell on one side at least. */
  edgeCount = 0;
  /** Cells on the left and on the right of an edge of the forest, −1 where there is none. */
  readonly cells: Int32Array;

  constructor(
    forest: Forest,
    private readonly finished: Cells,
    private readonly seams: Seams,
  ) {
    this.cells = new Int32Array(2 * forest.edgeCount).fill(-1);
  }

  /** Adds the sides of the cells from … to − 1. */
  addRings(from: number, to: number): void {
    const { cells, finished, seams } = this;
    const { ring, ringStart } = finished;
    let edges = 0;
    for (let c = from, i = ringStart[from]; c < to; c++) {
      for (const end = ringStart[c + 1]; i < end; i++) {
        // Side 2e has the cell on the left of the edge, side 2e + 1 on its right.
        const side = seams.sideOf(ring[i]);
        cells[side] = c;
        if (cells[side ^ 1] < 0) edges++;
      }
    }
    this.edgeCount += edges;
  }
}
