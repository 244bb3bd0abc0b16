import { foldsOfEdge, isDeadEdge, type Complex } from '../complex/complex.ts';
import { cellArea } from '../complex/measure.ts';

/** Whether regions are activation regions, or linear regions. */
export type RegionKind = 'activation' | 'linear';

/** For every cell, the first cell of its linear region. */
export function firstOfRegion({
  cellCount,
  linearRegion,
  linearRegionCount,
}: Complex): Uint32Array {
  const first = new Uint32Array(linearRegionCount);
  for (let c = cellCount - 1; c >= 0; c--) first[linearRegion[c]] = c;
  return Uint32Array.from(linearRegion, (region) => first[region]);
}

/** The area of every region of a kind, by number; with one input, its length. */
export function regionAreas(complex: Complex, kind: RegionKind): Float64Array {
  const { cellCount, linearRegion, linearRegionCount } = complex;
  const areas = new Float64Array(kind === 'linear' ? linearRegionCount : cellCount);
  for (let c = 0; c < cellCount; c++)
    areas[kind === 'linear' ? linearRegion[c] : c] += cellArea(complex, c);
  return areas;
}

/** A linear region: cells joined across dead edges. */
export interface JoinedRegion {
  readonly cells: readonly number[];
  readonly area: number;
  /** The folds on its boundary, ascending. */
  readonly folds: readonly number[];
}

/** The linear region of a cell. */
export function joinedRegion(complex: Complex, cell: number): JoinedRegion {
  const { linearRegion, cellStart, ring } = complex;
  const cells: number[] = [];
  const folds = new Set<number>();
  let area = 0;
  for (let c = 0; c < complex.cellCount; c++) {
    if (linearRegion[c] !== linearRegion[cell]) continue;
    cells.push(c);
    area += cellArea(complex, c);
    for (let r = cellStart[c]; r < cellStart[c + 1]; r++) {
      const edge = ring[r] >> 1;
      if (isDeadEdge(complex, edge)) continue;
      for (const fold of foldsOfEdge(complex, edge)) folds.add(fold);
    }
  }
  return { cells, area, folds: [...folds].sort((a, b) => a - b) };
}
