/**
 * The fold complex of a network over a domain: a planar polyhedral complex in flat arrays, plus the
 * activation pattern and the affine map of every cell. Cells are the activation regions (closures of
 * the maximal open sets with one pattern), always convex. Vertices, edges and cells are joined
 * topologically, never by comparing coordinates; coordinates are the nearest doubles that the
 * engine could compute, the topology is that of the exact network.
 *
 * V − E + F = 1. An edge is cut at every vertex that lies on it, so it has one cell (border of the
 * domain) or two.
 */
export interface Complex {
  readonly vertexCount: number;
  readonly edgeCount: number;
  readonly cellCount: number;

  /** x, y per vertex. */
  readonly xy: Float64Array;

  /** Two vertices per edge, from and to. */
  readonly edgeEnds: Uint32Array;
  /** Two cells per edge: left and right of the direction from → to; −1 outside the domain. */
  readonly edgeCells: Int32Array;
  /**
   * The fold that drew the edge (a number of the network's `FoldTable`; the first in layer order
   * when several coincide, see `foldsOfEdge`), or −1 − k on side k of the domain.
   */
  readonly edgeFold: Int32Array;

  /** Cell c has the ring entries cellStart[c] … cellStart[c + 1] − 1; one entry more than cells. */
  readonly cellStart: Uint32Array;
  /** Ring entries, counter-clockwise: 2·edge, plus 1 when the ring runs against the edge. */
  readonly ring: Uint32Array;

  /** `patternWords` words per cell: bit f (word f >> 5, bit f & 31) is set above fold f. */
  readonly patternWords: number;
  readonly patterns: Uint32Array;

  readonly outputCount: number;
  /** Per cell and output a, b, c of the affine map a·x + b·y + c. */
  readonly maps: Float64Array;

  /** Linear region of every cell: cells joined across edges where no map changes share a number. */
  readonly linearRegion: Uint32Array;
  readonly linearRegionCount: number;

  /** False when a budget stopped the subdivision: the cells are valid but do not fill the domain. */
  readonly complete: boolean;

  /** Whether doubles were too coarse for the network, so that its rows were carried in two each. */
  readonly precise: boolean;
}

/** The vertex at which ring entry `r` (an index into `ring`) starts. */
export function ringVertex(complex: Complex, r: number): number {
  const entry = complex.ring[r];
  return complex.edgeEnds[2 * (entry >> 1) + (entry & 1)];
}

/** The vertex at which ring entry `r` ends. */
export function ringEnd(complex: Complex, r: number): number {
  const entry = complex.ring[r];
  return complex.edgeEnds[2 * (entry >> 1) + 1 - (entry & 1)];
}

/** The cell beyond ring entry `r`, or −1 where there is none. */
export function cellBeyond(complex: Complex, r: number): number {
  const entry = complex.ring[r];
  // An entry that runs along its edge has its own cell on the left.
  return complex.edgeCells[2 * (entry >> 1) + 1 - (entry & 1)];
}

/** Whether an edge lies between two cells of one linear region, so that no output bends across it. */
export function isDeadEdge({ edgeCells, linearRegion }: Complex, edge: number): boolean {
  const left = edgeCells[2 * edge];
  const right = edgeCells[2 * edge + 1];
  return left >= 0 && right >= 0 && linearRegion[left] === linearRegion[right];
}

/**
 * Every fold that an edge lies on, ascending: several where folds coincide, none on the border.
 * Towards unfinished territory only the fold that drew the edge is known.
 */
export function foldsOfEdge(complex: Complex, edge: number): number[] {
  const { edgeCells, edgeFold, patterns, patternWords } = complex;
  if (edgeFold[edge] < 0) return [];
  const left = edgeCells[2 * edge];
  const right = edgeCells[2 * edge + 1];
  if (left < 0 || right < 0) return [edgeFold[edge]];
  const folds: number[] = [];
  for (let i = 0; i < patternWords; i++) {
    let bits = patterns[left * patternWords + i] ^ patterns[right * patternWords + i];
    for (; bits !== 0; bits &= bits - 1) folds.push(32 * i + 31 - Math.clz32(bits & -bits));
  }
  return folds;
}

/** Whether an edge lies on one of the folds first … end − 1, without listing all that it lies on. */
export function liesOnFolds(complex: Complex, edge: number, first: number, end: number): boolean {
  const { edgeCells, edgeFold, patterns, patternWords } = complex;
  const fold = edgeFold[edge];
  if (fold < 0) return false;
  if (fold >= first && fold < end) return true;
  const left = edgeCells[2 * edge];
  const right = edgeCells[2 * edge + 1];
  if (left < 0 || right < 0) return false;
  for (let i = first >> 5; 32 * i < end; i++) {
    let bits = patterns[left * patternWords + i] ^ patterns[right * patternWords + i];
    if (32 * i < first) bits &= -1 << (first & 31);
    if (end - 32 * i < 32) bits &= ~(-1 << (end & 31));
    if (bits !== 0) return true;
  }
  return false;
}
