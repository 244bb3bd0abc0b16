import { Block, Later, groupStartOf, laterAt, rowsOf } from './block';
import { Candidate, candidateAt, cell, firstLater, search } from './cell';
import { arena, empty, intAt, realAt, scratch, take, takeReals, toLow } from './memory';
import { writePiece } from './pattern';
import { neuronAt, program, roundoff, strideOf, valueErrorOf } from './program';
import { blurOf, findRanges, pairBytes } from './ring';
import {
  Band,
  addBand,
  addTwoBands,
  bandOffset,
  bandSlope,
  bandWidth,
  cover,
  pieceOver,
} from './relaxation';
import {
  Term,
  addTerms,
  addTermsToColumn,
  clearReals,
  composingWork,
  copyBase,
  copyReals,
  setTerm,
  termAt,
} from './term';

/*
 * On a small cell most neurons of the later groups keep one piece, whatever the undecided ones before
 * them do. Those are found by linear relaxation, and composed away, so that the cells of the subtree
 * carry a network of the few neurons that matter.
 */

/** Fewer later neurons than this are not worth a reduction. */
const fewestLaterRows = 16;

/** A neuron that stays undecided, after the band of its activation. */
@unmanaged
class Kept extends Band {
  /** Working copy of its column: address of where the weight into row 0 would be. */
  column: usize;
  /** Row of the block. */
  index: i32;
  group: i32;
  /** Last group that its column goes into. */
  reach: i32;
}

/** A reduction of the network of the cell in hand, which may take several steps. */
@unmanaged
class Reduction {
  block: Block;
  /** The group in hand. */
  group: i32;
  /** Whether its rows are known, and are being composed into the columns of those kept before it. */
  eliminating: bool;
  /** The neuron that was kept whose turn is next. */
  next: i32;
  /** `Kept`: those of the candidates, then the others in the order of their rows. */
  kept: usize;
  count: i32;
  /** Those before the group in hand, and those of the candidates. */
  countBefore: i32;
  candidates: i32;
  decided: i32;
  /** i32 per row: its piece, or −1. */
  pieces: usize;
  /** Working copy of the base: address of where row 0 would be. */
  base: usize;
  stride: usize;
  /** Terms of the group in hand, and the last group that one of them with a slope reaches. */
  termCount: i32;
  reach: i32;
  blur: f64;
}

const reduction = changetype<Reduction>(memory.data(offsetof<Reduction>(), 8));

// Scratch for a group: its rows as affine functions with radii, their ranges, terms.
let relaxed: usize = 0;
let relaxedStride: usize = 0;
let least: usize = 0;
let most: usize = 0;
let terms: usize = 0;
/** Relative rounding error of a sum over all rows. */
let rounding: f64 = 0;

/** Takes scratch memory from the arena, for good. */
export function takeReductionScratch(): void {
  let widest = 2;
  for (let g = 0; g < program.groups; g++)
    widest = max(widest, intAt(program.groupStart, g + 1) - intAt(program.groupStart, g));
  relaxedStride = strideOf(widest);
  relaxed = take(arena, 4 * relaxedStride);
  least = takeReals(arena, widest);
  most = takeReals(arena, widest);
  terms = take(arena, <usize>widest * offsetof<Term>());
  rounding = <f64>(program.rows + 16) * roundoff;
}

/** Whether the cell in hand has lost so many candidates since the last time that a reduction pays. */
export function reductionIsDue(): bool {
  if (cell.count > cell.reduceAt) return false;
  const laterRows = groupStartOf(cell.block, program.groups - 1) - firstLater();
  return laterRows >= fewestLaterRows;
}

function keptAt(k: i32): Kept {
  return changetype<Kept>(reduction.kept + <usize>k * offsetof<Kept>());
}

