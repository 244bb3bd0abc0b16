type Point = readonly [x: number, y: number];

/** The point on the segment from a to b that is nearest to p. */
export function nearestOnSegment([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): Point {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const t = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0;
  return [ax + t * dx, ay + t * dy];
}
