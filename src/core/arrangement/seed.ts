import { roundoff, type ErrorBound } from './errorBound.ts';
import { applyDecisions } from './decide.ts';
import { lineSize } from './forest.ts';
import type { Ground } from './ground.ts';
import { candidateSize, slotSize } from './layout.ts';
import type { Workspace } from './workspace.ts';

/**
 * A cell that waits to be subdivided, with all that is needed to do so elsewhere: its polygon, the
 * network that is left to decide on it, and what has been decided. The domain with the whole network
 * is the first one. Addresses are relative to `real`, which holds the base, the columns and the
 * slots of the candidates in this order.
 */
export interface Seed {
  /** Seeds that it was taken from, one from the other. */
  readonly generation: number;
  readonly group: number;
  readonly reduceAt: number;
  readonly pattern: Uint32Array;

  readonly groupStart: Int32Array;
  readonly reach: Int32Array;
  readonly unit: Int32Array;
  readonly column: Int32Array;
  readonly real: Float64Array;
  /** Low parts of `real`, or none. */
  readonly low: Float64Array;
  readonly candidates: Int32Array;

  /** x, y and error per corner, counter-clockwise. */
  readonly corners: Float64Array;
  /** The line of the side from each corner to the next, and the fold that it belongs to. */
  readonly lines: Float64Array;
  readonly lineFolds: Int32Array;
  /** Side of the forest that each side was part of; none for the domain. */
  readonly sides: Int32Array;
}

/** The whole domain, on which nothing is decided. */
export function domainSeed({ program, domain, bound }: Ground, precise: boolean): Seed {
  const { corners } = domain;
  const { groupStart, hiddenGroups, rows, base, baseLow, weight, columnStart } = program;
  const real = new Float64Array(3 * rows + weight.length);
  real.set(base);
  real.set(weight, 3 * rows);
  const low = new Float64Array(precise ? real.length : 0);
  if (precise) low.set(baseLow);
  const column = new Int32Array(rows);
  for (let g = 0; g < hiddenGroups; g++)
    for (let r = groupStart[g]; r < groupStart[g + 1]; r++)
      column[r] = 3 * rows + columnStart[r] - groupStart[g + 1];
  const sides = corners.length / 2;
  const points = new Float64Array(3 * sides);
  const lines = new Float64Array(lineSize * sides);
  for (let k = 0; k < sides; k++) {
    points.set([corners[2 * k], corners[2 * k + 1], 0], 3 * k);
    lines.set(lineOfSide(corners, k, bound), lineSize * k);
  }
  return {
    generation: 0,
    group: -1,
    reduceAt: 0,
    pattern: new Uint32Array((program.folds.count + 31) >> 5),
    groupStart: groupStart.slice(),
    reach: Int32Array.from({ length: hiddenGroups + 1 }, (_, g) => g + 1),
    unit: Int32Array.from({ length: rows }, (_, r) => r),
    column,
    real,
    low,
    candidates: new Int32Array(0),
    corners: points,
    lines,
    lineFolds: Int32Array.from({ length: sides }, (_, k) => -1 - k),
    sides: new Int32Array(0),
  };
}

/** The line of side k of the domain, unscaled: exact where it is parallel to an axis. */
function lineOfSide(corners: Float64Array, k: number, { reachX, reachY }: ErrorBound): number[] {
  const from = 2 * k;
  const to = (from + 2) % corners.length;
  const a = corners[from + 1] - corners[to + 1];
  const b = corners[to] - corners[from];
  const c = -(a * corners[from] + b * corners[from + 1]);
  const scale = 1 / Math.max(Math.abs(a), Math.abs(b));
  const gradient = a === 0 || b === 0 ? 0 : roundoff * (Math.abs(a) + Math.abs(b));
  const value = 8 * roundoff * (Math.abs(a) * reachX + Math.abs(b) * reachY);
  return [a, b, c, value, gradient, 0].map((x) => x * scale);
}