/** Begins to reduce the network of the cell in hand. */
export function beginReduction(): void {
  // Not with a single fold left: the next group is at hand, and is reduced anyway.
  cell.reduceAt = cell.count < 4 ? 0 : cell.count >> 1;
  const block = cell.block;
  const rows = rowsOf(block);
  const first = firstLater();
  empty(scratch);
  reduction.block = block;
  reduction.group = cell.group + 1;
  reduction.eliminating = false;
  reduction.next = reduction.count = reduction.decided = 0;
  reduction.blur = blurOf(cell.ring, cell.size);
  reduction.kept = take(scratch, <usize>rows * offsetof<Kept>());
  reduction.pieces = take(scratch, (<usize>rows) << 2);
  reduction.stride = strideOf(rows);
  reduction.base = take(scratch, 3 * reduction.stride);
  const shift = (<usize>first) << 3;
  copyBase(reduction.base + shift, reduction.stride, cell.base + shift, cell.stride, rows - first);
  keepCandidates();
  reduction.candidates = reduction.countBefore = reduction.count;
  startGroup();
}

/**
 * Goes on until the work is `until`. Returns whether it is done; if not, the cell has to stay in hand.
 */
export function reduce(until: f64): bool {
  const hidden = program.groups - 1;
  while (reduction.group < hidden) {
    if (!reduction.eliminating) {
      if (!addBands(until)) return false;
      classifyGroup();
    }
    if (!eliminate(until)) return false;
    const block = reduction.block;
    const rows = groupStartOf(block, reduction.group + 1) - groupStartOf(block, reduction.group);
    const keptHere = reduction.count - reduction.countBefore;
    reduction.group++;
    reduction.decided += rows - keptHere;
    // Where most neurons stay undecided, the bounds of the next groups are void.
    if (rows >= 16 && 2 * keptHere > rows) break;
    startGroup();
  }
  const seen = groupStartOf(reduction.block, reduction.group) - firstLater();
  if (8 * reduction.decided >= seen) commit();
  return true;
}

/** The neurons of the candidates: their rows are known. */
function keepCandidates(): void {
  let last = -1;
  for (let k = 0; k < cell.count; k++) {
    const candidate = candidateAt(cell.candidates, k);
    if (candidate.index === last) continue;
    last = candidate.index;
    const row = candidate.row;
    store<f64>(relaxed, row.a);
    store<f64>(relaxed + relaxedStride, row.b);
    store<f64>(relaxed + 2 * relaxedStride, row.constant);
    store<f64>(relaxed + 3 * relaxedStride, row.error);
    findRanges(cell.ring, cell.size, relaxed, relaxedStride, 1, least, most);
    keep(cell.group, candidate.index, relaxed, load<f64>(least), load<f64>(most));
  }
}

/**
 * Adds row `index` of the block to those that stay: covers its activation by a band, and copies its column.
 * The relaxed row stands at `at`, and takes the values from `low` to `high` at the corners.
 */
function keep(group: i32, index: i32, at: usize, low: f64, high: f64): void {
  const block = reduction.block;
  const later = laterAt(block, index);
  const a = load<f64>(at);
  const b = load<f64>(at + relaxedStride);
  const c = load<f64>(at + 2 * relaxedStride);
  const radius = load<f64>(at + 3 * relaxedStride);
  const around = radius + (abs(a) + abs(b)) * reduction.blur;
  cover(neuronAt(later.neuron), low - around, high + around);
  const magnitude = abs(a) * program.reachX + abs(b) * program.reachY + abs(c);
  const slope = abs(bandSlope);
  const it = keptAt(reduction.count++);
  it.a = bandSlope * a;
  it.b = bandSlope * b;
  it.c = bandSlope * c + bandOffset;
  it.radius = slope * radius + bandWidth + rounding * (slope * magnitude + abs(bandOffset));
  it.index = index;
  it.group = group;
  it.reach = later.reach;
  const rows = rowsOf(block);
  const from = groupStartOf(block, group + 1);
  const count = groupStartOf(block, later.reach + 1) - from;
  // One more than there are: sums of pairs may touch the place behind the last row.
  const column = takeReals(scratch, rows - from + 1);
  if (count > 0) copyReals(column, later.column, count);
  clearReals(column + ((<usize>max(count, 0)) << 3), rows - from + 1 - max(count, 0));
  it.column = column - ((<usize>from) << 3);
  search.work += <f64>(50 + 2 * (rows - from));
}

