import type { Domain } from '../complex/domain.ts';
import { crossing, lineThrough, rounded, signAt, type ExactPoint } from '../exact/exactPoint.ts';
import { ExactRows, type ExactRow } from '../exact/exactRows.ts';
import { intercepts } from '../network/activation.ts';
import { pieceInPattern } from '../network/affine.ts';
import { isAbove, type FoldTable } from '../network/folds.ts';
import { activationOf, type Network } from '../network/network.ts';

/**
 * Tests whether a pattern has a region in a network on a domain, that is, whether the intersection
 * of its half-planes with the domain has interior points. For one pattern, this is much cheaper
 * than a complex.
 */
export interface RegionTest {
  /** A point of the region, the mean of its vertices; undefined if there is no region. */
  witness(pattern: Uint32Array): readonly [x: number, y: number] | undefined;
}

/** A test in doubles, which may be wrong for tiny regions. */
export function roundedTest(network: Network, folds: FoldTable, domain: Domain): RegionTest {
  const sides = sidesOf(domain, (px, py, qx, qy) => ({
    a: py - qy,
    b: qx - px,
    c: px * qy - py * qx,
  }));
  return {
    witness: (pattern) => {
      const polygon = clip(sides, roundedHalfPlanes(network, folds, pattern), {
        crossing: (p, q) => [p.b * q.c - p.c * q.b, p.c * q.a - p.a * q.c, p.a * q.b - p.b * q.a],
        sign: ({ a, b, c }, [x, y, w]) => Math.sign(a * x + b * y + c * w) * Math.sign(w),
        isFlat: ({ a, b }) => a === 0 && b === 0,
        sense: ({ c }) => Math.sign(c),
      });
      return polygon && mean(polygon.map(([x, y, w]) => [x / w, y / w]));
    },
  };
}

/** An exact test in integers. */
export function exactTest(network: Network, folds: FoldTable, domain: Domain): RegionTest {
  const rows = new ExactRows(network, folds);
  const sides = sidesOf(domain, lineThrough);
  return {
    witness: (pattern) => {
      const polygon = clip(sides, exactHalfPlanes(rows, folds, pattern), {
        crossing,
        sign: signAt,
        isFlat: ({ a, b }) => a === 0n && b === 0n,
        sense: ({ c }) => (c > 0n ? 1 : c < 0n ? -1 : 0),
      } satisfies Arithmetic<ExactRow, ExactPoint>);
      return polygon && mean(polygon.map(rounded));
    },
  };
}

interface RoundedRow {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** A half-plane: where an affine function is positive (above), or not positive (below). */
interface HalfPlane<Row> {
  readonly row: Row;
  readonly above: boolean;
}

interface Arithmetic<Row, Point> {
  /** The intersection of two lines that are not parallel. */
  readonly crossing: (p: Row, q: Row) => Point;
  readonly sign: (row: Row, point: Point) => number;
  /** Whether the function is constant, with the sign `sense`. */
  readonly isFlat: (row: Row) => boolean;
  readonly sense: (row: Row) => number;
}

/**
 * The vertices of a polygon clipped by half-planes (Sutherland & Hodgman 1974); undefined if its
 * interior is empty. The polygon is represented by its lines, and a vertex is the intersection of
 * two of them, so the result is exact if the arithmetic is.
 */
function clip<Row, Point>(
  sides: readonly Row[],
  halfPlanes: Iterable<HalfPlane<Row>>,
  { crossing: cross, sign, isFlat, sense }: Arithmetic<Row, Point>,
): readonly Point[] | undefined {
  let lines = sides;
  let vertices = sides.map((side, i) => cross(side, sides[(i + 1) % sides.length]));
  for (const { row, above } of halfPlanes) {
    if (isFlat(row)) {
      if (sense(row) > 0 !== above) return undefined;
      continue;
    }
    const signs = vertices.map((vertex) => (above ? sign(row, vertex) : -sign(row, vertex)));
    if (!signs.some((s) => s > 0)) return undefined;
    if (signs.every((s) => s >= 0)) continue;
    // Line i runs from vertex i − 1 to vertex i. Lines with an end inside remain; they are
    // consecutive.
    const n = lines.length;
    const isInside = (i: number): boolean => signs[(i + n) % n] > 0;
    const start = signs.findIndex((_, i) => isInside(i) && !isInside(i - 1));
    const run = Array.from({ length: n }, (_, k) => (start + k) % n);
    const kept = run.filter((i) => isInside(i) || isInside(i - 1));
    const ends = kept.slice(0, -1).map((i) => vertices[i]);
    vertices = [...ends, cross(lines[kept[kept.length - 1]], row), cross(row, lines[kept[0]])];
    lines = [...kept.map((i) => lines[i]), row];
  }
  return vertices;
}

/** The lines of the sides of a domain, positive inside. */
function sidesOf<Row>(
  { corners }: Domain,
  line: (px: number, py: number, qx: number, qy: number) => Row,
): Row[] {
  const n = corners.length;
  return Array.from({ length: n / 2 }, (_, k) => {
    const [p, q] = [2 * k, (2 * k + 2) % n];
    return line(corners[p], corners[p + 1], corners[q], corners[q + 1]);
  });
}

function* exactHalfPlanes(
  rows: ExactRows,
  folds: FoldTable,
  pattern: Uint32Array,
): Generator<HalfPlane<ExactRow>> {
  for (let f = 0; f < folds.count; f++)
    yield { row: rows.fold(f, pattern), above: isAbove(pattern, f) };
}

/** The half-planes of a pattern layer by layer, computed lazily. */
function* roundedHalfPlanes(
  network: Network,
  folds: FoldTable,
  pattern: Uint32Array,
): Generator<HalfPlane<RoundedRow>> {
  let below = new Float64Array([1, 0, 0, 0, 1, 0]);
  for (const [l, layer] of network.layers.entries()) {
    const { inputs, units, weights, bias } = layer;
    const own = new Float64Array(3 * units);
    for (let i = 0; i < units; i++) {
      let [a, b, c] = [0, 0, bias[i]];
      for (let j = 0; j < inputs; j++) {
        const w = weights[i * inputs + j];
        a += w * below[3 * j];
        b += w * below[3 * j + 1];
        c += w * below[3 * j + 2];
      }
      const activation = activationOf(layer, i);
      const first = folds.firstOfNeuron[l][i];
      for (const [k, t] of activation.breakpoints.entries())
        yield { row: { a, b, c: c - t }, above: isAbove(pattern, first + k) };
      const piece = pieceInPattern(folds, pattern, l, i);
      const slope = activation.slopes[piece];
      own[3 * i] = slope * a;
      own[3 * i + 1] = slope * b;
      own[3 * i + 2] = slope * c + intercepts(activation)[piece];
    }
    below = own;
  }
}

function mean(points: readonly (readonly [number, number])[]): [number, number] {
  const n = points.length;
  return [
    points.reduce((sum, [x]) => sum + x, 0) / n,
    points.reduce((sum, [, y]) => sum + y, 0) / n,
  ];
}
