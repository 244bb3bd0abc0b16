import { sceneHeight, type SceneFrame } from './sceneFrame.ts';
import { runToEnd, shouldYield } from '../yielding.ts';
import { heightAt, type SurfacePieces } from './surfacePieces.ts';

/**
 * A surface as a triangle mesh for a GPU. Pieces share no corners, so that facets are flat-shaded.
 */
export interface Surface {
  /** x, y, z in the scene, per corner. */
  readonly positions: Float32Array;
  /** ∂z/∂x, ∂z/∂y in the scene, per corner, for shading. */
  readonly slopes: Float32Array;
  /** Cell per corner. */
  readonly cells: Uint32Array;
  /** Three corners per triangle: a fan around the first corner of each piece, which is convex. */
  readonly triangles: Uint32Array;
}

/** The mesh of the pieces of a surface in a frame. */
export function surfaceOf(pieces: SurfacePieces, sceneFrame: SceneFrame): Surface {
  return runToEnd(surfaceInSteps(pieces, sceneFrame));
}

/** `surfaceOf` in steps of some milliseconds. */
export function* surfaceInSteps(
  pieces: SurfacePieces,
  sceneFrame: SceneFrame,
): Generator<undefined, Surface> {
  const corners = pieces.start[pieces.count];
  const positions = new Float32Array(3 * corners);
  const ofPieces = facetSlopes(pieces, sceneFrame);
  yield;
  const slopes = new Float32Array(2 * corners);
  const cells = new Uint32Array(corners);
  const triangles = new Uint32Array(3 * Math.max(0, corners - 2 * pieces.count));
  let t = 0;
  for (let p = 0; p < pieces.count; p++) {
    if (shouldYield(p, 13)) yield;
    const first = pieces.start[p];
    const end = pieces.start[p + 1];
    for (let k = first; k < end; k++) {
      const x = pieces.xy[2 * k];
      const y = pieces.xy[2 * k + 1];
      positions[3 * k] = (x - sceneFrame.x) * sceneFrame.sx;
      positions[3 * k + 1] = (y - sceneFrame.y) * sceneFrame.sy;
      positions[3 * k + 2] = sceneHeight(sceneFrame, heightAt(pieces, p, x, y));
      slopes[2 * k] = ofPieces[2 * p];
      slopes[2 * k + 1] = ofPieces[2 * p + 1];
      cells[k] = pieces.cell[p];
    }
    for (let k = first + 1; k + 1 < end; k++) {
      triangles[t++] = first;
      triangles[t++] = k;
      triangles[t++] = k + 1;
    }
  }
  return { positions, slopes, cells, triangles };
}

/** Steeper facets look the same, and the square of a slope must be a 32-bit float. */
const steepest = 1e18;

/** ∂z/∂x and ∂z/∂y in the scene, per piece, within ±1e18. */
export function facetSlopes(pieces: SurfacePieces, { sx, sy, sz }: SceneFrame): Float64Array {
  const slopes = new Float64Array(2 * pieces.count);
  for (let p = 0; p < pieces.count; p++) {
    slopes[2 * p] = sceneSlope(pieces.maps[3 * p], sx, sz);
    slopes[2 * p + 1] = sceneSlope(pieces.maps[3 * p + 1], sy, sz);
  }
  return slopes;
}

function sceneSlope(slope: number, scale: number, heightScale: number): number {
  // One of the two may overflow or underflow on the way.
  const rise = slope * heightScale;
  const isInRange = Math.abs(rise) < Infinity && (rise !== 0 || slope === 0);
  const inScene = isInRange ? rise / scale : (slope / scale) * heightScale;
  return Math.max(-steepest, Math.min(steepest, inScene));
}
