import type { Block } from './block.ts';
import { ActiveColumns } from './columns.ts';
import { writePiece } from './decide.ts';
import { roundoff } from './errorBound.ts';
import { candidateSize } from './layout.ts';
import type { Program } from './program.ts';
import { AffineBands, Band } from './relax.ts';
import type { Workspace } from './workspace.ts';

/*
 * On a small cell most neurons of the later layers keep one piece, whatever the undecided ones
 * before them do. Those are found by linear relaxation: the preactivation of a later neuron is
 * bounded by affine functions, the undecided activations by bands round a chord. Then they are
 * composed away, so that the cells of the subtree carry a network of the few neurons that matter.
 */

/** Fewer later neurons than this are not worth a reduction. */
const fewestLaterRows = 16;

/** Reduces the network of the cell in hand if it has lost enough candidates since the last time. */
export function reduceWhenSmaller(w: Workspace): void {
  if (w.candidateCount > w.reduceAt) return;
  const { groupStart } = w.blocks[w.block];
  const laterRows = groupStart[w.program.hiddenGroups] - groupStart[w.group + 1];
  if (laterRows < fewestLaterRows) return;
  // Not with a single fold left: the next layer is at hand, and is reduced anyway.
  w.reduceAt = w.candidateCount < 4 ? 0 : w.candidateCount >> 1;
  w.reduction.run(w);
}

/** Scratch memory of a reduction; rows are those of the block that is reduced. */
export class Reduction {
  /** The preactivation of every row. */
  private readonly relaxed: AffineBands;

  // Rows that stay undecided, in order: the band of each activation, the group, and a working copy
  // of the column.
  private readonly bands: AffineBands;
  private kept = 0;
  private readonly keptRow: Int32Array;
  private readonly keptGroup: Int32Array;
  private readonly keptColumn: Int32Array;

  /** Piece of a row that is decided, −1 of one that is not. */
  private readonly piece: Int32Array;
  /** Columns of the decided rows of the group in hand. */
  private readonly active: ActiveColumns;
  /** Number of a row in the new block, −1 of one that is gone. */
  private readonly number: Int32Array;
  /** Old number of a row of the new block. */
  private readonly left: Int32Array;
  private readonly reach: Int32Array;
  private readonly band = new Band();
  /** Relative rounding error of a sum over all rows. */
  private readonly rounding: number;
  private base = 0;

  constructor(program: Program) {
    const { rows } = program;
    this.relaxed = new AffineBands(rows);
    this.bands = new AffineBands(rows);
    this.keptRow = new Int32Array(rows);
    this.keptGroup = new Int32Array(rows);
    this.keptColumn = new Int32Array(rows);
    this.piece = new Int32Array(rows);
    this.active = new ActiveColumns(rows);
    this.number = new Int32Array(rows);
    this.left = new Int32Array(rows);
    this.reach = new Int32Array(program.hiddenGroups + 1);
    this.rounding = (rows + 16) * roundoff;
  }

  /** Reduces the network of the cell in hand, unless hardly a neuron can be decided. */
  run(w: Workspace): void {
    const block = w.blocks[w.block];
    const { hiddenGroups } = w.program;
    const { groupStart } = block;
    const first = groupStart[w.group + 1];
    const rows = groupStart[hiddenGroups + 1];
    const top = w.realTop;
    const { base, ownsBase } = w;
    this.kept = 0;
    this.reach.set(block.reach);
    w.corners.read(w, w.ring, w.size);
    w.copyBase(first);
    this.base = w.base;
    this.keepCandidates(w, block, rows);

    let decided = 0;
    let group = w.group + 1;
    for (let proceed = true; proceed && group < hiddenGroups; group++) {
      this.relaxGroup(w, block, group);
      const before = this.kept;
      const size = groupStart[group + 1] - groupStart[group];
      this.classifyGroup(w, block, group, rows);
      const keptHere = this.kept - before;
      decided += size - keptHere;
      this.eliminateGroup(w, block, group, before);
      // Where most neurons stay undecided, the bounds of the next layers are void.
      proceed = size < 16 || 2 * keptHere <= size;
    }
    if (8 * decided >= groupStart[group] - first) {
      this.commit(w, block, group);
    } else {
      w.realTop = top;
      w.base = base;
      w.ownsBase = ownsBase;
    }
  }

  /** The neurons of the candidates: their rows are known, their ranges are read off the corners. */
  private keepCandidates(w: Workspace, block: Block, rows: number): void {
    for (let k = 0, last = -1; k < w.candidateCount; k++) {
      const at = w.candidates + k * candidateSize;
      const row = w.ints[at + 1];
      if (row === last) continue;
      last = row;
      const slot = w.ints[at];
      this.relaxed.a[row] = w.real[slot];
      this.relaxed.b[row] = w.real[slot + 1];
      this.relaxed.c[row] = w.real[slot + 5];
      this.relaxed.radius[row] = w.real[slot + 3];
      this.keep(w, block, w.group, row, rows);
    }
  }

