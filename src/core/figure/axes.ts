import { shareOf as linearShare } from '../plot/share.ts';
import { linearTicks, logarithmicTicks, type Tick } from '../plot/ticks.ts';
import { digits } from '../digits.ts';
import { empty, open, text } from './element.ts';
import { frameWidth, type Ink, type Margins, type Plot } from './page.ts';
import { capHeight, descent, shortened, textWidth, type Font } from './textWidth.ts';

/** The name and range of an axis. */
export interface AxisRange {
  readonly name: string;
  readonly lo: number;
  readonly hi: number;
  /** Whether the axis is even in the logarithm; both ends are above 0 then. */
  readonly logarithmic?: boolean;
  /** Whether numbers and name are left out, because the plot below has the same axis. */
  readonly bare?: boolean;
}

const tickLength = 3;
const tickGap = 2;
const nameGap = 3;
/** Points between ticks, at least about. */
const spacing = { x: 30, y: 22 } as const;

/** The space that the axes of a plot take around it. */
export function axesMargins(
  x: AxisRange,
  y: AxisRange,
  width: number,
  height: number,
  font: Font,
): Margins {
  const line = (capHeight + descent) * font.size;
  const ticksX = ticksAlong(x, width, font);
  const overhang = ticksX.map(
    (tick) => shareOf(x, tick.value) * width + textWidth(tick.text, font) / 2 - width,
  );
  return {
    left: numbersWidth(y, height, font) + nameGap + line,
    right: Math.max(frameWidth / 2, ...overhang),
    top: (capHeight / 2) * font.size,
    bottom: x.bare ? tickLength : tickLength + tickGap + line + nameGap + line,
  };
}

/**
 * The axes around a plot: a frame, and ticks, numbers and names below and on the left. The name on the
 * left is `margin` away, by default as near as the numbers allow.
 */
export function* axesMarkup(
  x: AxisRange,
  y: AxisRange,
  plot: Plot,
  font: Font,
  ink: Ink,
  margin = axesMargins(x, y, plot.width, plot.height, font).left,
): Generator<string> {
  const { left, top, width, height } = plot;
  const bottom = top + height;
  const line = { stroke: ink.foreground, 'stroke-width': frameWidth, fill: 'none' };
  const ticksX = ticksAlong(x, width, font).map((tick) => ({
    ...tick,
    at: left + shareOf(x, tick.value) * width,
  }));
  const ticksY = ticksUp(y, height, font).map((tick) => ({
    ...tick,
    at: bottom - shareOf(y, tick.value) * height,
  }));
  const ticks =
    ticksX.map(({ at }) => `M${digits(at)} ${bottom}v${tickLength}`).join('') +
    ticksY.map(({ at }) => `M${left} ${digits(at)}h${-tickLength}`).join('');
  yield `${open('g', { class: 'axes', ...line })}\n`;
  yield `${empty('rect', { x: left, y: top, width, height, 'stroke-linejoin': 'miter' })}\n`;
  yield `${empty('path', { d: ticks })}\n</g>\n`;

  yield `${open('g', { class: 'ticks' })}\n`;
  const numbersY = bottom + tickLength + tickGap + capHeight * font.size;
  for (const { at, text: number } of x.bare ? [] : ticksX)
    yield `${text('text', { x: at, y: numbersY, 'text-anchor': 'middle' }, number)}\n`;
  for (const { at, text: number } of ticksY) {
    const place = { x: left - tickLength - tickGap, y: at + (capHeight / 2) * font.size };
    yield `${text('text', { ...place, 'text-anchor': 'end' }, number)}\n`;
  }
  yield '</g>\n';

  const below = {
    x: left + width / 2,
    y: numbersY + (descent + capHeight) * font.size + nameGap,
  };
  if (!x.bare) yield* nameMarkup(x.name, below, width);
  const beside = {
    x: left - margin + capHeight * font.size,
    y: top + height / 2,
  };
  const turned = `rotate(-90 ${beside.x} ${beside.y})`;
  yield* nameMarkup(y.name, { ...beside, transform: turned }, height);

  function* nameMarkup(
    name: string,
    place: Readonly<Record<string, string | number>>,
    room: number,
  ): Generator<string> {
    const attributes = { class: 'axis-name', ...place, 'text-anchor': 'middle' };
    yield `${text('text', attributes, shortened(name, font, room))}\n`;
  }
}

/** Round numbers along a horizontal axis, so far apart that they do not touch. */
function ticksAlong(range: AxisRange, width: number, font: Font): readonly Tick[] {
  const half = (tick: Tick): number => textWidth(tick.text, font) / 2;
  return ticksThatFit(range, width / spacing.x, (tick, next) => {
    const distance = (shareOf(range, next.value) - shareOf(range, tick.value)) * width;
    return distance >= half(tick) + half(next) + font.size / 2;
  });
}

/** Round numbers along a vertical axis. */
function ticksUp(range: AxisRange, height: number, font: Font): readonly Tick[] {
  return ticksThatFit(
    range,
    height / spacing.y,
    (tick, next) =>
      (shareOf(range, next.value) - shareOf(range, tick.value)) * height >= 1.4 * font.size,
  );
}

/** At least two numbers, unless there is room for a single one only. */
function ticksThatFit(
  { lo, hi, logarithmic }: AxisRange,
  most: number,
  fit: (tick: Tick, next: Tick) => boolean,
): readonly Tick[] {
  for (let target = Math.max(1, Math.floor(most)); ; target--) {
    const ticks = (logarithmic ? logarithmicTicks : linearTicks)(lo, hi, target);
    if (ticks.every((tick, i) => i === 0 || fit(ticks[i - 1], tick))) return ticks;
    if (target > 1) continue;
    const ends = [ticks[0], ticks[ticks.length - 1]];
    return fit(ends[0], ends[1]) ? ends : ticks.slice(0, 1);
  }
}

/** The distance from a plot to the end of the numbers on its left. */
function numbersWidth(range: AxisRange, height: number, font: Font): number {
  const widths = ticksUp(range, height, font).map((tick) => textWidth(tick.text, font));
  return tickLength + tickGap + Math.max(0, ...widths);
}

/** The position of a number on an axis, from 0 to 1. */
function shareOf(range: AxisRange, value: number): number {
  const { lo, hi, logarithmic } = range;
  return logarithmic ? Math.log(value / lo) / Math.log(hi / lo) : linearShare(range, value);
}
