import { cellBeyond, ringVertex, type Complex } from '../complex/complex.ts';

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
export function piecesOfCells(
  complex: Complex,
  fine: Complex,
  label: Int32Array,
  parent: Int32Array,
  filled: Uint8Array,
): Pieces {
  const groups = groupsOf(parent, label, filled);
  const group = new Int32Array(fine.cellCount).fill(-1);
  groups.forEach((cells, g) => {
    for (const c of cells) group[c] = g;
  });
  const cell: number[] = [];
  const ownLabel: number[] = [];
  const start = [0];
  const xy: number[] = [];
  const edges: number[] = [];
  const beyond: number[] = [];
  groups.forEach((cells, g) => {
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
  });
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

/** The fine cells grouped by parent and label, in this order. */
function groupsOf(parent: Int32Array, label: Int32Array, filled: Uint8Array): number[][] {
  const order = Array.from(parent.keys()).filter((c) => parent[c] >= 0 && filled[parent[c]] === 1);
  order.sort((c, d) => parent[c] - parent[d] || label[c] - label[d] || c - d);
  const groups: number[][] = [];
  order.forEach((c, i) => {
    const before = i > 0 ? order[i - 1] : undefined;
    const isSame =
      before !== undefined && parent[before] === parent[c] && label[before] === label[c];
    if (isSame) groups[groups.length - 1].push(c);
    else groups.push([c]);
  });
  return groups;
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
  cells: readonly number[],
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
