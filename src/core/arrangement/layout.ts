/*
 * Layout of the arenas of a workspace.
 *
 * A *ring* is a run of (vertex, side) pairs of ints, counter-clockwise: the side starts at the
 * vertex. A *candidate* is a fold of the current layer that still crosses the cell; a *slot* of
 * doubles keeps its row. A *decision* says on which side of a fold a cell lies.
 */

/** Ints per candidate: slot, row of the block, fold, vertices above (bits), vertices below (bits). */
export const candidateSize = 5;

/**
 * Doubles per slot: a, b, c − threshold, error of the value, |a| + |b| + error, c, and the number of
 * the fold's line in the forest, −1 until its first cut.
 */
export const slotSize = 7;

/**
 * Ints per decision: 2·fold + 1 if above, slot, row of the block, piece as an index of the program's
 * slopes (−1: more folds to come).
 */
export const decisionSize = 4;

/** Rings of more vertices do not keep the signs of their candidates as bits. */
export const mostMaskBits = 29;
