import { dot } from '../../numeric/dot.ts';
import { isConstant, meanOf } from '../../numeric/series.ts';
import { deviationsOf, serialNoise, twoSidedQuantileOver } from '../../numeric/serialNoise.ts';

/** Where a series is going; `unclear` where its noise does not tell. */
export type Trend = 'level' | 'falling' | 'rising' | 'unclear';

/** A change along the rows that nobody would call one, and one that is not level any more, as shares of the mean. */
const negligible = 0.05;
const considerable = 0.2;

/** Fewest rows for which the errors were measured. */
export const leastTrendRows = 60;

/**
 * Whether a series changes from its first row to its last, by a straight line: it falls or rises if the
 * 95 % interval of the change leaves out 0, and is level if that interval is within a fifth of the
 * mean. The interval allows for correlated rows (`npm run bench:statistics`).
 */
export function trendOf(values: readonly number[]): Trend {
  const n = values.length;
  if (n < leastTrendRows) return 'unclear';
  if (isConstant(values)) return 'level';
  const mean = meanOf(values);
  const time = values.map((_, i) => i / (n - 1) - 0.5);
  const spread = dot(time, time);
  const change = dot(time, values) / spread;
  const residuals = values.map((x, i) => x - mean - change * time[i]);
  const rss = dot(residuals, residuals);
  const size = Math.abs(change) / Math.abs(mean);
  const half = rss <= 1e-20 * dot(values, values) ? 0 : halfInterval() / Math.abs(mean);
  if (size > negligible && size > half) return change < 0 ? 'falling' : 'rising';
  return size + half <= considerable ? 'level' : 'unclear';

  function halfInterval(): number {
    const profile = values.map(() => 1);
    const noise = serialNoise(residuals, time, profile);
    const influence = time.map((t) => t / spread);
    const deviations = deviationsOf(noise, influence, profile);
    return twoSidedQuantileOver(noise, deviations, 0.05, n - 2);
  }
}
