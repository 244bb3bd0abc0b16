import { cellBeyond, ringVertex, type Complex } from '../complex/complex.ts';

/** Convex parts of the cells of a complex, in the order of the cells. */
export interface Pieces {
  readonly count: number;
  /** Cell of every piece. */
  readonly cell: Uint32Array;
  readonly label: Int32Array;
  /** Piece p has the corners start[p] … start[p + 1] − 1, counter-clockwise. */
  readonly start: Uint32Array;
  /** x, y per corner. */
  readonly xy: Float64Array;
  /** Per corner, the edge that the side to the next corner lies on, or −1 − l towards label l. */
  readonly edge: Int32Array;
  /** Per side the label right beyond it; −1 outside the domain and towards what is unfinished. */
  readonly beyond: Int32Array;
}

/**
 * The parts of each cell that have one label: fine cells of one parent and label, joined. Expects
 * that those make up one convex polygon. Cells that are not filled are left out.
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
      // A side is one line; a corner in its middle is where a cut that was joined again ended.
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

/** Fine cells of one parent and one label, by parent and then by label. */
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

interface OutlineSide {
  readonly from: number;
  readonly edge: number;
  /** Fine cell beyond, or −1. */
  readonly other: number;
}

/** The sides round a union of cells, counter-clockwise, each vertex passed once. */
function outlineOf(
  fine: Complex,
  cells: readonly number[],
  isInside: (cell: number) => boolean,
): OutlineSide[] {
  const sides: OutlineSide[] = [];
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

/** The edge of a cell towards a neighbour or, on the border and where that is missing, on a fold. */
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
