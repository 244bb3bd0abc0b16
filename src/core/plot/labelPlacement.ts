/** An upright rectangle in pixels, y downwards. */
export interface Rect {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

type Point = readonly [x: number, y: number];

/** A text to place: its size, and the centres that it may have, the best first. */
export interface PlaceableLabel extends Size {
  readonly centres: readonly Point[];
}

/** Free pixels between two labels. */
const clearance = 2;

/**
 * Places labels, the most important first. Each gets the first of its centres at which it is inside
 * the frame and overlaps neither an obstacle nor an earlier label; undefined if there is none.
 */
export function placeLabels(
  labels: readonly PlaceableLabel[],
  frame: Rect,
  obstacles: readonly Rect[] = [],
): readonly (Rect | undefined)[] {
  const taken = [...obstacles];
  return labels.map((label) => {
    const place = label.centres
      .map((centre) => rectAround(centre, label))
      .find((rect) => contains(frame, rect) && !taken.some((one) => overlap(one, rect)));
    if (place) taken.push(grown(place, clearance));
    return place;
  });
}

/** Centres of a label beside a point: to its right, left, above and below, then at its corners. */
export function centresBeside(
  [x, y]: Point,
  { width, height }: Size,
  gap: number,
): readonly Point[] {
  const [dx, dy] = [width / 2 + gap, height / 2 + gap];
  return [
    [x + dx, y],
    [x - dx, y],
    [x, y - dy],
    [x, y + dy],
    [x + dx, y - dy],
    [x + dx, y + dy],
    [x - dx, y - dy],
    [x - dx, y + dy],
  ];
}

/** The rectangle of a size around its centre. */
export function rectAround([x, y]: Point, { width, height }: Size): Rect {
  return {
    left: x - width / 2,
    right: x + width / 2,
    top: y - height / 2,
    bottom: y + height / 2,
  };
}

/** Whether two rectangles have a point in common that is inside both. */
export function overlap(a: Rect, b: Rect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Whether one rectangle lies in another; they may share edges. */
export function contains(outer: Rect, inner: Rect): boolean {
  return (
    outer.left <= inner.left &&
    inner.right <= outer.right &&
    outer.top <= inner.top &&
    inner.bottom <= outer.bottom
  );
}

/** A rectangle with so many more pixels on each side. */
export function grown({ left, right, top, bottom }: Rect, by: number): Rect {
  return { left: left - by, right: right + by, top: top - by, bottom: bottom + by };
}
