import { OutputMaps } from '../exact/outputMaps.ts';
import type { Complex } from '../complex/complex.ts';
import { UnionFind } from '../numeric/unionFind.ts';
import type { Program } from './program.ts';

/** What is known of the roundings of a complex's maps. */
export interface MapErrors {
  readonly program: Program;
  /** Bound of |δa| + |δb| of a row of the program that has the slopes a and b. */
  gradientError(row: number, a: number, b: number): number;
}

type CutComplex = Omit<Complex, 'linearRegion' | 'linearRegionCount'>;

/**
 * Numbers the linear regions: cells joined across edges on both sides of which the outputs are the
 * same affine map. Doubles can only prove that two maps differ; the rest is left to `OutputMaps`.
 * Yields between slices.
 */
export function* linearRegions(
  errors: MapErrors,
  complex: CutComplex,
): Generator<void, { linearRegion: Uint32Array; linearRegionCount: number }> {
  const regions = new UnionFind(complex.cellCount);
  const { edgeCells, edgeCount } = complex;
  const equality = new MapEquality(errors, complex);
  for (let e = 0; e < edgeCount; yield) {
    const end = Math.min(edgeCount, e + perSlice);
    e = equality.firstDoubt(e, end);
    if (e === end) continue;
    const left = edgeCells[2 * e];
    const right = edgeCells[2 * e + 1];
    if (regions.find(left) !== regions.find(right) && equality.equal(left, right))
      regions.union(left, right);
    e++;
  }

  // The root of a region is its first cell, so numbers come in the order of the cells.
  const linearRegion = new Uint32Array(complex.cellCount);
  let next = 0;
  for (let c = 0; c < complex.cellCount; yield) {
    const end = Math.min(complex.cellCount, c + perSlice);
    for (; c < end; c++) {
      const root = regions.find(c);
      linearRegion[c] = root === c ? next++ : linearRegion[root];
    }
  }
  return { linearRegion, linearRegionCount: regions.count };
}

const perSlice = 1 << 15;

/** Compares the output maps of two cells that share an edge. */
class MapEquality {
  private outputs: OutputMaps | undefined;

  constructor(
    private readonly errors: MapErrors,
    private readonly complex: CutComplex,
  ) {}

  /** The first of the edges from … end − 1 whose cells may have the same maps, or `end`. */
  firstDoubt(from: number, end: number): number {
    const { edgeCells } = this.complex;
    for (let e = from; e < end; e++) {
      const left = edgeCells[2 * e];
      const right = edgeCells[2 * e + 1];
      if (left >= 0 && right >= 0 && !this.surelyDiffer(left, right)) return e;
    }
    return end;
  }

  /** Maps that agree on an edge differ only if their gradients do. */
  private surelyDiffer(p: number, q: number): boolean {
    const { errors } = this;
    const { maps, outputCount } = this.complex;
    const firstRow = errors.program.rows - outputCount;
    for (let o = 0; o < outputCount; o++) {
      const i = 3 * (p * outputCount + o);
      const j = 3 * (q * outputCount + o);
      const da = Math.abs(maps[i] - maps[j]);
      const db = Math.abs(maps[i + 1] - maps[j + 1]);
      const error =
        errors.gradientError(firstRow + o, maps[i], maps[i + 1]) +
        errors.gradientError(firstRow + o, maps[j], maps[j + 1]);
      if (da > error || db > error) return true;
    }
    return false;
  }

  equal(p: number, q: number): boolean {
    const { network, folds } = this.errors.program;
    this.outputs ??= new OutputMaps(network, folds);
    return this.outputs.equal(this.pattern(p), this.pattern(q));
  }

  private pattern(cell: number): Uint32Array {
    const { patterns, patternWords } = this.complex;
    return patterns.subarray(cell * patternWords, (cell + 1) * patternWords);
  }
}