  /** Adds a row to those that stay: covers its activation by a band and copies its column. */
  private keep(w: Workspace, block: Block, group: number, row: number, rows: number): void {
    const { corners, bound } = w;
    const a = this.relaxed.a[row];
    const b = this.relaxed.b[row];
    const c = this.relaxed.c[row];
    corners.findRange(a, b);
    const steepness = Math.abs(a) + Math.abs(b);
    const around = this.relaxed.radius[row] + steepness * corners.error;
    const { band } = this;
    band.cover(w.program, block.unit[row], corners.least + c - around, corners.most + c + around);
    const magnitude = Math.abs(a) * bound.reachX + Math.abs(b) * bound.reachY + Math.abs(c);
    const slope = Math.abs(band.slope);
    const k = this.kept++;
    this.bands.a[k] = band.slope * a;
    this.bands.b[k] = band.slope * b;
    this.bands.c[k] = band.slope * c + band.offset;
    this.bands.radius[k] =
      slope * this.relaxed.radius[row] +
      band.width +
      this.rounding * (slope * magnitude + Math.abs(band.offset));

    const from = block.groupStart[group + 1];
    const to = block.groupStart[block.reach[group] + 1];
    const column = w.reserveReal(rows - from) - from;
    w.work += 50 + 2 * (rows - from);
    w.copy(column + from, block.column[row] + from, to - from);
    this.keptRow[k] = row;
    this.keptGroup[k] = group;
    this.keptColumn[k] = column;
  }

  /** Bounds the rows of a group by affine functions over the cell. */
  private relaxGroup(w: Workspace, block: Block, group: number): void {
    const { base, keptColumn } = this;
    const { a, b, c, radius } = this.relaxed;
    const { real } = w;
    const { reachX, reachY } = w.bound;
    const { unit } = block;
    const from = block.groupStart[group];
    const to = block.groupStart[group + 1];
    for (let s = from, at = base + 3 * from; s < to; s++, at += 3) {
      const as = real[at];
      const bs = real[at + 1];
      const cs = real[at + 2];
      a[s] = as;
      b[s] = bs;
      c[s] = cs;
      const magnitude = Math.abs(as) * reachX + Math.abs(bs) * reachY + Math.abs(cs);
      radius[s] = w.valueError(unit[s], as, bs, cs) + this.rounding * magnitude;
    }
    // Two columns at a time: the sums are loaded and stored half as often.
    let waiting = -1;
    for (let k = 0; k < this.kept; k++) {
      if (this.reach[this.keptGroup[k]] < group) continue;
      if (waiting < 0) {
        waiting = k;
      } else {
        this.relaxed.addTwo(
          real,
          this.bands,
          waiting,
          keptColumn[waiting],
          k,
          keptColumn[k],
          from,
          to,
        );
        waiting = -1;
      }
    }
    if (waiting >= 0) this.relaxed.add(real, this.bands, waiting, keptColumn[waiting], from, to);
    w.work += 3 * (to - from) * this.kept;
  }

  /** Decides the rows of a group that keep one piece on the cell, and keeps the others. */
  private classifyGroup(w: Workspace, block: Block, group: number, rows: number): void {
    const { corners, program } = w;
    const { middleX, middleY, halfX, halfY, error } = corners;
    const { a, b, c, radius } = this.relaxed;
    const end = block.groupStart[group + 1];
    w.work += 20 * (end - block.groupStart[group]);
    for (let s = block.groupStart[group]; s < end; s++) {
      const steepX = Math.abs(a[s]);
      const steepY = Math.abs(b[s]);
      const around = radius[s] + (steepX + steepY) * error;
      const unit = block.unit[s];
      const middle = a[s] * middleX + b[s] * middleY + c[s];
      const spread = steepX * halfX + steepY * halfY + around;
      let piece = pieceOver(program, unit, middle - spread, middle + spread);
      if (piece < 0) {
        corners.findRange(a[s], b[s]);
        piece = pieceOver(
          program,
          unit,
          corners.least + c[s] - around,
          corners.most + c[s] + around,
        );
      }
      this.piece[s] = piece;
      if (piece < 0) this.keep(w, block, group, s, rows);
    }
  }

  /** Composes the decided rows of a group into those behind them; `before` rows are before it. */
  private eliminateGroup(w: Workspace, block: Block, group: number, before: number): void {
    const { program } = w;
    const { base, active } = this;
    const from = block.groupStart[group + 1];
    const to = block.groupStart[block.reach[group] + 1];
    active.clear();
    w.merges.begin(w, group);
    for (let s = block.groupStart[group]; s < from; s++) {
      if (this.piece[s] < 0) continue;
      const piece = program.pieceStart[block.unit[s]] + this.piece[s];
      const slope = program.slope[piece];
      w.merges.add(w, s, piece, base + 3 * s, base + 3 * s + 2);
      if (slope !== 0) active.push(s, block.column[s], slope);
    }
    w.merges.end(w);
    w.work += (to - from) * before * active.size * (w.precise ? 12 : 1);
    if (active.size === 0) return;

    for (let g = w.group; g < group; g++)
      if (this.reach[g] >= group) this.extendReach(w, block, g, block.reach[group]);
    this.addActive(w, group, before, from, to);
  }

