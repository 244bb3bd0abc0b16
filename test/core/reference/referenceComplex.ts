import type { Domain } from '../../../src/core/complex/domain.ts';
import { activationOf, type Layer, type Network } from '../../../src/core/network/network.ts';
import {
  alongLine,
  crossing,
  integer,
  type Line,
  lineOf,
  lineThrough,
  placesOf,
  type Point,
  pointOf,
  quotient,
  type Row,
  signAt,
} from './lattice.ts';

/*
 * The fold complex by the definition, in integers: every neuron cuts every cell, and edges are found by
 * comparing the points of every line. Nothing here is shared with the engine, and nothing is clever.
 */

export interface ReferenceComplex {
  readonly cells: readonly ReferenceCell[];
  readonly vertices: readonly Point[];
  readonly edges: readonly ReferenceEdge[];
  readonly linearRegionCount: number;
  /** The maps of all cells are integers over 2^mapPlaces. */
  readonly mapPlaces: number;
}

export interface ReferenceCell {
  /** Counterclockwise; side k runs from corner k to corner k + 1. */
  readonly corners: readonly Point[];
  readonly lines: readonly Line[];
  /** Piece of every neuron, layer by layer. */
  readonly pieces: readonly number[];
  readonly maps: readonly Row[];
  /** All its half-edges, counterclockwise. Several may lie on one side. */
  readonly ring: readonly HalfEdge[];
  readonly linearRegion: number;
}

export interface HalfEdge {
  readonly edge: number;
  readonly from: number;
  /** The cell on the other side, or −1 outside the domain. */
  readonly beyond: number;
}

export interface ReferenceEdge {
  /** One cell on the border of the domain, else two. */
  readonly cells: readonly number[];
  /** Ascending; those that coincide on the edge, or −1 − k on side k of the domain. */
  readonly folds: readonly number[];
}

type Uncut = Pick<ReferenceCell, 'corners' | 'lines' | 'pieces' | 'maps'>;

/**
 * The complex of a network over a domain; undefined if it has more than `most` cells, or had after one
 * of the layers.
 */
export function referenceComplex(
  network: Network,
  domain: Domain,
  most = Infinity,
): ReferenceComplex | undefined {
  const corners: Point[] = [];
  const places = placesOf(domain.corners);
  for (let i = 0; i < domain.corners.length; i += 2) {
    const [x, y] = domain.corners.subarray(i, i + 2);
    corners.push(pointOf(integer(x, places), integer(y, places), 1n << BigInt(places)));
  }
  const borders = corners.map((p, k) => lineThrough(p, corners[(k + 1) % corners.length]));
  const identity: Row[] = [
    [1n, 0n, 0n],
    [0n, 1n, 0n],
  ];
  let cells: Uncut[] = [{ corners, lines: borders, pieces: [], maps: identity }];
  let mapPlaces = 0;
  for (const layer of network.layers) {
    const cut = new CutLayer(layer, mapPlaces);
    cells = cells.flatMap((cell) => cut.partsOf(cell));
    if (cells.length > most) return undefined;
    mapPlaces = cut.mapPlaces;
  }
  return joined(network, cells, borders, mapPlaces);
}

/** A layer in integers. */
class CutLayer {
  /** Of the images of its neurons. */
  readonly mapPlaces: number;
  private readonly weights: readonly bigint[];
  private readonly bias: readonly bigint[];
  private readonly activations: readonly {
    readonly breakpoints: readonly bigint[];
    readonly slopes: readonly bigint[];
    /** Value at 0 of the line that each piece lies on. */
    readonly offsets: readonly bigint[];
  }[];

