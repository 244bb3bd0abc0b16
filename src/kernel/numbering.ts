import { finalVertexAt, originalHalfEdge, originalVertex } from './assembly';
import { edgeAt, edges, lineAt, ringStarts, rings } from './halfEdge';
import { allocate, intAt, release } from './memory';

/*
 * The arrays of a finished complex. Its edges are the leaves of the edge forest that have a finished cell
 * on at least one side, numbered in their order in the forest. Its vertices are numbered in the order of
 * their first edges. Edges and vertices are handed out in batches, so that they never take memory
 * twice; rings are renumbered in place.
 */

/** Two i32 per edge of the forest: the cells on its left and right, or −1; then its number. */
let sides: usize = 0;
let sidesBytes: usize = 0;
/** Edges with a cell on at least one side. */
let finished = 0;
let numberedEdges = 0;
let numberedVertices = 0;

// A batch: per edge its ends, cells and fold, and then the vertices that are new with their errors.
let batch: usize = 0;
let batchBytes: usize = 0;
let batchEnds: usize = 0;
let batchCells: usize = 0;
let batchFolds: usize = 0;
let batchVertices: usize = 0;
let batchErrors: usize = 0;

/** Starts to number the edges of the forest, `most` in a batch. */
export function beginNumbering(most: i32): void {
  sidesBytes = (<usize>edges.count + 1) << 3;
  sides = allocate(sidesBytes);
  memory.fill(sides, 0xff, sidesBytes);
  finished = numberedEdges = numberedVertices = 0;
  const count = <usize>most;
  batchBytes = (2 * 16 + 8 + 8 + 4 + 2 * 4) * count;
  batchVertices = batch = allocate(batchBytes);
  batchEnds = batchVertices + 2 * 16 * count;
  batchCells = batchEnds + 8 * count;
  batchFolds = batchCells + 8 * count;
  batchErrors = batchFolds + 4 * count;
}

/** Enters the cells from … end − 1 as the left or right sides of their edges. */
export function placeCells(from: i32, end: i32): void {
  let at = rings.at + ((<usize>intAt(ringStarts.at, from)) << 2);
  for (let c = from; c < end; c++) {
    const ringEnd = rings.at + ((<usize>intAt(ringStarts.at, c + 1)) << 2);
    for (; at < ringEnd; at += 4) {
      const halfEdge = originalHalfEdge(load<i32>(at));
      store<i32>(at, halfEdge);
      // The left of an edge is the left of its forward half-edge, and the right that of the other.
      store<i32>(sides + ((<usize>halfEdge) << 2), c);
      finished += i32(load<i32>(sides + ((<usize>(halfEdge ^ 1)) << 2)) < 0);
    }
  }
}

/** Edges of the finished complex. */
export function finishedEdges(): i32 {
  return finished;
}

/**
 * Numbers those of the edges from … end − 1 of the forest that bound a cell, and writes them to the
 * batch. Returns how many they are.
 */
export function numberEdges(from: i32, end: i32): i32 {
  const firstVertex = numberedVertices;
  let n = 0;
  for (let e = from; e < end; e++) {
    const side = sides + ((<usize>e) << 3);
    const left = load<i32>(side);
    const right = load<i32>(side, 4);
    if ((left & right) < 0) continue;
    const edge = edgeAt(e);
    const eight = (<usize>n) << 3;
    store<i32>(batchEnds + eight, numberVertex(edge.from, firstVertex));
    store<i32>(batchEnds + eight, numberVertex(edge.to, firstVertex), 4);
    store<i32>(batchCells + eight, left);
    store<i32>(batchCells + eight, right, 4);
    store<i32>(batchFolds + ((<usize>n) << 2), lineAt(edge.line).fold);
    store<i32>(side, numberedEdges + n);
    n++;
  }
  numberedEdges += n;
  return n;
}

function numberVertex(v: i32, firstVertex: i32): i32 {
  const vertex = finalVertexAt(originalVertex(v));
  if (vertex.number < 0) {
    const n = <usize>(numberedVertices - firstVertex);
    store<f64>(batchVertices + (n << 4), vertex.x);
    store<f64>(batchVertices + (n << 4), vertex.y, 8);
    store<f32>(batchErrors + (n << 2), vertex.error);
    vertex.number = numberedVertices++;
  }
  return vertex.number;
}

/** Vertices that are numbered so far. */
export function finishedVertices(): i32 {
  return numberedVertices;
}

/** Two i32 per edge of the batch: its ends. */
export function batchEndsAt(): usize {
  return batchEnds;
}

/** Two i32 per edge of the batch: the cells on its left and right, or −1. */
export function batchCellsAt(): usize {
  return batchCells;
}

/** i32 per edge of the batch. */
export function batchFoldsAt(): usize {
  return batchFolds;
}

/** Two f64 per vertex that was numbered with the batch. */
export function batchVerticesAt(): usize {
  return batchVertices;
}

/** f32 per vertex that was numbered with the batch: how far off its coordinates may be. */
export function batchErrorsAt(): usize {
  return batchErrors;
}

/** Renumbers half-edges from … end − 1 of the rings as those of the finished complex. */
export function renumberRings(from: i32, end: i32): void {
  let at = rings.at + ((<usize>from) << 2);
  for (const last = rings.at + ((<usize>end) << 2); at < last; at += 4) {
    const halfEdge = load<i32>(at);
    store<i32>(at, 2 * load<i32>(sides + ((<usize>(halfEdge >> 1)) << 3)) + (halfEdge & 1));
  }
}

export function endNumbering(): void {
  release(sides, sidesBytes);
  release(batch, batchBytes);
}
