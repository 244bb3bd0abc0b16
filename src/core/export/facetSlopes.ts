import type { Scene } from './scene.ts';

/** ∂z/∂x, ∂z/∂y in the scene, per piece; zero where a slope is beyond doubles. */
export function facetSlopes({ pieces, sceneFrame }: Scene): Float64Array {
  const slopes = new Float64Array(2 * pieces.count);
  for (let p = 0; p < pieces.count; p++) {
    const dx = (pieces.maps[3 * p] * sceneFrame.sz) / sceneFrame.sx;
    const dy = (pieces.maps[3 * p + 1] * sceneFrame.sz) / sceneFrame.sy;
    if (Number.isFinite(dx)) slopes[2 * p] = dx;
    if (Number.isFinite(dy)) slopes[2 * p + 1] = dy;
  }
  return slopes;
}
