import type { Block } from './block.ts';
import { ActiveColumns } from './columns.ts';
import { writePiece } from './decide.ts';
import { roundoff } from './errorBound.ts';
import { KeptRows } from './keptRows.ts';
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

/** Whether the cell in hand has lost so many candidates since the last time that it is. */
export function reductionIsDue(w: Workspace): boolean {
  if (w.candidateCount > w.reduceAt) return false;
  const { groupStart } = w.blocks[w.block];
  const laterRows = groupStart[w.program.hiddenGroups] - groupStart[w.group + 1];
  return laterRows >= fewestLaterRows;
}

/** Scratch memory of a reduction; rows are those of the block that is reduced. */
export class Reduction {
  /** The preactivation of every row. */
  private readonly relaxed: AffineBands;

  private readonly kept: KeptRows;
  /** Piece of a row that is decided, −1 of one that is not. */
  private readonly piece: Int32Array;
  /** Columns of the decided rows of the group in hand. */
  private readonly active: ActiveColumns;
  /** Number of a row in the new block, −1 of one that is gone. */
  private readonly number: Int32Array;
  /** Old number of a row of the new block. */
  private readonly left: Int32Array;
  private readonly band = new Band();
  /** Relative rounding error of a sum over all rows. */
  private readonly rounding: number;
  private base = 0;

  constructor(program: Program) {
    const { rows } = program;
    this.relaxed = new AffineBands(rows);
    this.kept = new KeptRows(program);
    this.piece = new Int32Array(rows);
    this.active = new ActiveColumns(rows);
    this.number = new Int32Array(rows);
    this.left = new Int32Array(rows);
    this.rounding = (rows + 16) * roundoff;
  }

  /**
   * Reduces the network of the cell in hand, unless hardly a neuron can be decided. Yields where
   * that is a lot of work; the cell has to stay in hand until it is done.
   */
  *run(w: Workspace): Generator<void, void> {
    // Not with a single fold left: the next layer is at hand, and is reduced anyway.
    w.reduceAt = w.candidateCount < 4 ? 0 : w.candidateCount >> 1;
    const block = w.blocks[w.block];
    const { hiddenGroups } = w.program;
    const { groupStart } = block;
    const first = groupStart[w.group + 1];
    const rows = groupStart[hiddenGroups + 1];
    const top = w.realTop;
    const { base, ownsBase } = w;
    const { kept, active } = this;
    kept.begin(block);
    w.corners.read(w, w.ring, w.size);
    w.copyBase(first);
    this.base = w.base;
    this.keepCandidates(w, block, rows);

    let decided = 0;
    let group = w.group + 1;
    for (let proceed = true; proceed && group < hiddenGroups; group++) {
      const from = groupStart[group];
      const to = groupStart[group + 1];
      const before = kept.count;
      this.relaxGroup(w, block, group);
      for (let k = 0; k < before;) {
        if (k > 0) yield;
        k = kept.addBandsTo(this.relaxed, w.real, group, from, to, k);
      }
      this.classifyGroup(w, block, group, rows);
      const keptHere = kept.count - before;
      decided += to - from - keptHere;
      this.eliminateGroup(w, block, group, before);
      const end = groupStart[block.reach[group] + 1];
      for (let k = 0; k < before && active.size > 0;) {
        if (k > 0) yield;
        k = kept.addActive(w, active, group, to, end, k, before);
      }
      // Where most neurons stay undecided, the bounds of the next layers are void.
      proceed = to - from < 16 || 2 * keptHere <= to - from;
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
    const from = block.groupStart[group + 1];
    const to = block.groupStart[block.reach[group] + 1];
    const column = w.reserveReal(rows - from) - from;
    w.work += 50 + 2 * (rows - from);
    w.copy(column + from, block.column[row] + from, to - from);
    const k = this.kept.add(row, group, column);
    const { bands } = this.kept;
    bands.a[k] = band.slope * a;
    bands.b[k] = band.slope * b;
    bands.c[k] = band.slope * c + band.offset;
    bands.radius[k] =
      slope * this.relaxed.radius[row] +
      band.width +
      this.rounding * (slope * magnitude + Math.abs(band.offset));
  }

  /** Starts to bound the rows of a group over the cell: by what the decided rows add up to. */
  private relaxGroup(w: Workspace, block: Block, group: number): void {
    const { base } = this;
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
    w.work += 3 * (to - from) * this.kept.count;
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

  /**
   * Composes the decided rows of a group into those behind them, and prepares the columns of the
   * `before` rows that were kept before it for what is active.
   */
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

    const { kept } = this;
    for (let g = w.group; g < group; g++)
      if (kept.reach[g] >= group) kept.extendReach(w, block, g, block.reach[group]);
  }

  /** Makes a block of the rows that stay; groups from `unseen` on stay as they are. */
  private commit(w: Workspace, old: Block, unseen: number): void {
    const { program } = w;
    const { hiddenGroups } = program;
    const block = w.nextBlock();
    this.writeDecided(w, old, unseen);
    this.renumber(old, block, w.group, unseen, hiddenGroups);
    const { number, left, kept } = this;

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
    for (let k = 0; k < kept.count; k++) {
      const group = kept.group[k];
      const column = kept.column[k];
      const from = block.groupStart[group + 1];
      const to = block.groupStart[kept.reach[group] + 1];
      block.column[number[kept.row[k]]] = end - from;
      const shift = end - from;
      for (let i = from; i < to; i++) real[shift + i] = real[column + left[i]];
      if (w.precise) for (let i = from; i < to; i++) low[shift + i] = low[column + left[i]];
      end += to - from;
    }
    w.realTop = end;
    block.reach.set(kept.reach);

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
    const { number, left, kept } = this;
    let count = 0;
    block.groupStart.fill(0, 0, group + 1);
    for (let k = 0; k < kept.count && kept.group[k] === group; k++) {
      block.unit[count] = old.unit[kept.row[k]];
      number[kept.row[k]] = count++;
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
