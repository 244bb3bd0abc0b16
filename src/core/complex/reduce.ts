import type { Block } from './block.ts';
import { setBit } from './decide.ts';
import { roundoff } from './errorBound.ts';
import { candidateSize } from './layout.ts';
import type { Program } from './program.ts';
import { Band } from './relax.ts';
import type { Workspace } from './workspace.ts';

/*
 * On a small cell most neurons of the later layers keep one piece, whatever the undecided ones
 * before them do. Those are found by linear relaxation: the preactivation of a later neuron is
 * bounded by affine functions, the undecided activations by bands round a chord. Then they are
 * composed away, so that the cells of the subtree carry a network of the few neurons that matter.
 */

/** Fewer later neurons than this are not worth a reduction. */
const fewestLaterRows = 8;

/** Reduces the network of the cell in hand if it has lost enough candidates since the last time. */
export function reduceWhenSmaller(w: Workspace): void {
  if (w.candidateCount > w.reduceAt) return;
  const { groupStart } = w.blocks[w.block];
  const laterRows = groupStart[w.program.hiddenGroups] - groupStart[w.group + 1];
  if (laterRows < fewestLaterRows) return;
  w.reduceAt = w.candidateCount >> 1;
  w.reduction.run(w);
}

/** Scratch memory of a reduction; rows are those of the block that is reduced. */
export class Reduction {
  // The relaxed row of a row, the radius round it, and the band of its activation.
  private readonly a: Float64Array;
  private readonly b: Float64Array;
  private readonly c: Float64Array;
  private readonly radius: Float64Array;
  private readonly bandSlope: Float64Array;
  private readonly bandOffset: Float64Array;
  private readonly bandRadius: Float64Array;

  // Rows that stay undecided, in order, with the group and a working copy of the column of each.
  private kept = 0;
  private readonly keptRow: Int32Array;
  private readonly keptGroup: Int32Array;
  private readonly keptColumn: Int32Array;

  /** Piece of a row that is decided, −1 of one that is not. */
  private readonly piece: Int32Array;
  /** Number of a row in the new block, −1 of one that is gone. */
  private readonly number: Int32Array;
  private readonly reach: Int32Array;
  private readonly band = new Band();
  /** Relative rounding error of a sum over all rows. */
  private readonly rounding: number;
  private base = 0;

  constructor(program: Program) {
    const { rows } = program;
    this.a = new Float64Array(rows);
    this.b = new Float64Array(rows);
    this.c = new Float64Array(rows);
    this.radius = new Float64Array(rows);
    this.bandSlope = new Float64Array(rows);
    this.bandOffset = new Float64Array(rows);
    this.bandRadius = new Float64Array(rows);
    this.keptRow = new Int32Array(rows);
    this.keptGroup = new Int32Array(rows);
    this.keptColumn = new Int32Array(rows);
    this.piece = new Int32Array(rows);
    this.number = new Int32Array(rows);
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
    this.kept = 0;
    this.reach.set(block.reach);
    w.corners.read(w, w.ring, w.size);
    this.base = w.reserveReal(3 * (rows - first)) - 3 * first;
    w.real.copyWithin(this.base + 3 * first, w.base + 3 * first, w.base + 3 * rows);
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
    if (8 * decided < groupStart[group] - first) w.realTop = top;
    else this.commit(w, block, group);
  }

  /** The neurons of the candidates: their rows are known, their ranges are read off the corners. */
  private keepCandidates(w: Workspace, block: Block, rows: number): void {
    for (let k = 0, last = -1; k < w.candidateCount; k++) {
      const at = w.candidates + k * candidateSize;
      const row = w.ints[at + 1];
      if (row === last) continue;
      last = row;
      const slot = w.ints[at];
      this.a[row] = w.real[slot];
      this.b[row] = w.real[slot + 1];
      this.c[row] = w.real[slot + 5];
      this.radius[row] = w.real[slot + 3];
      this.keep(w, block, w.group, row, rows);
    }
  }

