import type { Domain } from './domain.ts';

type Point = readonly [x: number, y: number];

/**
 * The segment in which a line, given by a point and a direction, intersects the domain, from back
 * to front. Undefined if they do not intersect. Rounded, for drawing.
 */
export function chord(
  { corners }: Domain,
  [x, y]: Point,
  [dx, dy]: Point,
): readonly [from: Point, to: Point] | undefined {
  let [first, last] = [-Infinity, Infinity];
  for (let i = 0; i < corners.length; i += 2) {
    const j = (i + 2) % corners.length;
    // The domain is on the left of every side (Cyrus & Beck 1978).
    const [ex, ey] = [corners[j] - corners[i], corners[j + 1] - corners[i + 1]];
    const depth = ex * (y - corners[i + 1]) - ey * (x - corners[i]);
    const rate = ex * dy - ey * dx;
    if (rate > 0) first = Math.max(first, -depth / rate);
    else if (rate < 0) last = Math.min(last, -depth / rate);
    else if (depth < 0) return undefined;
  }
  if (!(first < last)) return undefined;
  return [
    [x + first * dx, y + first * dy],
    [x + last * dx, y + last * dy],
  ];
}
