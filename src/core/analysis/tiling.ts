import type { Mesh } from '../complex/complex.ts';
import { crossing, type ExactPoint } from '../exact/exactPoint.ts';
import type { ExactRow } from '../exact/exactRows.ts';
import { shouldYield } from '../yielding.ts';
import { exactLineOf, type Cells, type Functions, type Parts } from './parts.ts';

/** Cells cut into parts: a mesh whose cells are the parts, in the order of cells and labels. */
export interface Tiling extends Cells {
  /** Per part, its cell. */
  readonly parent: Uint32Array;
  readonly label: Int32Array;
  /** Per part, 1 if another function equals its own throughout. */
  readonly ties: Uint8Array;
  /** Per edge, the edge that it lies on, or −1 inside a cell. */
  readonly edgeParent: Int32Array;
}

/** Puts parts together. The vertices of the cells keep their numbers. Yields every few milliseconds. */
export function* assemble(
  cells: Cells,
  functions: Functions,
  parts: Parts,
): Generator<undefined, Tiling> {
  const { mesh } = cells;
  const { whole } = parts;
  const { partCount, cornerCount } = sizes(mesh, parts);
  const parent = new Uint32Array(partCount);
  const label = new Int32Array(partCount);
  const ties = new Uint8Array(partCount);
  const cellStart = new Uint32Array(partCount + 1);
  const ring = new Uint32Array(cornerCount);
  const edges = new Edges(mesh, parts, functions.count);
  yield;
  let part = 0;
  let corner = 0;
  let cutPart = 0;
  for (let c = 0; c < mesh.cellCount; c++) {
    if (shouldYield(c, 13)) yield;
    if (whole[c] >= 0) {
      parent[part] = c;
      label[part] = whole[c];
      ties[part] = parts.wholeTies[c];
      for (let r = mesh.cellStart[c]; r < mesh.cellStart[c + 1]; r++) {
        ring[corner++] = mesh.ring[r];
        edges.setCell(mesh.ring[r], part);
      }
      cellStart[++part] = corner;
      continue;
    }
    edges.enterCell();
    for (; parts.cell[cutPart] === c; cutPart++) {
      parent[part] = c;
      label[part] = parts.label[cutPart];
      ties[part] = parts.ties[cutPart];
      for (let i = parts.start[cutPart]; i < parts.start[cutPart + 1]; i++) {
        const side = edges.halfEdge(cutPart, i);
        ring[corner++] = side;
        edges.setCell(side, part);
      }
      cellStart[++part] = corner;
    }
  }
  yield;
  const { edgeCount, edgeEnds, edgeCells, edgeParent, edgeLine } = edges;
  const vertexCount = mesh.vertexCount + parts.x.length;
  const xy = new Float64Array(2 * vertexCount);
  xy.set(mesh.xy);
  const vertexError = new Float32Array(vertexCount);
  vertexError.set(mesh.vertexError);
  for (let i = 0; i < parts.x.length; i++) {
    xy[2 * (mesh.vertexCount + i)] = parts.x[i];
    xy[2 * (mesh.vertexCount + i) + 1] = parts.y[i];
    vertexError[mesh.vertexCount + i] = parts.error[i] * (1 + 2 ** -23) + 2 ** -149;
  }
  return {
    mesh: {
      ...{ vertexCount, edgeCount, cellCount: partCount },
      ...{ xy, vertexError, edgeEnds, edgeCells, cellStart, ring },
    },
    ...{ parent, label, ties, edgeParent, reach: cells.reach },
    exactVertex(vertex: number): ExactPoint {
      if (vertex < mesh.vertexCount) return cells.exactVertex(vertex);
      const i = vertex - mesh.vertexCount;
      const [p, q] = [0, 1].map((k) =>
        exactLineOf(cells, functions, parts.vertexCell[i], parts.lines[2 * i + k]),
      );
      return crossing(p, q);
    },
    exactLine(edge: number, tile: number): ExactRow {
      if (edgeParent[edge] >= 0) return cells.exactLine(edgeParent[edge], parent[tile]);
      return exactLineOf(cells, functions, parent[tile], edgeLine[edge - edges.firstInside]);
    },
  };
}

