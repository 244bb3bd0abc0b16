/*
 * Linear regions: cells joined across edges at which no output changes its affine map. Maps that agree
 * on an edge differ only if their gradients do. Doubles can prove that two gradients differ, when they
 * are further apart than the sum of their error bounds, but not that they are equal. The host decides
 * those edges exactly.
 *
 * The regions are disjoint sets with path halving (Tarjan & van Leeuwen 1984). The root of a set is its
 * first cell, so that regions are numbered in the order of the cells.
 */
import { allocate, release } from './memory';

/** Doubles of a map: a, b, c. */
const mapBytes: usize = 24;

/** i32 per cell. */
let parents: usize = 0;
let parentBytes: usize = 0;
let cells = 0;
/** Sets that are left. */
let regions = 0;

/** f64 per output, which the host writes. */
let errors: usize = 0;
let errorBytes: usize = 0;

/**
 * Makes every cell a region of its own. Returns where the host writes the error bounds of the outputs, see
 * `firstDoubtfulEdge`.
 */
export function beginRegions(count: i32, outputs: i32): usize {
  errorBytes = (<usize>outputs + 1) << 3;
  errors = allocate(errorBytes);
  parentBytes = (<usize>count + 1) << 2;
  parents = allocate(parentBytes);
  for (let c = 0; c < count; c++) store<i32>(parents + ((<usize>c) << 2), c);
  cells = regions = count;
  return errors;
}

function regionOf(cell: i32): i32 {
  while (true) {
    const at = parents + ((<usize>cell) << 2);
    const parent = load<i32>(at);
    if (parent === cell) return cell;
    const beyond = load<i32>(parents + ((<usize>parent) << 2));
    store<i32>(at, beyond);
    cell = beyond;
  }
}

/** Joins the regions of two cells. */
export function joinRegions(p: i32, q: i32): void {
  const a = regionOf(p);
  const b = regionOf(q);
  if (a === b) return;
  store<i32>(parents + ((<usize>max(a, b)) << 2), min(a, b));
  regions--;
}

/**
 * The first of the edges from … end − 1 whose cells are in different regions and may have the same
 * maps, or `end`. `edgeCells` are two i32 per edge, −1 for no cell; `maps` are `outputs` maps per
 * cell. Output o of a map (a, b, c) has an error of at most errors[o] + relative · (|a| + |b|) in
 * |δa| + |δb|.
 */
export function firstDoubtfulEdge(
  edgeCells: usize,
  from: i32,
  end: i32,
  maps: usize,
  outputs: i32,
  relative: f64,
): i32 {
  const bytes = <usize>outputs * mapBytes;
  let at = edgeCells + ((<usize>from) << 3);
  for (let e = from; e < end; e++, at += 8) {
    const left = load<i32>(at);
    const right = load<i32>(at, 4);
    if ((left | right) < 0) continue;
    const p = maps + <usize>left * bytes;
    const q = maps + <usize>right * bytes;
    if (!surelyDiffer(p, q, bytes, relative) && regionOf(left) !== regionOf(right)) return e;
  }
  return end;
}

function surelyDiffer(p: usize, q: usize, bytes: usize, relative: f64): bool {
  let bound = errors;
  for (const end = p + bytes; p < end; p += mapBytes, q += mapBytes, bound += 8) {
    const ap = load<f64>(p);
    const bp = load<f64>(p, 8);
    const aq = load<f64>(q);
    const bq = load<f64>(q, 8);
    const error = 2 * load<f64>(bound) + relative * (abs(ap) + abs(bp) + abs(aq) + abs(bq));
    if (abs(ap - aq) > error || abs(bp - bq) > error) return true;
  }
  return false;
}

/** Numbers the regions in place: from then on the parents of cells are the numbers of their regions. */
export function numberRegions(): i32 {
  let next = 0;
  for (let c = 0; c < cells; c++) {
    const at = parents + ((<usize>c) << 2);
    const parent = load<i32>(at);
    // A parent comes before its cell and is numbered by then.
    store<i32>(at, parent === c ? next++ : load<i32>(parents + ((<usize>parent) << 2)));
  }
  return regions;
}

export function regionNumbersAt(): usize {
  return parents;
}

export function endRegions(): void {
  release(parents, parentBytes);
  release(errors, errorBytes);
}
