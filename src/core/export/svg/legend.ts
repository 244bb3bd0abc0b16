import { hex } from '../../plot/colour.ts';
import type { FaceKey, LineKey, PictureLegend } from '../../picture/pictureLegend.ts';
import { empty, open, text } from './element.ts';
import { frameWidth, type Ink } from './page.ts';
import { lineStyle } from './strokes.ts';
import { capHeight, shortened, textWidth, type Font } from './textWidth.ts';

/** A word or an entry of a legend. */
interface Item {
  readonly width: number;
  readonly label: string;
  readonly sample:
    | { readonly kind: 'line'; readonly line: LineKey }
    | { readonly kind: 'dot'; readonly line: LineKey }
    | { readonly kind: 'face'; readonly face: FaceKey }
    | undefined;
}

/** Whether folds are lines, or dots on the graph of a network with one input. */
export type LegendMarks = 'line' | 'dot';

/** The radius of the dots at the breakpoints of a layer, in points. */
export function dotRadius(line: LineKey): number {
  return 0.9 + lineStyle(line).width;
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

/**
 * The legend of a figure in rows no wider than `width`: lines, then the names of the colours. A colour
 * bar is beside the plot instead.
 */
export function legendRows(
  { lines, faces }: PictureLegend,
  width: number,
  font: Font,
  marks: LegendMarks,
): LegendRow[] {
  const room = width - sampleWidth - sampleGap;
  const item = (name: string, sample: Item['sample']): Item => {
    const label = shortened(name, font, room);
    const before = sample ? sampleWidth + sampleGap : 0;
    return { label, sample, width: before + textWidth(label, font) };
  };
  const lineItem = (line: LineKey): Item => item(line.name, { kind: marks, line });
  const folds = lines.filter(({ of }) => of.kind === 'layer').map(lineItem);
  const others = lines.filter(({ of }) => of.kind !== 'layer').map(lineItem);
  const groups: Item[][] = [];
  if (folds.length > 0) groups.push([item('Folds', undefined), ...folds]);
  if (faces.kind === 'keys') {
    const keys = faces.keys.map((face) => item(face.name, { kind: 'face', face }));
    groups.push([item(faces.title, undefined), ...keys]);
  }
  groups.push(...others.map((line) => [line]));
  if (faces.kind === 'distinct' && marks === 'line') groups.push([item(faces.note, undefined)]);

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
  sample: NonNullable<Item['sample']>,
  x: number,
  middle: number,
  font: Font,
  ink: Ink,
): Generator<string> {
  switch (sample.kind) {
    case 'face': {
      const side = capHeight * font.size;
      const place = { x: x + sampleWidth - side, y: middle - side / 2, width: side, height: side };
      const fill = `#${hex(sample.face.colour)}`;
      const line = { stroke: ink.foreground, 'stroke-width': frameWidth / 2 };
      yield `${empty('rect', { class: 'sample', ...place, fill, ...line })}\n`;
      return;
    }
    case 'dot': {
      const place = { cx: x + sampleWidth / 2, cy: middle, r: dotRadius(sample.line) };
      yield `${empty('circle', { class: 'sample', ...place, fill: lineStyle(sample.line).colour })}\n`;
      return;
    }
    case 'line': {
      const { colour, width, dashes } = lineStyle(sample.line);
      const line = { stroke: colour, 'stroke-width': width, 'stroke-dasharray': dashes };
      yield `${empty('path', { class: 'sample', d: `M${x} ${middle}h${sampleWidth}`, ...line })}\n`;
    }
  }
}