function sizes(mesh: Mesh, { whole, cell, vertex }: Parts) {
  let partCount = cell.length;
  let cornerCount = vertex.length;
  for (let c = 0; c < mesh.cellCount; c++) {
    if (whole[c] < 0) continue;
    partCount++;
    cornerCount += mesh.cellStart[c + 1] - mesh.cellStart[c];
  }
  return { partCount, cornerCount };
}

/**
 * The edges of a tiling: those of the cells, of which one that is cut keeps its number for its first piece,
 * then the other pieces, then those inside cells.
 */
class Edges {
  readonly edgeCount: number;
  readonly edgeEnds: Uint32Array;
  readonly edgeCells: Int32Array;
  readonly edgeParent: Int32Array;
  /** Per edge inside a cell, from `firstInside` on, the name of its line as in `Parts`. */
  readonly edgeLine: Int32Array;
  readonly firstInside: number;
  /** Per edge that is cut, the number of its second piece. */
  private readonly second = new Map<number, number>();
  /** The edges inside the cell in hand by the labels on both sides. */
  private readonly inside = new Map<number, number>();
  private insideCount = 0;

  constructor(
    private readonly mesh: Mesh,
    private readonly parts: Parts,
    private readonly functionCount: number,
  ) {
    let pieces = 0;
    for (const vertices of parts.onEdge.values()) pieces += vertices.length;
    let sides = 0;
    for (const side of parts.side) if (side < 0) sides++;
    this.firstInside = mesh.edgeCount + pieces;
    this.edgeCount = this.firstInside + sides / 2;
    this.edgeEnds = new Uint32Array(2 * this.edgeCount);
    this.edgeEnds.set(mesh.edgeEnds);
    this.edgeCells = new Int32Array(2 * this.edgeCount).fill(-1);
    this.edgeParent = new Int32Array(this.edgeCount).fill(-1);
    for (let e = 0; e < mesh.edgeCount; e++) this.edgeParent[e] = e;
    this.edgeLine = new Int32Array(sides / 2);
    this.cutEdges();
  }

  enterCell(): void {
    this.inside.clear();
  }

  /** The half-edge of corner `i` of a part. */
  halfEdge(part: number, i: number): number {
    const { vertex, side } = this.parts;
    if (side[i] < 0) return this.halfEdgeInside(part, i);
    const entry = this.mesh.ring[side[i]];
    const edge = entry >> 1;
    const vertices = this.parts.onEdge.get(edge);
    if (!vertices) return entry;
    // Which piece starts, or ends when the edge is reversed, at this corner.
    const at = vertices.indexOf(vertex[i]);
    const isFrom = vertex[i] === this.mesh.edgeEnds[2 * edge];
    const piece = (entry & 1) === 0 ? (isFrom ? 0 : at + 1) : at < 0 ? vertices.length : at;
    return 2 * (piece === 0 ? edge : this.second.get(edge)! + piece - 1) + (entry & 1);
  }

  setCell(halfEdge: number, part: number): void {
    this.edgeCells[2 * (halfEdge >> 1) + (halfEdge & 1)] = part;
  }

  private cutEdges(): void {
    const { edgeEnds, edgeParent, second, mesh } = this;
    let next = mesh.edgeCount;
    for (const [edge, vertices] of this.parts.onEdge) {
      second.set(edge, next);
      vertices.forEach((vertex, k) => {
        edgeParent[next] = edge;
        edgeEnds[2 * next] = vertex;
        edgeEnds[2 * next + 1] =
          k + 1 < vertices.length ? vertices[k + 1] : mesh.edgeEnds[2 * edge + 1];
        next++;
      });
      edgeEnds[2 * edge + 1] = vertices[0];
    }
  }

  private halfEdgeInside(part: number, i: number): number {
    const { start, vertex, side, label } = this.parts;
    const other = -1 - side[i];
    const { functionCount } = this;
    const known = this.inside.get(other * functionCount + label[part]);
    if (known !== undefined) return 2 * known + 1;
    const edge = this.firstInside + this.insideCount++;
    const pair = label[part] * functionCount + other;
    this.inside.set(pair, edge);
    this.edgeLine[edge - this.firstInside] = -1 - pair;
    this.edgeEnds[2 * edge] = vertex[i];
    this.edgeEnds[2 * edge + 1] = vertex[i + 1 < start[part + 1] ? i + 1 : start[part]];
    return 2 * edge;
  }
}
