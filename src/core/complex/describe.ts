import { pieceInPattern, preactivationMap } from '../network/affine.ts';
import type { FoldTable } from '../network/folds.ts';
import { activationOf, type Network } from '../network/network.ts';
import { cellBeyond, foldsOfEdge, ringVertex, type Complex } from './complex.ts';
import { cellArea, cellCentroid } from './measure.ts';

/** A line or an affine function a·x + b·y + c. */
export interface AffineFunction {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A cell in numbers. */
export interface CellDescription {
  readonly cell: number;
  readonly linearRegion: number;
  /** Per layer and neuron: the linear piece of its activation (0 below its first breakpoint). */
  readonly pieces: readonly (readonly number[])[];
  /** The affine map of every output, with the length of its gradient. */
  readonly maps: readonly (AffineFunction & { readonly gradientNorm: number })[];
  readonly area: number;
  /** A point inside the cell. */
  readonly centroid: Point;
  /** Counterclockwise, including the vertices at which only neighbours have a corner. */
  readonly vertices: readonly Point[];
  /** Half-edge i runs from vertex i to the next one. */
  readonly halfEdges: readonly CellHalfEdge[];
}

export interface CellHalfEdge {
  readonly edge: number;
  /** The cell beyond, or −1 on the border of the domain and of the finished part. */
  readonly neighbour: number;
  /** Every fold that the edge lies on; none on the border of the domain. */
  readonly folds: readonly number[];
}

/** A fold along an edge. On its line, preactivation minus breakpoint is zero. */
export interface EdgeFold {
  readonly fold: number;
  readonly layer: number;
  readonly neuron: number;
  readonly breakpoint: number;
  readonly line: AffineFunction;
}

export interface EdgeDescription {
  readonly edge: number;
  readonly from: Point;
  readonly to: Point;
  readonly length: number;
  /** Cells on the left and on the right of from → to; −1 where there is none. */
  readonly cells: readonly [number, number];
  /** The side of the domain that the edge lies on, or −1 inside the domain. */
  readonly domainSide: number;
  readonly folds: readonly EdgeFold[];
}

/** Describes a cell of the complex of a network. */
export function describeCell(
  network: Network,
  folds: FoldTable,
  complex: Complex,
  cell: number,
): CellDescription {
  const pattern = cellPattern(complex, cell);
  const entries = ringEntries(complex, cell);
  return {
    cell,
    linearRegion: complex.linearRegion[cell],
    pieces: network.layers.map((layer, l) =>
      Array.from({ length: layer.units }, (_, i) => pieceInPattern(folds, pattern, l, i)),
    ),
    maps: Array.from({ length: complex.outputCount }, (_, o) => {
      const m = 3 * (cell * complex.outputCount + o);
      const [a, b, c] = complex.maps.subarray(m, m + 3);
      return { a, b, c, gradientNorm: Math.hypot(a, b) };
    }),
    area: cellArea(complex, cell),
    centroid: cellCentroid(complex, cell),
    vertices: entries.map((r) => vertexPoint(complex, ringVertex(complex, r))),
    halfEdges: entries.map((r) => {
      const edge = complex.ring[r] >> 1;
      return { edge, neighbour: cellBeyond(complex, r), folds: foldsOfEdge(complex, edge) };
    }),
  };
}

/** Describes an edge and every fold that it lies on. */
export function describeEdge(
  network: Network,
  folds: FoldTable,
  complex: Complex,
  edge: number,
): EdgeDescription {
  const { edgeEnds, edgeCells, edgeFold } = complex;
  const from = vertexPoint(complex, edgeEnds[2 * edge]);
  const to = vertexPoint(complex, edgeEnds[2 * edge + 1]);
  const cells: [number, number] = [edgeCells[2 * edge], edgeCells[2 * edge + 1]];
  const pattern = cellPattern(complex, Math.max(...cells));
  return {
    edge,
    from,
    to,
    length: Math.hypot(to.x - from.x, to.y - from.y),
    cells,
    domainSide: edgeFold[edge] < 0 ? -1 - edgeFold[edge] : -1,
    folds: foldsOfEdge(complex, edge).map((fold) => describeFold(network, folds, pattern, fold)),
  };
}

function describeFold(
  network: Network,
  folds: FoldTable,
  pattern: Uint32Array,
  fold: number,
): EdgeFold {
  const layer = folds.layer[fold];
  const neuron = folds.neuron[fold];
  const breakpoint = folds.breakpoint[fold];
  const rows = preactivationMap(network, folds, pattern, layer);
  const [a, b, c] = rows.subarray(3 * neuron, 3 * neuron + 3);
  const threshold = activationOf(network.layers[layer], neuron).breakpoints[breakpoint];
  return { fold, layer, neuron, breakpoint, line: { a, b, c: c - threshold } };
}

/** The activation pattern of a cell, `patternWords` words. Not a copy. */
export function cellPattern(complex: Complex, cell: number): Uint32Array {
  const { patterns, patternWords } = complex;
  return patterns.subarray(cell * patternWords, (cell + 1) * patternWords);
}

function ringEntries(complex: Complex, cell: number): number[] {
  const start = complex.cellStart[cell];
  return Array.from({ length: complex.cellStart[cell + 1] - start }, (_, i) => start + i);
}

function vertexPoint(complex: Complex, vertex: number): Point {
  return { x: complex.xy[2 * vertex], y: complex.xy[2 * vertex + 1] };
}
