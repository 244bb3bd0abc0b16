import type { Domain } from '../../../src/core/complex/domain.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { Rational } from './rational.ts';
import { referenceComplex } from './referenceComplex.ts';

/* Cells as polygons in fractions, which can be cut further. */

export type Point = readonly [Rational, Rational];
/** a·x + b·y + c. */
export type Row = readonly [Rational, Rational, Rational];

export interface ReferenceCell {
  readonly corners: readonly Point[];
  /** Piece of every neuron, layer by layer, as text. */
  readonly pattern: string;
  readonly maps: readonly Row[];
}

/** The cells of a network over a domain, exactly; all numbers are in lowest terms. */
export function cutDomain(network: Network, domain: Domain): ReferenceCell[] {
  const complex = referenceComplex(network, domain);
  if (!complex) return [];
  const unit = 1n << BigInt(complex.mapPlaces);
  const over = (n: bigint, d: bigint): Rational => Rational.of(n, d).reduced();
  return complex.cells.map(({ corners, pieces, maps }) => ({
    corners: corners.map(({ x, y, w }): Point => [over(x, w), over(y, w)]),
    pattern: pieces.join(''),
    maps: maps.map(([a, b, c]): Row => [over(a, unit), over(b, unit), over(c, unit)]),
  }));
}

/** The part of a convex polygon on one side of a line (Sutherland & Hodgman 1974). */
export function clip(corners: readonly Point[], line: Row, side: 1 | -1): Point[] {
  const result: Point[] = [];
  corners.forEach((p, i) => {
    const q = corners[(i + 1) % corners.length];
    const zp = valueAt(line, p);
    const zq = valueAt(line, q);
    if (zp.sign * side >= 0) result.push(p);
    if (zp.sign * zq.sign < 0) {
      const t = zp.over(zp.minus(zq));
      result.push([between(p[0], q[0], t), between(p[1], q[1], t)]);
    }
  });
  return result;
}

function between(p: Rational, q: Rational, t: Rational): Rational {
  return p.plus(t.times(q.minus(p))).reduced();
}

function valueAt([a, b, c]: Row, [x, y]: Point): Rational {
  return a.times(x).plus(b.times(y)).plus(c);
}

export function add(p: Row, q: Row): Row {
  return [p[0].plus(q[0]).reduced(), p[1].plus(q[1]).reduced(), p[2].plus(q[2]).reduced()];
}

export function scale(row: Row, by: Rational): Row {
  return [row[0].times(by), row[1].times(by), row[2].times(by)];
}

/** Area of a polygon. */
export function area(corners: readonly Point[]): number {
  let twice = Rational.zero;
  corners.forEach((p, i) => {
    const q = corners[(i + 1) % corners.length];
    twice = twice.plus(p[0].times(q[1]).minus(q[0].times(p[1])));
  });
  return twice.toNumber() / 2;
}
