import type { Complex } from '../complex/complex.ts';
import { locate } from '../complex/locate.ts';
import { cellCentroid } from '../complex/measure.ts';
import type { Point } from '../complex/describe.ts';

/** A region in a frame, with a point to find it in the next frame. */
export interface Followed {
  readonly cell: number;
  /** A point inside the cell. */
  readonly witness: Point;
  /** The pattern of the cell, which identifies the region in networks of the same shape. */
  readonly pattern: Uint32Array;
  /** Whether the region before had this pattern; if not, this region has taken its place. */
  readonly same: boolean;
}

/** The region that contains a point; undefined if there is none. */
export function startFollowing(complex: Complex, point: Point): Followed | undefined {
  const cell = locate(complex, point.x, point.y);
  return cell < 0 ? undefined : followed(complex, cell, true);
}

/**
 * The same region in the complex of another frame: the region with the same pattern if it exists,
 * because it may have moved away from its witness; otherwise the region that contains the witness.
 * Undefined if there is none. Patterns are compared only if both networks have the same folds
 * (`sameFolds`).
 */
export function follow(
  complex: Complex,
  before: Followed,
  sameFolds: boolean,
): Followed | undefined {
  const { x, y } = before.witness;
  const here = locate(complex, x, y, before.cell);
  if (!sameFolds) return here < 0 ? undefined : followed(complex, here, true);
  if (here >= 0 && hasPattern(complex, here, before.pattern)) return followed(complex, here, true);
  for (let c = 0; c < complex.cellCount; c++)
    if (hasPattern(complex, c, before.pattern)) return followed(complex, c, true);
  return here < 0 ? undefined : followed(complex, here, false);
}

function followed(complex: Complex, cell: number, same: boolean): Followed {
  const { patternWords, patterns } = complex;
  const pattern = patterns.slice(cell * patternWords, (cell + 1) * patternWords);
  return { cell, witness: cellCentroid(complex, cell), pattern, same };
}

function hasPattern({ patternWords, patterns }: Complex, cell: number, pattern: Uint32Array) {
  for (let i = 0; i < patternWords; i++)
    if (patterns[cell * patternWords + i] !== pattern[i]) return false;
  return true;
}
