import { type Rect, type Size } from '../plot/labelPlacement.ts';

/** A point of the picture in pixels or points; y points down. */
type Point = readonly [x: number, y: number];

/** A contour line as drawn, and the size of its label. */
export interface Contour {
  readonly points: readonly Point[];
  /** Whether the line returns to its first point, which `points` does not repeat. */
  readonly closed: boolean;
  readonly label: Size;
}

/** The place of a label on its line. */
export interface ContourLabel {
  readonly at: Point;
  /** Radians, clockwise; between −π/2 and π/2, so that no text is upside down. */
  readonly angle: number;
  /** The corners of the text and the space around it. */
  readonly box: readonly Point[];
  /** The part of the line under the text: lengths along the line. */
  readonly from: number;
  readonly to: number;
  /** The middle of that part: the number of a segment of the line, and the share of it. */
  readonly segment: number;
  readonly share: number;
}

/** Where labels may be. */
export interface LabelSpace {
  readonly area: Rect;
  /** What no label may cover. */
  readonly obstacles?: readonly Rect[];
  /** Whether a label on a line, by its number, is seen: a surface may be in front of it. */
  readonly isSeen?: (contour: number, label: ContourLabel) => boolean;
}

/** How many places are tried along a line. */
const places = 48;
/** The least ratio of the distance between the ends of a label to the length of the line between. */
const straightest = 0.93;
/** The length of a line that has a label, in widths of the label. */
const longEnough = 1.8;
/** Space around a label, in heights of the label. */
const clearance = 0.25;

/**
 * Labels on contour lines, each where its line is straightest. They are inside the area and overlap
 * neither each other nor an obstacle; longer lines choose first. Undefined for lines without a suitable
 * place.
 */
export function contourLabels(
  contours: readonly Contour[],
  space: LabelSpace,
): readonly (ContourLabel | undefined)[] {
  const lines = contours.map((contour) => measured(contour));
  const found: (ContourLabel | undefined)[] = contours.map(() => undefined);
  const taken: (readonly Point[])[] = (space.obstacles ?? []).map(cornersOf);
  const order = lines.map((_, i) => i).sort((i, j) => lines[j].length - lines[i].length);
  for (const i of order) {
    const label = candidates(lines[i], contours[i].label).find(
      ({ box, ...rest }) =>
        box.every((corner) => isInside(corner, space.area)) &&
        !taken.some((other) => boxesOverlap(box, other)) &&
        (space.isSeen?.(i, { box, ...rest }) ?? true),
    );
    if (!label) continue;
    taken.push(label.box);
    found[i] = label;
  }
  return found;
}

/** A contour line without the part under its label. */
export function withoutLabel(contour: Contour, { from, to }: ContourLabel): Point[][] {
  const line = measured(contour);
  const [before, after] = [part(line, 0, from), part(line, to, line.length)];
  const rest = contour.closed ? [[...after, ...before.slice(1)]] : [before, after];
  return rest.filter((points) => points.length > 1);
}

/** A straight part of a contour line. */
export interface ContourPart {
  /** The number of the segment of the line that it is on. */
  readonly segment: number;
  readonly ends: readonly [Point, Point];
  /** The length of the line before it. */
  readonly before: number;
}

/** The segments of a contour line without the part under its label, if it has one. */
export function contourParts(contour: Contour, label: ContourLabel | undefined): ContourPart[] {
  const line = measured(contour);
  const parts: ContourPart[] = [];
  for (let segment = 0; segment + 1 < line.points.length; segment++) {
    const [start, end] = [line.upTo[segment], line.upTo[segment + 1]];
    const pieces = label
      ? [
          [start, Math.min(end, label.from)],
          [Math.max(start, label.to), end],
        ]
      : [[start, end]];
    for (const [from, to] of pieces)
      if (to > from)
        parts.push({
          segment,
          ends: [pointOn(line, segment, from), pointOn(line, segment, to)],
          before: from,
        });
  }
  return parts;
}

