/** A histogram of the areas of regions, on a logarithmic scale. */
export interface AreaHistogram {
  /** Bin i counts areas from edges[i] to edges[i + 1]; length counts.length + 1. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** The number of regions whose area rounds to 0, which has no logarithm. */
  readonly slivers: number;
  /** The smallest and largest positive area; absent if there is none. */
  readonly range?: { readonly min: number; readonly max: number };
}

/** Widths of bins in decades. The first that gives few enough bins is used. */
const widths = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50] as const;

/**
 * The histogram of non-negative areas in at most `maxBins` ≥ 14 bins of equal ratio (doubles span
 * 633 decades). An area that rounds to an edge may be counted on either side of it.
 */
export function areaHistogram(areas: Float64Array, maxBins = 24): AreaHistogram {
  const logs = areas.filter((area) => area > 0).map(Math.log10);
  const slivers = areas.length - logs.length;
  if (logs.length === 0) return { edges: [], counts: [], slivers };
  const lo = logs.reduce((a, b) => Math.min(a, b));
  const hi = logs.reduce((a, b) => Math.max(a, b));
  const binOf = (log: number, width: number): number => Math.floor(log / width);
  const fits = (width: number): boolean => binOf(hi, width) - binOf(lo, width) < maxBins;
  const width = widths.find(fits) ?? widths[widths.length - 1];
  const first = binOf(lo, width);
  const counts = new Array<number>(binOf(hi, width) - first + 1).fill(0);
  for (const log of logs) counts[binOf(log, width) - first]++;
  const edges = Array.from({ length: counts.length + 1 }, (_, i) => 10 ** ((first + i) * width));
  const min = areas.reduce((a, b) => (b > 0 ? Math.min(a, b) : a), Infinity);
  const max = areas.reduce((a, b) => Math.max(a, b));
  return { edges, counts, slivers, range: { min, max } };
}
