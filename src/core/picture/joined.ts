import type { Complex } from '../complex/complex.ts';

/** Which regions a picture shows: those of one activation pattern, or of one affine map. */
export type RegionKind = 'activation' | 'linear';

/** Whether an edge is gone when cells of one linear region are joined: no output bends across it. */
export function isDeadEdge({ edgeCells, linearRegion }: Complex, edge: number): boolean {
  const left = edgeCells[2 * edge];
  const right = edgeCells[2 * edge + 1];
  return left >= 0 && right >= 0 && linearRegion[left] === linearRegion[right];
}

/** For every cell the first one of its linear region. */
export function firstOfRegion({
  cellCount,
  linearRegion,
  linearRegionCount,
}: Complex): Uint32Array {
  const first = new Uint32Array(linearRegionCount);
  for (let c = cellCount - 1; c >= 0; c--) first[linearRegion[c]] = c;
  return Uint32Array.from(linearRegion, (region) => first[region]);
}
