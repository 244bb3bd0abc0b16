import type { Scene } from './scene.ts';

/** ∂z/∂x, ∂z/∂y in the scene, per piece; zero where a slope is beyond doubles. */
export function facetSlopes({ sheet, frame }: Scene): Float64Array {
  const slopes = new Float64Array(2 * sheet.count);
  for (let p = 0; p < sheet.count; p++) {
    const dx = (sheet.maps[3 * p] * frame.sz) / frame.sx;
    const dy = (sheet.maps[3 * p + 1] * frame.sz) / frame.sy;
    if (Number.isFinite(dx)) slopes[2 * p] = dx;
    if (Number.isFinite(dy)) slopes[2 * p + 1] = dy;
  }
  return slopes;
}
