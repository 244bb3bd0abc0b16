import { runToEnd, shouldYield } from '../yielding.ts';
import type { PieceEdges } from './pieceEdges.ts';
import { lineDensityInSteps, type LineDensity } from './lineDensity.ts';

/** The lines on a surface by kind: x, y, z of both ends of each segment, in the scene. */
export interface FoldLines {
  /** The fold lines of all layers, the last layer first. */
  readonly folds: Float32Array;
  /** The part of `folds` for each layer of the network. */
  readonly layers: readonly Float32Array[];
  readonly density: LineDensity;
  /** The lines at which the largest output changes, if they are wanted. */
  readonly ties: Float32Array;
  readonly border: Float32Array;
}

/** The edges of a surface as segments; `positions` has x, y, z of its corners. */
export function foldLines(
  sides: PieceEdges,
  positions: Float32Array,
  boundaries: boolean,
): FoldLines {
  return runToEnd(foldLinesInSteps(sides, positions, boundaries));
}

/** `foldLines` in steps of some milliseconds. */
export function* foldLinesInSteps(
  sides: PieceEdges,
  positions: Float32Array,
  boundaries: boolean,
): Generator<undefined, FoldLines> {
  const write = function* (
    corners: Uint32Array,
    points: Float32Array,
  ): Generator<undefined, Float32Array> {
    for (let i = 0; i < corners.length; i++) {
      if (shouldYield(i)) yield;
      const from = 3 * corners[i];
      points[3 * i] = positions[from];
      points[3 * i + 1] = positions[from + 1];
      points[3 * i + 2] = positions[from + 2];
    }
    return points;
  };
  const folds = new Float32Array(3 * sides.layers.reduce((sum, { length }) => sum + length, 0));
  let end = folds.length;
  const layers: Float32Array[] = [];
  for (const corners of sides.layers) {
    const start = end - 3 * corners.length;
    layers.push(yield* write(corners, folds.subarray(start, end)));
    end = start;
  }
  const separate = (corners: Uint32Array): Generator<undefined, Float32Array> =>
    write(corners, new Float32Array(3 * corners.length));
  return {
    folds,
    layers,
    density: yield* lineDensityInSteps(layers),
    ties: boundaries ? yield* separate(sides.ties) : new Float32Array(0),
    border: yield* separate(sides.border),
  };
}
