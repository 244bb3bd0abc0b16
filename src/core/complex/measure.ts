import { ringVertex, type Complex, type Mesh } from './complex.ts';

/**
 * Area of a cell (shoelace formula), relative to its first vertex, which avoids cancellation for
 * small cells far from the origin. Zero for cells thinner than the rounding of their vertices.
 */
export function cellArea(mesh: Mesh, cell: number): number {
  return Math.max(0, moments(mesh, cell).area);
}

/** Centroid of a cell; for cells of area zero the mean of the vertices. */
export function cellCentroid(mesh: Mesh, cell: number): { x: number; y: number } {
  const plain = moments(mesh, cell);
  if (plain.area > underflowing) return centroidOf(plain);
  const { width, height } = plain;
  return centroidOf(moments(mesh, cell, powerFor(width), powerFor(height)));
}

/**
 * The area of a cell times the factors along both axes, which are powers of two. So areas in proportion can be
 * had where areas themselves would underflow.
 */
export function scaledArea(mesh: Mesh, cell: number, byX: number, byY: number): number {
  return Math.max(0, moments(mesh, cell, byX, byY).area);
}

/** A power of two by which a length becomes about 1, as far as there is one. */
export function powerFor(length: number): number {
  return length > 0 ? 2 ** Math.min(1023, -Math.floor(Math.log2(length))) : 1;
}

/** Products of three lengths must not underflow if areas are larger. */
const underflowing = 1e-180;

function centroidOf({ area, mx, my, ox, oy, ax, ay, byX, byY }: ReturnType<typeof moments>) {
  return area > 0
    ? { x: ox + mx / area / byX, y: oy + my / area / byY }
    : { x: ox + ax / byX, y: oy + ay / byY };
}

/** The value of an output at a point of a cell. */
export function outputAt(
  { maps, outputCount }: Complex,
  cell: number,
  output: number,
  x: number,
  y: number,
): number {
  const m = 3 * (cell * outputCount + output);
  return maps[m] * x + maps[m + 1] * y + maps[m + 2];
}

/** Relative to the first vertex, with lengths times powers of two. */
function moments(mesh: Mesh, cell: number, byX = 1, byY = 1) {
  const { xy, cellStart } = mesh;
  const start = cellStart[cell];
  const end = cellStart[cell + 1];
  const o = 2 * ringVertex(mesh, start);
  const ox = xy[o];
  const oy = xy[o + 1];
  let twice = 0;
  let mx = 0;
  let my = 0;
  let sx = 0;
  let sy = 0;
  let px = 0;
  let py = 0;
  let width = 0;
  let height = 0;
  for (let i = start + 1; i < end; i++) {
    const v = 2 * ringVertex(mesh, i);
    const qx = (xy[v] - ox) * byX;
    const qy = (xy[v + 1] - oy) * byY;
    const triangle = px * qy - qx * py;
    twice += triangle;
    mx += triangle * (px + qx);
    my += triangle * (py + qy);
    sx += qx;
    sy += qy;
    width = Math.max(width, Math.abs(qx));
    height = Math.max(height, Math.abs(qy));
    px = qx;
    py = qy;
  }
  const n = end - start;
  const own = { ox, oy, ax: sx / n, ay: sy / n, width, height, byX, byY };
  return { area: twice / 2, mx: mx / 6, my: my / 6, ...own };
}
