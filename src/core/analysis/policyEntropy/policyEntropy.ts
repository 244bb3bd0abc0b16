import type { Complex } from '../../complex/complex.ts';
import { softmaxEntropy } from './entropyBound.ts';
import { leastEntropy, type LeastEntropy } from './leastEntropy.ts';
import { closedIntegrals, enclosedIntegrals, entropyAtCentre } from './meanEntropy.ts';
import { radonRule } from '../../numeric/triangleRule.ts';
import { shouldYield } from '../../yielding.ts';
import { logitsAt, trianglesOf } from './triangles.ts';

/** The entropy, in nats, of the policy softmax(gain · outputs). */
export interface PolicyEntropy {
  readonly gain: number;
  /** The mean over each cell; without a closed form, the midpoint of its bounds. */
  readonly cellMean: Float64Array;
  /** Bounds on the mean over all cells. */
  readonly mean: { readonly lo: number; readonly hi: number };
  readonly least: LeastEntropy;
  /** Whether the values are closed forms, for two actions. Otherwise they are certified bounds. */
  readonly isClosed: boolean;
}

/**
 * The entropy of the policy softmax(gain · outputs) on a complex with at least one cell and two
 * outputs. The logits are affine on each cell. For two actions, the mean is a divided difference
 * and the minimum is at a vertex; for more, both are bounded by branch and bound (see
 * `entropyBound` for the proof). The bounds hold for the stored maps. Yields every few
 * milliseconds.
 */
export function* policyEntropy(complex: Complex, gain: number): Generator<void, PolicyEntropy> {
  const isClosed = complex.outputCount === 2;
  const { lo, hi, area } = yield* isClosed
    ? closedIntegrals(complex, gain)
    : enclosedIntegrals(complex, gain);
  const whole = area.reduce((p, q) => p + q, 0);
  const mean = (integrals: Float64Array): number => integrals.reduce((p, q) => p + q, 0) / whole;
  return {
    gain,
    cellMean: area.map((own, c) =>
      own > 0 ? (lo[c] / 2 + hi[c] / 2) / own : entropyAtCentre(complex, gain, c),
    ),
    mean: { lo: mean(lo), hi: mean(hi) },
    least: yield* leastEntropy(complex, gain),
    isClosed,
  };
}

/**
 * The approximate mean entropy of each cell by a seven-point quadrature rule per triangle: fast,
 * accurate at a low gain, and without bounds. Used for colours until the exact values are
 * available.
 */
export function* roughCellMeans(
  complex: Complex,
  gain: number,
): Generator<undefined, Float64Array> {
  const means = new Float64Array(complex.cellCount);
  for (let cell = 0; cell < means.length; cell++) {
    if (shouldYield(cell, 10)) yield;
    let sum = 0;
    let area = 0;
    for (const { corners, size } of trianglesOf(complex, cell)) {
      const [px, py, qx, qy, rx, ry] = corners;
      for (const [weight, a, b, c] of radonRule) {
        const x = a * px + b * qx + c * rx;
        const y = a * py + b * qy + c * ry;
        sum += size * weight * entropyAt(complex, gain, cell, x, y);
      }
      area += size;
    }
    means[cell] = area > 0 ? sum / area : entropyAtCentre(complex, gain, cell);
  }
  return means;
}

/** The entropy of the policy at a point of a cell. */
export function entropyAt(
  complex: Complex,
  gain: number,
  cell: number,
  x: number,
  y: number,
): number {
  return softmaxEntropy(logitsAt(complex, gain, cell, x, y));
}
