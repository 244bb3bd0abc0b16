import type { Complex } from '../complex/complex.ts';
import { cellPattern } from '../complex/describe.ts';
import { cellCentroid } from '../complex/measure.ts';
import type { Domain } from '../complex/domain.ts';
import { foldTable, type FoldTable, isAbove } from '../network/folds.ts';
import type { Network } from '../network/network.ts';
import { between } from './interpolation.ts';
import { exactTest, roundedTest, type RegionTest } from './patternRegion.ts';

/** A fold: a neuron and one of its breakpoints. */
export interface FoldPlace {
  readonly layer: number;
  readonly neuron: number;
  readonly breakpoint: number;
}

/**
 * A change of the complex while the weights of a network move on a line: regions appear (are born)
 * or disappear (die), often one of each where three folds pass through a point.
 *
 * Both ends are exact: a region that is born does not exist at `from` and exists at `to`, and
 * conversely for one that dies. They are at most `resolution` apart, or they are two frames with so
 * many changes that these are reported as one event.
 */
export interface ProgressionEvent {
  readonly from: number;
  readonly to: number;
  readonly born: number;
  readonly died: number;
  /** Folds that enter the domain here, and folds that leave it. */
  readonly entered: readonly FoldPlace[];
  readonly left: readonly FoldPlace[];
  /** A point in the first region that is born or dies, when it is smallest. */
  readonly x: number;
  readonly y: number;
}

/** A line segment of networks, and their domain. */
export interface Line {
  readonly from: Network;
  readonly to: Network;
  readonly domain: Domain;
}

/** A complete complex at a point of the line. */
export interface Keyframe {
  readonly t: number;
  readonly complex: Complex;
}

/** Events closer than this in t are not separated. */
export const resolution = 2 ** -30;

/** If more regions change between two frames, they are reported as one event. */
const maxRegions = 64;

/**
 * The events between two frames, in order: every region that exists in only one of the frames is
 * born or dies once. Regions that appear and disappear between the frames are not found; closer
 * frames find more. If more than `most` regions change, they are one event from frame to frame.
 * Yields after every pattern.
 */
export function* eventsBetween(
  line: Line,
  before: Keyframe,
  after: Keyframe,
  most = maxRegions,
): Generator<void, ProgressionEvent[]> {
  const folds = foldTable(line.from);
  const changed = changedPatterns(before.complex, after.complex);
  if (changed.length === 0) return [];
  const groups: Group[] = [];
  const rejected: Changed[] = [];
  const search = { line, folds, groups, rejected };
  if (changed.length > most)
    groups.push({ from: before.t, to: after.t, patterns: changed, witness: changed[0].witness });
  else yield* bisect({ ...search, test: roundedTest }, changed, before.t, after.t);
  // Changes whose interval the exact test rejects are searched again with the exact test.
  yield* bisect({ ...search, test: exactTest }, rejected.splice(0), before.t, after.t);
  const events = groups.toSorted((a, b) => a.from - b.from);
  const moved = movedFolds(folds, before.complex, after.complex, events);
  return events.map(({ from, to, patterns, witness: [x, y] }, i) => ({
    from,
    to,
    born: patterns.filter(({ born }) => born).length,
    died: patterns.filter(({ born }) => !born).length,
    entered: moved[i].entered,
    left: moved[i].left,
    x,
    y,
  }));
}

interface Changed {
  readonly pattern: Uint32Array;
  readonly born: boolean;
  /** A point of its region, in the frame in which it exists. */
  readonly witness: readonly [x: number, y: number];
}

interface Group {
  readonly from: number;
  readonly to: number;
  readonly patterns: readonly Changed[];
  readonly witness: readonly [x: number, y: number];
}

/** The patterns that only one of two complexes has; both have the same folds. */
function changedPatterns(before: Complex, after: Complex): Changed[] {
  const earlier = cellsByPattern(before);
  const later = cellsByPattern(after);
  return [
    ...[...earlier].filter(([key]) => !later.has(key)).map(([, c]) => changeOf(before, c, false)),
    ...[...later].filter(([key]) => !earlier.has(key)).map(([, c]) => changeOf(after, c, true)),
  ];
}

