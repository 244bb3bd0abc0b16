import { linearTicks } from '../../plot/ticks.ts';
import { digits } from '../../digits.ts';
import { empty, open, text } from './element.ts';
import type { Ink, Plot } from './page.ts';

/** The name and range of an axis. */
export interface AxisRange {
  readonly name: string;
  readonly lo: number;
  readonly hi: number;
}

const pixelsPerTick = 70;

/** The axes below and on the left of a plot, with ticks, labels and names. */
export function* axesMarkup(x: AxisRange, y: AxisRange, plot: Plot, ink: Ink): Generator<string> {
  const { left, top, width, height } = plot;
  const bottom = top + height;
  yield `${open('g', { class: 'axes', stroke: ink.muted, 'stroke-width': 1 })}\n`;
  const ticksX = ticksOf(x, width).map((tick) => ({ ...tick, at: left + tick.share * width }));
  const ticksY = ticksOf(y, height).map((tick) => ({ ...tick, at: bottom - tick.share * height }));
  const lines =
    `M${left} ${top}V${bottom}H${digits(left + width)}` +
    ticksX.map(({ at }) => `M${digits(at)} ${bottom}v5`).join('') +
    ticksY.map(({ at }) => `M${left} ${digits(at)}h-5`).join('');
  yield `${empty('path', { d: lines, fill: 'none' })}\n</g>\n`;

  yield `${open('g', { class: 'ticks', 'font-size': 11, fill: ink.muted })}\n`;
  for (const { at, label } of ticksX)
    yield `${text('text', { x: at, y: bottom + 18, 'text-anchor': 'middle' }, label)}\n`;
  for (const { at, label } of ticksY)
    yield `${text('text', { x: left - 9, y: at + 4, 'text-anchor': 'end' }, label)}\n`;
  yield '</g>\n';

  const nameX = {
    class: 'axis-name',
    x: left + width / 2,
    y: bottom + 42,
    'text-anchor': 'middle',
  };
  yield `${text('text', nameX, x.name)}\n`;
  const turned = `rotate(-90 18 ${digits(top + height / 2)})`;
  const nameY = { class: 'axis-name', x: 18, y: top + height / 2, 'text-anchor': 'middle' };
  yield `${text('text', { ...nameY, transform: turned }, y.name)}\n`;
}

/** The ticks of an axis; `share` is their position from 0 to 1. */
function ticksOf({ lo, hi }: AxisRange, pixels: number): { share: number; label: string }[] {
  // Halved before subtracting, because the difference of huge heights can overflow.
  const span = hi / 2 - lo / 2;
  return linearTicks(lo, hi, Math.max(2, pixels / pixelsPerTick)).map(({ value, text }) => ({
    share: span > 0 ? (value / 2 - lo / 2) / span : 0.5,
    label: text,
  }));
}
