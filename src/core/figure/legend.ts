import { empty, open, text } from './element.ts';
import { frameWidth, type Ink } from './page.ts';
import { capHeight, shortened, textWidth, type Font } from './textWidth.ts';

/** What the lines and colours of a figure mean, without its colour bar. */
export type FigureLegend = readonly LegendGroup[];

/** Entries that begin a row of their own if they do not fit in the last one. */
export interface LegendGroup {
  readonly title?: string;
  readonly entries: readonly LegendEntry[];
}

export interface LegendEntry {
  readonly name: string;
  /** Undefined for a note. */
  readonly sample: LegendSample | undefined;
}

/** How something is drawn. Colours are CSS colours, lengths are in points. */
export type LegendSample =
  | {
      readonly kind: 'line';
      readonly colour: string;
      readonly width: number;
      readonly dashes?: string | undefined;
      readonly opacity?: number;
    }
  | {
      readonly kind: 'dot';
      readonly colour: string;
      readonly radius: number;
      readonly outline?: string;
    }
  | { readonly kind: 'face'; readonly colour: string };

/** A word or an entry of a legend. */
interface Item {
  readonly width: number;
  readonly label: string;
  readonly sample: LegendSample | undefined;
}

/** Entries beside each other. */
export interface LegendRow {
  readonly items: readonly Item[];
  readonly width: number;
  readonly height: number;
}

const sampleWidth = 13;
const sampleGap = 3.5;
const itemGap = 9;
/** Distance of rows in ems. */
const lineHeight = 1.45;

/** The legend of a figure in rows no wider than `width`. */
export function legendRows(legend: FigureLegend, width: number, font: Font): LegendRow[] {
  const room = width - sampleWidth - sampleGap;
  const item = ({ name, sample }: LegendEntry): Item => {
    const label = shortened(name, font, room);
    const before = sample ? sampleWidth + sampleGap : 0;
    return { label, sample, width: before + textWidth(label, font) };
  };
  const groups = legend.map(({ title, entries }) => [
    ...(title === undefined ? [] : [item({ name: title, sample: undefined })]),
    ...entries.map(item),
  ]);

  const rows: Item[][] = [];
  const isWithin = (items: readonly Item[]): boolean => widthOf(items) <= width;
  for (const group of groups) {
    const last = rows.at(-1);
    if (last && isWithin([...last, ...group])) {
      last.push(...group);
      continue;
    }
    let row: Item[] = [];
    rows.push(row);
    for (const one of group) {
      if (row.length > 0 && !isWithin([...row, one])) rows.push((row = []));
      row.push(one);
    }
  }
  const height = lineHeight * font.size;
  return rows.map((items) => ({ items, width: widthOf(items), height }));
}

function widthOf(items: readonly Item[]): number {
  return items.reduce((sum, { width }) => sum + width + itemGap, -itemGap);
}

/** The rows of a legend, with their upper left corner at (left, top). */
export function* legendMarkup(
  rows: readonly LegendRow[],
  left: number,
  top: number,
  font: Font,
  ink: Ink,
): Generator<string> {
  if (rows.length === 0) return;
  yield `${open('g', { class: 'legend' })}\n`;
  let y = top;
  for (const { items, height } of rows) {
    let x = left;
    const baseline = y + capHeight * font.size;
    const middle = y + (capHeight / 2) * font.size;
    for (const { label, sample, width } of items) {
      if (sample) yield* sampleMarkup(sample, x, middle, font, ink);
      const from = sample ? x + sampleWidth + sampleGap : x;
      yield `${text('text', { x: from, y: baseline }, label)}\n`;
      x += width + itemGap;
    }
    y += height;
  }
  yield '</g>\n';
}

function* sampleMarkup(
  sample: LegendSample,
  x: number,
  middle: number,
  font: Font,
  ink: Ink,
): Generator<string> {
  switch (sample.kind) {
    case 'face': {
      const side = capHeight * font.size;
      const place = { x: x + sampleWidth - side, y: middle - side / 2, width: side, height: side };
      const fill = sample.colour;
      const line = { stroke: ink.foreground, 'stroke-width': frameWidth / 2 };
      yield `${empty('rect', { class: 'sample', ...place, fill, ...line })}\n`;
      return;
    }
    case 'dot': {
      const place = { cx: x + sampleWidth / 2, cy: middle, r: sample.radius };
      yield `${empty('circle', { class: 'sample', ...place, fill: sample.colour, stroke: sample.outline })}\n`;
      return;
    }
    case 'line': {
      const { colour, width, dashes, opacity } = sample;
      const line = {
        stroke: colour,
        'stroke-width': width,
        'stroke-dasharray': dashes,
        'stroke-opacity': opacity,
      };
      yield `${empty('path', { class: 'sample', d: `M${x} ${middle}h${sampleWidth}`, ...line })}\n`;
    }
  }
}