  /** Adds a row to those that stay: covers its activation by a band and copies its column. */
  private keep(w: Workspace, block: Block, group: number, row: number, rows: number): void {
    const { corners, size, bound } = w;
    const a = this.a[row];
    const b = this.b[row];
    const c = this.c[row];
    let lo = Infinity;
    let hi = -Infinity;
    for (let i = 0; i < size; i++) {
      const z = a * corners.x[i] + b * corners.y[i];
      if (z < lo) lo = z;
      if (z > hi) hi = z;
    }
    const steepness = Math.abs(a) + Math.abs(b);
    const around = this.radius[row] + steepness * corners.error;
    const { band } = this;
    band.cover(w.program, block.unit[row], lo + c - around, hi + c + around);
    const magnitude = Math.abs(a) * bound.reachX + Math.abs(b) * bound.reachY + Math.abs(c);
    const slope = Math.abs(band.slope);
    this.bandSlope[row] = band.slope;
    this.bandOffset[row] = band.offset;
    this.bandRadius[row] =
      slope * this.radius[row] +
      band.width +
      this.rounding * (slope * magnitude + Math.abs(band.offset));

    const from = block.groupStart[group + 1];
    const to = block.groupStart[block.reach[group] + 1];
    const column = w.reserveReal(rows - from) - from;
    w.real.copyWithin(column + from, block.column[row] + from, block.column[row] + to);
    w.real.fill(0, column + to, column + rows);
    this.keptRow[this.kept] = row;
    this.keptGroup[this.kept] = group;
    this.keptColumn[this.kept] = column;
    this.kept++;
  }

  /** Bounds the rows of a group by affine functions over the cell. */
  private relaxGroup(w: Workspace, block: Block, group: number): void {
    const { a, b, c, radius, base } = this;
    const { real, bound } = w;
    const from = block.groupStart[group];
    const to = block.groupStart[group + 1];
    for (let s = from; s < to; s++) {
      const at = base + 3 * s;
      a[s] = real[at];
      b[s] = real[at + 1];
      c[s] = real[at + 2];
      const magnitude =
        Math.abs(a[s]) * bound.reachX + Math.abs(b[s]) * bound.reachY + Math.abs(c[s]);
      radius[s] = bound.value[block.unit[s]] + this.rounding * magnitude;
    }
    for (let k = 0; k < this.kept; k++) {
      if (this.reach[this.keptGroup[k]] < group) continue;
      const u = this.keptRow[k];
      const column = this.keptColumn[k];
      const slope = this.bandSlope[u];
      const au = slope * a[u];
      const bu = slope * b[u];
      const cu = slope * c[u] + this.bandOffset[u];
      const ru = this.bandRadius[u];
      for (let s = from; s < to; s++) {
        const weight = real[column + s];
        a[s] += weight * au;
        b[s] += weight * bu;
        c[s] += weight * cu;
        radius[s] += Math.abs(weight) * ru;
      }
    }
    w.work += 3 * (to - from) * this.kept;
  }

  /** Decides the rows of a group that keep one piece on the cell, and keeps the others. */
  private classifyGroup(w: Workspace, block: Block, group: number, rows: number): void {
    const { threshold, foldStart, foldEnd } = w.program;
    const { corners, size } = w;
    for (let s = block.groupStart[group]; s < block.groupStart[group + 1]; s++) {
      const a = this.a[s];
      const b = this.b[s];
      let lo = Infinity;
      let hi = -Infinity;
      for (let i = 0; i < size; i++) {
        const z = a * corners.x[i] + b * corners.y[i];
        if (z < lo) lo = z;
        if (z > hi) hi = z;
      }
      const around = this.radius[s] + (Math.abs(a) + Math.abs(b)) * corners.error;
      const unit = block.unit[s];
      let piece = 0;
      for (let f = foldStart[unit]; f < foldEnd[unit] && piece >= 0; f++) {
        const constant = this.c[s] - threshold[f];
        if (lo + constant > around) piece++;
        else if (!(hi + constant < -around)) piece = -1;
      }
      this.piece[s] = piece;
      if (piece < 0) this.keep(w, block, group, s, rows);
    }
  }

