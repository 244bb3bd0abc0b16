import type { Complex } from '../complex/complex.ts';
import { cellPattern } from '../complex/describe.ts';
import { cellCentroid } from '../complex/measure.ts';
import type { Domain } from '../complex/domain.ts';
import { foldTable, type FoldTable, isAbove } from '../network/folds.ts';
import type { Network } from '../network/network.ts';
import { between } from './interpolation.ts';
import { exactTest, roundedTest, type RegionTest } from './patternRegion.ts';

/** A neuron, and which of its breakpoints. */
export interface FoldPlace {
  readonly layer: number;
  readonly neuron: number;
  readonly breakpoint: number;
}

/**
 * Something that happens to the complex while a network moves on a line: regions die or are born,
 * often one of each where three folds pass through one point.
 *
 * Both ends are decided exactly: what is born is no region at `from` and is one at `to`, and what dies
 * the other way round. They are no further apart than `resolution`, or they are two frames between
 * which too much happens to be told one by one; what lies between them is told as one.
 */
export interface ProgressionEvent {
  readonly from: number;
  readonly to: number;
  readonly born: number;
  readonly died: number;
  /** Folds that enter the domain here, and folds that leave it. */
  readonly entered: readonly FoldPlace[];
  readonly left: readonly FoldPlace[];
  /** Where: in the first region that is born or dies, when it is smallest. */
  readonly x: number;
  readonly y: number;
}

/** The networks on a line, and the domain they are looked at on. */
export interface Line {
  readonly from: Network;
  readonly to: Network;
  readonly domain: Domain;
}

/** A complex on the line; it must be complete. */
export interface Keyframe {
  readonly t: number;
  readonly complex: Complex;
}

/** How far apart, in t, an event is told from the next. */
export const resolution = 2 ** -30;

/** More regions than this are not told apart between two frames. */
const mostRegions = 64;

/**
 * The events between two frames, in the order of their time: every region that only one of the
 * frames has is born or dies once. What comes and goes between the frames leaves no trace in them,
 * and is not found; closer frames find more. Where more than `most` regions change it is one event,
 * as long as the frames are apart. Yields after every pattern that was looked at.
 */
export function* eventsBetween(
  line: Line,
  before: Keyframe,
  after: Keyframe,
  most = mostRegions,
): Generator<void, ProgressionEvent[]> {
  const folds = foldTable(line.from);
  const changed = changedPatterns(before.complex, after.complex);
  if (changed.length === 0) return [];
  const groups: Group[] = [];
  const objected: Changed[] = [];
  const search = { line, folds, groups, objected };
  if (changed.length > most)
    groups.push({ from: before.t, to: after.t, patterns: changed, witness: changed[0].witness });
  else yield* narrow({ ...search, test: roundedTest }, changed, before.t, after.t);
  // Where the integers object to what doubles found, they search by themselves.
  yield* narrow({ ...search, test: exactTest }, objected.splice(0), before.t, after.t);
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
  /** A point of its region in the frame that has it. */
  readonly witness: readonly [x: number, y: number];
}

interface Group {
  readonly from: number;
  readonly to: number;
  readonly patterns: readonly Changed[];
  readonly witness: readonly [x: number, y: number];
}

/** The patterns that only one of two complexes of the same folds has. */
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
  /** What decides where to look; the ends are always decided in integers. */
  readonly test: typeof roundedTest;
  /** What was found. */
  readonly groups: Group[];
  /** Patterns for which the ends say that it was looked for in the wrong place. */
  readonly objected: Changed[];
}

/**
 * Halves the time, and sends every pattern into the half in which it changes, until the halves are
 * as short as the resolution.
 */
function* narrow(
  search: Search,
  changed: readonly Changed[],
  from: number,
  to: number,
): Generator<void, void> {
  if (changed.length === 0) return;
  if (to - from <= resolution) {
    yield* conclude(search, changed, from, to);
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
  yield* narrow(search, early, from, middle);
  yield* narrow(search, late, middle, to);
}

function* conclude(
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
      search.objected.push(one);
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
 * The folds that only one of the complexes has, at the event that brings the first region beyond
 * them, or takes the last.
 */
function movedFolds(
  folds: FoldTable,
  before: Complex,
  after: Complex,
  events: readonly Group[],
): Moved[] {
  const moved = events.map((): Moved => ({ entered: [], left: [] }));
  const [earlier, later] = [before, after].map(sidesTaken);
  for (let f = 0; f < folds.count; f++) {
    const [was, is] = [earlier, later].map((sides) => sides.above(f) && sides.below(f));
    if (was === is) continue;
    const rest = is ? earlier : later;
    // The side of the fold that the domain has to itself where the fold is outside.
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

/** For every fold, whether some cell lies above it, and whether some cell does not. */
function sidesTaken({ cellCount, patternWords, patterns }: Complex) {
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
