import { Table, addEntry, makeRoom, moveAhead, movedEntry, startTable, stay } from './memory';

/*
 * The tables of a subdivision: vertices, lines, edges, and the cells that are finished.
 *
 * Edges form a forest of binary trees. An edge that is cut refers to its two halves, which meet in the
 * new vertex. The cell on its other side, whose turn comes later, finds the cut there instead of making
 * it again. So vertices are shared by construction, and no coordinates are ever compared. The sides of
 * a finished cell are leaves of the forest.
 *
 * A *half-edge* is 2·edge, or 2·edge + 1 when the edge is walked against its direction.
 */

@unmanaged
export class Vertex {
  x: f64;
  y: f64;
  /** How far off x or y may be. */
  error: f64;
}

/** A row scaled to max(|a|, |b|) = 1; it vanishes on the line. */
@unmanaged
export class Line {
  a: f64;
  b: f64;
  c: f64;
  /** Bound of the error of its value anywhere on the domain. */
  valueError: f64;
  /** Bound of |δa| + |δb|. */
  gradientError: f64;
  /** A realistic estimate of that error, see `likely` in errorBound.ts of the host. */
  likelyError: f64;
  /** The first fold that lies on it, or −1 − k on side k of the domain. */
  fold: i32;
  spare: i32;
}

@unmanaged
export class Edge {
  from: i32;
  to: i32;
  line: i32;
  /** First of its halves, −1 for a leaf. The second half is the next edge. */
  half: i32;
}

/** Two half-edges that are the same: a side of a subproblem's polygon, and the one that it is a copy of. */
@unmanaged
export class Seam {
  copy: i32;
  original: i32;
}

/** In the order in which the host finds them. */
const tables = memory.data(9 * offsetof<Table>());

export function tableNumber(k: usize): Table {
  return changetype<Table>(tables + k * offsetof<Table>());
}

export const vertices = tableNumber(0);
export const lines = tableNumber(1);
export const edges = tableNumber(2);
export const seams = tableNumber(3);
/** i32: vertices whose coordinates are likely to be less accurate than doubles could be. */
export const blurred = tableNumber(4);
/** i32 per cell: where its half-edges start in `rings`; then one more, where those of the last cell end. */
export const ringStarts = tableNumber(5);
/** i32: half-edges of cells, counter-clockwise. */
export const rings = tableNumber(6);
/** `patternWords` u32 per cell: bit f is set above fold f. */
export const patterns = tableNumber(7);
/** f64 per cell: a, b, c per output. */
export const maps = tableNumber(8);

/** Makes empty tables. */
export function startTables(patternWords: i32, outputs: i32): void {
  startTable(vertices, offsetof<Vertex>());
  startTable(lines, offsetof<Line>());
  startTable(edges, offsetof<Edge>());
  startTable(seams, offsetof<Seam>());
  startTable(blurred, 4);
  startTable(ringStarts, 4);
  startTable(rings, 4);
  startTable(patterns, (<usize>patternWords) << 2);
  startTable(maps, <usize>outputs * 24);
  clearTables();
}

/** Empties the tables; they keep their room. */
export function clearTables(): void {
  for (let k: usize = 0; k < 9; k++) tableNumber(k).count = 0;
  keepTables();
  ringStarts.count = 1;
  store<i32>(ringStarts.at, 0);
}

/** Moves another share of every table that will soon be full. */
export function moveTables(): void {
  for (let k: usize = 0; k < 9; k++) moveAhead(tableNumber(k));
}

/** Gives up moving tables: from then on, entries may be changed in any way. */
export function keepTables(): void {
  for (let k: usize = 0; k < 9; k++) stay(tableNumber(k));
}

/** Address of the tables for the host: nine of `Table`, in the order above. */
export function tablesAt(): usize {
  return tables;
}

export function cellCount(): i32 {
  return ringStarts.count - 1;
}

export function vertexAt(v: i32): Vertex {
  return changetype<Vertex>(vertices.at + <usize>v * offsetof<Vertex>());
}

export function lineAt(l: i32): Line {
  return changetype<Line>(lines.at + <usize>l * offsetof<Line>());
}

export function edgeAt(e: i32): Edge {
  return changetype<Edge>(edges.at + <usize>e * offsetof<Edge>());
}

export function addVertex(x: f64, y: f64, error: f64): i32 {
  const vertex = changetype<Vertex>(addEntry(vertices));
  vertex.x = x;
  vertex.y = y;
  vertex.error = error;
  return vertices.count - 1;
}

/** Adds a line, whose fields the caller writes. */
export function addLine(): i32 {
  addEntry(lines);
  return lines.count - 1;
}

export function addEdge(from: i32, to: i32, line: i32): i32 {
  const edge = changetype<Edge>(addEntry(edges));
  edge.from = from;
  edge.to = to;
  edge.line = line;
  edge.half = -1;
  return edges.count - 1;
}

/** Cuts an edge, which is a leaf, at a vertex. */
export function cutEdge(e: i32, middle: i32): void {
  makeRoom(edges, 2);
  const edge = edgeAt(e);
  edge.half = addEdge(edge.from, middle, edge.line);
  const moved = movedEntry(edges, e);
  if (moved !== 0) changetype<Edge>(moved).half = edge.half;
  addEdge(middle, edge.to, edge.line);
}

export function isCut(halfEdge: i32): bool {
  return edgeAt(halfEdge >> 1).half >= 0;
}

/** The vertex between the halves of an edge that is cut. */
export function middleOf(halfEdge: i32): i32 {
  return edgeAt(edgeAt(halfEdge >> 1).half).to;
}

/** The half that comes first along a half-edge. */
export function firstHalf(halfEdge: i32): i32 {
  const backward = halfEdge & 1;
  return 2 * (edgeAt(halfEdge >> 1).half + backward) + backward;
}

export function secondHalf(halfEdge: i32): i32 {
  const backward = halfEdge & 1;
  return 2 * (edgeAt(halfEdge >> 1).half + 1 - backward) + backward;
}

export function lineOf(halfEdge: i32): i32 {
  return edgeAt(halfEdge >> 1).line;
}

/** A fold that coincides with a line shares it; the line carries the first of its folds. */
export function shareLine(l: i32, fold: i32): void {
  const line = lineAt(l);
  if (fold >= line.fold) return;
  line.fold = fold;
  const moved = movedEntry(lines, l);
  if (moved !== 0) changetype<Line>(moved).fold = fold;
}
