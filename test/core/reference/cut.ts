import type { Domain } from '../../../src/core/complex/domain.ts';
import { activationOf, type Network } from '../../../src/core/network/network.ts';
import { Rational } from './rational.ts';

/*
 * The fold complex by the definition, in fractions: every neuron cuts every cell, and vertices and
 * edges are found by comparing points. Nothing here is shared with the engine, and nothing is clever.
 */

export type Point = readonly [Rational, Rational];
/** a·x + b·y + c. */
export type Row = readonly [Rational, Rational, Rational];

export interface ReferenceCell {
  readonly corners: readonly Point[];
  /** Piece of every neuron, layer by layer, as text. */
  readonly pattern: string;
  readonly maps: readonly Row[];
}

/** The cells of a network over a domain, exactly; all coordinates are in lowest terms. */
export function cutDomain(network: Network, domain: Domain): ReferenceCell[] {
  const corners: Point[] = [];
  for (let i = 0; i < domain.corners.length; i += 2)
    corners.push([Rational.from(domain.corners[i]), Rational.from(domain.corners[i + 1])]);
  const one = Rational.from(1);
  const { zero } = Rational;
  const identity: Row[] = [
    [one, zero, zero],
    [zero, one, zero],
  ];
  let cells: ReferenceCell[] = [{ corners, pattern: '', maps: identity }];
  for (const layer of network.layers) {
    const weights = Array.from(layer.weights, (w) => Rational.from(w));
    const bias = Array.from(layer.bias, (b) => Rational.from(b));
    cells = cells.flatMap((cell) => {
      let parts: ReferenceCell[] = [{ ...cell, maps: [] }];
      for (let i = 0; i < layer.units; i++) {
        const row = cell.maps.reduce<Row>(
          (sum, map, j) => add(sum, scale(map, weights[i * layer.inputs + j])),
          [zero, zero, bias[i]],
        );
        const { breakpoints, slopes, intercept } = activationOf(layer, i);
        let offset = Rational.from(intercept);
        let rest = parts;
        parts = [];
        slopes.forEach((slope, piece) => {
          const image = add(scale(row, Rational.from(slope)), [zero, zero, offset]);
          const inPiece = (corners: readonly Point[], part: ReferenceCell): ReferenceCell => ({
            corners,
            pattern: part.pattern + String(piece),
            maps: [...part.maps, image],
          });
          if (piece === breakpoints.length) {
            parts.push(...rest.map((part) => inPiece(part.corners, part)));
            return;
          }
          const t = Rational.from(breakpoints[piece]);
          const beyond: ReferenceCell[] = [];
          const line = add(row, [zero, zero, zero.minus(t)]);
          for (const part of rest) {
            const signs = part.corners.map((p) => valueAt(line, p).sign);
            // A point on the fold counts as below it.
            if (signs.every((s) => s <= 0)) parts.push(inPiece(part.corners, part));
            else if (signs.every((s) => s >= 0)) beyond.push(part);
            else {
              parts.push(inPiece(clip(part.corners, line, -1), part));
              beyond.push({ ...part, corners: clip(part.corners, line, 1) });
            }
          }
          rest = beyond;
          const turn = Rational.from(slope).minus(Rational.from(slopes[piece + 1]));
          offset = offset.plus(turn.times(t));
        });
      }
      return parts;
    });
  }
  return cells;
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
