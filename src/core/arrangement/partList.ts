import { candidateSize, decisionSize } from './layout.ts';
import { hasAny } from './masks.ts';
import type { Workspace } from './workspace.ts';

/**
 * The folds that crossed a cell, sorted for one of its parts: candidates that still cross it from the
 * front of a run of ints, decisions for the others from its back. The run has room for all as the
 * larger of the two, and for one more.
 */
export class PartList {
  private start = 0;
  private end = 0;
  private front = 0;
  private back = 0;
  // Of the neuron in hand: −1 if a fold of it still crosses or else 0, and the piece if none does.
  private crossed = 0;
  private piece = -1;

  /** Starts a list with room for `count` folds. Views of `ints` taken before are stale. */
  begin(w: Workspace, count: number): void {
    const room = candidateSize * count + decisionSize;
    this.start = this.front = w.reserveInts(room);
    this.end = this.back = this.start + room;
  }

  /**
   * Adds the fold of the candidate at `at`, with its signs on the part: bits of vertices. After the
   * last fold of a neuron that neuron is decided, unless one of them still crosses.
   */
  add(
    ints: Int32Array,
    at: number,
    above: number,
    below: number,
    pieceBelow: Int32Array,
    endsNeuron: boolean,
  ): void {
    const fold = ints[at + 2];
    const isAbove = hasAny(above);
    const crosses = isAbove & hasAny(below);
    this.crossed |= -crosses;
    if (this.piece < 0 || isAbove === 1) this.piece = pieceBelow[fold] + isAbove;
    // Either is written and one of them kept: no branch depends on the geometry.
    const to = this.front;
    const back = this.back - decisionSize;
    ints[to] = ints[back + 1] = ints[at];
    ints[to + 1] = ints[back + 2] = ints[at + 1];
    ints[to + 2] = fold;
    ints[to + 3] = above;
    ints[to + 4] = below;
    ints[back] = 2 * fold + isAbove;
    ints[back + 3] = endsNeuron ? this.piece | this.crossed : -1;
    this.front = to + candidateSize * crosses;
    this.back = back + decisionSize * crosses;
    if (endsNeuron) {
      this.crossed = 0;
      this.piece = -1;
    }
  }

  /** Gives the list to the cell in hand. */
  give(w: Workspace): void {
    w.candidates = this.start;
    w.candidateCount = (this.front - this.start) / candidateSize;
    w.decisions = this.back;
    w.decisionCount = (this.end - this.back) / decisionSize;
  }
}
