import { allocate, blockBytes, release } from './memory';
import { patternWords } from './program';

/**
 * A cell that waits to be subdivided: a convex polygon, and what is decided on it. The whole domain is
 * one, with nothing decided. It says nothing of the network, so it can be subdivided wherever that is
 * known. In memory: this header, then `size` of `Side`, counter-clockwise, then the words of a pattern,
 * in which the folds of the groups before `group` count.
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
  return offsetof<Subproblem>() + <usize>size * offsetof<Side>() + (<usize>patternWords() << 2);
}

/** A buffer with room for a subproblem of so many corners; what was in it stays or is lost. */
export function subproblemOf(size: i32): usize {
  const bytes = subproblemBytes(size);
  if (bytes > bufferBytes) {
    if (buffer !== 0) release(buffer, bufferBytes);
    bufferBytes = blockBytes(bytes);
    buffer = allocate(bufferBytes);
  }
  return buffer;
}
