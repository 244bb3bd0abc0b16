import { roundoff } from '../arrangement/errorBound.ts';
import { ringVertex } from '../complex/complex.ts';
import { crossing, rounded, signAt, type ExactPoint } from '../exact/exactPoint.ts';
import type { ExactRow } from '../exact/exactRows.ts';
import { UnionFind } from '../numeric/unionFind.ts';
import { shouldYield } from '../yielding.ts';
import { BoundedRow } from './boundedRow.ts';
import { CornerPool, exactLineOf, Parts, type Cells, type Functions } from './parts.ts';
import { assemble, type Tiling } from './tiling.ts';

/*
 * Cuts convex cells into the parts on which one of several affine functions is the largest: outputs of a
 * network, say. The parts are convex, and their topology is exact: it follows from the signs of
 * differences of two functions at corners, which are decided in doubles with a proven bound, and in integers
 * where that is inconclusive. A corner is the crossing of two lines, and its coordinates are only near it.
 *
 * Nearly all cells have one largest function at all their corners, and so everywhere.
 *
 * The functions are continuous. So the largest one changes at the same points of an edge in both of its
 * cells, and only there can parts have a corner inside the edge: the points are counted, not compared.
 */

/** Cuts all cells. Yields every few milliseconds. */
export function* cutCells(cells: Cells, functions: Functions): Generator<undefined, Tiling> {
  const { mesh } = cells;
  const { cellCount, cellStart, xy, vertexError } = mesh;
  const unseen = -2;
  const largest = new Int32Array(mesh.vertexCount).fill(unseen);
  const cutter = new CellCutter(cells, functions);
  for (let c = 0; c < cellCount; c++) {
    if (shouldYield(c, 10)) yield;
    let common = unseen;
    for (let r = cellStart[c]; r < cellStart[c + 1]; r++) {
      const v = ringVertex(mesh, r);
      if (largest[v] === unseen)
        largest[v] = functions.largestAt(c, xy[2 * v], xy[2 * v + 1], vertexError[v]);
      if (common === unseen) common = largest[v];
      else if (largest[v] !== common) common = -1;
    }
    if (common >= 0) cutter.parts.whole[c] = common;
    else {
      cutter.cut(c);
      if (cutter.wasExact) yield;
    }
  }
  yield;
  return yield* assemble(cells, functions, cutter.parts);
}

interface Part {
  readonly label: number;
  readonly ties: boolean;
  /** Corners in the pool, counterclockwise. */
  readonly corners: readonly number[];
  /** Per corner, the half-edge that the next side lies on, or −1 − l beside label l. */
  readonly sides: readonly number[];
}

class CellCutter {
  readonly parts: Parts;
  /** Whether the last cell took exact arithmetic. */
  wasExact = false;
  private cell = 0;
  private readonly pool = new CornerPool();
  private readonly row = new BoundedRow();
  // The polygon in hand.
  private corners: number[] = [];
  private sides: number[] = [];
  private ties = false;
  /** Functions that equal an earlier one throughout the cell. */
  private readonly repeated = new Set<number>();

  constructor(
    private readonly cells: Cells,
    private readonly functions: Functions,
  ) {
    this.parts = new Parts(cells.mesh.cellCount);
  }

  cut(cell: number): void {
    this.cell = cell;
    this.wasExact = false;
    this.readCorners();
    const { functions, pool, parts } = this;
    const size = pool.count;
    const candidates = functions.candidates(cell, pool);
    const found: Part[] = [];
    this.repeated.clear();
    for (const label of candidates) {
      if (this.repeated.has(label)) continue;
      this.corners = Array.from({ length: size }, (_, i) => i);
      this.sides = this.corners.map((i) => this.cells.mesh.cellStart[cell] + i);
      this.ties = false;
      for (const rival of functions.rivals(label, candidates)) {
        this.clip(label, rival);
        if (this.corners.length === 0) break;
      }
      const { corners, sides, ties } = this;
      if (corners.length > 0) found.push({ label, ties, corners, sides });
    }
    if (found.length === 1) {
      parts.whole[cell] = found[0].label;
      parts.wholeTies[cell] = Number(found[0].ties);
    } else this.keep(found, size);
  }

  private readCorners(): void {
    const { cell, pool } = this;
    const { mesh } = this.cells;
    pool.count = 0;
    for (let r = mesh.cellStart[cell]; r < mesh.cellStart[cell + 1]; r++) {
      const v = ringVertex(mesh, r);
      pool.add(mesh.xy[2 * v], mesh.xy[2 * v + 1], mesh.vertexError[v], v, 0, 0);
    }
  }