  /** Composes the decided rows of a group into those behind them; `before` rows are before it. */
  private eliminateGroup(w: Workspace, block: Block, group: number, before: number): void {
    const { program } = w;
    const { real } = w;
    const { base } = this;
    const from = block.groupStart[group + 1];
    const to = block.groupStart[block.reach[group] + 1];
    let active = false;
    for (let s = block.groupStart[group]; s < from; s++) {
      if (this.piece[s] < 0) continue;
      const piece = program.pieceStart[block.unit[s]] + this.piece[s];
      const slope = program.slope[piece];
      const offset = program.offset[piece];
      if (slope === 0 && offset === 0) continue;
      const column = block.column[s];
      const a = slope * real[base + 3 * s];
      const b = slope * real[base + 3 * s + 1];
      const c = slope * real[base + 3 * s + 2] + offset;
      for (let t = from; t < to; t++) {
        const weight = real[column + t];
        real[base + 3 * t] += weight * a;
        real[base + 3 * t + 1] += weight * b;
        real[base + 3 * t + 2] += weight * c;
      }
      if (slope === 0) continue;
      active = true;
      for (let k = 0; k < before; k++) {
        const own = this.keptColumn[k];
        const factor = slope * real[own + s];
        if (factor === 0) continue;
        for (let t = from; t < to; t++) real[own + t] += factor * real[column + t];
      }
      w.work += (to - from) * (before + 2);
    }
    if (!active) return;
    for (let g = w.group; g < group; g++)
      if (this.reach[g] >= group) this.reach[g] = Math.max(this.reach[g], block.reach[group]);
  }

  /** Makes a block of the rows that stay; groups from `unseen` on stay as they are. */
  private commit(w: Workspace, old: Block, unseen: number): void {
    const { program } = w;
    const { hiddenGroups } = program;
    const block = w.nextBlock();
    this.writeDecided(w, old, unseen);
    this.renumber(old, block, w.group, unseen, hiddenGroups);
    const { number } = this;

    // Rows only move down, so the base is packed in place, and then the columns behind it.
    const { real } = w;
    const first = old.groupStart[w.group + 1];
    const rows = old.groupStart[hiddenGroups + 1];
    const newFirst = block.groupStart[w.group + 1];
    let end = this.base + 3 * first;
    w.base = end - 3 * newFirst;
    for (let s = first; s < rows; s++) {
      if (number[s] < 0) continue;
      real[end++] = real[this.base + 3 * s];
      real[end++] = real[this.base + 3 * s + 1];
      real[end++] = real[this.base + 3 * s + 2];
    }
    for (let k = 0; k < this.kept; k++) {
      const group = this.keptGroup[k];
      const column = this.keptColumn[k];
      const to = old.groupStart[this.reach[group] + 1];
      block.column[number[this.keptRow[k]]] = end - block.groupStart[group + 1];
      for (let s = old.groupStart[group + 1]; s < to; s++)
        if (number[s] >= 0) real[end++] = real[column + s];
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
    const { number } = this;
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
        number[s] = count++;
      }
    }
    block.groupStart[hiddenGroups + 1] = count;
  }

  /** Writes the pieces of the rows that were decided into the pattern. */
  private writeDecided(w: Workspace, old: Block, unseen: number): void {
    const { foldStart, foldEnd } = w.program;
    for (let s = old.groupStart[w.group + 1]; s < old.groupStart[unseen]; s++) {
      const unit = old.unit[s];
      for (let f = foldStart[unit], rank = 0; this.piece[s] >= 0 && f < foldEnd[unit]; f++, rank++)
        setBit(w.pattern, f, rank < this.piece[s] ? 1 : 0);
    }
  }
}
