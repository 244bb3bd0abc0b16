import { ringVertex, type Complex } from './complex.ts';

/**
 * Area of a cell (shoelace formula), relative to its first vertex, which avoids cancellation for
 * small cells far from the origin. Zero for cells thinner than the rounding of their vertices.
 */
export function cellArea(complex: Complex, cell: number): number {
  return Math.max(0, moments(complex, cell).area);
}

/** Centroid of a cell; for cells of area zero the mean of the vertices. */
export function cellCentroid(complex: Complex, cell: number): { x: number; y: number } {
  const { area, mx, my, ox, oy, ax, ay } = moments(complex, cell);
  return area > 0 ? { x: ox + mx / area, y: oy + my / area } : { x: ax, y: ay };
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

function moments(complex: Complex, cell: number) {
  const { xy, cellStart } = complex;
  const start = cellStart[cell];
  const end = cellStart[cell + 1];
  const o = 2 * ringVertex(complex, start);
  const ox = xy[o];
  const oy = xy[o + 1];
  let twice = 0;
  let mx = 0;
  let my = 0;
  let sx = 0;
  let sy = 0;
  let px = 0;
  let py = 0;
  for (let i = start + 1; i < end; i++) {
    const v = 2 * ringVertex(complex, i);
    const qx = xy[v] - ox;
    const qy = xy[v + 1] - oy;
    const triangle = px * qy - qx * py;
    twice += triangle;
    mx += triangle * (px + qx);
    my += triangle * (py + qy);
    sx += qx;
    sy += qy;
    px = qx;
    py = qy;
  }
  const n = end - start;
  return { area: twice / 2, mx: mx / 6, my: my / 6, ox, oy, ax: ox + sx / n, ay: oy + sy / n };
}
