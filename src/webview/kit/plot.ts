import { linearTicks } from '../../core/picture/ticks.ts';
import { svgElement } from './element.ts';

/** Where a plot is on the page, and what its axes say. */
export interface PlotFrame {
  readonly width: number;
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly xTitle: string;
  readonly yTitle: string;
  /** Numbers along the x axis; off where the plot below has them. */
  readonly xNumbers?: boolean;
}

/** From data to pixels of the page. */
export interface Scale {
  readonly px: (x: number) => number;
  readonly py: (y: number) => number;
  /** From a pixel back to the data. */
  readonly atPx: (px: number) => number;
  readonly inner: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
}

const room = { left: 62, right: 12, top: 8, bottom: 34, bottomBare: 10 };

/** The scale of a frame. */
export function scaleOf({ width, height, x, y, xNumbers = true }: PlotFrame): Scale {
  const inner = {
    left: room.left,
    right: Math.max(room.left + 1, width - room.right),
    top: room.top,
    bottom: Math.max(room.top + 1, height - (xNumbers ? room.bottom : room.bottomBare)),
  };
  const perX = (inner.right - inner.left) / (x[1] - x[0] || 1);
  const perY = (inner.bottom - inner.top) / (y[1] - y[0] || 1);
  return {
    px: (value) => inner.left + (value - x[0]) * perX,
    py: (value) => inner.bottom - (value - y[0]) * perY,
    atPx: (px) => x[0] + (px - inner.left) / perX,
    inner,
  };
}

/** Grid, numbers and titles of a plot; what is drawn over them is clipped to the frame by `clip`. */
export function axesOf(frame: PlotFrame, scale: Scale, clip: string): SVGElement[] {
  const { inner, px, py } = scale;
  const { x, y, xTitle, yTitle, xNumbers = true } = frame;
  const parts: SVGElement[] = [
    svgElement(
      'clipPath',
      { id: clip },
      svgElement('rect', {
        x: inner.left,
        y: inner.top,
        width: inner.right - inner.left,
        height: inner.bottom - inner.top,
      }),
    ),
  ];
  const xTicks = linearTicks(x[0], x[1], Math.max(2, (inner.right - inner.left) / 80));
  const yTicks = linearTicks(y[0], y[1], Math.max(2, (inner.bottom - inner.top) / 34));
  for (const { value, text } of xTicks) {
    const at = px(value);
    parts.push(line('plot-grid', at, inner.top, at, inner.bottom));
    if (xNumbers) parts.push(label('plot-number', at, inner.bottom + 14, text, 'middle'));
  }
  for (const { value, text } of yTicks) {
    const at = py(value);
    parts.push(line('plot-grid', inner.left, at, inner.right, at));
    parts.push(label('plot-number', inner.left - 6, at + 4, text, 'end'));
  }
  if (xNumbers)
    parts.push(
      label('plot-title', (inner.left + inner.right) / 2, inner.bottom + 29, xTitle, 'middle'),
    );
  const middle = (inner.top + inner.bottom) / 2;
  const title = label('plot-title', 11, middle, yTitle, 'middle');
  title.setAttribute('transform', `rotate(-90 11 ${middle})`);
  return [...parts, title];
}

/** A straight line of a plot. */
export function line(kind: string, x1: number, y1: number, x2: number, y2: number): SVGElement {
  return svgElement('line', { class: kind, x1, y1, x2, y2 });
}

/** A text of a plot. */
export function label(
  kind: string,
  x: number,
  y: number,
  text: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): SVGElement {
  return svgElement('text', { class: kind, x, y, 'text-anchor': anchor }, text);
}

/** The path through points; a point that is not finite parts it. */
export function pathThrough(points: Iterable<readonly [x: number, y: number]>): string {
  let path = '';
  let pen = 'M';
  for (const [x, y] of points) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      pen = 'M';
      continue;
    }
    path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
  }
  return path;
}

/**
 * The path of a series with many more points than pixels: per column of pixels its first, lowest,
 * highest and last point, which looks the same as all of them.
 */
export function seriesPath(
  steps: ArrayLike<number>,
  values: ArrayLike<number>,
  { px, py }: Scale,
): string {
  const points: [number, number][] = [];
  let column = NaN;
  let own: number[] = [];
  const flush = (): void => {
    if (own.length === 0) return;
    const low = own.reduce((a, b) => (values[b] < values[a] ? b : a));
    const high = own.reduce((a, b) => (values[b] > values[a] ? b : a));
    const kept = new Set([own[0], ...[low, high].sort((a, b) => a - b), own[own.length - 1]]);
    for (const i of kept) points.push([px(steps[i]), py(values[i])]);
    own = [];
  };
  for (let i = 0; i < steps.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    const at = Math.floor(px(steps[i]));
    if (at !== column) flush();
    column = at;
    own.push(i);
  }
  flush();
  return pathThrough(points);
}

/** The range of all finite values, a little wider; [0, 1] of none. */
export function rangeOf(series: readonly ArrayLike<number>[]): readonly [number, number] {
  let lo = Infinity;
  let hi = -Infinity;
  for (const values of series)
    for (const value of Array.from(values)) {
      if (!Number.isFinite(value)) continue;
      lo = Math.min(lo, value);
      hi = Math.max(hi, value);
    }
  if (lo > hi) return [0, 1];
  const margin = (hi - lo || Math.abs(hi) || 1) * 0.05;
  // Zero is a border that means something where values come near it.
  return [lo >= 0 && lo < 0.3 * hi ? 0 : lo - margin, hi + margin];
}
