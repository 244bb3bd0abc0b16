import type { Forest } from './forest.ts';
import type { Leaves } from './leaves.ts';
import type { Seams } from './seams.ts';

/**
 * Numbers the leaves that bound a finished cell in their order in the forest, and their vertices in
 * the order of their first edges.
 */
export class Numbering {
  vertexCount = 0;
  /** As in `Complex`; those of vertices may have room for some that bound no cell. */
  readonly xy: Float64Array;
  readonly vertexError: Float32Array;
  readonly edgeEnds: Uint32Array;
  readonly edgeCells: Int32Array;
  readonly edgeFold: Int32Array;
  private edgeCount = 0;
  private readonly edgeNumber: Int32Array;
  private readonly vertexNumber: Int32Array;

  constructor(
    private readonly forest: Forest,
    private readonly seams: Seams,
    private readonly leaves: Leaves,
  ) {
    const { edgeCount } = leaves;
    this.xy = new Float64Array(2 * forest.vertexCount);
    this.vertexError = new Float32Array(forest.vertexCount);
    this.edgeEnds = new Uint32Array(2 * edgeCount);
    this.edgeCells = new Int32Array(2 * edgeCount);
    this.edgeFold = new Int32Array(edgeCount);
    this.edgeNumber = new Int32Array(leaves.cells.length / 2);
    this.vertexNumber = new Int32Array(forest.vertexCount).fill(-1);
  }

  /** Numbers those of the edges from … to − 1 of the forest that bound a cell. */
  addEdges(from: number, to: number): void {
    const { forest, edgeEnds, edgeCells, edgeFold, edgeNumber } = this;
    const { cells } = this.leaves;
    let n = this.edgeCount;
    for (let e = from; e < to; e++) {
      const left = cells[2 * e];
      const right = cells[2 * e + 1];
      if (left < 0 && right < 0) continue;
      edgeEnds[2 * n] = this.vertex(forest.start(2 * e));
      edgeEnds[2 * n + 1] = this.vertex(forest.start(2 * e + 1));
      edgeCells[2 * n] = left;
      edgeCells[2 * n + 1] = right;
      edgeFold[n] = forest.lineFold[forest.lineOf(2 * e)];
      edgeNumber[e] = n++;
    }
    this.edgeCount = n;
  }

  private vertex(raw: number): number {
    const v = this.seams.vertexOf(raw);
    if (this.vertexNumber[v] < 0) {
      const { vertex } = this.forest;
      const n = this.vertexCount++;
      this.vertexNumber[v] = n;
      this.xy[2 * n] = vertex[3 * v];
      this.xy[2 * n + 1] = vertex[3 * v + 1];
      this.vertexError[n] = roundedUp(vertex[3 * v + 2]);
    }
    return this.vertexNumber[v];
  }

  /** Writes sides from … to − 1 of the rings of cells, as the complex numbers them, to `ring`. */
  renumber(sides: Int32Array, ring: Uint32Array, from: number, to: number): void {
    const { edgeNumber, seams } = this;
    for (let i = from; i < to; i++) {
      const side = seams.sideOf(sides[i]);
      ring[i] = 2 * edgeNumber[side >> 1] + (side & 1);
    }
  }
}

/** At least a number ≥ 0 when it is rounded to 32 bits. */
function roundedUp(x: number): number {
  return x === 0 ? 0 : x * (1 + 2 ** -23) + 2 ** -149;
}
