import { ringVertex, type Complex, type Mesh } from './complex.ts';

/**
 * Area of a cell (shoelace formula), relative to its first vertex, which avoids cancellation for
 * small cells far from the origin. Zero for cells thinner than the rounding of their vertices.
 */
export function cellArea(mesh: Mesh, cell: number): number {
  return Math.max(0, new Moments().of(mesh, cell, 1, 1).area);
}

/** Centroid of a cell; for cells of area zero the mean of the vertices. */
export function cellCentroid(mesh: Mesh, cell: number): { x: number; y: number } {
  const { x, y } = new CellMeasure().of(mesh, cell);
  return { x, y };
}

/**
 * The area of a cell times the factors along both axes, which are powers of two. So areas in proportion can be
 * had where areas themselves would underflow.
 */
export function scaledArea(mesh: Mesh, cell: number, byX: number, byY: number): number {
  return Math.max(0, new Moments().of(mesh, cell, byX, byY).area);
}

/** A power of two by which a length becomes about 1, as far as there is one. */
export function powerFor(length: number): number {
  return length > 0 ? 2 ** Math.min(1023, -Math.floor(Math.log2(length))) : 1;
}

/** Area and centroid of one cell after the other, as `cellArea` and `cellCentroid`, without garbage. */
export class CellMeasure {
  area = 0;
  x = 0;
  y = 0;
  private readonly moments = new Moments();

  of(mesh: Mesh, cell: number): this {
    const { moments } = this;
    moments.of(mesh, cell, 1, 1);
    this.area = Math.max(0, moments.area);
    if (!(moments.area > underflowing))
      moments.of(mesh, cell, powerFor(moments.width), powerFor(moments.height));
    const isThin = !(moments.area > 0);
    this.x = moments.x + (isThin ? moments.meanX : moments.mx / moments.area) / moments.byX;
    this.y = moments.y + (isThin ? moments.meanY : moments.my / moments.area) / moments.byY;
    return this;
  }
}

/** Products of three lengths must not underflow if areas are larger. */
const underflowing = 1e-180;

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

/** The moments of a cell relative to its first vertex, with lengths times powers of two. */
class Moments {
  area = 0;
  /** First moments. */
  mx = 0;
  my = 0;
  /** The first vertex, and the mean of all relative to it. */
  x = 0;
  y = 0;
  meanX = 0;
  meanY = 0;
  width = 0;
  height = 0;
  byX = 1;
  byY = 1;

  of(mesh: Mesh, cell: number, byX: number, byY: number): this {
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
    this.area = twice / 2;
    this.mx = mx / 6;
    this.my = my / 6;
    this.x = ox;
    this.y = oy;
    this.meanX = sx / (end - start);
    this.meanY = sy / (end - start);
    this.width = width;
    this.height = height;
    this.byX = byX;
    this.byY = byY;
    return this;
  }
}
