import { candidateSize, decisionSize } from './layout.ts';
import type { Workspace } from './workspace.ts';

/**
 * The folds that crossed a cell, sorted for one of its parts: candidates that still cross it from the
 * front of a run of ints, decisions for the others from its back. The run has room for either.
 */
export class PartList {
  private start = 0;
  private end = 0;
  private front = 0;
  private back = 0;
  // Of the neuron in hand: whether a fold of it still crosses, and the piece if none does.
  private crossed = false;
  private piece = -1;

  /** Starts a list with room for `count` folds. Views of `ints` taken before are stale. */
  begin(w: Workspace, count: number): void {
    this.start = this.front = w.reserveInts(candidateSize * count);
    this.end = this.back = this.start + candidateSize * count;
  }

  /** Adds the fold of the candidate at `at`, with its signs on the part: bits of vertices. */
  add(ints: Int32Array, at: number, above: number, below: number, rank: Int32Array): void {
    const fold = ints[at + 2];
    if (above !== 0 && below !== 0) {
      const to = this.front;
      ints[to] = ints[at];
      ints[to + 1] = ints[at + 1];
      ints[to + 2] = fold;
      ints[to + 3] = above;
      ints[to + 4] = below;
      this.front = to + candidateSize;
      this.crossed = true;
    } else {
      const to = this.back - decisionSize;
      ints[to] = 2 * fold + (above !== 0 ? 1 : 0);
      ints[to + 1] = ints[at];
      ints[to + 2] = ints[at + 1];
      ints[to + 3] = -1;
      this.back = to;
      if (above !== 0) this.piece = rank[fold] + 1;
      else if (this.piece < 0) this.piece = rank[fold];
    }
  }

  /** All folds of a neuron are there: it is decided with its last one, unless one still crosses. */
  endNeuron(ints: Int32Array): void {
    if (!this.crossed) ints[this.back + 3] = this.piece;
    this.crossed = false;
    this.piece = -1;
  }

  /** Gives the list to the cell in hand. */
  give(w: Workspace): void {
    w.candidates = this.start;
    w.candidateCount = (this.front - this.start) / candidateSize;
    w.decisions = this.back;
    w.decisionCount = (this.end - this.back) / decisionSize;
  }
}
