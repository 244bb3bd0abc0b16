import {
  Seam,
  blurred,
  cutEdge,
  edgeAt,
  edges,
  firstHalf,
  isCut,
  keepTables,
  lines,
  maps,
  middleOf,
  patterns,
  ringStarts,
  rings,
  seams,
  secondHalf,
  tableNumber,
  vertexAt,
  vertices,
} from './halfEdge';
import { Table, allocate, intAt, makeRoom, release } from './memory';

/*
 * A complex is put together from the partial results of subproblems, which are solved one by one, here
 * or in other threads. The tables of a partial result from elsewhere are appended, and their numbers
 * shifted past those that are already there.
 *
 * The polygon of a subproblem has vertices and edges of its own. When all partial results are there, each
 * of its sides is sewn to the half-edge that it is a copy of. Both were cut by the same folds in the same
 * order, because the network is continuous and signs are exact. So their trees of halves agree as far
 * as both are finished, and are walked together.
 */

/** Makes room for `more` entries behind those of table number `k`; returns where they start. */
export function reserveEntries(k: i32, more: i32): usize {
  const table = tableNumber(<usize>k);
  makeRoom(table, more);
  return table.at + <usize>table.count * table.entry;
}

/**
 * Adds what the host has written behind the tables: those of a partial result, numbered from 0, without
 * the start of its first ring. The originals of its seams are numbered as in the tables here.
 */
export function appendReserved(
  vertexCount: i32,
  lineCount: i32,
  edgeCount: i32,
  seamCount: i32,
  blurredCount: i32,
  cellCount: i32,
  ringLength: i32,
): void {
  const firstVertex = vertices.count;
  const firstLine = lines.count;
  const firstEdge = edges.count;
  for (let e = firstEdge; e < firstEdge + edgeCount; e++) {
    const edge = edgeAt(e);
    edge.from += firstVertex;
    edge.to += firstVertex;
    edge.line += firstLine;
    if (edge.half >= 0) edge.half += firstEdge;
  }
  for (let s = seams.count; s < seams.count + seamCount; s++)
    entryAt(seams, s).copy += 2 * firstEdge;
  shift(blurred, blurredCount, firstVertex);
  shift(ringStarts, cellCount, rings.count);
  shift(rings, ringLength, 2 * firstEdge);
  vertices.count += vertexCount;
  lines.count += lineCount;
  edges.count += edgeCount;
  seams.count += seamCount;
  blurred.count += blurredCount;
  ringStarts.count += cellCount;
  rings.count += ringLength;
  patterns.count += cellCount;
  maps.count += cellCount;
}

/** Adds `by` to the `count` numbers behind the last entry of a table of i32. */
function shift(table: Table, count: i32, by: i32): void {
  let at = table.at + ((<usize>table.count) << 2);
  for (const end = at + ((<usize>count) << 2); at < end; at += 4)
    store<i32>(at, load<i32>(at) + by);
}

function entryAt(table: Table, s: i32): Seam {
  return changetype<Seam>(table.at + <usize>s * offsetof<Seam>());
}

// ---- sewing ----

/**
 * A vertex once no more cells are cut, in the place of a `Vertex`: its error is rounded up to 32 bits,
 * which leaves room for a number.
 */
@unmanaged
export class FinalVertex {
  x: f64;
  y: f64;
  error: f32;
  /** Its number in the finished complex, `unnumbered`, `isBlurred`, or −3 − the vertex that it is a copy of. */
  number: i32;
}

export const unnumbered = -1;
/** Not numbered either, and its coordinates still have to be computed again. */
export const isBlurred = -2;

export function finalVertexAt(v: i32): FinalVertex {
  return changetype<FinalVertex>(changetype<usize>(vertexAt(v)));
}

/** The first of all vertices that were found to be the same as this one. */
export function originalVertex(v: i32): i32 {
  const number = finalVertexAt(v).number;
  return number < isBlurred ? -3 - number : v;
}

function setOriginal(v: i32, original: i32): void {
  if (v !== original) finalVertexAt(v).number = -3 - original;
}

/** A number x ≥ 0 rounded to 32 bits, and never below x: x · (1 + 2⁻²³) + 2⁻¹⁴⁹. */
export function roundedUp(x: f64): f32 {
  return x === 0 ? 0 : <f32>(x * (1 + 1.1920928955078125e-7) + 1.401298464324817e-45);
}

/**
 * The first of all half-edges that were found to be the same as this one. An edge that is a copy has,
 * in the place of its line, −1 − the original of its forward half-edge.
 */
export function originalHalfEdge(halfEdge: i32): i32 {
  const line = edgeAt(halfEdge >> 1).line;
  return line < 0 ? (-1 - line) ^ (halfEdge & 1) : halfEdge;
}

/** Prepares the vertices from … end − 1 for sewing and numbering. After that, no cell can be cut. */
export function prepareVertices(from: i32, end: i32): void {
  keepTables();
  for (let v = from; v < end; v++) {
    const error = roundedUp(vertexAt(v).error);
    const vertex = finalVertexAt(v);
    vertex.error = error;
    vertex.number = unnumbered;
  }
}

/** Half-edges that are still to be sewn, with their originals: a stack. */
const pending = changetype<Table>(memory.data(offsetof<Table>()));

/** Sews the seams from … end − 1. A polygon comes after the one that it was taken from. */
export function sew(from: i32, end: i32): void {
  pending.entry = offsetof<Seam>();
  pending.bytes = 1 << 10;
  pending.at = allocate(pending.bytes);
  pending.ahead = pending.moved = 0;
  pending.count = 0;
  for (let s = from; s < end; s++) {
    const seam = entryAt(seams, s);
    push(seam.copy, originalHalfEdge(seam.original));
    while (pending.count > 0) sewNext();
  }
  release(pending.at, pending.bytes);
}

function push(copy: i32, original: i32): void {
  makeRoom(pending, 1);
  const seam = entryAt(pending, pending.count++);
  seam.copy = copy;
  seam.original = original;
}

function sewNext(): void {
  const seam = entryAt(pending, --pending.count);
  const copy = seam.copy;
  const original = seam.original;
  edgeAt(copy >> 1).line = -1 - (original ^ (copy & 1));
  setOriginal(startOf(copy), originalVertex(startOf(original)));
  setOriginal(startOf(copy ^ 1), originalVertex(startOf(original ^ 1)));
  if (!isCut(copy)) return;
  if (!isCut(original)) cutEdge(original >> 1, middleOf(copy));
  push(secondHalf(copy), secondHalf(original));
  push(firstHalf(copy), firstHalf(original));
}

/** The vertex at which a half-edge starts. */
export function startOf(halfEdge: i32): i32 {
  return intAt(changetype<usize>(edgeAt(halfEdge >> 1)), halfEdge & 1);
}
