// Plots with axes, as SVG templates: scales and paths by d3, ticks as in exported pictures.
import { extent } from 'd3-array';
import { scaleLinear, scaleLog, type ScaleContinuousNumeric } from 'd3-scale';
import { area, line } from 'd3-shape';
import { nothing, svg, type SVGTemplateResult } from 'lit-html';
import { linearTicks, logarithmicTicks, type Tick } from '../../core/plot/ticks.ts';

/** One axis of a plot. */
export interface Axis {
  readonly name: string;
  /** The values at its two ends. */
  readonly domain: readonly [number, number];
  /** Whether it is logarithmic; both ends are above 0 then. */
  readonly logarithmic?: boolean;
  /** Whether numbers and name are left out because the plot below has the same axis. */
  readonly bare?: boolean;
}

/** From the values of an axis to pixels; `invert` leads back. */
export type Scale = ScaleContinuousNumeric<number, number>;

/** Two axes laid out in an SVG of some size; everything is in pixels of the page. */
export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
}

export type Point = readonly [x: number, y: number];

/** Room for the numbers along the axes and for their names. */
const gutters = { left: 46, right: 12, top: 24, bottom: 36, bare: 8 };

/** Lays out a plot that fills an SVG of the given size. */
export function createPlot(
  { width, height }: { readonly width: number; readonly height: number },
  xAxis: Axis,
  yAxis: Axis,
): Plot {
  const { left, top } = gutters;
  const right = Math.max(left + 1, width - gutters.right);
  const bottom = Math.max(top + 1, height - (xAxis.bare ? gutters.bare : gutters.bottom));
  const x = scaleOf(xAxis).range([left, right]);
  const y = scaleOf(yAxis).range([bottom, top]);
  return { width, height, left, right, top, bottom, x, y, xAxis, yAxis };
}

/** A plot that fills a rectangle up to its edges; its axes are drawn by others. */
export function plotWithin(
  { width, height }: { readonly width: number; readonly height: number },
  xAxis: Axis,
  yAxis: Axis,
): Plot {
  const x = scaleOf(xAxis).range([0, width]);
  const y = scaleOf(yAxis).range([height, 0]);
  return { width, height, left: 0, right: width, top: 0, bottom: height, x, y, xAxis, yAxis };
}

function scaleOf({ domain, logarithmic }: Axis): Scale {
  return (logarithmic ? scaleLog() : scaleLinear()).domain(domain);
}

/** Pixels per number along each axis, and the maximum number of them. */
const spacing = { x: 64, y: 34, most: 12 };

/** The numbers along an axis, as many as fit. */
function ticksOf({ domain, logarithmic }: Axis, pixels: number, perTick: number): readonly Tick[] {
  const [low, high] = [Math.min(...domain), Math.max(...domain)];
  const count = Math.min(spacing.most, Math.max(2, pixels / perTick));
  return (logarithmic ? logarithmicTicks : linearTicks)(low, high, count);
}

/** Grid, axes, numbers and names of a plot. */
export function axes({ left, right, top, bottom, x, y, xAxis, yAxis }: Plot): SVGTemplateResult {
  const xTicks = ticksOf(xAxis, right - left, spacing.x).map((t) => ({ ...t, at: x(t.value) }));
  const yTicks = ticksOf(yAxis, bottom - top, spacing.y).map((t) => ({ ...t, at: y(t.value) }));
  const grid = [
    ...xTicks.map(({ at }) => `M${at} ${top}V${bottom}`),
    ...yTicks.map(({ at }) => `M${left} ${at}H${right}`),
  ];
  const lines = [
    `M${left} ${top}V${bottom}H${right}`,
    ...xTicks.map(({ at }) => `M${at} ${bottom}v4`),
    ...yTicks.map(({ at }) => `M${left} ${at}h-4`),
  ];
  return svg`<path class="plot-grid" d=${grid.join('')}></path>
    <path class="plot-axis" d=${lines.join('')}></path>
    ${xAxis.bare ? nothing : xTicks.map(({ at, text }) => label('plot-number', at, bottom + 15, text, 'middle'))}
    ${yTicks.map(({ at, text }) => label('plot-number', left - 7, at + 4, text, 'end'))}
    ${xAxis.bare ? nothing : label('plot-name', right, bottom + 30, xAxis.name, 'end')}
    ${label('plot-name', 6, 14, yAxis.name)}`;
}

