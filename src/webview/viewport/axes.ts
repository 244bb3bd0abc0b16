import {
  axisTicks,
  type AxesLayout,
  type Axis,
  type AxisLabel,
  type AxisLine,
  type Point,
} from '../../core/plot/axesLayout.ts';
import type { AxesSpacing } from '../../core/plot/boxAxes.ts';
import { overlap, type Rect } from '../../core/plot/labelPlacement.ts';
import type { Box } from '../../core/plot/vec3.ts';
import type { Projection, Viewport } from './projection.ts';

const pixelsPerTick = 64;
const tickLength = 5;
const labelGap = 9;
const nameGap = 32;
/** Distances on the screen, in pixels. */
export const screenSpacing: AxesSpacing = {
  tick: pixelsPerTick,
  tickLength,
  labelGap,
  nameGap: () => nameGap,
};
const labelMargin = 4;
const labelHeight = 13;

/** Where to draw a label of a given length so that it fits on the canvas. */
export function labelInside(
  { at: [x, y], align, kind }: AxisLabel,
  length: number,
  { width, height }: Pick<Viewport, 'width' | 'height'>,
): Point {
  // A label of a point outside the canvas stays outside. Its point is a gap away from it.
  const gap = kind === 'name' ? nameGap : tickLength + labelGap;
  if (x < -gap || x > width + gap || y < -gap || y > height + gap) return [x, y];
  const before = align === 'left' ? 0 : align === 'right' ? length : length / 2;
  const least = before + labelMargin;
  const most = width - labelMargin - (length - before);
  const half = labelHeight / 2;
  return [
    Math.max(least, Math.min(most, x)),
    Math.max(half, Math.min(height - labelMargin - half, y)),
  ];
}

/** A label as painted: the position of its text as it is aligned, and the rectangle that it covers. */
export interface PlacedLabel extends Rect {
  readonly label: AxisLabel;
  readonly x: number;
  readonly y: number;
}

/**
 * The labels with room: all names that are clear of each other, and the numbers that are clear of names
 * and of the numbers before them. `measure` is the length of a label's text.
 */
export function placedLabels(
  labels: readonly AxisLabel[],
  measure: (label: AxisLabel) => number,
  size: Pick<Viewport, 'width' | 'height'>,
): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const byRank = labels.toSorted((a, b) => rank(a) - rank(b));
  for (const label of byRank) {
    const length = measure(label);
    const [x, y] = labelInside(label, length, size);
    const left = x - { left: 0, center: length / 2, right: length }[label.align];
    const [top, bottom] = [y - labelHeight / 2, y + labelHeight / 2];
    const one = { label, x, y, left, right: left + length, top, bottom };
    if (!placed.some((other) => overlap(grown(other), one))) placed.push(one);
  }
  return placed;
}

function rank({ kind }: AxisLabel): number {
  return kind === 'name' ? 0 : 1;
}

function grown({ left, right, top, bottom }: Rect): Rect {
  return { left: left - labelMargin, right: right + labelMargin, top, bottom };
}

/**
 * Axes along the left and the bottom of a picture seen from above. They end with `box`, and are at the edge
 * of the viewport where that ends first.
 */
export function planeAxes(
  axes: readonly [Axis, Axis],
  { min, max }: Box,
  projection: Projection,
  viewport: Viewport,
): AxesLayout {
  const { width, height, left, right, top, bottom } = viewport;
  const low = projection.ray(left, height - bottom).origin;
  const high = projection.ray(width - right, top).origin;
  const from = [Math.max(low[0], min[0]), Math.max(low[1], min[1])];
  const to = [Math.min(high[0], max[0]), Math.min(high[1], max[1])];
  if (!(from[0] < to[0]) || !(from[1] < to[1])) return { behind: [], front: [], labels: [] };
  const [x0, y0] = projection.project([from[0], from[1], 0]);
  const [x1, y1] = projection.project([to[0], to[1], 0]);
  const behind: AxisLine[] = [];
  const front: AxisLine[] = [];
  const labels: AxisLabel[] = [];

  for (const { value, text } of axisTicks(axes[0], from[0], to[0], x1 - x0, pixelsPerTick)) {
    const [x] = projection.project([value, from[1], 0]);
    behind.push({ from: [x, y0], to: [x, y1], strength: 0.09 });
    front.push({ from: [x, y0], to: [x, y0 + tickLength], strength: 0.55 });
    labels.push({ at: [x, y0 + tickLength + labelGap], text, align: 'center', kind: 'number' });
  }
  for (const { value, text } of axisTicks(axes[1], from[1], to[1], y0 - y1, pixelsPerTick)) {
    const [, y] = projection.project([from[0], value, 0]);
    behind.push({ from: [x0, y], to: [x1, y], strength: 0.09 });
    front.push({ from: [x0, y], to: [x0 - tickLength, y], strength: 0.55 });
    labels.push({ at: [x0 - tickLength - 4, y], text, align: 'right', kind: 'number' });
  }
  front.push({ from: [x0, y0], to: [x1, y0], strength: 0.55 });
  front.push({ from: [x0, y0], to: [x0, y1], strength: 0.55 });
  labels.push({ at: [x1, y0 + 30], text: axes[0].name, align: 'right', kind: 'name' });
  labels.push({ at: [x0, y1 - 11], text: axes[1].name, align: 'left', kind: 'name' });
  return { behind, front, labels };
}
