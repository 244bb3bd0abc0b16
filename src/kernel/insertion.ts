import { Block } from './block';
import { cell, search } from './cell';
import { enterNeuron } from './group';
import { edgeAt, vertexAt } from './halfEdge';
import { allocateEntries, arena, intAt, take } from './memory';
import { patternInHand } from './pattern';
import { patternWords, program, strideOf } from './program';
import { Corner, cornerAt } from './ring';

/*
 * An edit of a neuron of the last group that folds moves the folds of that neuron and no others. So they are
 * put into the *complement*, the subdivision by all the other folds, whose cells are looked at one by one.
 */

/** The cells of a complement, which the host writes to these addresses. */
@unmanaged
export class Complement {
  /** i32 per cell and one more, as in the tables. */
  ringStarts: usize;
  /** i32: half-edges of the tables. */
  rings: usize;
  /** Patterns of the program, in which the bits of the neuron mean nothing. */
  patterns: usize;
  /** a, b, c of the outputs without the neuron, and of its preactivation. */
  maps: usize;
  cells: i32;
  /** Row of the program. */
  neuron: i32;
  /** The cell whose turn is next. */
  next: i32;
}

const complement = changetype<Complement>(memory.data(offsetof<Complement>()));

/** Begins to put in the neuron of a row, and makes room for a complement. */
export function startInsertion(neuron: i32, cells: i32, sides: i32): Complement {
  complement.ringStarts = allocateEntries(cells + 1, 4);
  complement.rings = allocateEntries(sides, 4);
  complement.patterns = allocateEntries(cells, (<usize>patternWords()) << 2);
  complement.maps = allocateEntries(cells, 24 * <usize>(program.outputs + 1));
  complement.cells = cells;
  complement.neuron = neuron;
  complement.next = 0;
  return complement;
}

export function forgetInsertion(): void {
  complement.cells = complement.next = 0;
}

/**
 * Takes the next cell of the complement in hand, with the folds of the neuron that cross it as candidates.
 * Returns false where none is left.
 */
export function takeNextOfComplement(whole: Block): bool {
  if (complement.next === complement.cells) return false;
  const c = complement.next++;
  const bytes = (<usize>patternWords()) << 2;
  memory.copy(patternInHand(), complement.patterns + <usize>c * bytes, bytes);
  takeRing(intAt(complement.ringStarts, c), intAt(complement.ringStarts, c + 1));

  // A base of the outputs, and the neuron.
  const outputs = program.outputs;
  const map = complement.maps + <usize>c * 24 * (outputs + 1);
  const stride = strideOf(outputs);
  const base = take(arena, 3 * stride);
  for (let o = 0, to = base, from = map; o < outputs; o++, to += 8, from += 24) {
    store<f64>(to, load<f64>(from));
    store<f64>(to + stride, load<f64>(from, 8));
    store<f64>(to + 2 * stride, load<f64>(from, 16));
  }
  cell.block = whole;
  cell.group = program.groups - 2;
  cell.base = base - ((<usize>(program.rows - outputs)) << 3);
  cell.stride = stride;
  cell.ownsBase = true;
  cell.decisions = cell.decisionsEnd = 0;
  cell.reduceAt = 0;
  search.inHand = true;
  search.work += 100;
  enterNeuron(complement.neuron, map + <usize>outputs * 24);
  return true;
}

function takeRing(start: i32, end: i32): void {
  cell.size = end - start;
  cell.ring = take(arena, <usize>cell.size * offsetof<Corner>());
  for (let k = 0; k < cell.size; k++) {
    const halfEdge = intAt(complement.rings, start + k);
    const edge = edgeAt(halfEdge >> 1);
    const v = halfEdge & 1 ? edge.to : edge.from;
    const vertex = vertexAt(v);
    const corner = cornerAt(cell.ring, k);
    corner.x = vertex.x;
    corner.y = vertex.y;
    corner.error = vertex.error;
    corner.vertex = v;
    corner.halfEdge = halfEdge;
  }
}