  /** Keeps of the polygon in hand what is not below a rival (Sutherland & Hodgman 1974). */
  private clip(label: number, rival: number): void {
    const { corners, sides, row } = this;
    this.functions.write(this.cell, label, rival, row);
    const signs = this.signs(label, rival);
    const isAbove = signs.includes(1);
    const isBelow = signs.includes(-1);
    if (!isAbove && !isBelow) {
      // The first of equal functions counts.
      if (label < rival) {
        this.ties = true;
        this.repeated.add(rival);
      } else this.corners = [];
      return;
    }
    if (!isAbove) this.corners = [];
    else if (!isBelow) this.nameSides(signs, label, rival);
    if (!isAbove || !isBelow) return;
    const keptCorners: number[] = [];
    const keptSides: number[] = [];
    for (let i = 0; i < corners.length; i++) {
      const next = i + 1 < corners.length ? i + 1 : 0;
      if (signs[i] >= 0) {
        keptCorners.push(corners[i]);
        keptSides.push(signs[i] === 0 && signs[next] < 0 ? -1 - rival : sides[i]);
      }
      if (signs[i] * signs[next] >= 0) continue;
      keptCorners.push(this.addCrossing(corners[i], corners[next], sides[i], label, rival));
      keptSides.push(signs[i] > 0 ? -1 - rival : sides[i]);
    }
    this.corners = keptCorners;
    this.sides = keptSides;
  }

  /** The signs of the row, which is `label` minus `rival`, at the corners in hand. */
  private signs(label: number, rival: number): number[] {
    const { corners, pool, row } = this;
    const doubtful = 2;
    const signs = corners.map((i): number => {
      const z = row.at(pool.x[i], pool.y[i]);
      const error = row.errorAt(pool.error[i]);
      return z > error ? 1 : z < -error ? -1 : doubtful;
    });
    if (!signs.includes(doubtful)) return signs;
    this.wasExact = true;
    const exact = this.functions.exactRow(this.cell, label, rival);
    if (exact.a === 0n && exact.b === 0n && exact.c === 0n) return signs.fill(0);
    return signs.map((sign, k) =>
      sign === doubtful ? signAt(exact, this.exactCorner(corners[k])) : sign,
    );
  }

  /**
   * Where the rival is equal along a side beside another label, beyond that side is the one of them that
   * falls faster on this side.
   */
  private nameSides(signs: readonly number[], label: number, rival: number): void {
    const { corners, sides, functions, cell, row } = this;
    for (let i = 0; i < corners.length; i++) {
      const next = i + 1 < corners.length ? i + 1 : 0;
      if (signs[i] !== 0 || signs[next] !== 0 || sides[i] >= 0) continue;
      const other = -1 - sides[i];
      const inside = corners[signs.indexOf(1)];
      functions.write(cell, rival, other, row);
      const z = row.at(this.pool.x[inside], this.pool.y[inside]);
      const isSure = Math.abs(z) > row.errorAt(this.pool.error[inside]);
      const sign = isSure
        ? Math.sign(z)
        : signAt(functions.exactRow(cell, rival, other), this.exactCorner(inside));
      if (sign < 0 || (sign === 0 && rival < other)) sides[i] = -1 - rival;
    }
    functions.write(cell, label, rival, row);
  }

  /** Adds the corner at which the row, `label` minus `rival`, vanishes between two others. */
  private addCrossing(p: number, q: number, side: number, label: number, rival: number): number {
    const { pool, row, cells, functions } = this;
    const zp = row.at(pool.x[p], pool.y[p]);
    const zq = row.at(pool.x[q], pool.y[q]);
    const difference = Math.abs(zp - zq);
    // Where a rounded sign is wrong, the crossing is near that end.
    const t = zp === zq ? 0.5 : Math.min(1, Math.max(0, zp / (zp - zq)));
    const dx = pool.x[q] - pool.x[p];
    const dy = pool.y[q] - pool.y[p];
    let x = pool.x[p] + t * dx;
    let y = pool.y[p] + t * dy;
    const [ep, eq] = [row.errorAt(pool.error[p]), row.errorAt(pool.error[q])];
    // Of the exact share: (1 − t)·δp + t·δq over the exact difference.
    const share = difference > ep + eq ? Math.max(ep, eq) / (difference - ep - eq) : 1;
    const length = Math.max(Math.abs(dx), Math.abs(dy));
    const ends = Math.max(pool.error[p], pool.error[q]);
    let error = (ends + Math.min(1, share) * length) * slack;
    const line = side >= 0 ? side : this.nameOf(label, -1 - side);
    const otherLine = this.nameOf(label, rival);
    let exact: ExactPoint | undefined;
    if (row.likely * length > blur * cells.reach * difference && error > blur * cells.reach) {
      this.wasExact = true;
      exact = crossing(this.exactLine(line), functions.exactRow(this.cell, label, rival));
      [x, y] = rounded(exact);
      error = 0;
    }
    error += 4 * roundoff * Math.max(Math.abs(x), Math.abs(y)) + Number.MIN_VALUE;
    const corner = pool.add(x, y, error, -1, line, otherLine);
    pool.exact[corner] = exact;
    return corner;
  }

