import { sceneHeight, type Frame } from './sceneFrame.ts';
import { heightAt, type Sheet } from './surfacePieces.ts';

/** A sheet as a GPU takes it: corners are not shared between pieces, so that every facet is flat. */
export interface Surface {
  /** x, y, z in the scene, per corner of the sheet. */
  readonly positions: Float32Array;
  /** ∂z/∂x, ∂z/∂y in the scene, per corner: the light needs them. */
  readonly slopes: Float32Array;
  /** Cell per corner. */
  readonly cells: Uint32Array;
  /** Three corners per triangle: a fan round the first corner of each piece, which is convex. */
  readonly triangles: Uint32Array;
}

/** The surface of a sheet in a frame. */
export function surfaceOf(sheet: Sheet, frame: Frame): Surface {
  const corners = sheet.start[sheet.count];
  const positions = new Float32Array(3 * corners);
  const slopes = new Float32Array(2 * corners);
  const cells = new Uint32Array(corners);
  const triangles = new Uint32Array(3 * Math.max(0, corners - 2 * sheet.count));
  let t = 0;
  for (let p = 0; p < sheet.count; p++) {
    const dx = finite((sheet.maps[3 * p] * frame.sz) / frame.sx);
    const dy = finite((sheet.maps[3 * p + 1] * frame.sz) / frame.sy);
    const first = sheet.start[p];
    const end = sheet.start[p + 1];
    for (let k = first; k < end; k++) {
      const x = sheet.xy[2 * k];
      const y = sheet.xy[2 * k + 1];
      positions[3 * k] = (x - frame.x) * frame.sx;
      positions[3 * k + 1] = (y - frame.y) * frame.sy;
      positions[3 * k + 2] = sceneHeight(frame, heightAt(sheet, p, x, y));
      slopes[2 * k] = dx;
      slopes[2 * k + 1] = dy;
      cells[k] = sheet.cell[p];
    }
    for (let k = first + 1; k + 1 < end; k++) {
      triangles[t++] = first;
      triangles[t++] = k;
      triangles[t++] = k + 1;
    }
  }
  return { positions, slopes, cells, triangles };
}

function finite(x: number): number {
  return Number.isFinite(x) ? x : 0;
}
