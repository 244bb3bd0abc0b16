import { addProduct, roundoffOfTwo, slack } from './doubleDouble.ts';

/*
 * The filter in double-doubles before exact integers: where two lines cross, and on which side of a
 * third that is, from rows with bounds of their errors.
 *
 * For rows p and q the cross product p × q is the point where they vanish, in homogeneous
 * coordinates (x, y, w); the sign of a row f there is that of f · (p × q) times that of w, in all the
 * orientation determinant of the three (Shewchuk 1997, §4.2). A difference of two products, made by
 * two calls of `addProduct`, errs by at most 2ε·m, where m is the sum of their absolute values, and
 * what the errors δ of the factors make of it: |x|·δy + |y|·δx + δx·δy for each product. A sum of three
 * errs by at most 3ε·m, and by the same for its factors.
 *
 * Rows are scaled by powers of two, so that their largest coefficient is between 1 and 2: no product of
 * three overflows, and what underflows is covered by `underflow`.
 */

/** A row in double-doubles, a·x + b·y + c, scaled, with bounds of the errors of its coefficients. */
export class PreciseRow {
  readonly high = new Float64Array(3);
  readonly low = new Float64Array(3);
  readonly error = new Float64Array(3);

  /** Divides by a power of two; false if that is not possible, of a row that is zero, say. */
  scale(): boolean {
    const { high, low, error } = this;
    const largest = Math.max(Math.abs(high[0]), Math.abs(high[1]), Math.abs(high[2]));
    // Powers of two that have an inverse; NaN fails.
    if (!(largest > 1e-290 && largest < 1e290)) return false;
    const by = 2 ** -Math.floor(Math.log2(largest));
    for (let k = 0; k < 3; k++) {
      high[k] *= by;
      low[k] *= by;
      error[k] = error[k] * by + underflow;
    }
    return true;
  }

  /** The line through two points, positive on the left of p → q. */
  setLine(px: number, py: number, qx: number, qy: number): void {
    const { high, low, error } = this;
    high.fill(0);
    low.fill(0);
    addProduct(high, low, 0, py, 0, 1, 0);
    addProduct(high, low, 0, qy, 0, -1, 0);
    addProduct(high, low, 1, qx, 0, 1, 0);
    addProduct(high, low, 1, px, 0, -1, 0);
    error[0] = 3 * roundoffOfTwo * (Math.abs(py) + Math.abs(qy));
    error[1] = 3 * roundoffOfTwo * (Math.abs(px) + Math.abs(qx));
    // c = −(a·px + b·py) = qy·px − qx·py
    addProduct(high, low, 2, px, 0, qy, 0);
    addProduct(high, low, 2, -py, 0, qx, 0);
    error[2] = 3 * roundoffOfTwo * (Math.abs(px * qy) + Math.abs(py * qx)) + 2 ** -1030;
  }
}

/** The point where two rows vanish, with bounds of the errors of its coordinates. */
export class PrecisePoint {
  readonly high = new Float64Array(3);
  readonly low = new Float64Array(3);
  readonly error = new Float64Array(3);
  private readonly sum = new Float64Array(1);
  private readonly sumLow = new Float64Array(1);

  /** Takes the crossing of two scaled rows. */
  cross(p: PreciseRow, q: PreciseRow): void {
    this.difference(0, p, q, 1, 2);
    this.difference(1, p, q, 2, 0);
    this.difference(2, p, q, 0, 1);
  }

  private difference(k: number, p: PreciseRow, q: PreciseRow, i: number, j: number): void {
    const { high, low, error } = this;
    high[k] = low[k] = 0;
    addProduct(high, low, k, p.high[i], p.low[i], q.high[j], q.low[j]);
    addProduct(high, low, k, -p.high[j], -p.low[j], q.high[i], q.low[i]);
    const pi = Math.abs(p.high[i]);
    const pj = Math.abs(p.high[j]);
    const qi = Math.abs(q.high[i]);
    const qj = Math.abs(q.high[j]);
    error[k] =
      (2 * roundoffOfTwo * (pi * qj + pj * qi) +
        productError(pi, p.error[i], qj, q.error[j]) +
        productError(pj, p.error[j], qi, q.error[i])) *
        slack +
      underflow;
  }

  /** The sign of a scaled row at this point, or 0 if it is not certain. */
  sideOf(row: PreciseRow): -1 | 0 | 1 {
    const { high, low, error, sum, sumLow } = this;
    if (!(Math.abs(high[2]) > error[2] * slack)) return 0;
    sum[0] = sumLow[0] = 0;
    let bound = 0;
    for (let k = 0; k < 3; k++) {
      addProduct(sum, sumLow, 0, row.high[k], row.low[k], high[k], low[k]);
      const x = Math.abs(row.high[k]);
      const y = Math.abs(high[k]);
      bound += 3 * roundoffOfTwo * x * y + productError(x, row.error[k], y, error[k]);
    }
    bound = bound * slack + underflow;
    if (!(Math.abs(sum[0]) > bound)) return 0;
    return sum[0] > 0 === high[2] > 0 ? 1 : -1;
  }

  /**
   * The double that is nearest to coordinate k over w; NaN if that is not certain. The remainder of a
   * first quotient gives a second, and its own remainder the error of both.
   */
  coordinate(k: 0 | 1): number {
    const { high, low, error, sum, sumLow } = this;
    const w = high[2];
    if (!(Math.abs(w) > 2 * error[2])) return NaN;
    const first = high[k] / w;
    sum[0] = high[k];
    sumLow[0] = low[k];
    addProduct(sum, sumLow, 0, -first, 0, w, low[2]);
    const second = sum[0] / w;
    addProduct(sum, sumLow, 0, -second, 0, w, low[2]);
    const products = Math.abs(high[k]) + 4 * (Math.abs(first) + Math.abs(second)) * Math.abs(w);
    const rest =
      Math.abs(sum[0]) + 4 * roundoffOfTwo * products + error[k] + Math.abs(first) * error[2] * 2;
    // 2 for w without its error, and roundings of the sums below.
    const bound = ((2 * rest) / Math.abs(w)) * slack + 2 ** -50 * Math.abs(second) + underflow;
    const least = first + (second - bound);
    const most = first + (second + bound);
    return least === most ? least : NaN;
  }
}

/** What errors of two factors make of their product. */
function productError(x: number, dx: number, y: number, dy: number): number {
  return x * dy + dx * (y + dy);
}

const underflow = 2 ** -1000;
