/** The vertices, edges and cells of a planar complex, as half-edges. */
export interface Mesh {
  readonly vertexCount: number;
  readonly edgeCount: number;
  readonly cellCount: number;

  /** x, y per vertex. */
  readonly xy: Float64Array;
  /** Bound on the distance of each vertex from its stored coordinates, in either of them. */
  readonly vertexError: Float32Array;

  /** The two vertices of each edge: from, to. */
  readonly edgeEnds: Uint32Array;
  /** The two cells of each edge: left and right of from → to; −1 outside the domain. */
  readonly edgeCells: Int32Array;

  /**
   * Cell c has the half-edges cellStart[c] … cellStart[c + 1] − 1 of `ring`; length cellCount + 1.
   */
  readonly cellStart: Uint32Array;
  /** The boundary cycle of each cell, counterclockwise: 2·edge, or 2·edge + 1 when reversed. */
  readonly ring: Uint32Array;
}

/**
 * The fold complex of a network on a domain: a planar polyhedral complex as a half-edge structure
 * in flat arrays, with the activation pattern and the affine map of every cell. Cells are the
 * activation regions (closures of the maximal open sets with one pattern) and convex. The topology
 * is that of the exact network; it never depends on comparing coordinates, which are rounded to
 * doubles.
 *
 * V − E + F = 1. An edge ends at every vertex that lies on it, so it belongs to one cell (on the
 * border of the domain) or two.
 */
export interface Complex extends Mesh {
  /**
   * The fold that the edge lies on (an index into the `FoldTable`; the first in layer order if
   * several coincide, see `foldsOfEdge`), or −1 − k on side k of the domain.
   */
  readonly edgeFold: Int32Array;

  /**
   * Activation patterns, `patternWords` words per cell: bit f & 31 of word f >> 5 is set above fold
   * f.
   */
  readonly patternWords: number;
  readonly patterns: Uint32Array;

  readonly outputCount: number;
  /** Per cell and output: a, b, c of the affine map a·x + b·y + c. */
  readonly maps: Float64Array;

  /** The linear region of each cell. Cells are joined across edges at which no map changes. */
  readonly linearRegion: Uint32Array;
  readonly linearRegionCount: number;

  /** False if a limit stopped the subdivision: the cells are valid but do not fill the domain. */
  readonly complete: boolean;

  /** Whether double precision did not suffice, so that double-double arithmetic was used. */
  readonly precise: boolean;
}

/** The vertex at which half-edge `r` (an index into `ring`) starts. */
export function ringVertex(mesh: Mesh, r: number): number {
  const entry = mesh.ring[r];
  return mesh.edgeEnds[2 * (entry >> 1) + (entry & 1)];
}

/** The vertex at which half-edge `r` ends. */
export function ringEnd(mesh: Mesh, r: number): number {
  const entry = mesh.ring[r];
  return mesh.edgeEnds[2 * (entry >> 1) + 1 - (entry & 1)];
}

/** The cell on the other side of half-edge `r`, or −1 if there is none. */
export function cellBeyond(mesh: Mesh, r: number): number {
  const entry = mesh.ring[r];
  // Its own cell is on the left of the half-edge.
  return mesh.edgeCells[2 * (entry >> 1) + 1 - (entry & 1)];
}

/**
 * Whether an edge lies between two cells of one linear region, so that no output bends across it.
 */
export function isDeadEdge({ edgeCells, linearRegion }: Complex, edge: number): boolean {
  const left = edgeCells[2 * edge];
  const right = edgeCells[2 * edge + 1];
  return left >= 0 && right >= 0 && linearRegion[left] === linearRegion[right];
}

/**
 * All folds that an edge lies on, ascending: several if folds coincide, none on the border of the
 * domain. On the border of the finished part of an incomplete complex, only one fold is known.
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

/** Whether several folds coincide on an edge; faster than `foldsOfEdge`. */
export function isCoincident(complex: Complex, edge: number): boolean {
  const { edgeCells, edgeFold, patterns, patternWords } = complex;
  const fold = edgeFold[edge];
  const left = edgeCells[2 * edge] * patternWords;
  const right = edgeCells[2 * edge + 1] * patternWords;
  if (fold < 0 || left < 0 || right < 0) return false;
  // No fold before this one is on the edge.
  let w = fold >> 5;
  let others = (patterns[left + w] ^ patterns[right + w]) & ~(1 << (fold & 31));
  while (others === 0 && ++w < patternWords) others = patterns[left + w] ^ patterns[right + w];
  return others !== 0;
}

/** Whether an edge lies on one of the folds first … end − 1; faster than `foldsOfEdge`. */
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
