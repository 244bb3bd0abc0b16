import { linearTicks, logarithmicTicks } from '../../core/plot/ticks.ts';
import type { Vec3 } from '../../core/plot/vec3.ts';
import type { Box } from './camera.ts';
import type { Projection, Viewport } from './projection.ts';

/** An axis: its name, and the map from its numbers to scene coordinates. */
export interface Axis {
  readonly name: string;
  readonly centre: number;
  /** Scene units per unit. */
  readonly scale: number;
  /** Whether the scene shows base-10 logarithms of its numbers. */
  readonly logarithmic?: boolean;
  /** The range of scene coordinates with numbers, if not all have them. */
  readonly numbered?: readonly [number, number];
}

type Point = readonly [x: number, y: number];

/** A straight line in pixels; `strength` from 0 to 1. */
export interface AxisLine {
  readonly from: Point;
  readonly to: Point;
  readonly strength: number;
}

export interface AxisLabel {
  readonly at: Point;
  readonly text: string;
  readonly align: 'left' | 'center' | 'right';
  readonly kind: 'number' | 'name';
}

/** What to paint behind the picture and what in front of it. */
export interface AxesLayout {
  readonly behind: readonly AxisLine[];
  readonly front: readonly AxisLine[];
  readonly labels: readonly AxisLabel[];
}

const pixelsPerTick = 64;
const tickLength = 5;
const labelGap = 9;
const nameGap = 32;
const labelMargin = 4;
const labelHeight = 13;

/** Where to draw a label of a given length so that it fits on the canvas. */
export function labelInside(
  { at: [x, y], align }: AxisLabel,
  length: number,
  { width, height }: Pick<Viewport, 'width' | 'height'>,
): Point {
  // A label of a point outside the canvas stays outside.
  if (x < 0 || x > width || y < 0 || y > height) return [x, y];
  const before = align === 'left' ? 0 : align === 'right' ? length : length / 2;
  const least = before + labelMargin;
  const most = width - labelMargin - (length - before);
  const half = labelHeight / 2;
  return [
    Math.max(least, Math.min(most, x)),
    Math.max(half, Math.min(height - labelMargin - half, y)),
  ];
}

