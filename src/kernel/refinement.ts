import {
  finalVertexAt,
  isBlurred,
  originalHalfEdge,
  originalVertex,
  roundedUp,
  startOf,
  unnumbered,
} from './assembly';
import { blurred, edgeAt, lineAt, ringStarts, rings } from './halfEdge';
import { intAt } from './memory';
import { roundoff } from './program';

/*
 * The topology is exact whatever the rounding; coordinates and maps are as good as their rows. Where
 * lines are nearly parallel, or large weights cancel, the host computes them again from exact rows. This
 * module finds them for it.
 */

/** Marks the blurred vertices, after sewing. Returns their number, in which copies count too. */
export function markBlurred(): i32 {
  for (let i = 0; i < blurred.count; i++)
    finalVertexAt(originalVertex(intAt(blurred.at, i))).number = isBlurred;
  return blurred.count;
}

// The corner that was found last: its vertex, and the folds of the two sides that meet there.
let vertexFound = 0;
let foldBefore = 0;
let foldAfter = 0;

/**
 * The first of the cells from … end − 1 with a corner that is blurred and was not found before, or
 * `end`. The corner is described by the functions below.
 */
export function nextBlurred(from: i32, end: i32): i32 {
  for (let c = from; c < end; c++) {
    const first = intAt(ringStarts.at, c);
    const last = intAt(ringStarts.at, c + 1) - 1;
    let before = intAt(rings.at, last);
    for (let i = first; i <= last; i++) {
      const halfEdge = intAt(rings.at, i);
      const vertex = originalVertex(startOf(halfEdge));
      if (finalVertexAt(vertex).number === isBlurred) {
        finalVertexAt(vertex).number = unnumbered;
        vertexFound = vertex;
        foldBefore = foldOf(before);
        foldAfter = foldOf(halfEdge);
        return c;
      }
      before = halfEdge;
    }
  }
  return end;
}

function foldOf(halfEdge: i32): i32 {
  return lineAt(edgeAt(originalHalfEdge(halfEdge) >> 1).line).fold;
}

/** The fold of the side that ends at the corner, or −1 − k on side k of the domain. */
export function blurredFoldBefore(): i32 {
  return foldBefore;
}

/** The fold of the side that starts there. */
export function blurredFoldAfter(): i32 {
  return foldAfter;
}

/** Gives the corner new coordinates, which are the nearest doubles to it. */
export function moveBlurred(x: f64, y: f64): void {
  const vertex = finalVertexAt(vertexFound);
  vertex.x = x;
  vertex.y = y;
  vertex.error = roundedUp(roundoff * max(abs(x), abs(y)) + f64.MIN_VALUE);
}

/**
 * Largest |a|·reachX, |b|·reachY or |c| of output `o` in the maps at `maps`, of `outputs` rows for each of
 * `cells` cells: about as large as the output gets on the domain.
 */
export function largestTerm(
  maps: usize,
  cells: i32,
  outputs: i32,
  o: i32,
  reachX: f64,
  reachY: f64,
): f64 {
  let a: f64 = 0;
  let b: f64 = 0;
  let c: f64 = 0;
  let at = maps + <usize>o * 24;
  for (let k = 0; k < cells; k++, at += <usize>outputs * 24) {
    a = max(a, abs(load<f64>(at)));
    b = max(b, abs(load<f64>(at, 8)));
    c = max(c, abs(load<f64>(at, 16)));
  }
  return max(max(a * reachX, b * reachY), c);
}