  /** Lets the kept columns of group `g` reach group `last`. */
  private extendReach(w: Workspace, block: Block, g: number, last: number): void {
    const from = block.groupStart[this.reach[g] + 1];
    const to = block.groupStart[last + 1];
    if (from >= to) return;
    for (let k = 0; k < this.kept; k++) {
      if (this.keptGroup[k] !== g) continue;
      const column = this.keptColumn[k];
      for (let t = from; t < to; t++) w.real[column + t] = 0;
      if (w.precise) for (let t = from; t < to; t++) w.low[column + t] = 0;
    }
    this.reach[g] = last;
  }

  /** Adds the columns of the active rows to those of the rows that were kept before them. */
  private addActive(w: Workspace, group: number, before: number, from: number, to: number): void {
    const { active } = this;
    // Two sums at a time, see `addFourToTwo`.
    let waiting = -1;
    for (let k = 0; k < before; k++) {
      if (this.reach[this.keptGroup[k]] < group) continue;
      const column = this.keptColumn[k];
      if (w.precise) {
        active.addPreciselyTo(w, column, from, to);
      } else if (waiting < 0) {
        waiting = column;
      } else {
        active.addToTwo(w.real, waiting, column, from, to);
        waiting = -1;
      }
    }
    if (waiting >= 0) active.addTo(w.real, waiting, from, to);
  }

  /** Makes a block of the rows that stay; groups from `unseen` on stay as they are. */
  private commit(w: Workspace, old: Block, unseen: number): void {
    const { program } = w;
    const { hiddenGroups } = program;
    const block = w.nextBlock();
    this.writeDecided(w, old, unseen);
    this.renumber(old, block, w.group, unseen, hiddenGroups);
    const { number, left } = this;

    // Rows only move down, so the base is packed in place, and then the columns behind it.
    const newFirst = block.groupStart[w.group + 1];
    const newRows = block.groupStart[hiddenGroups + 1];
    let end = this.base + 3 * old.groupStart[w.group + 1];
    w.base = end - 3 * newFirst;
    const { real, low } = w;
    for (let i = newFirst; i < newRows; i++, end += 3) {
      const from = this.base + 3 * left[i];
      real[end] = real[from];
      real[end + 1] = real[from + 1];
      real[end + 2] = real[from + 2];
      if (w.precise) low.copyWithin(end, from, from + 3);
    }
    for (let k = 0; k < this.kept; k++) {
      const group = this.keptGroup[k];
      const column = this.keptColumn[k];
      const from = block.groupStart[group + 1];
      const to = block.groupStart[this.reach[group] + 1];
      block.column[number[this.keptRow[k]]] = end - from;
      const shift = end - from;
      for (let i = from; i < to; i++) real[shift + i] = real[column + left[i]];
      if (w.precise) for (let i = from; i < to; i++) low[shift + i] = low[column + left[i]];
      end += to - from;
    }
    w.realTop = end;
    block.reach.set(this.reach);

    const candidates = w.reserveInts(candidateSize * w.candidateCount);
    w.ints.copyWithin(candidates, w.candidates, w.candidates + candidateSize * w.candidateCount);
    for (let k = 0; k < w.candidateCount; k++) {
      const at = candidates + k * candidateSize + 1;
      w.ints[at] = number[w.ints[at]];
    }
    w.candidates = candidates;
    w.block = w.blockCount - 1;
  }

  /** Numbers the rows that stay. */
  private renumber(
    old: Block,
    block: Block,
    group: number,
    unseen: number,
    hiddenGroups: number,
  ): void {
    const { number, left } = this;
    let count = 0;
    block.groupStart.fill(0, 0, group + 1);
    for (let k = 0; k < this.kept && this.keptGroup[k] === group; k++) {
      block.unit[count] = old.unit[this.keptRow[k]];
      number[this.keptRow[k]] = count++;
    }
    for (let g = group + 1; g <= hiddenGroups; g++) {
      block.groupStart[g] = count;
      const end = old.groupStart[g + 1];
      for (let s = old.groupStart[g]; s < end; s++) {
        if (g < unseen && this.piece[s] >= 0) {
          number[s] = -1;
          continue;
        }
        block.unit[count] = old.unit[s];
        if (g >= unseen) block.column[count] = old.column[s] + s - count;
        left[count] = s;
        number[s] = count++;
      }
    }
    block.groupStart[hiddenGroups + 1] = count;
  }

  /** Writes the pieces of the rows that were decided into the pattern. */
  private writeDecided(w: Workspace, old: Block, unseen: number): void {
    const end = old.groupStart[unseen];
    for (let s = old.groupStart[w.group + 1]; s < end; s++)
      if (this.piece[s] >= 0) writePiece(w.pattern, w.program, old.unit[s], this.piece[s]);
  }
}

/** The piece that a neuron keeps while its preactivation is strictly inside [lo, hi], or −1. */
function pieceOver(program: Program, unit: number, lo: number, hi: number): number {
  const { threshold, foldStart } = program;
  const end = program.foldEnd[unit];
  let f = foldStart[unit];
  while (f < end && threshold[f] < lo) f++;
  return f < end && threshold[f] <= hi ? -1 : f - foldStart[unit];
}
