import {
  axisTicks,
  type AxesLayout,
  type Axis,
  type AxisLabel,
  type AxisLine,
  type Point,
} from '../../core/plot/axesLayout.ts';
import type { AxesSpacing } from '../../core/plot/boxAxes.ts';
import type { Projection, Viewport } from './projection.ts';

const pixelsPerTick = 64;
const tickLength = 5;
const labelGap = 9;
/** Distances on the screen, in pixels. */
export const screenSpacing: AxesSpacing = {
  tick: pixelsPerTick,
  tickLength,
  labelGap,
  nameGap: () => 32,
};
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

  for (const { value, text } of axisTicks(axes[0], low[0], high[0], x1 - x0, pixelsPerTick)) {
    const [x] = projection.project([value, 0, 0]);
    behind.push({ from: [x, y0], to: [x, y1], strength: 0.09 });
    front.push({ from: [x, y0], to: [x, y0 + tickLength], strength: 0.55 });
    if (x < x1 - 8)
      labels.push({ at: [x, y0 + tickLength + labelGap], text, align: 'center', kind: 'number' });
  }
  for (const { value, text } of axisTicks(axes[1], low[1], high[1], y0 - y1, pixelsPerTick)) {
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