/** Area of a seed's polygon. */
export function seedArea({ corners }: Seed): number {
  let twice = 0;
  for (let i = 3; i + 3 < corners.length; i += 3) {
    const px = corners[i] - corners[0];
    const py = corners[i + 1] - corners[1];
    twice += px * (corners[i + 4] - corners[1]) - (corners[i + 3] - corners[0]) * py;
  }
  return twice / 2;
}

/** Takes the cell that has waited longest, mostly the largest, from the stack of a search. */
export function takeSeed(w: Workspace, generation: number): Seed {
  // The search goes on with the pattern that it had.
  const pattern = w.pattern.slice();
  w.takeOldest();
  applyDecisions(w);
  const seed = { generation, ...seedInHand(w) };
  w.pattern.set(pattern);
  return seed;
}

function seedInHand(w: Workspace): Omit<Seed, 'generation'> {
  const { hiddenGroups } = w.program;
  const { ints } = w;
  const { groupStart, reach, unit, column: columnOf } = w.blocks[w.block];
  const first = groupStart[w.group + 1];
  const rows = groupStart[hiddenGroups + 1];
  const column = new Int32Array(rows);
  const copy = new Copy(w, 3 * (rows - first) + slotSize * w.candidateCount + columnDoubles(w));
  copy.take(w.base + 3 * first, 3 * (rows - first));
  for (let g = w.group; g < hiddenGroups; g++) {
    const from = groupStart[g + 1];
    const to = groupStart[reach[g] + 1];
    for (let r = groupStart[g]; r < from; r++)
      column[r] = copy.take(columnOf[r] + from, to - from) - from;
  }
  const candidates = ints.slice(w.candidates, w.candidates + candidateSize * w.candidateCount);
  for (let at = 0; at < candidates.length; at += candidateSize) {
    candidates[at] = copy.take(candidates[at], slotSize);
    copy.real[candidates[at] + 6] = -1;
  }

  return {
    group: w.group,
    reduceAt: w.reduceAt,
    pattern: w.pattern.slice(),
    groupStart: groupStart.slice(),
    reach: reach.slice(),
    unit: unit.slice(0, rows),
    column,
    real: copy.real,
    low: copy.low,
    candidates,
    ...polygonInHand(w),
  };
}

function columnDoubles(w: Workspace): number {
  const { groupStart, reach } = w.blocks[w.block];
  let doubles = 0;
  for (let g = w.group; g < w.program.hiddenGroups; g++)
    doubles += (groupStart[g + 1] - groupStart[g]) * (groupStart[reach[g] + 1] - groupStart[g + 1]);
  return doubles;
}

/** Runs of a workspace's doubles, put one after the other. */
class Copy {
  readonly real: Float64Array;
  readonly low: Float64Array;
  private end = 0;

  constructor(
    private readonly w: Workspace,
    length: number,
  ) {
    this.real = new Float64Array(length);
    this.low = new Float64Array(w.precise ? length : 0);
  }

  /** Adds a run; returns where it is in the copy. */
  take(from: number, count: number): number {
    const { w, end } = this;
    this.real.set(w.real.subarray(from, from + count), end);
    if (w.precise) this.low.set(w.low.subarray(from, from + count), end);
    this.end += count;
    return end;
  }
}

function polygonInHand(w: Workspace) {
  const { forest, ints, size } = w;
  const corners = new Float64Array(3 * size);
  const lines = new Float64Array(lineSize * size);
  const lineFolds = new Int32Array(size);
  const sides = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const v = 3 * ints[w.ring + 2 * i];
    const side = ints[w.ring + 2 * i + 1];
    const line = forest.lineOf(side);
    corners.set(forest.vertex.subarray(v, v + 3), 3 * i);
    lines.set(forest.line.subarray(lineSize * line, lineSize * (line + 1)), lineSize * i);
    lineFolds[i] = forest.lineFold[line];
    sides[i] = side;
  }
  return { corners, lines, lineFolds, sides };
}
