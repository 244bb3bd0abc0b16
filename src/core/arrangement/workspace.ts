import { Block } from './block.ts';
import { Cells } from './cells.ts';
import { CertifiedSign } from './certifiedSign.ts';
import { evaluation, roundoff, type ErrorBound } from './errorBound.ts';
import { Forest, grown } from './forest.ts';
import type { Ground } from './ground.ts';
import { Merges } from './merges.ts';
import type { Part } from './part.ts';
import { PartList } from './partList.ts';
import type { Program } from './program.ts';
import { candidateSize } from './layout.ts';
import { Reduction } from './reduce.ts';
import { RingCorners, RingSigns } from './ring.ts';
import type { Seed } from './seed.ts';
import { Cut } from './split.ts';

// Ints per cell that waits: everything below, then its decisions and the tops of the arenas.
const waitingSize = 12;

/**
 * The state of one subdivision: a depth-first search over cells with a stack of cells that wait and
 * two arenas, which are rewound when a cell is taken up again. A *base* is a run of rows (a, b, c)
 * in `real`: every row of a later layer as it stands with all that has been decided on the cell;
 * `base` is where row 0 would be.
 */
export class Workspace {
  readonly program: Program;
  readonly bound: ErrorBound;
  readonly grain: number;
  readonly forest: Forest;
  readonly cells: Cells;
  readonly pattern: Uint32Array;
  readonly sign: CertifiedSign;

  real: Float64Array;
  /** With `precise`, the low parts of the rows, columns and slots in `real`, at the same places. */
  low: Float64Array;
  realTop = 0;
  ints: Int32Array;
  intTop = 0;

  /** Networks that cells on the stack refer to; the first `blockCount` are in use. */
  readonly blocks: Block[] = [];
  blockCount = 0;

  private stack: Int32Array;
  // Cells oldest … waiting − 1 are on the stack.
  private oldest = 0;
  private waiting = 0;

  // The cell in hand. Its decisions are what is newly known on it and not yet in its base.
  block = 0;
  group = -1;
  base = 0;
  /** Whether no other cell has this base. */
  ownsBase = false;
  ring = 0;
  size = 0;
  candidates = 0;
  candidateCount = 0;
  decisions = 0;
  decisionCount = 0;
  /** The network is reduced when no more candidates than this are left. */
  reduceAt = 0;

  readonly corners = new RingCorners();
  readonly ringSigns = new RingSigns();
  readonly cut = new Cut();
  readonly reduction: Reduction;
  /** The reduction of the cell in hand, where it was too much work for one step. */
  reducing: Iterator<void, void> | undefined;
  readonly listAbove = new PartList();
  readonly listBelow = new PartList();
  readonly merges = new Merges();

  /** Work done so far, very roughly in nanoseconds: what slices of a long search are cut by. */
  work = 0;

  /** With `spare`, a workspace that is no longer needed, its arrays are used again. */
  constructor(
    ground: Ground,
    /** Whether rows are carried in two doubles each. */
    readonly precise: boolean,
    spare?: Workspace,
  ) {
    const { program, domain, bound, grain } = ground;
    this.program = program;
    this.bound = bound;
    this.grain = grain;
    this.forest = new Forest(spare?.forest);
    this.real = spare?.real ?? new Float64Array(1 << 12);
    this.low = new Float64Array(precise ? this.real.length : 0);
    this.ints = spare?.ints ?? new Int32Array(1 << 12);
    this.stack = spare?.stack ?? new Int32Array(64 * waitingSize);
    const words = (program.folds.count + 31) >> 5;
    this.pattern = new Uint32Array(words);
    this.cells = new Cells(words, 3 * program.outputs, spare?.cells);
    this.sign = new CertifiedSign(program, domain, this.pattern);
    this.reduction = new Reduction(program);
  }

  /** Starts a search on the cell of a seed; vertices, edges and cells are added to what is there. */
  plant(seed: Seed): void {
    this.realTop = this.intTop = this.blockCount = this.oldest = this.waiting = this.work = 0;
    this.sign.spared = 0;
    this.reducing = undefined;
    this.pattern.set(seed.pattern);
    const block = this.nextBlock();
    this.block = 0;
    block.groupStart.set(seed.groupStart);
    block.reach.set(seed.reach);
    block.unit.set(seed.unit);
    block.column.set(seed.column);
    this.reserveReal(seed.real.length);
    this.real.set(seed.real);
    if (this.precise) this.low.set(seed.low);
    this.group = seed.group;
    this.base = -3 * seed.groupStart[seed.group + 1];
    this.reduceAt = seed.reduceAt;
    this.candidates = this.reserveInts(seed.candidates.length);
    this.candidateCount = seed.candidates.length / candidateSize;
    this.ints.set(seed.candidates, this.candidates);
    this.decisionCount = 0;
    this.size = seed.lineFolds.length;
    this.ring = this.reserveInts(2 * this.size);
    this.forest.plant(seed, this.ints.subarray(this.ring));
    this.push();
  }

  /** Adds what was found elsewhere in the cell of a seed, as if it had been found here. */
  add(seed: Seed, part: Part): void {
    const firstEdge = this.forest.append(seed, part);
    this.cells.append(part, 2 * firstEdge);
  }

