import { Block } from './block.ts';
import { Cells } from './cells.ts';
import { CertifiedSign } from './certifiedSign.ts';
import type { Domain } from './domain.ts';
import { errorBound, evaluation, roundoff, type ErrorBound } from './errorBound.ts';
import { Forest, grown } from './forest.ts';
import type { Program } from './program.ts';
import { Reduction } from './reduce.ts';
import { RingCorners, RingSigns } from './ring.ts';
import { Cut } from './split.ts';

// A rounding in two doubles, 2⁻¹⁰¹, against one in a double.
const preciseShare = 2 ** -47;

// Ints per cell that waits: everything below, then its decisions and the tops of the arenas.
const waitingSize = 12;

/**
 * The state of one subdivision: a depth-first search over cells with a stack of cells that wait and
 * two arenas, which are rewound when a cell is taken up again. A *base* is a run of rows (a, b, c)
 * in `real`: every row of a later layer as it stands with all that has been decided on the cell;
 * `base` is where row 0 would be.
 */
export class Workspace {
  readonly bound: ErrorBound;
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
  /** Number of cells on the stack. */
  waiting = 0;

  // The cell in hand. Its decisions are what is newly known on it and not yet in its base.
  block = 0;
  group = -1;
  base = 0;
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
  masks = new Int32Array(256);
  /** a, b, c of an activation in two doubles. */
  readonly image = new Float64Array(3);
  readonly imageLow = new Float64Array(3);

  /** Work done so far, very roughly in nanoseconds: what slices of a long search are cut by. */
  work = 0;

  /** With `spare`, a workspace that is no longer needed, its arrays are used again. */
  constructor(
    readonly program: Program,
    readonly domain: Domain,
    /** Whether rows are carried in two doubles each. */
    readonly precise: boolean,
    spare?: Workspace,
  ) {
    this.bound = errorBound(program, domain);
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
    this.layOutNetwork();
    this.layOutDomain();
    this.push();
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

  /** Copies a run of doubles, low parts too: by a loop, because the runs are short. */
  copy(to: number, from: number, count: number): void {
    const { real, low } = this;
    for (let i = 0; i < count; i++) real[to + i] = real[from + i];
    if (this.precise) for (let i = 0; i < count; i++) low[to + i] = low[from + i];
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
    return (
      preciseShare * bound.value[unit] + evaluation * roundoff * (size + bound.threshold[unit])
    );
  }

  /** Bound of |δa| + |δb|. */
  gradientError(unit: number, a: number, b: number): number {
    const { bound } = this;
    if (!this.precise) return bound.gradient[unit];
    return preciseShare * bound.gradient[unit] + roundoff * (Math.abs(a) + Math.abs(b));
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
    if (this.waiting === 0) return false;
    const at = --this.waiting * waitingSize;
    const { stack } = this;
    this.block = stack[at];
    this.group = stack[at + 1];
    this.base = stack[at + 2];
    this.ring = stack[at + 3];
    this.size = stack[at + 4];
    this.candidates = stack[at + 5];
    this.candidateCount = stack[at + 6];
    this.decisions = stack[at + 7];
    this.decisionCount = stack[at + 8];
    this.reduceAt = stack[at + 9];
    this.intTop = stack[at + 10];
    this.realTop = stack[at + 11];
    this.blockCount = this.block + 1;
    return true;
  }

  /** Area of the cells that wait on the stack: the part of the domain that is not finished. */
  areaWaiting(): number {
    let area = 0;
    for (let i = 0; i < this.waiting; i++) {
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

  private layOutNetwork(): void {
    const { groupStart, hiddenGroups, rows, base, weight, columnStart } = this.program;
    const block = this.nextBlock();
    block.groupStart.set(groupStart);
    this.base = this.reserveReal(3 * rows);
    this.real.set(base, this.base);
    const columns = this.reserveReal(weight.length);
    this.real.set(weight, columns);
    for (let g = 0; g <= hiddenGroups; g++) {
      block.reach[g] = g + 1;
      for (let r = groupStart[g]; r < groupStart[g + 1]; r++) {
        block.unit[r] = r;
        block.column[r] = columns + columnStart[r] - groupStart[g + 1];
      }
    }
  }

  private layOutDomain(): void {
    const { forest } = this;
    const { corners } = this.domain;
    const sides = corners.length / 2;
    this.size = sides;
    this.ring = this.reserveInts(2 * sides);
    for (let k = 0; k < sides; k++) forest.addVertex(corners[2 * k], corners[2 * k + 1], 0);
    for (let k = 0; k < sides; k++) {
      this.ints[this.ring + 2 * k] = k;
      this.ints[this.ring + 2 * k + 1] = 2 * forest.addEdge(k, (k + 1) % sides, this.addSide(k));
    }
  }

  /** The line of side k of the domain: exact where it is parallel to an axis. */
  private addSide(k: number): number {
    const { corners } = this.domain;
    const { reachX, reachY } = this.bound;
    const from = 2 * k;
    const to = (from + 2) % corners.length;
    const a = corners[from + 1] - corners[to + 1];
    const b = corners[to] - corners[from];
    const c = -(a * corners[from] + b * corners[from + 1]);
    const gradient = a === 0 || b === 0 ? 0 : roundoff * (Math.abs(a) + Math.abs(b));
    const value = 8 * roundoff * (Math.abs(a) * reachX + Math.abs(b) * reachY);
    return this.forest.addLine(a, b, c, value, gradient, 0, -1 - k);
  }
}
