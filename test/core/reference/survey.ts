import type { Point, ReferenceCell } from './cut.ts';
import { Rational } from './rational.ts';

/** Exact counts and areas of a set of cells that tile a domain. */
export interface Survey {
  readonly regions: number;
  readonly vertices: number;
  readonly edges: number;
  readonly boundaryEdges: number;
  readonly coincidentEdges: number;
  readonly deadEdges: number;
  readonly linearRegions: number;
  /** Area of every cell by its pattern. */
  readonly areas: ReadonlyMap<string, number>;
}

/** Finds vertices and edges by comparing points. `folds` counts the folds between two patterns. */
export function survey(
  cells: readonly ReferenceCell[],
  folds: (p: string, q: string) => number,
): Survey {
  const vertices = new Map<string, Point>();
  for (const { corners } of cells) for (const p of corners) vertices.set(p.join(), p);

  const edges = new Map<string, number[]>();
  cells.forEach(({ corners }, c) => {
    corners.forEach((p, i) => {
      const q = corners[(i + 1) % corners.length];
      const stops = [p, ...verticesBetween(p, q, vertices.values()), q].map((stop) => stop.join());
      for (let k = 1; k < stops.length; k++) {
        const key = [stops[k - 1], stops[k]].sort().join(' ');
        edges.set(key, [...(edges.get(key) ?? []), c]);
      }
    });
  });

  const region = cells.map((_, c) => c);
  const root = (c: number): number => (region[c] === c ? c : root(region[c]));
  let boundaryEdges = 0;
  let coincidentEdges = 0;
  let deadEdges = 0;
  for (const [c, d] of edges.values()) {
    if (d === undefined) {
      boundaryEdges++;
      continue;
    }
    if (folds(cells[c].pattern, cells[d].pattern) > 1) coincidentEdges++;
    if (cells[c].maps.join() === cells[d].maps.join()) region[root(c)] = root(d);
  }
  for (const [c, d] of edges.values()) if (d !== undefined && root(c) === root(d)) deadEdges++;
  return {
    regions: cells.length,
    vertices: vertices.size,
    edges: edges.size,
    boundaryEdges,
    coincidentEdges,
    deadEdges,
    linearRegions: cells.filter((_, c) => root(c) === c).length,
    areas: new Map(cells.map((cell) => [cell.pattern, area(cell.corners)])),
  };
}

/** The vertices strictly inside the segment pq, from p to q. */
function verticesBetween(p: Point, q: Point, vertices: Iterable<Point>): Point[] {
  const dx = q[0].minus(p[0]);
  const dy = q[1].minus(p[1]);
  const length = dx.times(dx).plus(dy.times(dy));
  const found: { at: Rational; vertex: Point }[] = [];
  for (const vertex of vertices) {
    if (isFarFrom(p, q, vertex)) continue;
    const x = vertex[0].minus(p[0]);
    const y = vertex[1].minus(p[1]);
    if (dx.times(y).minus(dy.times(x)).sign !== 0) continue;
    const at = dx.times(x).plus(dy.times(y));
    if (at.sign > 0 && length.minus(at).sign > 0) found.push({ at, vertex });
  }
  return found.sort((u, v) => u.at.minus(v.at).sign).map(({ vertex }) => vertex);
}

/** Whether doubles suffice to see that a point is not on the segment pq. */
function isFarFrom(p: Point, q: Point, vertex: Point): boolean {
  const [px, py, qx, qy, x, y] = [...p, ...q, ...vertex].map((v) => v.toNumber());
  const margin = 1e-6;
  if (x < Math.min(px, qx) - margin || x > Math.max(px, qx) + margin) return true;
  if (y < Math.min(py, qy) - margin || y > Math.max(py, qy) + margin) return true;
  return Math.abs((qx - px) * (y - py) - (qy - py) * (x - px)) > margin;
}

export function area(corners: readonly Point[]): number {
  let twice = Rational.zero;
  corners.forEach((p, i) => {
    const q = corners[(i + 1) % corners.length];
    twice = twice.plus(p[0].times(q[1]).minus(q[0].times(p[1])));
  });
  return twice.toNumber() / 2;
}