  /** Room for `count` doubles; returns where it starts. Views of `real` taken before are stale. */
  reserveReal(count: number): number {
    const start = this.realTop;
    this.realTop += count;
    while (this.realTop > this.real.length) {
      this.real = grown(this.real);
      if (this.precise) this.low = grown(this.low);
    }
    return start;
  }

  /** Room for `count` ints; returns where it starts. Views of `ints` taken before are stale. */
  reserveInts(count: number): number {
    const start = this.intTop;
    this.intTop += count;
    while (this.intTop > this.ints.length) this.ints = grown(this.ints);
    return start;
  }

  /** Copies a run of doubles, low parts too: mostly by a loop, because most runs are short. */
  copy(to: number, from: number, count: number): void {
    const { real, low } = this;
    if (count > 100) real.copyWithin(to, from, from + count);
    else for (let i = 0; i < count; i++) real[to + i] = real[from + i];
    if (this.precise) for (let i = 0; i < count; i++) low[to + i] = low[from + i];
  }

  /** Gives the cell in hand a base of its own for the rows from `first` on. */
  copyBase(first: number): void {
    const doubles = 3 * (this.rowsInHand - first);
    const own = this.reserveReal(doubles) - 3 * first;
    this.copy(own + 3 * first, this.base + 3 * first, doubles);
    this.base = own;
    this.ownsBase = true;
  }

  /** Rows of the block of the cell in hand. */
  get rowsInHand(): number {
    const { groupStart } = this.blocks[this.block];
    return groupStart[groupStart.length - 1];
  }

  nextBlock(): Block {
    if (this.blockCount === this.blocks.length) this.blocks.push(new Block(this.program));
    return this.blocks[this.blockCount++];
  }

  /** Bound of the error of a row's value anywhere on the domain. */
  valueError(unit: number, a: number, b: number, c: number): number {
    const { bound } = this;
    if (!this.precise) return bound.value[unit];
    const size = Math.abs(a) * bound.reachX + Math.abs(b) * bound.reachY + Math.abs(c);
    return bound.preciseValue[unit] + evaluation * roundoff * (size + bound.threshold[unit]);
  }

  /** Bound of |δa| + |δb|. */
  gradientError(unit: number, a: number, b: number): number {
    const { bound } = this;
    if (!this.precise) return bound.gradient[unit];
    return bound.preciseGradient[unit] + roundoff * (Math.abs(a) + Math.abs(b));
  }

  /** Puts the cell in hand on the stack. */
  push(): void {
    const at = this.waiting++ * waitingSize;
    if (at + waitingSize > this.stack.length) this.stack = grown(this.stack);
    const { stack } = this;
    stack[at] = this.block;
    stack[at + 1] = this.group;
    stack[at + 2] = this.base;
    stack[at + 3] = this.ring;
    stack[at + 4] = this.size;
    stack[at + 5] = this.candidates;
    stack[at + 6] = this.candidateCount;
    stack[at + 7] = this.decisions;
    stack[at + 8] = this.decisionCount;
    stack[at + 9] = this.reduceAt;
    stack[at + 10] = this.intTop;
    stack[at + 11] = this.realTop;
  }

  /** Takes the last cell from the stack into hand and rewinds the arenas; false when none is left. */
  pop(): boolean {
    if (this.cellsWaiting === 0) return false;
    const at = --this.waiting * waitingSize;
    this.take(at);
    this.intTop = this.stack[at + 10];
    this.realTop = this.stack[at + 11];
    this.blockCount = this.block + 1;
    return true;
  }

  /** Takes the first cell from the stack into hand; the arenas stay as they are. */
  takeOldest(): void {
    this.take(this.oldest++ * waitingSize);
  }

  /** Bytes of the arrays that grow with the complex. */
  get byteLength(): number {
    const { real, low, ints, forest, cells } = this;
    const arrays = [real, low, ints, ...forest.arrays, ...cells.arrays];
    return arrays.reduce((bytes, array) => bytes + array.byteLength, 0);
  }

  get cellsWaiting(): number {
    return this.waiting - this.oldest;
  }

  private take(at: number): void {
    const { stack } = this;
    this.block = stack[at];
    this.group = stack[at + 1];
    this.base = stack[at + 2];
    this.ownsBase = false;
    this.ring = stack[at + 3];
    this.size = stack[at + 4];
    this.candidates = stack[at + 5];
    this.candidateCount = stack[at + 6];
    this.decisions = stack[at + 7];
    this.decisionCount = stack[at + 8];
    this.reduceAt = stack[at + 9];
  }

  /** Area of the cells that are not finished. */
  areaWaiting(): number {
    let area = this.reducing ? this.ringArea(this.ring, this.size) : 0;
    for (let i = this.oldest; i < this.waiting; i++) {
      const at = i * waitingSize;
      area += this.ringArea(this.stack[at + 3], this.stack[at + 4]);
    }
    return area;
  }

  private ringArea(ring: number, size: number): number {
    const { ints } = this;
    const { vertex } = this.forest;
    const ox = vertex[3 * ints[ring]];
    const oy = vertex[3 * ints[ring] + 1];
    let twice = 0;
    for (let i = 1; i + 1 < size; i++) {
      const p = 3 * ints[ring + 2 * i];
      const q = 3 * ints[ring + 2 * i + 2];
      twice += (vertex[p] - ox) * (vertex[q + 1] - oy) - (vertex[q] - ox) * (vertex[p + 1] - oy);
    }
    return twice / 2;
  }
}
