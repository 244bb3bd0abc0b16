import { heightAt, type SurfacePieces } from '../picture/surfacePieces.ts';

/** Height of every corner of a sheet. */
export function cornerHeights(pieces: SurfacePieces): Float64Array {
  const heights = new Float64Array(pieces.start[pieces.count]);
  for (let p = 0; p < pieces.count; p++)
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++)
      heights[k] = heightAt(pieces, p, pieces.xy[2 * k], pieces.xy[2 * k + 1]);
  return heights;
}
