import { cellBeyond, ringVertex, type Complex } from '../complex/complex.ts';
import { shouldYield } from '../yielding.ts';

/** Convex pieces of the cells of a complex, with labels, in the order of the cells. */
export interface Pieces {
  readonly count: number;
  /** Cell of every piece. */
  readonly cell: Uint32Array;
  readonly label: Int32Array;
  /** Piece p has the corners start[p] … start[p + 1] − 1, counterclockwise. */
  readonly start: Uint32Array;
  /** x, y per corner. */
  readonly xy: Float64Array;
  /** Per corner, the edge that the side to the next corner lies on, or −1 − l towards label l. */
  readonly edge: Int32Array;
  /** Per corner, the label beyond that side; −1 outside the domain and the finished part. */
  readonly beyond: Int32Array;
}

/**
 * The pieces of each cell with one label: the union of the fine cells with one parent and label,
 * which must be a convex polygon. Cells that are not filled have no pieces.
 */
export function* piecesOfCells(
  complex: Complex,
  fine: Complex,
  label: Int32Array,
  parent: Int32Array,
  filled: Uint8Array,
): Generator<undefined, Pieces> {
  const { order, start: firstOf } = yield* groupsOf(parent, label, filled);
  const groupCount = firstOf.length - 1;
  const group = new Int32Array(fine.cellCount).fill(-1);
  for (let g = 0; g < groupCount; g++)
    for (let i = firstOf[g]; i < firstOf[g + 1]; i++) group[order[i]] = g;
  const cell: number[] = [];
  const ownLabel: number[] = [];
  const start = [0];
  const xy: number[] = [];
  const edges: number[] = [];
  const beyond: number[] = [];
  for (let g = 0; g < groupCount; g++) {
    if (shouldYield(g, 10)) yield;
    const cells = order.subarray(firstOf[g], firstOf[g + 1]);
    const own = parent[cells[0]];
    const outline = outlineOf(fine, cells, (other) => other >= 0 && group[other] === g);
    const lies = outline.map(({ edge, other }) =>
      other >= 0 && parent[other] === own
        ? -1 - label[other]
        : edgeOfCell(complex, own, other < 0 ? -1 : parent[other], fine.edgeFold[edge]),
    );
    const labels = outline.map(({ other }) =>
      other >= 0 && parent[other] >= 0 ? label[other] : -1,
    );
    outline.forEach(({ from }, i) => {
      // Skip corners in the middle of a side, where a cut between joined cells ended.
      const before = i === 0 ? lies.length - 1 : i - 1;
      if (lies[i] === lies[before] && labels[i] === labels[before]) return;
      xy.push(fine.xy[2 * from], fine.xy[2 * from + 1]);
      edges.push(lies[i]);
      beyond.push(labels[i]);
    });
    cell.push(own);
    ownLabel.push(label[cells[0]]);
    start.push(edges.length);
  }
  yield;
  return {
    count: cell.length,
    cell: Uint32Array.from(cell),
    label: Int32Array.from(ownLabel),
    start: Uint32Array.from(start),
    xy: Float64Array.from(xy),
    edge: Int32Array.from(edges),
    beyond: Int32Array.from(beyond),
  };
}

/**
 * The fine cells in the order of their parents and, inside a parent, labels. Group g has the cells
 * order[start[g]] … order[start[g + 1] − 1].
 */
function* groupsOf(
  parent: Int32Array,
  label: Int32Array,
  filled: Uint8Array,
): Generator<undefined, { order: Uint32Array; start: number[] }> {
  const { order, start: firstOf } = byParent(parent, filled);
  yield;
  const start = [0];
  for (let p = 0; p + 1 < firstOf.length; p++) {
    if (shouldYield(p)) yield;
    const cells = order.subarray(firstOf[p], firstOf[p + 1]);
    if (cells.length > 1) cells.sort((c, d) => label[c] - label[d] || c - d);
    for (let i = 1; i <= cells.length; i++)
      if (i === cells.length || label[cells[i - 1]] !== label[cells[i]]) start.push(firstOf[p] + i);
  }
  return { order, start };
}

/** The fine cells of filled parents in the order of the parents: parent p has those from start[p] on. */
function byParent(
  parent: Int32Array,
  filled: Uint8Array,
): { order: Uint32Array; start: Uint32Array } {
  const start = new Uint32Array(filled.length + 1);
  const isCounted = (c: number): boolean => parent[c] >= 0 && filled[parent[c]] === 1;
  for (let c = 0; c < parent.length; c++) if (isCounted(c)) start[parent[c] + 1]++;
  for (let p = 0; p < filled.length; p++) start[p + 1] += start[p];
  const order = new Uint32Array(start[filled.length]);
  const next = start.slice();
  for (let c = 0; c < parent.length; c++) if (isCounted(c)) order[next[parent[c]]++] = c;
  return { order, start };
}

interface OutlineEdge {
  readonly from: number;
  readonly edge: number;
  /** The fine cell beyond, or −1. */
  readonly other: number;
}

/** The boundary cycle of a union of cells, counterclockwise; it visits each vertex once. */
function outlineOf(
  fine: Complex,
  cells: Uint32Array,
  isInside: (cell: number) => boolean,
): OutlineEdge[] {
  const sides: OutlineEdge[] = [];
  for (const c of cells)
    for (let r = fine.cellStart[c]; r < fine.cellStart[c + 1]; r++) {
      const edge = fine.ring[r] >> 1;
      const other = cellBeyond(fine, r);
      if (!isInside(other)) sides.push({ from: ringVertex(fine, r), edge, other });
    }
  if (cells.length === 1) return sides;
  const leaving = new Map(sides.map((one) => [one.from, one]));
  const outline = [sides[0]];
  for (;;) {
    const { from, edge } = outline[outline.length - 1];
    const to = fine.edgeEnds[2 * edge] + fine.edgeEnds[2 * edge + 1] - from;
    const next = leaving.get(to);
    if (!next || next === sides[0]) return outline;
    outline.push(next);
  }
}

/** The edge between a cell and a neighbour or, if there is none, an edge of the cell on a fold. */
function edgeOfCell(complex: Complex, cell: number, neighbour: number, fold: number): number {
  const { cellStart, ring, edgeFold } = complex;
  let onFold = -1;
  for (let r = cellStart[cell]; r < cellStart[cell + 1]; r++) {
    const edge = ring[r] >> 1;
    if (neighbour >= 0 && cellBeyond(complex, r) === neighbour) return edge;
    if (edgeFold[edge] === fold) onFold = edge;
  }
  return onFold;
}
