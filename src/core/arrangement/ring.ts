import { mostMaskBits } from './layout.ts';
import { signAtVertex } from './signs.ts';
import type { Workspace } from './workspace.ts';

/** Coordinates of a ring side by side, and the largest error among them. */
export class RingCorners {
  x = new Float64Array(32);
  y = new Float64Array(32);
  error = 0;
  /** The box round the corners: its middle and half its width and height. */
  middleX = 0;
  middleY = 0;
  halfX = 0;
  halfY = 0;
  /** Range over the corners of the linear function that was asked for last. */
  least = 0;
  most = 0;
  private size = 0;

  /** Finds the range of a·x + b·y over the corners. */
  findRange(a: number, b: number): void {
    const { x, y, size } = this;
    let least = Infinity;
    let most = -Infinity;
    for (let i = 0; i < size; i++) {
      const z = a * x[i] + b * y[i];
      if (z < least) least = z;
      if (z > most) most = z;
    }
    this.least = least;
    this.most = most;
  }

  read(w: Workspace, ring: number, size: number): void {
    if (size > this.x.length) {
      this.x = new Float64Array(2 * size);
      this.y = new Float64Array(2 * size);
    }
    const { x, y } = this;
    const { ints } = w;
    const { vertex } = w.forest;
    let error = 0;
    let left = Infinity;
    let right = -Infinity;
    let bottom = Infinity;
    let top = -Infinity;
    for (let i = 0; i < size; i++) {
      const v = 3 * ints[ring + 2 * i];
      const xi = vertex[v];
      const yi = vertex[v + 1];
      x[i] = xi;
      y[i] = yi;
      if (vertex[v + 2] > error) error = vertex[v + 2];
      if (xi < left) left = xi;
      if (xi > right) right = xi;
      if (yi < bottom) bottom = yi;
      if (yi > top) top = yi;
    }
    this.size = size;
    this.error = error;
    this.middleX = left + (right - left) / 2;
    this.middleY = bottom + (top - bottom) / 2;
    this.halfX = Math.max(right - this.middleX, this.middleX - left) * slack;
    this.halfY = Math.max(top - this.middleY, this.middleY - bottom) * slack;
  }
}

// For the roundings of the half widths.
const slack = 1 + 2 ** -50;

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
