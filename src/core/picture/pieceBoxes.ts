import { runToEnd, shouldYield } from '../yielding.ts';
import { heightAt, type SurfacePieces } from './surfacePieces.ts';

/**
 * A hierarchy of bounding boxes of consecutive pieces. Cells are numbered in the order of a
 * depth-first subdivision of the plane, so consecutive cells are close together and their boxes
 * small. So the hierarchy needs no sorting and is built in one pass.
 */
export interface PieceBoxes {
  readonly pieces: SurfacePieces;
  /**
   * x0, x1, y0, y1, lo, hi per box. Box i of level 0 bounds the pieces from `fanout`·i on, box i of
   * another level the boxes from `fanout`·i on of the level before. The last level has one box,
   * unless there are no pieces. Empty boxes have lo > hi.
   */
  readonly levels: readonly Float64Array[];
}

/** Number of pieces or boxes in a box. */
export const fanout = 4;

/** Number of values per box. */
export const boxSize = 6;

/** The boxes of a surface, about 16 bytes per piece. Heights that are NaN are ignored. */
export function pieceBoxes(pieces: SurfacePieces): PieceBoxes {
  return runToEnd(pieceBoxesInSteps(pieces));
}

/** `pieceBoxes` in steps of some milliseconds. */
export function* pieceBoxesInSteps(pieces: SurfacePieces): Generator<undefined, PieceBoxes> {
  const levels: Float64Array[] = [];
  if (pieces.count > 0) levels.push(yield* boxesOfPieces(pieces));
  for (let below = levels.at(-1); below && below.length > boxSize; below = levels.at(-1)) {
    yield;
    levels.push(boxesOfBoxes(below));
  }
  return { pieces, levels };
}

function* boxesOfPieces(pieces: SurfacePieces): Generator<undefined, Float64Array> {
  const boxes = emptyBoxes(Math.ceil(pieces.count / fanout));
  for (let p = 0; p < pieces.count; p++) {
    if (shouldYield(p, 13)) yield;
    const b = boxSize * Math.floor(p / fanout);
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++) {
      const x = pieces.xy[2 * k];
      const y = pieces.xy[2 * k + 1];
      include(boxes, b, x, x);
      include(boxes, b + 2, y, y);
      const height = heightAt(pieces, p, x, y);
      include(boxes, b + 4, height, height);
    }
  }
  return boxes;
}

function boxesOfBoxes(below: Float64Array): Float64Array {
  const boxes = emptyBoxes(Math.ceil(below.length / boxSize / fanout));
  for (let i = 0; i < below.length; i += 2) {
    const b = boxSize * Math.floor(i / boxSize / fanout) + (i % boxSize);
    include(boxes, b, below[i], below[i + 1]);
  }
  return boxes;
}

function emptyBoxes(count: number): Float64Array {
  const boxes = new Float64Array(boxSize * count);
  for (let i = 0; i < boxes.length; i += 2) {
    boxes[i] = Infinity;
    boxes[i + 1] = -Infinity;
  }
  return boxes;
}

function include(boxes: Float64Array, at: number, lo: number, hi: number): void {
  if (lo < boxes[at]) boxes[at] = lo;
  if (hi > boxes[at + 1]) boxes[at + 1] = hi;
}
