import { groupStartOf, laterAt, rowsOf } from './block';
import { Candidate, candidateAt, cell, firstLater, search } from './cell';
import { arena, intAt, realAt, take, takeReals } from './memory';
import { pieceOf, writeFold } from './pattern';
import { neuronAt, program, strideOf, valueErrorOf, gradientErrorOf } from './program';
import { blurOf, findRanges } from './ring';
import { newRow } from './row';
import { above, below, readSigns, shareSides } from './sign';
import { Term, addTerms, composingWork, copyBaseAndAdd, setTerm, termAt } from './term';

/*
 * Going on from group to group: when all neurons of a group are decided on a cell, the rows of the
 * next one are affine there.
 */

// Scratch for a group: ranges of its rows, the folds that cross the cell, terms.
let least: usize = 0;
let most: usize = 0;
let crossings: usize = 0;
let crossingCount = 0;
let terms: usize = 0;
let termCount = 0;

/** Takes scratch memory from the arena, for good. */
export function takeGroupScratch(): void {
  let widest = 0;
  let mostFolds = 0;
  for (let g = 0; g < program.groups; g++) {
    const end = intAt(program.groupStart, g + 1);
    let folds = 0;
    for (let r = intAt(program.groupStart, g); r < end; r++) folds += neuronAt(r).folds;
    widest = max(widest, end - intAt(program.groupStart, g));
    mostFolds = max(mostFolds, folds);
  }
  least = takeReals(arena, widest);
  most = takeReals(arena, widest);
  terms = take(arena, <usize>widest * offsetof<Term>());
  crossings = take(arena, <usize>mostFolds * offsetof<Candidate>());
}

/** Applies what is newly known of the cell in hand to its pattern and its base. */
export function applyDecisions(): void {
  const end = candidateAt(cell.candidates, cell.count);
  let candidate = candidateAt(cell.candidates, 0);
  termCount = 0;
  for (let at = cell.decisionsEnd; at > cell.decisions;) {
    at -= offsetof<Candidate>();
    const decision = changetype<Candidate>(at);
    const row = decision.row;
    const isAbove = i32(decision.above !== 0);
    writeFold(row.fold, isAbove);
    const neuron = neuronAt(row.neuron);
    let piece = isAbove;
    if (neuron.folds > 1) {
      // It is decided with the last of its folds: none must follow, or still cross.
      const next = candidateAt(at, -1);
      if (at > cell.decisions && next.index === decision.index) continue;
      while (candidate !== end && candidate.index < decision.index)
        candidate = candidateAt(changetype<usize>(candidate), 1);
      if (candidate !== end && candidate.index === decision.index) continue;
      piece = pieceOf(neuron);
    }
    addTerm(decision.index, neuron.firstPiece + piece, changetype<usize>(row), 8);
  }
  cell.decisions = cell.decisionsEnd;
  compose();
}

/** Adds a term for a row of the group in hand, which stands at `at`, `run` bytes between a, b and c. */
function addTerm(index: i32, piece: i32, at: usize, run: usize): void {
  const block = cell.block;
  const later = laterAt(block, index);
  const count = groupStartOf(block, later.reach + 1) - firstLater();
  if (count > 0 && setTerm(termAt(terms, termCount), at, run, piece, later.column, count))
    termCount++;
}

/** Adds the terms to the rows behind the group. */
function compose(): void {
  if (termCount === 0) return;
  const first = firstLater();
  const shift = (<usize>first) << 3;
  const count = rowsOf(cell.block) - first;
  search.work += composingWork(termCount, count);
  if (cell.ownsBase) {
    addTerms(cell.base + shift, cell.stride, terms, termCount);
    return;
  }
  const stride = strideOf(count);
  const base = take(arena, 3 * stride);
  copyBaseAndAdd(base, stride, cell.base + shift, cell.stride, count, terms, termCount);
  cell.base = base - shift;
  cell.stride = stride;
  cell.ownsBase = true;
}

