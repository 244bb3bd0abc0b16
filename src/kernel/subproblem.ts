import { Block } from './block';
import { Cell, cell, search, takeBottom } from './cell';
import {
  Line,
  Seam,
  addEdge,
  addLine,
  addVertex,
  lineAt,
  lineOf,
  lines,
  seams,
  vertices,
} from './halfEdge';
import { followPattern } from './group';
import { addEntry, allocate, arena, blockBytes, intAt, release, take } from './memory';
import { copyFold, patternInHand } from './pattern';
import { neuronAt, patternWords, program } from './program';
import { Corner, areaOf, cornerAt } from './ring';

/**
 * A cell that waits to be subdivided: a convex polygon, and what is decided on it. The whole domain is
 * the first, with nothing decided. It holds nothing of the network, so any thread that knows the network
 * can subdivide it. In memory: this header, then `size` of `Side`, counter-clockwise, then the words of a
 * pattern, in which only the folds of the groups before `group` have a meaning.
 */
@unmanaged
export class Subproblem {
  /** Number of corners. */
  size: i32;
  /** The group that comes next. */
  group: i32;
  /** Area of the polygon. */
  area: f64;
}

/** A corner and the side that starts there: 80 bytes. */
@unmanaged
export class Side {
  x: f64;
  y: f64;
  error: f64;
  // As in Line.
  a: f64;
  b: f64;
  c: f64;
  valueError: f64;
  gradientError: f64;
  likelyError: f64;
  fold: i32;
  /** The half-edge of the tables that it is a copy of, or −1. */
  halfEdge: i32;
}

let buffer: usize = 0;
let bufferBytes: usize = 0;

/** Forgets the buffer, when the heap was cleared. */
export function forgetSubproblem(): void {
  buffer = bufferBytes = 0;
}

export function subproblemBytes(size: i32): usize {
  return offsetof<Subproblem>() + <usize>size * offsetof<Side>() + ((<usize>patternWords()) << 2);
}

/** A buffer with room for a subproblem of so many corners. If it has to grow, its contents are lost. */
export function subproblemOf(size: i32): usize {
  const bytes = subproblemBytes(size);
  if (bytes > bufferBytes) {
    if (buffer !== 0) release(buffer, bufferBytes);
    bufferBytes = blockBytes(bytes);
    buffer = allocate(bufferBytes);
  }
  return buffer;
}

function sideAt(k: i32): Side {
  return changetype<Side>(buffer + offsetof<Subproblem>() + <usize>k * offsetof<Side>());
}

/** Where the fields of a `Line` start in a side, and the bytes of those but the fold. */
const lineInSide = offsetof<Side>('a');
const lineBytes = offsetof<Line>('fold');

/** Takes the subproblem in the buffer in hand; its polygon is added to the tables. */
export function plantSubproblem(whole: Block): void {
  const header = changetype<Subproblem>(buffer);
  const size = header.size;
  memory.copy(patternInHand(), changetype<usize>(sideAt(size)), (<usize>patternWords()) << 2);
  search.inHand = true;
  cell.ring = take(arena, <usize>size * offsetof<Corner>());
  cell.size = size;
  cell.block = whole;
  cell.group = -1;
  cell.base = whole.base;
  cell.stride = whole.stride;
  cell.ownsBase = false;
  cell.candidates = cell.decisions = cell.decisionsEnd = 0;
  cell.count = cell.reduceAt = 0;
  const first = vertices.count;
  for (let k = 0; k < size; k++) {
    const side = sideAt(k);
    addVertex(side.x, side.y, side.error);
    const line = lineAt(addLine());
    memory.copy(changetype<usize>(line), changetype<usize>(side) + lineInSide, lineBytes);
    line.fold = side.fold;
  }
  for (let k = 0; k < size; k++) {
    const side = sideAt(k);
    const edge = addEdge(first + k, first + (k + 1 < size ? k + 1 : 0), lines.count - size + k);
    const corner = cornerAt(cell.ring, k);
    corner.x = side.x;
    corner.y = side.y;
    corner.error = side.error;
    corner.vertex = first + k;
    corner.halfEdge = 2 * edge;
    if (side.halfEdge >= 0) addSeam(2 * edge, side.halfEdge);
  }
  while (cell.group + 1 < header.group) followPattern();
}

function addSeam(copy: i32, original: i32): void {
  const seam = changetype<Seam>(addEntry(seams));
  seam.copy = copy;
  seam.original = original;
}

/**
 * Takes the cell that has waited longest, mostly the largest, and writes it to the buffer. It will start
 * again with its present group, so that its pattern says all that is decided. Returns the length in
 * bytes, or 0 if fewer than two cells wait.
 */
export function takeOldestCell(): usize {
  if (search.waiting < 2) return 0;
  const it = takeBottom();
  const header = changetype<Subproblem>(subproblemOf(it.size));
  header.size = it.size;
  header.group = it.group;
  header.area = areaOf(it.ring, it.size);
  for (let k = 0; k < it.size; k++) {
    const side = sideAt(k);
    const corner = cornerAt(it.ring, k);
    const line = lineAt(lineOf(corner.halfEdge));
    side.x = corner.x;
    side.y = corner.y;
    side.error = corner.error;
    memory.copy(changetype<usize>(side) + lineInSide, changetype<usize>(line), lineBytes);
    side.fold = line.fold;
    side.halfEdge = corner.halfEdge;
  }
  const to = changetype<usize>(sideAt(it.size));
  memory.fill(to, 0, (<usize>patternWords()) << 2);
  const end = intAt(program.groupStart, it.group);
  for (let r = 0; r < end; r++) {
    const neuron = neuronAt(r);
    for (let k = 0; k < neuron.folds; k++) copyFold(to, neuron.firstFold + k);
  }
  return subproblemBytes(it.size);
}

/** Area of all cells that are not finished. */
export function areaOfWaiting(): f64 {
  let area: f64 = search.inHand ? areaOf(cell.ring, cell.size) : 0;
  for (let at = search.top; at !== 0;) {
    const it = changetype<Cell>(at);
    area += areaOf(it.ring, it.size);
    at = it.older;
  }
  return area;
}
