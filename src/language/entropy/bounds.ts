import { listFrom, numberFrom, type Fields } from '../text/decode.ts';
import type { Report } from '../text/report.ts';
import type { SourceNode } from '../text/source.ts';

/** The bounds of a number and its default. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
  /** Whether `min` itself is too small, and `max` itself too large. */
  readonly above?: boolean;
  readonly below?: boolean;
  readonly fallback: number;
}

/** The number of a key within its bounds. */
export function numberIn(
  fields: Fields,
  key: string,
  report: Report,
  where: string,
  bounds: Bounds,
): number | undefined {
  const node = fields.get(key);
  if (!node) return bounds.fallback;
  return boundedFrom(node, report, key === where ? `"${key}"` : `"${key}" in "${where}"`, bounds);
}

/** A number within bounds. */
export function boundedFrom(
  node: SourceNode,
  report: Report,
  name: string,
  { min, max, above = false, below = false }: Omit<Bounds, 'fallback'>,
): number | undefined {
  const value = numberFrom(node, report, () => name);
  if (value === undefined) return undefined;
  const tooSmall = above ? value <= min : value < min;
  const tooLarge = below ? value >= max : value > max;
  if (!tooSmall && !tooLarge) return value;
  const from = `${above ? 'above' : 'at least'} ${min}`;
  const to = `${below ? 'below' : 'at most'} ${max.toLocaleString('en')}`;
  report.error('out-of-range', node.range, `${name} must be ${from} and ${to}, found ${value}`);
  return undefined;
}

/** Two numbers `[from, to]`, each within bounds; `ascending` when the first must be below the second. */
export function pairIn(
  node: SourceNode,
  report: Report,
  name: string,
  bounds: Omit<Bounds, 'fallback'>,
  ascending = false,
): readonly [number, number] | undefined {
  const items = listFrom(node, report, () => name);
  if (!items) return undefined;
  if (items.length !== 2) {
    report.error('pair-length', node.range, `${name} must be two numbers, found ${items.length}`);
    return undefined;
  }
  const [first, second] = items.map((item, i) =>
    boundedFrom(item, report, `Number ${i + 1} of ${name}`, bounds),
  );
  if (first === undefined || second === undefined) return undefined;
  if (ascending && first >= second) {
    const message = `${name} is empty: its first number, ${first}, must be below its second, ${second}`;
    report.error('empty-interval', node.range, message);
    return undefined;
  }
  return [first, second];
}