function cellsByPattern(complex: Complex): Map<string, number> {
  const cells = new Map<string, number>();
  for (let c = 0; c < complex.cellCount; c++) cells.set(cellPattern(complex, c).join(), c);
  return cells;
}

function changeOf(complex: Complex, cell: number, born: boolean): Changed {
  const { x, y } = cellCentroid(complex, cell);
  return { pattern: cellPattern(complex, cell), born, witness: [x, y] };
}

interface Search {
  readonly line: Line;
  readonly folds: FoldTable;
  /** The test for the bisection; the ends are always tested exactly. */
  readonly test: typeof roundedTest;
  /** The result. */
  readonly groups: Group[];
  /** Changes that the exact test of the ends did not confirm. */
  readonly rejected: Changed[];
}

/**
 * Bisects the interval, assigning every pattern to the half in which it changes, down to the
 * resolution.
 */
function* bisect(
  search: Search,
  changed: readonly Changed[],
  from: number,
  to: number,
): Generator<void, void> {
  if (changed.length === 0) return;
  if (to - from <= resolution) {
    yield* confirm(search, changed, from, to);
    return;
  }
  const middle = (from + to) / 2;
  const test = testAt(search.test, search, middle);
  const early: Changed[] = [];
  const late: Changed[] = [];
  for (const one of changed) {
    const isThere = test.witness(one.pattern) !== undefined;
    (isThere === one.born ? early : late).push(one);
    yield;
  }
  yield* bisect(search, early, from, middle);
  yield* bisect(search, late, middle, to);
}

function* confirm(
  search: Search,
  changed: readonly Changed[],
  from: number,
  to: number,
): Generator<void, void> {
  const start = testAt(exactTest, search, from);
  const end = testAt(exactTest, search, to);
  const patterns: Changed[] = [];
  let witness: Group['witness'] | undefined;
  for (const one of changed) {
    const [absent, present] = one.born ? [start, end] : [end, start];
    const place = present.witness(one.pattern);
    if (place && !absent.witness(one.pattern)) {
      patterns.push(one);
      witness ??= place;
    } else {
      search.rejected.push(one);
    }
    yield;
  }
  if (witness) search.groups.push({ from, to, patterns, witness });
}

function testAt(
  test: typeof roundedTest,
  { line: { from, to, domain }, folds }: Search,
  t: number,
): RegionTest {
  return test(between(from, to, t), folds, domain);
}

interface Moved {
  readonly entered: FoldPlace[];
  readonly left: FoldPlace[];
}

/**
 * The folds that only one of the complexes has, assigned to the event in which the first region
 * beyond them is born, or the last one dies.
 */
function movedFolds(
  folds: FoldTable,
  before: Complex,
  after: Complex,
  events: readonly Group[],
): Moved[] {
  const moved = events.map((): Moved => ({ entered: [], left: [] }));
  const [earlier, later] = [before, after].map(occupiedSides);
  for (let f = 0; f < folds.count; f++) {
    const [was, is] = [earlier, later].map((sides) => sides.above(f) && sides.below(f));
    if (was === is) continue;
    const rest = is ? earlier : later;
    // A region on the side of the fold that is empty while the fold is outside the domain.
    const beyond = (one: Changed): boolean =>
      one.born === is && isAbove(one.pattern, f) !== rest.above(f);
    const at = is
      ? events.findIndex(({ patterns }) => patterns.some(beyond))
      : events.findLastIndex(({ patterns }) => patterns.some(beyond));
    if (at < 0) continue;
    const place = {
      layer: folds.layer[f],
      neuron: folds.neuron[f],
      breakpoint: folds.breakpoint[f],
    };
    moved[at][is ? 'entered' : 'left'].push(place);
  }
  return moved;
}

/** For every fold, whether some cell is above it, and whether some cell is below it. */
function occupiedSides({ cellCount, patternWords, patterns }: Complex) {
  const any = new Uint32Array(patternWords);
  const all = new Uint32Array(patternWords).fill(0xffffffff);
  for (let c = 0; c < cellCount; c++)
    for (let i = 0; i < patternWords; i++) {
      any[i] |= patterns[c * patternWords + i];
      all[i] &= patterns[c * patternWords + i];
    }
  return {
    above: (fold: number): boolean => isAbove(any, fold),
    below: (fold: number): boolean => !isAbove(all, fold),
  };
}
