import { linearTicks, logarithmicTicks, type Tick } from '../../../core/picture/ticks.ts';
import { svgElement, type Attributes } from '../../kit/element.ts';
import type { Ink } from './ink.ts';

export interface PlotAxis {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Whether it is even in the logarithm; both ends are above 0 then. */
  readonly logarithmic?: boolean;
}

/** From values to pixels of a plot and back. */
export interface PlotScales {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly valueX: (pixel: number) => number;
  readonly valueY: (pixel: number) => number;
}

/** Room for the numbers along the axes, and for their names. */
const gutters = { left: 46, right: 12, top: 24, bottom: 36 };

/** The scales of a plot that fills a place of some size. */
export function plotScales(
  { width, height }: { readonly width: number; readonly height: number },
  xAxis: PlotAxis,
  yAxis: PlotAxis,
): PlotScales {
  const { left, top } = gutters;
  const right = Math.max(left + 1, width - gutters.right);
  const bottom = Math.max(top + 1, height - gutters.bottom);
  const x = axisScale(xAxis, left, right);
  const y = axisScale(yAxis, bottom, top);
  return {
    ...{ width, height, left, right, top, bottom },
    ...{ x: x.pixel, y: y.pixel, valueX: x.value, valueY: y.value },
  };
}

/** From the values of an axis to pixels between two, and back. */
function axisScale(
  { from, to, logarithmic }: PlotAxis,
  start: number,
  end: number,
): { readonly pixel: (value: number) => number; readonly value: (pixel: number) => number } {
  if (logarithmic) {
    const inner = axisScale({ name: '', from: Math.log10(from), to: Math.log10(to) }, start, end);
    return {
      pixel: (value) => inner.pixel(Math.log10(value)),
      value: (pixel) => 10 ** inner.value(pixel),
    };
  }
  const per = (end - start) / (to - from);
  return {
    pixel: (value) => start + (value - from) * per,
    value: (pixel) => from + (pixel - start) / per,
  };
}

/** About so many numbers along an axis. */
function ticksOf({ from, to, logarithmic }: PlotAxis, target: number): readonly Tick[] {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return (logarithmic ? logarithmicTicks : linearTicks)(low, high, target);
}

/** Grid, axes, numbers and names of a plot. */
export function plotAxes(
  scales: PlotScales,
  xAxis: PlotAxis,
  yAxis: PlotAxis,
  ink: Ink,
): SVGElement[] {
  const { left, right, top, bottom } = scales;
  const drawn: SVGElement[] = [];
  const line = (x1: number, y1: number, x2: number, y2: number, opacity: number): void => {
    const stroke = { stroke: ink.line, 'stroke-opacity': opacity };
    drawn.push(svgElement('line', { x1, y1, x2, y2, ...stroke }));
  };
  for (const { value, text } of ticksOf(xAxis, Math.min(8, Math.max(2, (right - left) / 64)))) {
    const x = scales.x(value);
    line(x, top, x, bottom, ink.gridOpacity);
    line(x, bottom, x, bottom + 4, 0.6);
    drawn.push(plotText(text, x, bottom + 14, ink, { 'text-anchor': 'middle' }));
  }
  for (const { value, text } of ticksOf(yAxis, Math.min(7, Math.max(2, (bottom - top) / 44)))) {
    const y = scales.y(value);
    line(left, y, right, y, ink.gridOpacity);
    line(left - 4, y, left, y, 0.6);
    drawn.push(plotText(text, left - 7, y + 4, ink, { 'text-anchor': 'end' }));
  }
  line(left, bottom, right, bottom, 0.6);
  line(left, top, left, bottom, 0.6);
  const name = { fill: ink.foreground, 'font-weight': 600 };
  drawn.push(
    plotText(xAxis.name, right, bottom + 30, ink, { ...name, 'text-anchor': 'end' }),
    plotText(yAxis.name, 6, 14, ink, name),
  );
  return drawn;
}

/** A text in a plot, with a halo that keeps it readable over lines. */
export function plotText(
  text: string,
  x: number,
  y: number,
  ink: Ink,
  attributes: Attributes = {},
): SVGTextElement {
  return svgElement(
    'text',
    {
      ...{ x, y, fill: ink.muted, 'font-size': 11, 'font-family': ink.font },
      ...{ stroke: ink.background, 'stroke-width': 3, 'paint-order': 'stroke' },
      'stroke-linejoin': 'round',
      ...attributes,
    },
    text,
  );
}

/** Pixels within which a point of a polyline cannot be told from the one before. */
const tellable = 0.4;

/** A polyline in pixels. */
export function plotPath(
  points: readonly (readonly [number, number])[],
  attributes: Attributes,
): SVGPathElement {
  let d = '';
  let [lastX, lastY] = [NaN, NaN];
  points.forEach(([x, y], i) => {
    const isNear = Math.abs(x - lastX) < tellable && Math.abs(y - lastY) < tellable;
    if (isNear && i < points.length - 1) return;
    d += `${d === '' ? 'M' : 'L'}${Math.round(100 * x) / 100} ${Math.round(100 * y) / 100}`;
    [lastX, lastY] = [x, y];
  });
  return svgElement('path', {
    d,
    fill: 'none',
    'stroke-linejoin': 'round',
    ...attributes,
  });
}

/** A dot with a rim in the background's colour. */
export function plotDot(
  x: number,
  y: number,
  radius: number,
  fill: string,
  ink: Ink,
): SVGCircleElement {
  return svgElement('circle', {
    ...{ cx: x, cy: y, r: radius, fill, stroke: ink.background },
    'stroke-width': 2 * ink.weight,
  });
}

let clips = 0;

/** Draws elements inside the axes only. */
export function plotClip(
  { left, right, top, bottom }: PlotScales,
  children: readonly SVGElement[],
): SVGElement {
  const id = `clip-${++clips}`;
  const rect = svgElement('rect', { x: left, y: top, width: right - left, height: bottom - top });
  return svgElement(
    'g',
    {},
    svgElement('clipPath', { id }, rect),
    svgElement('g', { 'clip-path': `url(#${id})` }, ...children),
  );
}