/** A label as painted: the ends of its text, and its vertical centre. */
export interface PlacedLabel {
  readonly label: AxisLabel;
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** The labels that do not overlap: all names, and the numbers that are clear of them. */
export function legibleLabels<T extends PlacedLabel>(labels: readonly T[]): readonly T[] {
  const names = labels.filter(({ label }) => label.kind === 'name');
  return labels.filter(
    (one) =>
      one.label.kind === 'name' ||
      names.every(
        (name) =>
          one.right + labelMargin < name.left ||
          one.left - labelMargin > name.right ||
          Math.abs(one.y - name.y) > labelHeight,
      ),
  );
}

/** Axes around a box seen from above a corner, with a grid on the floor and the back walls. */
export function boxAxes(
  axes: readonly [Axis, Axis, Axis],
  box: Box,
  projection: Projection,
): AxesLayout {
  const { project, towards } = projection;
  const { min, max } = box;
  const front = [0, 1].map((i) => (towards[i] > 0 ? max[i] : min[i]));
  const back = [0, 1].map((i) => (towards[i] > 0 ? min[i] : max[i]));
  const at = (x: number, y: number, z: number): Point => project([x, y, z]);
  const centre = at((min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2);

  // The vertical axis is at the left end of the silhouette.
  const left = at(back[0], front[1], min[2]);
  const right = at(front[0], back[1], min[2]);
  const pole = left[0] <= right[0] ? [back[0], front[1]] : [front[0], back[1]];

  const edges: { axis: Axis; i: 0 | 1 | 2; origin: Vec3 }[] = [
    { axis: axes[0], i: 0, origin: [min[0], front[1], min[2]] },
    { axis: axes[1], i: 1, origin: [front[0], min[1], min[2]] },
    { axis: axes[2], i: 2, origin: [pole[0], pole[1], min[2]] },
  ];

  const behind: AxisLine[] = [];
  const frontLines: AxisLine[] = [];
  const labels: AxisLabel[] = [];
  const grid = (from: Point, to: Point, strength = 0.11): void => {
    behind.push({ from, to, strength });
  };

  for (const { axis, i, origin } of edges) {
    const along = (value: number): Vec3 => {
      const point = [...origin] as [number, number, number];
      point[i] = value;
      return point;
    };
    const start = project(along(min[i]));
    const end = project(along(max[i]));
    const length = Math.hypot(end[0] - start[0], end[1] - start[1]);
    if (length < 24) continue;
    const out = outward(start, end, centre);
    frontLines.push({ from: start, to: end, strength: 0.55 });
    for (const { value, text } of axisTicks(axis, min[i], max[i], length)) {
      const p = project(along(value));
      frontLines.push({ from: p, to: move(p, out, tickLength), strength: 0.55 });
      labels.push({
        at: move(p, out, tickLength + labelGap),
        text,
        align: aligned(out),
        kind: 'number',
      });
      if (i === 0) {
        grid(at(value, min[1], min[2]), at(value, max[1], min[2]));
        grid(at(value, back[1], min[2]), at(value, back[1], max[2]));
      } else if (i === 1) {
        grid(at(min[0], value, min[2]), at(max[0], value, min[2]));
        grid(at(back[0], value, min[2]), at(back[0], value, max[2]));
      } else {
        grid(at(min[0], back[1], value), at(max[0], back[1], value));
        grid(at(back[0], min[1], value), at(back[0], max[1], value));
      }
    }
    const middle: Point = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
    labels.push(
      i === 2
        ? { at: move(end, [0, -1], 16), text: axis.name, align: 'center', kind: 'name' }
        : { at: move(middle, out, nameGap), text: axis.name, align: aligned(out), kind: 'name' },
    );
  }

  const outline = (points: readonly Point[]): void =>
    points.forEach((p, k) => grid(p, points[(k + 1) % points.length], 0.22));
  outline([
    at(min[0], min[1], min[2]),
    at(max[0], min[1], min[2]),
    at(max[0], max[1], min[2]),
    at(min[0], max[1], min[2]),
  ]);
  for (const [x, y] of [back, [front[0], back[1]], [back[0], front[1]]])
    grid(at(x, y, min[2]), at(x, y, max[2]), 0.22);
  grid(at(front[0], back[1], max[2]), at(back[0], back[1], max[2]), 0.22);
  grid(at(back[0], front[1], max[2]), at(back[0], back[1], max[2]), 0.22);
  return { behind, front: frontLines, labels };
}

/** Axes along the left and the bottom of a picture seen from above. */
export function planeAxes(
  axes: readonly [Axis, Axis],
  projection: Projection,
  viewport: Viewport,
): AxesLayout {
  const x0 = viewport.left;
  const x1 = viewport.width - viewport.right;
  const y0 = viewport.height - viewport.bottom;
  const y1 = viewport.top;
  const behind: AxisLine[] = [];
  const front: AxisLine[] = [];
  const labels: AxisLabel[] = [];
  const low = projection.ray(x0, y0).origin;
  const high = projection.ray(x1, y1).origin;

  for (const { value, text } of axisTicks(axes[0], low[0], high[0], x1 - x0)) {
    const [x] = projection.project([value, 0, 0]);
    behind.push({ from: [x, y0], to: [x, y1], strength: 0.09 });
    front.push({ from: [x, y0], to: [x, y0 + tickLength], strength: 0.55 });
    if (x < x1 - 8)
      labels.push({ at: [x, y0 + tickLength + labelGap], text, align: 'center', kind: 'number' });
  }
  for (const { value, text } of axisTicks(axes[1], low[1], high[1], y0 - y1)) {
    const [, y] = projection.project([0, value, 0]);
    behind.push({ from: [x0, y], to: [x1, y], strength: 0.09 });
    front.push({ from: [x0, y], to: [x0 - tickLength, y], strength: 0.55 });
    if (y > y1 + 22)
      labels.push({ at: [x0 - tickLength - 4, y], text, align: 'right', kind: 'number' });
  }
  front.push({ from: [x0, y0], to: [x1, y0], strength: 0.55 });
  front.push({ from: [x0, y0], to: [x0, y1], strength: 0.55 });
  labels.push({ at: [x1, y0 + 30], text: axes[0].name, align: 'right', kind: 'name' });
  labels.push({ at: [x0 - 9, y1 + 8], text: axes[1].name, align: 'right', kind: 'name' });
  return { behind, front, labels };
}

/** Round numbers between two scene coordinates of an axis; `value` is the scene coordinate. */
function axisTicks(
  { centre, scale, numbered, logarithmic }: Axis,
  from: number,
  to: number,
  pixels: number,
): { value: number; text: string }[] {
  if (scale === 0) return [];
  if (numbered && (numbered[0] > from || numbered[1] < to)) {
    const [lo, hi] = [Math.max(from, numbered[0]), Math.min(to, numbered[1])];
    const share = (hi - lo) / (to - from);
    return lo < hi ? axisTicks({ name: '', centre, scale }, lo, hi, pixels * share) : [];
  }
  const lo = from / scale + centre;
  const hi = to / scale + centre;
  const target = Math.min(9, Math.max(2, pixels / pixelsPerTick));
  if (logarithmic)
    return logarithmicTicks(10 ** lo, 10 ** hi, target).map(({ value, text }) => ({
      ...{ value: (Math.log10(value) - centre) * scale, text },
    }));
  return linearTicks(lo, hi, target).map(({ value, text }) => ({
    ...{ value: (value - centre) * scale, text },
  }));
}

/** The unit normal of a line that points away from a point. */
function outward(from: Point, to: Point, centre: Point): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const across: Point = [(to[1] - from[1]) / length, (from[0] - to[0]) / length];
  const side = across[0] * (from[0] - centre[0]) + across[1] * (from[1] - centre[1]);
  return side >= 0 ? across : [-across[0], -across[1]];
}

function move([x, y]: Point, [dx, dy]: Point, by: number): Point {
  return [x + by * dx, y + by * dy];
}

function aligned([dx]: Point): AxisLabel['align'] {
  return dx > 0.5 ? 'left' : dx < -0.5 ? 'right' : 'center';
}