  private nameOf(a: number, b: number): number {
    return -1 - (a * this.functions.count + b);
  }

  private exactCorner(i: number): ExactPoint {
    const { pool, cells } = this;
    return (pool.exact[i] ??=
      pool.vertex[i] >= 0
        ? cells.exactVertex(pool.vertex[i])
        : crossing(this.exactLine(pool.line[i]), this.exactLine(pool.otherLine[i])));
  }

  private exactLine(name: number): ExactRow {
    return exactLineOf(this.cells, this.functions, this.cell, name);
  }

  /** Keeps the parts of the cell in hand. */
  private keep(found: readonly Part[], size: number): void {
    const { parts, cell } = this;
    const vertexOf = this.vertices(found, size);
    for (const { label, ties, corners, sides } of found) {
      parts.cell.push(cell);
      parts.label.push(label);
      parts.ties.push(Number(ties));
      corners.forEach((corner, i) => {
        parts.vertex.push(vertexOf[corner]);
        parts.side.push(sides[i]);
      });
      parts.start.push(parts.vertex.length);
    }
  }

  /** Per corner in the pool, its vertex. Two corners have the same one where sides of two parts meet. */
  private vertices(found: readonly Part[], size: number): Int32Array {
    const { pool, functions, cell } = this;
    const sets = new UnionFind(pool.count);
    const ends = new Map<number, readonly [from: number, to: number]>();
    for (const { label, corners, sides } of found)
      sides.forEach((side, i) => {
        if (side >= 0) return;
        const beyond = -1 - side;
        const to = corners[i + 1 < corners.length ? i + 1 : 0];
        const opposite = ends.get(beyond * functions.count + label);
        if (!opposite) {
          ends.set(label * functions.count + beyond, [corners[i], to]);
          return;
        }
        sets.union(corners[i], opposite[1]);
        sets.union(to, opposite[0]);
        ends.delete(beyond * functions.count + label);
      });
    if (ends.size > 0) throw new Error(`The parts of cell ${cell} do not fit together.`);
    const vertexOf = new Int32Array(pool.count).fill(-1);
    for (let i = 0; i < size; i++) vertexOf[i] = pool.vertex[i];
    this.numberOnEdges(found, size, sets, vertexOf);
    for (const { corners } of found)
      for (const corner of corners) {
        const first = sets.find(corner);
        if (vertexOf[first] < 0) vertexOf[first] = this.addVertex(first);
        vertexOf[corner] = vertexOf[first];
      }
    return vertexOf;
  }

  /** Numbers the corners inside edges of the cell, by those that the cell beyond has there. */
  private numberOnEdges(
    found: readonly Part[],
    size: number,
    sets: UnionFind,
    vertexOf: Int32Array,
  ): void {
    const { cells, parts, cell } = this;
    const { ring, cellStart } = cells.mesh;
    const { onEdge } = parts;
    const after = new Map<number, number>();
    for (const { corners, sides } of found)
      sides.forEach((side, i) => {
        const to = corners[i + 1 < corners.length ? i + 1 : 0];
        if (side >= 0) after.set(side * sets.size + sets.find(corners[i]), sets.find(to));
      });
    for (let i = 0; i < size; i++) {
      const side = cellStart[cell] + i;
      const end = i + 1 < size ? i + 1 : 0;
      const inside: number[] = [];
      for (let at = after.get(side * sets.size + i); at !== end;) {
        if (at === undefined) throw new Error(`The parts of cell ${cell} leave out a side.`);
        inside.push(at);
        at = after.get(side * sets.size + at);
      }
      const edge = ring[side] >> 1;
      if ((ring[side] & 1) === 1) inside.reverse();
      const known = onEdge.get(edge);
      if (known && known.length !== inside.length)
        throw new Error(`Two cells cut edge ${edge} in different ways.`);
      if (inside.length === 0) continue;
      const vertices = known ?? inside.map((corner) => this.addVertex(corner));
      onEdge.set(edge, vertices);
      inside.forEach((corner, k) => (vertexOf[corner] = vertices[k]));
    }
  }

  private addVertex(corner: number): number {
    const { parts, pool } = this;
    parts.x.push(pool.x[corner]);
    parts.y.push(pool.y[corner]);
    parts.error.push(pool.error[corner]);
    parts.vertexCell.push(this.cell);
    parts.lines.push(pool.line[corner], pool.otherLine[corner]);
    return this.cells.mesh.vertexCount + parts.x.length - 1;
  }
}

// Relative to the domain: what no picture would show.
const blur = 2 ** -36;
// For the roundings of the bounds themselves.
const slack = 1 + 2 ** -20;
