import { orient2d } from 'robust-predicates';
import type { Complex } from './complex.ts';

/**
 * The cell that contains a point, or −1 if there is none. Walks from cell to cell, starting at
 * `hint`, across a half-edge that separates the cell from the point; orientations are exact for the
 * stored vertices. For a point on an edge or vertex, one of the adjacent cells is returned.
 *
 * A walk that always takes the first such half-edge can cycle; a walk that takes a random one ends
 * with probability 1 (Devillers, Pion & Teillaud 2002).
 */
export function locate(complex: Complex, x: number, y: number, hint = 0): number {
  const { edgeCells, ring } = complex;
  if (complex.cellCount === 0) return -1;
  let cell = hint >= 0 && hint < complex.cellCount ? hint : 0;
  const maxSteps = 64 + 16 * Math.ceil(Math.sqrt(complex.cellCount));
  for (let step = 0; step < maxSteps; step++) {
    const exit = halfEdgeFacing(complex, cell, x, y, step);
    if (exit < 0) return cell;
    const edge = ring[exit] >> 1;
    const next = edgeCells[2 * edge] === cell ? edgeCells[2 * edge + 1] : edgeCells[2 * edge];
    if (next < 0) break;
    cell = next;
  }
  // The walk met the border, an unfinished part, or cells thinner than the rounding of their
  // vertices.
  for (let c = 0; c < complex.cellCount; c++) if (halfEdgeFacing(complex, c, x, y, 0) < 0) return c;
  for (let c = 0; c < complex.cellCount; c++) if (encloses(complex, c, x, y)) return c;
  return -1;
}

/**
 * Whether the stored polygon of a cell contains the point (even-odd rule). If two folds are an ulp
 * apart, the rounded polygon may not be convex, so that a point can be beyond the line of an edge
 * and still be inside.
 */
function encloses(complex: Complex, cell: number, x: number, y: number): boolean {
  const { cellStart, ring, edgeEnds, xy } = complex;
  let inside = false;
  for (let r = cellStart[cell]; r < cellStart[cell + 1]; r++) {
    const entry = ring[r];
    const p = 2 * edgeEnds[2 * (entry >> 1) + (entry & 1)];
    const q = 2 * edgeEnds[2 * (entry >> 1) + 1 - (entry & 1)];
    if (xy[p + 1] > y === xy[q + 1] > y) continue;
    const turn = orient2d(xy[p], xy[p + 1], xy[q], xy[q + 1], x, y);
    if (xy[p + 1] > y ? turn > 0 : turn < 0) inside = !inside;
  }
  return inside;
}

/**
 * A half-edge of the cell that has the point strictly on its right, or −1. If a cell is so thin
 * that its stored vertices are collinear, a point on that line is on all its edges; if the point is
 * not between the vertices, the walk leaves the cell across any interior edge.
 */
function halfEdgeFacing(
  complex: Complex,
  cell: number,
  x: number,
  y: number,
  step: number,
): number {
  const { cellStart, ring, edgeEnds, edgeFold, xy } = complex;
  const start = cellStart[cell];
  const count = cellStart[cell + 1] - start;
  const first = Math.imul(step + 1, 0x9e3779b1) >>> 8;
  let flat = true;
  let beside = true;
  let way = -1;
  for (let k = 0; k < count; k++) {
    const i = start + ((first + k) % count);
    const entry = ring[i];
    const p = 2 * edgeEnds[2 * (entry >> 1) + (entry & 1)];
    const q = 2 * edgeEnds[2 * (entry >> 1) + 1 - (entry & 1)];
    // In robust-predicates, y points down: positive is clockwise.
    const turn = orient2d(xy[p], xy[p + 1], xy[q], xy[q + 1], x, y);
    if (turn > 0) return i;
    if (turn < 0) flat = false;
    else if (within(xy[p], xy[q], x) && within(xy[p + 1], xy[q + 1], y)) beside = false;
    if (edgeFold[entry >> 1] >= 0) way = i;
  }
  return flat && beside ? way : -1;
}

function within(p: number, q: number, value: number): boolean {
  return value >= Math.min(p, q) && value <= Math.max(p, q);
}
