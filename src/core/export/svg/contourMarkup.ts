import { levelOf, type LevelSets } from '../../analysis/levelSets.ts';
import { digits } from '../../digits.ts';
import { numberText } from '../../numberText.ts';
import {
  contourLabels,
  contourParts,
  withoutLabel,
  type Contour,
  type ContourLabel,
  type LabelSpace,
} from '../../picture/contourLabels.ts';
import type { PictureLegend } from '../../picture/pictureLegend.ts';
import { empty, open, text } from '../../figure/element.ts';
import { pointText } from './paint.ts';
import { lineStyle, type LineStyle } from './strokes.ts';
import { capHeight, textWidth, type Font } from '../../figure/textWidth.ts';

/** A contour line on the page, or the decision boundary of a single output. */
export interface PageContour extends Contour {
  readonly level: number;
  readonly text: string;
  readonly isBoundary: boolean;
  /** Per segment, the cell that it is in. */
  readonly cells: ArrayLike<number>;
  readonly style: LineStyle;
  readonly mark: ContourLabel | undefined;
}

/** Size of the labels of contour lines, as a fraction of the size of the text. */
const labelSize = 0.85;

/**
 * The contour lines of a picture with their labels; `place` gives the position of a point of a level. A
 * decision boundary has no label. `isSeen` tells whether a label in a cell would be seen.
 */
export function pageContours(
  sets: LevelSets,
  boundaryLevel: number | undefined,
  { lines }: PictureLegend,
  font: Font,
  place: (x: number, y: number, level: number) => readonly [number, number],
  {
    isSeen,
    ...space
  }: Omit<LabelSpace, 'isSeen'> & {
    readonly isSeen?: (cell: number, mark: ContourLabel) => boolean;
  },
): readonly PageContour[] {
  const { count, start, closed, xy, cell } = sets.curves;
  const small = smallFont(font);
  const styleOf = (kind: 'boundary' | 'contours'): LineStyle | undefined => {
    const key = lines.find(({ of }) => of.kind === kind);
    return key && lineStyle(key);
  };
  const contours = Array.from({ length: count }, (_, k): PageContour[] => {
    const level = sets.levels[levelOf(sets, k)];
    const isBoundary = level === boundaryLevel;
    const style = styleOf(isBoundary ? 'boundary' : 'contours');
    if (!style) return [];
    const name = numberText(level, 3);
    const points = Array.from({ length: start[k + 1] - start[k] }, (_, i) => {
      const at = 2 * (start[k] + i);
      return place(xy[at], xy[at + 1], level);
    });
    const label = {
      width: textWidth(name, small) + small.size / 2,
      height: capHeight * small.size,
    };
    return [
      {
        ...{ level, text: name, isBoundary, style, points, label, mark: undefined },
        closed: closed[k] === 1,
        cells: cell.subarray(start[k], start[k + 1]),
      },
    ];
  }).flat();
  const labelled = contours.filter(({ isBoundary }) => !isBoundary);
  const marks = contourLabels(labelled, {
    ...space,
    ...(isSeen && { isSeen: (i, mark) => isSeen(labelled[i].cells[mark.segment], mark) }),
  });
  // Decision boundaries are drawn over the others.
  return [
    ...labelled.map((contour, i) => ({ ...contour, mark: marks[i] })),
    ...contours.filter(({ isBoundary }) => isBoundary),
  ];
}

/** Contour lines as paths, each without the part under its label. */
export function* contourMarkup(contours: readonly PageContour[]): Generator<string> {
  for (const isBoundary of [false, true]) {
    const own = contours.filter((one) => one.isBoundary === isBoundary);
    if (own.length === 0) continue;
    yield `${open('g', { class: classOf(own[0]), ...strokeOf(own[0]) })}\n`;
    for (const contour of own) {
      const { mark, points, closed, level } = contour;
      const lines = mark ? withoutLabel(contour, mark) : [points];
      const end = closed && !mark ? 'Z' : '';
      const d = lines.map((line) => `M${line.map(pointText).join('L')}${end}`).join('');
      yield `${empty('path', { 'data-level': digits(level), d })}\n`;
    }
    yield '</g>\n';
  }
}

/** The parts of contour lines by the cell that they are in, as paths. */
export function contoursByCell(contours: readonly PageContour[]): Map<number, string[]> {
  const byCell = new Map<number, string[]>();
  for (const contour of contours)
    for (const { segment, ends, before } of contourParts(contour, contour.mark)) {
      const d = `M${ends.map(pointText).join('L')}`;
      // The dashes go on from one cell to the next.
      const dash = contour.style.dashes ? { 'stroke-dashoffset': digits(before) } : {};
      const kind = { class: classOf(contour), 'data-level': digits(contour.level) };
      const path = `${empty('path', { ...kind, ...strokeOf(contour), ...dash, d })}\n`;
      const paths = byCell.get(contour.cells[segment]);
      if (paths) paths.push(path);
      else byCell.set(contour.cells[segment], [path]);
    }
  return byCell;
}

/** The labels of contour lines. */
export function* contourLabelsMarkup(
  contours: readonly PageContour[],
  font: Font,
): Generator<string> {
  const marked = contours.filter(({ mark }) => mark !== undefined);
  if (marked.length === 0) return;
  const fill = marked[0].style.colour;
  yield `${open('g', { class: 'level-labels', 'font-size': smallFont(font).size, fill })}\n`;
  for (const { mark, text: name, label } of marked) {
    if (!mark) continue;
    const [x, y] = mark.at;
    const turned = `translate(${x} ${y}) rotate(${(mark.angle * 180) / Math.PI})`;
    const place = { x: 0, y: label.height / 2, 'text-anchor': 'middle', transform: turned };
    yield `${text('text', place, name)}\n`;
  }
  yield '</g>\n';
}

function smallFont(font: Font): Font {
  return { ...font, size: labelSize * font.size };
}

function classOf({ isBoundary }: PageContour): string {
  return isBoundary ? 'ties' : 'levels';
}

function strokeOf({
  style: { colour, width, dashes },
}: PageContour): Record<string, string | number | undefined> {
  return {
    stroke: colour,
    'stroke-width': width,
    'stroke-dasharray': dashes,
    ...(dashes !== undefined && { 'stroke-linecap': 'butt' }),
    fill: 'none',
  };
}
