import { mostMaskBits } from './layout.ts';
import { signAtVertex } from './signs.ts';
import type { Workspace } from './workspace.ts';

/** Coordinates of a ring side by side, and the largest error among them. */
export class RingCorners {
  x = new Float64Array(32);
  y = new Float64Array(32);
  error = 0;

  read(w: Workspace, ring: number, size: number): void {
    if (size > this.x.length) {
      this.x = new Float64Array(2 * size);
      this.y = new Float64Array(2 * size);
    }
    const { vertex } = w.forest;
    this.error = 0;
    for (let i = 0; i < size; i++) {
      const v = 3 * w.ints[ring + 2 * i];
      this.x[i] = vertex[v];
      this.y[i] = vertex[v + 1];
      this.error = Math.max(this.error, vertex[v + 2]);
    }
  }
}

/** Signs of a fold round a ring, one per vertex. */
export class RingSigns {
  /** −1, 0, 1 per vertex of the ring. */
  at = new Int8Array(32);
  above = 0;
  below = 0;
  /** The same as bits; on rings of more than `mostMaskBits` vertices just whether there are any. */
  aboveMask = 0;
  belowMask = 0;

  /** Reads the signs of the fold with the given slot round a ring. */
  read(w: Workspace, slot: number, fold: number, ring: number, size: number): void {
    if (size > this.at.length) this.at = new Int8Array(2 * size);
    this.above = this.below = this.aboveMask = this.belowMask = 0;
    let before = w.forest.lineOf(w.ints[ring + 2 * size - 1]);
    for (let i = 0; i < size; i++) {
      const after = w.forest.lineOf(w.ints[ring + 2 * i + 1]);
      const sign = signAtVertex(w, slot, fold, w.ints[ring + 2 * i], before, after);
      const bit = size > mostMaskBits ? 1 : 1 << i;
      this.at[i] = sign;
      if (sign > 0) {
        this.above++;
        this.aboveMask |= bit;
      } else if (sign < 0) {
        this.below++;
        this.belowMask |= bit;
      }
      before = after;
    }
    w.work += 8 * size;
  }
}
