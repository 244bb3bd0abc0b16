import type { Complex } from './complex.ts';
import { Leaves } from './leaves.ts';
import { linearRegions } from './linearRegions.ts';
import { refineMaps, refineVertices } from './refine.ts';
import type { Workspace } from './workspace.ts';

/**
 * The complex of a subdivision: the leaves of the edge forest that bound a finished cell, numbered,
 * with the cells on both sides. Yields between slices.
 */
export function* finish(w: Workspace, complete: boolean): Generator<void, Complex> {
  const { forest, cells } = w;
  yield* refineVertices(w);
  yield* refineMaps(w);
  const leaves = new Leaves(forest, cells);
  const cellStart = new Uint32Array(cells.count + 1);
  for (let c = 0; c < cells.count; c++) {
    leaves.addRing(c);
    cellStart[c + 1] = leaves.count;
    if ((c & sliceMask) === sliceMask) yield;
  }
  yield;

  const vertices = new Numbering(forest.vertexCount);
  const edges = new Numbering(forest.edgeCount);
  for (let e = 0; e < forest.edgeCount; e++) {
    if ((e & sliceMask) === sliceMask) yield;
    if (leaves.cells[2 * e] < 0 && leaves.cells[2 * e + 1] < 0) continue;
    edges.use(e);
    vertices.use(forest.edge[4 * e]);
    vertices.use(forest.edge[4 * e + 1]);
  }
  edges.number();
  vertices.number();
  yield;

  const xy = new Float64Array(2 * vertices.count);
  for (let v = 0; v < forest.vertexCount; v++) {
    const n = vertices.of[v];
    if (n < 0) continue;
    xy[2 * n] = forest.vertex[3 * v];
    xy[2 * n + 1] = forest.vertex[3 * v + 1];
  }
  yield;

  const edgeEnds = new Uint32Array(2 * edges.count);
  const edgeCells = new Int32Array(2 * edges.count);
  const edgeFold = new Int32Array(edges.count);
  for (let e = 0; e < forest.edgeCount; e++) {
    if ((e & sliceMask) === sliceMask) yield;
    const n = edges.of[e];
    if (n < 0) continue;
    edgeEnds[2 * n] = vertices.of[forest.edge[4 * e]];
    edgeEnds[2 * n + 1] = vertices.of[forest.edge[4 * e + 1]];
    edgeCells[2 * n] = leaves.cells[2 * e];
    edgeCells[2 * n + 1] = leaves.cells[2 * e + 1];
    edgeFold[n] = forest.lineFold[forest.edge[4 * e + 2]];
  }
  yield;

  const ring = new Uint32Array(leaves.count);
  for (let i = 0; i < ring.length; i++)
    ring[i] = 2 * edges.of[leaves.ring[i] >> 1] + (leaves.ring[i] & 1);
  yield;

  const cut = {
    vertexCount: vertices.count,
    edgeCount: edges.count,
    cellCount: cells.count,
    xy,
    edgeEnds,
    edgeCells,
    edgeFold,
    cellStart,
    ring,
    patternWords: cells.words,
    patterns: cells.patterns.slice(0, cells.count * cells.words),
    outputCount: w.program.outputs,
    maps: cells.maps.slice(0, cells.count * cells.mapLength),
    complete,
  };
  return { ...cut, ...(yield* linearRegions(w, cut)) };
}

// Cells, or edges, that are treated between two yields.
const sliceMask = (1 << 16) - 1;

/** Numbers those of many things that are used, in their order; −1 for the others. */
class Numbering {
  count = 0;
  readonly of: Int32Array;

  constructor(things: number) {
    this.of = new Int32Array(things).fill(-1);
  }

  use(thing: number): void {
    this.of[thing] = 0;
  }

  number(): void {
    for (let i = 0; i < this.of.length; i++) if (this.of[i] === 0) this.of[i] = this.count++;
  }
}
