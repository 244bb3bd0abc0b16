import type { Sheet } from './sheet.ts';

export type Vec3 = readonly [x: number, y: number, z: number];

/** Where a ray meets a sheet. */
export interface Hit {
  readonly piece: number;
  readonly cell: number;
  readonly x: number;
  readonly y: number;
}

/**
 * The first piece that a ray meets, with the point of the plane below. All pieces are tried: 100,000
 * cost about as much as one frame's budget allows, without a search structure that each edit of the
 * network would have to rebuild, and holes in a partial complex need no care.
 */
export function pickRay(sheet: Sheet, origin: Vec3, direction: Vec3): Hit | undefined {
  const [ox, oy, oz] = origin;
  const [dx, dy, dz] = direction;
  let nearest = Infinity;
  let piece = -1;
  for (let p = 0; p < sheet.count; p++) {
    const a = sheet.maps[3 * p];
    const b = sheet.maps[3 * p + 1];
    const c = sheet.maps[3 * p + 2];
    const t = (a * ox + b * oy + c - oz) / (dz - a * dx - b * dy);
    if (!(t > 0 && t < nearest)) continue;
    if (!contains(sheet, p, ox + t * dx, oy + t * dy)) continue;
    nearest = t;
    piece = p;
  }
  if (piece < 0) return undefined;
  return { piece, cell: sheet.cell[piece], x: ox + nearest * dx, y: oy + nearest * dy };
}

/** The piece above a point of the plane. */
export function pickPoint(sheet: Sheet, x: number, y: number): Hit | undefined {
  for (let p = 0; p < sheet.count; p++) {
    if (contains(sheet, p, x, y)) return { piece: p, cell: sheet.cell[p], x, y };
  }
  return undefined;
}

/**
 * Whether a convex, counter-clockwise piece contains a point; a shared side belongs to both. Real
 * cells can be so small that their corners round to one point: those contain nothing.
 */
function contains(sheet: Sheet, p: number, x: number, y: number): boolean {
  const { xy } = sheet;
  const end = sheet.start[p + 1];
  let strictly = false;
  let j = end - 1;
  for (let k = sheet.start[p]; k < end; j = k++) {
    const ex = xy[2 * k] - xy[2 * j];
    const ey = xy[2 * k + 1] - xy[2 * j + 1];
    const turn = ex * (y - xy[2 * j + 1]) - ey * (x - xy[2 * j]);
    if (turn < 0) return false;
    if (turn > 0) strictly = true;
  }
  return strictly;
}