  constructor(
    private readonly layer: Layer,
    inputPlaces: number,
  ) {
    const activations = Array.from({ length: layer.units }, (_, i) => activationOf(layer, i));
    const weightPlaces = placesOf(layer.weights);
    // Rows are at inputPlaces + weightPlaces, where biases and breakpoints must be integers, too.
    const shared = placesOf([...layer.bias, ...activations.flatMap((a) => a.breakpoints)]);
    const more = Math.max(0, shared - inputPlaces - weightPlaces);
    const rowPlaces = inputPlaces + weightPlaces + more;
    const slopePlaces = placesOf(activations.flatMap((a) => [...a.slopes, a.intercept]));
    this.mapPlaces = rowPlaces + slopePlaces;
    this.weights = Array.from(layer.weights, (w) => integer(w, weightPlaces + more));
    this.bias = Array.from(layer.bias, (b) => integer(b, rowPlaces));
    this.activations = activations.map(({ breakpoints, slopes, intercept }) => {
      const thresholds = breakpoints.map((t) => integer(t, rowPlaces));
      const steep = slopes.map((s) => integer(s, slopePlaces));
      const offsets = [integer(intercept, slopePlaces) << BigInt(rowPlaces)];
      thresholds.forEach((t, k) => offsets.push(offsets[k] + (steep[k] - steep[k + 1]) * t));
      return { breakpoints: thresholds, slopes: steep, offsets };
    });
  }

  partsOf(cell: Uncut): Uncut[] {
    let parts: Uncut[] = [{ ...cell, maps: [] }];
    for (let i = 0; i < this.layer.units; i++) {
      const [a, b, c] = this.row(cell.maps, i);
      const { breakpoints, slopes, offsets } = this.activations[i];
      const images = slopes.map((s, k): Row => [s * a, s * b, s * c + offsets[k]]);
      const cut: Uncut[] = [];
      let rest = parts;
      breakpoints.forEach((t, piece) => {
        const beyond: Uncut[] = [];
        const row: Row = [a, b, c - t];
        let line: Line | undefined;
        for (const part of rest) {
          const signs = part.corners.map((p) => signAt(row, p));
          // A point on the fold counts as below it.
          if (!signs.includes(1)) cut.push(inPiece(part, piece, images));
          else if (!signs.includes(-1)) beyond.push(part);
          else {
            line ??= lineOf(row);
            cut.push(inPiece(clipped(part, signs, line, -1), piece, images));
            beyond.push(clipped(part, signs, line, 1));
          }
        }
        rest = beyond;
      });
      for (const part of rest) cut.push(inPiece(part, breakpoints.length, images));
      parts = cut;
    }
    return parts;
  }

  private row(maps: readonly Row[], i: number): Row {
    const sum = [0n, 0n, this.bias[i]];
    maps.forEach(([a, b, c], j) => {
      const w = this.weights[i * this.layer.inputs + j];
      if (w === 0n) return;
      sum[0] += w * a;
      sum[1] += w * b;
      sum[2] += w * c;
    });
    return [sum[0], sum[1], sum[2]];
  }
}

function inPiece(part: Uncut, piece: number, images: readonly Row[]): Uncut {
  return { ...part, pieces: [...part.pieces, piece], maps: [...part.maps, images[piece]] };
}

/** The part of a cell on one side of a line (Sutherland & Hodgman 1974), given signs at its corners. */
function clipped(part: Uncut, signs: readonly number[], line: Line, side: 1 | -1): Uncut {
  const corners: Point[] = [];
  const lines: Line[] = [];
  part.corners.forEach((p, i) => {
    const from = signs[i] * side;
    const to = signs[(i + 1) % signs.length] * side;
    if (from > 0 || (from === 0 && to > 0)) {
      corners.push(p);
      lines.push(part.lines[i]);
    } else if (from === 0) {
      corners.push(p);
      lines.push(line);
    }
    if (from * to >= 0) return;
    corners.push(crossing(part.lines[i], line));
    lines.push(from > 0 ? line : part.lines[i]);
  });
  return { ...part, corners, lines };
}

