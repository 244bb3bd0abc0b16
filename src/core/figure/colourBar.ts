import { hex, type ColourTable } from '../plot/colour.ts';
import { shareOf } from '../plot/share.ts';
import type { Tick } from '../plot/ticks.ts';
import { empty, open, text } from './element.ts';
import { frameWidth, type Ink, type Plot } from './page.ts';
import { capHeight, descent, shortened, textWidth, type Font } from './textWidth.ts';

/** A scale of colours: 256 of them, from `lo` to `hi`. */
export interface ColourBar {
  readonly title: string;
  readonly unit?: string;
  readonly table: ColourTable;
  readonly lo: number;
  readonly hi: number;
  readonly ticks: readonly Tick[];
}

const barWidth = 7;
const tickLength = 2.5;
const tickGap = 1.5;
const nameGap = 3;
/** Stops of the gradient; between them, colours differ from the table by less than can be seen. */
const stops = 33;

/** The width of a colour bar with its numbers and its name. */
export function colourBarWidth(ramp: ColourBar, font: Font): number {
  return numbersEnd(ramp, font) + nameGap + (capHeight + descent) * font.size;
}

/** A vertical colour bar as high as the plot, with numbers and its name on the right. */
export function* colourBarMarkup(
  ramp: ColourBar,
  { left, top, height }: Plot,
  font: Font,
  ink: Ink,
): Generator<string> {
  const { table, lo, hi, ticks } = ramp;
  const bottom = top + height;
  yield `${open('g', { class: 'colour-bar' })}\n`;
  const direction = { x1: 0, y1: 1, x2: 0, y2: 0 };
  yield `${open('linearGradient', { id: 'fold-complex-ramp', ...direction })}\n`;
  for (let i = 0; i < stops; i++) {
    const at = 3 * Math.round((255 * i) / (stops - 1));
    const colour = `#${hex(table.subarray(at, at + 3))}`;
    yield `${empty('stop', { offset: i / (stops - 1), 'stop-color': colour })}\n`;
  }
  yield '</linearGradient>\n';
  const fill = 'url(#fold-complex-ramp)';
  const line = { stroke: ink.foreground, 'stroke-width': frameWidth };
  yield `${empty('rect', { x: left, y: top, width: barWidth, height, fill, ...line })}\n`;
  const edge = left + barWidth;
  for (const { value, text: number } of ticks) {
    const y = bottom - shareOf({ lo, hi }, value) * height;
    yield `${empty('path', { d: `M${edge} ${y}h${tickLength}`, ...line })}\n`;
    const place = { x: edge + tickLength + tickGap, y: y + (capHeight / 2) * font.size };
    yield `${text('text', { class: 'tick', ...place }, number)}\n`;
  }
  const x = left + numbersEnd(ramp, font) + nameGap + capHeight * font.size;
  const y = top + height / 2;
  const place = { x, y, 'text-anchor': 'middle', transform: `rotate(-90 ${x} ${y})` };
  yield `${text('text', { class: 'scale-name', ...place }, shortened(nameOf(ramp), font, height))}\n`;
  yield '</g>\n';
}

function numbersEnd({ ticks }: ColourBar, font: Font): number {
  const widest = Math.max(0, ...ticks.map((tick) => textWidth(tick.text, font)));
  return barWidth + tickLength + tickGap + widest;
}

function nameOf({ title, unit }: ColourBar): string {
  return unit === undefined ? title : `${title} (${unit})`;
}