/**
 * Takes the cell in hand to the next group, all before which are decided: neurons that keep one piece all
 * over the cell are decided, the folds that cross it become its candidates. Returns false where the
 * next group is the outputs.
 */
export function enterGroup(): bool {
  const group = ++cell.group;
  if (group === program.groups - 1) return false;
  const block = cell.block;
  const first = groupStartOf(block, group);
  const end = groupStartOf(block, group + 1);
  const at = cell.base + ((<usize>first) << 3);
  search.work += <f64>(20 * (end - first));
  decideRows(first, end, at, cell.stride);
  // On much of the domain hardly a later neuron keeps one piece: a reduction would be in vain.
  cell.reduceAt = group === 0 ? cell.count >> 2 : cell.count;
  return true;
}

/** The same for one neuron of the group in hand, whose a, b and c stand at `at`. */
export function enterNeuron(index: i32, at: usize): void {
  const stride = strideOf(1);
  const row = take(arena, 3 * stride);
  for (let run: usize = 0; run < 3; run++) store<f64>(row + run * stride, load<f64>(at + run * 8));
  decideRows(index, index + 1, row, stride);
}

/** Decides rows first … end − 1 of the group in hand, or lists their folds as candidates. */
function decideRows(first: i32, end: i32, at: usize, stride: usize): void {
  findRanges(cell.ring, cell.size, at, stride, end - first, least, most);
  const blur = blurOf(cell.ring, cell.size);
  crossingCount = termCount = 0;
  for (let r = first, k = 0; r < end; r++, k++, at += 8)
    decideRow(r, at, stride, realAt(least, k), realAt(most, k), blur);
  compose();
  const bytes = <usize>crossingCount * offsetof<Candidate>();
  cell.candidates = take(arena, bytes);
  memory.copy(cell.candidates, crossings, bytes);
  cell.count = crossingCount;
}

/**
 * Decides the folds of the neuron of row `index` of the block, given its range over the corners, or lists
 * them as crossings. Its a, b and c stand at `at`, `run` bytes apart.
 */
function decideRow(index: i32, at: usize, run: usize, low: f64, high: f64, blur: f64): void {
  const number = laterAt(cell.block, index).neuron;
  const neuron = neuronAt(number);
  const a = load<f64>(at);
  const b = load<f64>(at + run);
  const c = load<f64>(at + 2 * run);
  const steepness = abs(a) + abs(b) + gradientErrorOf(neuron, a, b);
  const error = valueErrorOf(neuron, a, b, c) + steepness * blur;
  const before = crossingCount;
  let piece = 0;
  for (let k = 0; k < neuron.folds; k++) {
    const fold = neuron.firstFold + k;
    const t = realAt(program.threshold, fold);
    let isAbove = i32(low - t > error);
    if (!isAbove && high - t >= -error) {
      const row = newRow(number, fold, at, run);
      readSigns(row, cell.ring, cell.size);
      if (above !== 0 && below !== 0) {
        const crossing = candidateAt(crossings, crossingCount++);
        crossing.row = row;
        crossing.index = index;
        crossing.above = above;
        crossing.below = below;
        continue;
      }
      // A fold that only touches the cell: all of it is on one side, or on the fold.
      if ((above | below) !== 0) shareSides(fold, cell.ring, cell.size);
      isAbove = i32(above !== 0);
    }
    writeFold(fold, isAbove);
    piece += isAbove;
  }
  if (crossingCount === before) addTerm(index, neuron.firstPiece + piece, at, run);
}

/** Takes the cell in hand to the next group, which is decided as well: the pattern tells the pieces. */
export function followPattern(): void {
  const group = ++cell.group;
  const block = cell.block;
  const first = groupStartOf(block, group);
  const end = groupStartOf(block, group + 1);
  termCount = 0;
  for (let r = first; r < end; r++) {
    const neuron = neuronAt(laterAt(block, r).neuron);
    addTerm(r, neuron.firstPiece + pieceOf(neuron), cell.base + ((<usize>r) << 3), cell.stride);
  }
  compose();
}
