import type { PieceEdges } from './pieceEdges.ts';

/** The lines on a surface by kind: x, y, z of both ends of each segment, in the scene. */
export interface FoldLines {
  /** One array per layer of the network. */
  readonly layers: readonly Float32Array[];
  /** The total length of the lines of each layer, seen from above. */
  readonly lengths: readonly number[];
  /** The lines at which the largest output changes. */
  readonly ties: Float32Array;
  readonly border: Float32Array;
}

/** The edges of a surface as segments; `positions` has x, y, z of its corners. */
export function foldLines(sides: PieceEdges, positions: Float32Array): FoldLines {
  const segments = (corners: Uint32Array): Float32Array => {
    const points = new Float32Array(3 * corners.length);
    for (let i = 0; i < corners.length; i++)
      points.set(positions.subarray(3 * corners[i], 3 * corners[i] + 3), 3 * i);
    return points;
  };
  const layers = sides.layers.map(segments);
  return {
    layers,
    lengths: layers.map(lengthFromAbove),
    ties: segments(sides.ties),
    border: segments(sides.border),
  };
}

function lengthFromAbove(segments: Float32Array): number {
  let length = 0;
  for (let i = 0; i < segments.length; i += 6)
    length += Math.hypot(segments[i + 3] - segments[i], segments[i + 4] - segments[i + 1]);
  return length;
}