/** Starts to bound the rows of the group in hand: by what the decided rows add up to. */
function startGroup(): void {
  if (reduction.group >= program.groups - 1) return;
  const block = reduction.block;
  const from = groupStartOf(block, reduction.group);
  const count = groupStartOf(block, reduction.group + 1) - from;
  const base = reduction.base + ((<usize>from) << 3);
  const bytes = (<usize>count) << 3;
  for (let run: usize = 0; run < 3; run++)
    memory.copy(relaxed + run * relaxedStride, base + run * reduction.stride, bytes);
  for (let k = 0; k < count; k++) {
    const at = relaxed + ((<usize>k) << 3);
    const a = load<f64>(at);
    const b = load<f64>(at + relaxedStride);
    const c = load<f64>(at + 2 * relaxedStride);
    const magnitude = abs(a) * program.reachX + abs(b) * program.reachY + abs(c);
    const error = valueErrorOf(neuronAt(laterAt(block, from + k).neuron), a, b, c);
    store<f64>(at + 3 * relaxedStride, error + rounding * magnitude);
  }
  reduction.countBefore = reduction.count;
  reduction.next = 0;
  reduction.eliminating = false;
}

/** Adds the bands of the neurons kept so far to the group in hand. Returns false where work is up. */
function addBands(until: f64): bool {
  const block = reduction.block;
  const group = reduction.group;
  const from = groupStartOf(block, group);
  const shift = (<usize>from) << 3;
  const count = groupStartOf(block, group + 1) - from;
  const bytes = pairBytes(count);
  // Two at a time: the sums are loaded and stored half as often. The pairs are the same in steps of any size.
  let waiting = -1;
  let k = reduction.next;
  for (; k < reduction.countBefore && (waiting >= 0 || search.work < until); k++) {
    const it = keptAt(k);
    if (it.reach < group) continue;
    search.work += <f64>(3 * count);
    if (waiting < 0) {
      waiting = k;
      continue;
    }
    const other = keptAt(waiting);
    waiting = -1;
    addTwoBands(relaxed, relaxedStride, bytes, other, other.column + shift, it, it.column + shift);
  }
  reduction.next = k;
  if (waiting >= 0)
    addBand(relaxed, relaxedStride, bytes, keptAt(waiting), keptAt(waiting).column + shift);
  return k === reduction.countBefore;
}

/** Decides the rows of the group in hand that keep one piece on the cell, and keeps the others. */
function classifyGroup(): void {
  const block = reduction.block;
  const group = reduction.group;
  const from = groupStartOf(block, group);
  const next = groupStartOf(block, group + 1);
  findRanges(cell.ring, cell.size, relaxed, relaxedStride, next - from, least, most);
  reduction.termCount = 0;
  reduction.reach = 0;
  search.work += <f64>(20 * (next - from));
  for (let r = from, k = 0; r < next; r++, k++) {
    const at = relaxed + ((<usize>k) << 3);
    const steepness = abs(load<f64>(at)) + abs(load<f64>(at + relaxedStride));
    const around = load<f64>(at + 3 * relaxedStride) + steepness * reduction.blur;
    const low = realAt(least, k);
    const high = realAt(most, k);
    const later = laterAt(block, r);
    const neuron = neuronAt(later.neuron);
    const piece = pieceOver(neuron, low - around, high + around);
    store<i32>(reduction.pieces + ((<usize>r) << 2), piece);
    if (piece < 0) {
      keep(group, r, at, low, high);
      continue;
    }
    const count = groupStartOf(block, later.reach + 1) - next;
    if (count <= 0) continue;
    const term = termAt(terms, reduction.termCount);
    const row = reduction.base + ((<usize>r) << 3);
    if (!setTerm(term, row, reduction.stride, neuron.firstPiece + piece, later.column, count))
      continue;
    term.index = r;
    reduction.termCount++;
    if (term.slope !== 0) reduction.reach = max(reduction.reach, later.reach);
  }
  if (reduction.termCount > 0) {
    addTerms(reduction.base + ((<usize>next) << 3), reduction.stride, terms, reduction.termCount);
    search.work += composingWork(reduction.termCount, rowsOf(block) - next);
  }
  reduction.next = 0;
  reduction.eliminating = true;
}