/** Whether two rectangles, which may be turned, overlap: no side of either separates them. */
export function boxesOverlap(p: readonly Point[], q: readonly Point[]): boolean {
  return [p, q].every((box) =>
    [0, 1].every((i) => {
      const [x, y] = [box[i + 1][0] - box[i][0], box[i + 1][1] - box[i][1]];
      const [a, b] = [p, q].map((corners) => corners.map((c) => c[0] * x + c[1] * y));
      return Math.min(...a) < Math.max(...b) && Math.min(...b) < Math.max(...a);
    }),
  );
}

/** The corners of an upright rectangle. */
export function cornersOf({ left, right, top, bottom }: Rect): Point[] {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

interface Line {
  /** Closed lines end with their first point. */
  readonly points: readonly Point[];
  /** The length of the line up to each point. */
  readonly upTo: readonly number[];
  readonly length: number;
}

function measured({ points, closed }: Contour): Line {
  const all = closed && points.length > 0 ? [...points, points[0]] : points;
  const upTo: number[] = [];
  let length = 0;
  all.forEach((point, i) => {
    if (i > 0) length += distance(all[i - 1], point);
    upTo.push(length);
  });
  return { points: all, upTo, length };
}

/** The places of a label along a line, the best first. */
function candidates(line: Line, { width, height }: Size): ContourLabel[] {
  if (line.length < longEnough * width) return [];
  const half = width / 2;
  const scored: { readonly score: number; readonly label: ContourLabel }[] = [];
  for (let k = 0; k <= places; k++) {
    const middle = half + ((line.length - width) * k) / places;
    const ends = [middle - half, middle + half] as const;
    const [from, to] = ends.map((s) => pointOn(line, segmentAt(line, s), s));
    const straightness = distance(from, to) / width;
    if (straightness < straightest) continue;
    // Of equally straight places, the one nearest to the middle of the line.
    const score = straightness - 0.02 * Math.abs(middle / line.length - 0.5);
    const steep = Math.atan2(to[1] - from[1], to[0] - from[0]);
    const angle =
      steep > Math.PI / 2 ? steep - Math.PI : steep < -Math.PI / 2 ? steep + Math.PI : steep;
    const segment = segmentAt(line, middle);
    const [start, end] = [line.upTo[segment], line.upTo[segment + 1]];
    scored.push({
      score,
      label: {
        at: [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2],
        angle,
        box: boxAlong(from, to, width, height),
        from: ends[0],
        to: ends[1],
        segment,
        share: end > start ? (middle - start) / (end - start) : 0,
      },
    });
  }
  return scored.sort((a, b) => b.score - a.score).map(({ label }) => label);
}

/** The segment with the point at a length along the line. */
function segmentAt({ upTo }: Line, s: number): number {
  let [low, high] = [0, upTo.length - 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upTo[middle + 1] >= s) high = middle;
    else low = middle + 1;
  }
  return low;
}

function pointOn({ points, upTo }: Line, segment: number, s: number): Point {
  const span = upTo[segment + 1] - upTo[segment];
  const t = span > 0 ? (s - upTo[segment]) / span : 0;
  const [p, q] = [points[segment], points[segment + 1]];
  return [p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])];
}

/** The part of a line between two lengths. */
function part(line: Line, from: number, to: number): Point[] {
  if (to <= from) return [];
  const between = line.points.filter((_, i) => line.upTo[i] > from && line.upTo[i] < to);
  const end = (s: number): Point => pointOn(line, segmentAt(line, s), s);
  return [end(from), ...between, end(to)];
}

/** The corners of a label and the space around it. */
function boxAlong(from: Point, to: Point, width: number, height: number): Point[] {
  const size = distance(from, to) || 1;
  const [x, y] = [(to[0] - from[0]) / size, (to[1] - from[1]) / size];
  const [along, across] = [width / 2, height * (0.5 + clearance)];
  const centre = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  return [
    [1, 1],
    [-1, 1],
    [-1, -1],
    [1, -1],
  ].map(([a, b]) => [
    centre[0] + a * along * x - b * across * y,
    centre[1] + a * along * y + b * across * x,
  ]);
}

function isInside([x, y]: Point, { left, right, top, bottom }: Rect): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

function distance(p: Point, q: Point): number {
  return Math.hypot(q[0] - p[0], q[1] - p[1]);
}
