/** A point in the plane of the picture; y points down. */
type Point = readonly [x: number, y: number];

/** A contour line as drawn, and the size of its label. */
export interface Contour {
  readonly points: readonly Point[];
  /** Whether the line returns to its first point, which `points` does not repeat. */
  readonly closed: boolean;
  readonly label: { readonly width: number; readonly height: number };
}

/** The place of a label: its centre, the direction of its text, and the line without that part. */
export interface ContourLabel {
  readonly at: Point;
  /** Radians, clockwise; between −π/2 and π/2, so that no text is upside down. */
  readonly angle: number;
  readonly rest: readonly (readonly Point[])[];
}

/** A rectangle of the picture. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How many places are tried along a line. */
const places = 64;
/** The least ratio of the distance between the ends of a label to the length of the line between. */
const straightest = 0.93;
/** The length of a line that has a label, in widths of the label. */
const longEnough = 1.8;
/** Space around a label, in heights of the label. */
const clearance = 0.25;

/**
 * Labels on contour lines, each where its line is straightest. They are inside the area and do not
 * overlap; longer lines choose first. Undefined for lines without a suitable place.
 */
export function contourLabels(
  contours: readonly Contour[],
  area: Area,
): readonly (ContourLabel | undefined)[] {
  const lines = contours.map((contour) => measured(contour));
  const found: (ContourLabel | undefined)[] = contours.map(() => undefined);
  const taken: (readonly Point[])[] = [];
  const order = lines.map((_, i) => i).sort((i, j) => lines[j].length - lines[i].length);
  for (const i of order) {
    const place = bestPlace(lines[i], contours[i], area, taken);
    if (!place) continue;
    taken.push(place.box);
    found[i] = place.label;
  }
  return found;
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

function bestPlace(
  line: Line,
  { closed, label }: Contour,
  area: Area,
  taken: readonly (readonly Point[])[],
): { readonly label: ContourLabel; readonly box: readonly Point[] } | undefined {
  const { width, height } = label;
  if (line.length < longEnough * width) return undefined;
  const half = width / 2;
  let best = -Infinity;
  let at = NaN;
  for (let k = 0; k <= places; k++) {
    const middle = half + ((line.length - width) * k) / places;
    const [from, to] = [pointAt(line, middle - half), pointAt(line, middle + half)];
    const straightness = distance(from, to) / width;
    if (straightness < straightest) continue;
    const box = boxAlong(from, to, width, height);
    if (!box.every((corner) => isInside(corner, area))) continue;
    if (taken.some((other) => overlap(box, other))) continue;
    // Of equally straight places, the one nearest to the middle of the line.
    const score = straightness - 0.02 * Math.abs(middle / line.length - 0.5);
    if (score <= best) continue;
    best = score;
    at = middle;
  }
  if (Number.isNaN(at)) return undefined;
  const ends = [at - half, at + half] as const;
  const [from, to] = ends.map((s) => pointAt(line, s));
  const steep = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const angle =
    steep > Math.PI / 2 ? steep - Math.PI : steep < -Math.PI / 2 ? steep + Math.PI : steep;
  const [before, after] = [part(line, 0, ends[0]), part(line, ends[1], line.length)];
  const rest = closed ? [[...after, ...before.slice(1)]] : [before, after];
  return {
    label: {
      at: [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2],
      angle,
      rest: rest.filter((points) => points.length > 1),
    },
    box: boxAlong(from, to, width, height),
  };
}

function pointAt({ points, upTo }: Line, s: number): Point {
  let i = upTo.findIndex((length) => length >= s);
  if (i < 0) i = points.length - 1;
  if (i === 0) return points[0];
  const span = upTo[i] - upTo[i - 1];
  const t = span > 0 ? (s - upTo[i - 1]) / span : 0;
  const [p, q] = [points[i - 1], points[i]];
  return [p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])];
}

/** The part of a line between two lengths. */
function part(line: Line, from: number, to: number): Point[] {
  if (to <= from) return [];
  const between = line.points.filter((_, i) => line.upTo[i] > from && line.upTo[i] < to);
  return [pointAt(line, from), ...between, pointAt(line, to)];
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

function isInside([x, y]: Point, { left, top, width, height }: Area): boolean {
  return x >= left && x <= left + width && y >= top && y <= top + height;
}

/** Whether two rectangles overlap: no side of either separates them. */
function overlap(p: readonly Point[], q: readonly Point[]): boolean {
  return [p, q].every((box) =>
    [0, 1].every((i) => {
      const [x, y] = [box[i + 1][0] - box[i][0], box[i + 1][1] - box[i][1]];
      const [a, b] = [p, q].map((corners) => corners.map((c) => c[0] * x + c[1] * y));
      return Math.min(...a) < Math.max(...b) && Math.min(...b) < Math.max(...a);
    }),
  );
}

function distance(p: Point, q: Point): number {
  return Math.hypot(q[0] - p[0], q[1] - p[1]);
}