/** Finds the vertices and edges of cells, and which of them have the same maps. */
function joined(
  network: Network,
  uncut: readonly Uncut[],
  borders: readonly Line[],
  mapPlaces: number,
): ReferenceComplex {
  const numbers = new Map<string, number>();
  const vertices: Point[] = [];
  const stopsOn = new Map<string, Map<string, Point>>();
  for (const { corners, lines } of uncut)
    corners.forEach((p, k) => {
      if (!numbers.has(p.key)) numbers.set(p.key, vertices.push(p) - 1);
      const stops = stopsOn.get(lines[k].key) ?? new Map<string, Point>();
      stopsOn.set(lines[k].key, stops);
      for (const end of [p, corners[(k + 1) % corners.length]]) stops.set(end.key, end);
    });
  const sorted = new Map<string, readonly Point[]>();
  const edgeOf = new Map<string, number>();
  const cellsOf: number[][] = [];
  const rings = uncut.map(({ corners, lines }, c) =>
    corners.flatMap((p, k) => {
      const { row, key } = lines[k];
      let stops = sorted.get(key);
      if (!stops) {
        stops = [...(stopsOn.get(key)?.values() ?? [])].sort((u, v) => alongLine(row, u, v));
        sorted.set(key, stops);
      }
      const begin = stops.findIndex((s) => s.key === p.key);
      const end = stops.findIndex((s) => s.key === corners[(k + 1) % corners.length].key);
      const step = Math.sign(end - begin);
      const ring: { edge: number; from: number }[] = [];
      for (let s = begin; s !== end; s += step) {
        const name = `${key} ${Math.min(s, s + step)}`;
        const edge = edgeOf.get(name) ?? cellsOf.push([]) - 1;
        edgeOf.set(name, edge);
        cellsOf[edge].push(c);
        ring.push({ edge, from: numbers.get(stops[s].key) ?? NaN });
      }
      return ring;
    }),
  );
  const borderOf = new Map<number, number>();
  borders.forEach(({ key }, side) => {
    const count = sorted.get(key)?.length ?? 0;
    for (let s = 0; s + 1 < count; s++) borderOf.set(edgeOf.get(`${key} ${s}`) ?? NaN, side);
  });
  const first = firstFolds(network);
  const edges = cellsOf.map((cells, edge): ReferenceEdge => {
    const side = borderOf.get(edge);
    const folds =
      side === undefined
        ? foldsBetween(uncut[cells[0]].pieces, uncut[cells[1]].pieces, first)
        : [-1 - side];
    return { cells, folds };
  });
  const { linearRegion, count } = linearRegions(uncut, edges);
  return {
    cells: uncut.map((cell, c) => ({
      ...cell,
      linearRegion: linearRegion[c],
      ring: rings[c].map((half) => ({
        ...half,
        beyond: cellsOf[half.edge].find((other) => other !== c) ?? -1,
      })),
    })),
    vertices,
    edges,
    linearRegionCount: count,
    mapPlaces,
  };
}

/** The first fold of every neuron, in order. */
function firstFolds({ layers }: Network): number[] {
  let count = 0;
  return layers.flatMap((layer) =>
    Array.from({ length: layer.units }, (_, i) => {
      count += activationOf(layer, i).breakpoints.length;
      return count - activationOf(layer, i).breakpoints.length;
    }),
  );
}

function foldsBetween(
  p: readonly number[],
  q: readonly number[],
  first: readonly number[],
): number[] {
  const folds: number[] = [];
  p.forEach((piece, i) => {
    for (let k = Math.min(piece, q[i]); k < Math.max(piece, q[i]); k++) folds.push(first[i] + k);
  });
  return folds;
}

/** Numbers the sets of cells that edges join across which no map changes. */
function linearRegions(cells: readonly Uncut[], edges: readonly ReferenceEdge[]) {
  const parent = cells.map((_, c) => c);
  const root = (c: number): number => (parent[c] === c ? c : root(parent[c]));
  const same = (p: Row, q: Row): boolean => p.every((value, k) => value === q[k]);
  for (const {
    cells: [c, d],
  } of edges)
    if (d !== undefined && cells[c].maps.every((map, o) => same(map, cells[d].maps[o])))
      parent[root(c)] = root(d);
  const roots = new Map<number, number>();
  const linearRegion = cells.map((_, c) => {
    const number = roots.get(root(c)) ?? roots.size;
    roots.set(root(c), number);
    return number;
  });
  return { linearRegion, count: roots.size };
}

/** Area of a polygon, correct to a few units of the last place. */
export function area(corners: readonly Point[]): number {
  const denominator = corners.reduce((product, { w }) => product * w, 1n);
  let twice = 0n;
  corners.forEach((p, i) => {
    const q = corners[(i + 1) % corners.length];
    twice += (p.x * q.y - p.y * q.x) * (denominator / (p.w * q.w));
  });
  return quotient(twice, 2n * denominator);
}