/** A text in a plot. */
export function label(
  kind: 'plot-number' | 'plot-name' | 'plot-note',
  x: number,
  y: number,
  text: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): SVGTemplateResult {
  return svg`<text class=${kind} x=${x} y=${y} text-anchor=${anchor}>${text}</text>`;
}

/** Content that is cut off at the axes; `id` names the clip path in the page. */
export function clipped(
  { left, right, top, bottom }: Plot,
  id: string,
  content: unknown,
): SVGTemplateResult {
  return svg`<clipPath id=${id}>
      <rect x=${left} y=${top} width=${right - left} height=${bottom - top}></rect>
    </clipPath>
    <g clip-path="url(#${id})">${content}</g>`;
}

/** A line across the plot at a value of the horizontal axis. */
export function cursor({ x, top, bottom }: Plot, value: number | undefined): unknown {
  if (value === undefined) return nothing;
  return svg`<line class="plot-cursor" x1=${x(value)} y1=${top} x2=${x(value)} y2=${bottom}></line>`;
}

const isFinitePoint = ([x, y]: Point): boolean => Number.isFinite(x) && Number.isFinite(y);
const lineOf = line<Point>().defined(isFinitePoint).digits(1);

/** The path through points in pixels. A point that is not finite leaves a gap. */
export function linePath(points: Iterable<Point>): string {
  return lineOf(points) ?? '';
}

/** The outline of a band in pixels, between a low and a high value at each x. */
export function bandPath(
  band: readonly { readonly x: number; readonly low: number; readonly high: number }[],
): string {
  const outline = area<(typeof band)[number]>()
    .x(({ x }) => x)
    .y0(({ low }) => low)
    .y1(({ high }) => high)
    .digits(1);
  return outline(band) ?? '';
}

/**
 * The path of a series with many more values than pixels: per column of pixels its first, lowest,
 * highest and last value, which looks the same as all of them.
 */
export function seriesPath(
  steps: ArrayLike<number>,
  values: ArrayLike<number>,
  { x, y }: Plot,
): string {
  const points: Point[] = [];
  let column = NaN;
  let own: number[] = [];
  const flush = (): void => {
    if (own.length === 0) return;
    const low = own.reduce((a, b) => (values[b] < values[a] ? b : a));
    const high = own.reduce((a, b) => (values[b] > values[a] ? b : a));
    const kept = new Set([own[0], ...[low, high].sort((a, b) => a - b), own[own.length - 1]]);
    for (const i of kept) points.push([x(steps[i]), y(values[i])]);
    own = [];
  };
  for (let i = 0; i < steps.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    const at = Math.floor(x(steps[i]));
    if (at !== column) flush();
    column = at;
    own.push(i);
  }
  flush();
  return linePath(points);
}

/** The range of all finite values, slightly widened; [0, 1] if there are none. */
export function paddedExtent(...series: readonly ArrayLike<number>[]): readonly [number, number] {
  const finite = series.flatMap((values) => Array.from(values).filter(Number.isFinite));
  const [low, high] = extent(finite);
  if (low === undefined || high === undefined) return [0, 1];
  const margin = (high - low || Math.abs(high) || 1) * 0.05;
  // An axis whose values come near zero starts there.
  return [low >= 0 && low < 0.3 * high ? 0 : low - margin, high + margin];
}

/** The pointer position in pixels of the listening element. */
export function pointerIn({ currentTarget, clientX, clientY }: PointerEvent): Point {
  const { left, top } = (currentTarget as Element).getBoundingClientRect();
  return [clientX - left, clientY - top];
}

/** The integer on the horizontal axis under the pointer; undefined outside the axis. */
export function stepUnder(event: PointerEvent, { x, xAxis }: Plot): number | undefined {
  const [from, to] = xAxis.domain;
  const at = x.invert(pointerIn(event)[0]);
  return at >= from && at <= to ? Math.round(at) : undefined;
}