/** Composes the decided rows of the group in hand into the columns of those that were kept before it. */
function eliminate(until: f64): bool {
  if (reduction.reach === 0) return true;
  const block = reduction.block;
  const next = groupStartOf(block, reduction.group + 1);
  const shift = (<usize>next) << 3;
  const rows = groupStartOf(block, reduction.reach + 1) - next;
  const work = composingWork(reduction.termCount, rows) / 3;
  let k = reduction.next;
  for (; k < reduction.countBefore && search.work < until; k++) {
    const it = keptAt(k);
    if (it.reach < reduction.group) continue;
    addTermsToColumn(it.column + shift, it.column, terms, reduction.termCount);
    it.reach = max(it.reach, reduction.reach);
    search.work += work;
  }
  reduction.next = k;
  return k === reduction.countBefore;
}

/** Gives the cell in hand a block of the rows that stay; groups from the one in hand on stay as they are. */
function commit(): void {
  const old = reduction.block;
  const unseen = groupStartOf(old, reduction.group);
  const kept = reduction.count;
  const rows = kept + rowsOf(old) - unseen;
  const block = changetype<Block>(take(arena, offsetof<Block>()));
  const starts = take(arena, (<usize>(program.groups + 1)) << 2);
  block.groupStart = starts;
  block.rows = take(arena, <usize>rows * offsetof<Later>());
  const first = firstLater();
  for (let r = first; r < unseen; r++) {
    const piece = intAt(reduction.pieces, r);
    if (piece >= 0) writePiece(neuronAt(laterAt(old, r).neuron), piece);
  }

  // Rows that are kept come first, then those of groups that were not looked at. `from` says which they were.
  const from = take(scratch, (<usize>rows) << 2);
  for (let r = 0; r < rows; r++)
    store<i32>(from + ((<usize>r) << 2), r < kept ? keptAt(r).index : unseen + r - kept);
  for (let g = 0, r = 0; g <= program.groups; g++) {
    if (g >= reduction.group) r = kept + groupStartOf(old, g) - unseen;
    else while (g > cell.group && r < kept && keptAt(r).group < g) r++;
    store<i32>(starts + ((<usize>g) << 2), r);
  }

  packBase(rows, from);
  for (let r = 0; r < kept; r++) {
    const it = keptAt(r);
    const later = laterAt(block, r);
    later.neuron = laterAt(old, it.index).neuron;
    later.reach = it.reach;
    later.column = gather(
      it.column,
      groupStartOf(block, it.group + 1),
      groupStartOf(block, it.reach + 1),
      from,
    );
  }
  memory.copy(
    changetype<usize>(laterAt(block, kept)),
    changetype<usize>(laterAt(old, unseen)),
    <usize>(rows - kept) * offsetof<Later>(),
  );
  renumberCandidates();
  cell.block = block;
}

/** Moves the rows that stay together. */
function packBase(rows: i32, from: usize): void {
  const first = reduction.candidates;
  const stride = strideOf(rows - first);
  const base = take(arena, 3 * stride);
  for (let run: usize = 0; run < 3; run++)
    for (let r = first, to = base + run * stride; r < rows; r++, to += 8) {
      const source = reduction.base + run * reduction.stride + ((<usize>intAt(from, r)) << 3);
      store<f64>(to, load<f64>(source));
      if (toLow !== 0) store<f64>(to + toLow, load<f64>(source + toLow));
    }
  cell.base = base - ((<usize>first) << 3);
  cell.stride = stride;
  cell.ownsBase = true;
}

/** The weights of a column into the new rows start … end − 1. */
function gather(column: usize, start: i32, end: i32, from: usize): usize {
  if (end <= start) return 0;
  const to = takeReals(arena, end - start);
  for (let r = start, at = to; r < end; r++, at += 8) {
    const source = column + ((<usize>intAt(from, r)) << 3);
    store<f64>(at, load<f64>(source));
    if (toLow !== 0) store<f64>(at + toLow, load<f64>(source + toLow));
  }
  if ((end - start) & 1) clearReals(to + ((<usize>(end - start)) << 3), 1);
  return to;
}

/** Candidates stay, and have the numbers of their neurons in the new block. */
function renumberCandidates(): void {
  const bytes = <usize>cell.count * offsetof<Candidate>();
  const list = take(arena, bytes);
  memory.copy(list, cell.candidates, bytes);
  for (let k = 0, index = 0; k < cell.count; k++) {
    const candidate = candidateAt(list, k);
    while (keptAt(index).index !== candidate.index) index++;
    candidate.index = index;
  }
  cell.candidates = list;
}
