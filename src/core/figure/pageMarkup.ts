import { colourBarMarkup, colourBarWidth, type ColourBar } from './colourBar.ts';
import { empty, open, text } from './element.ts';
import { legendMarkup, legendRows, type FigureLegend } from './legend.ts';
import { PageError, type Ink, type Margins, type PageSetup, type Plot } from './page.ts';
import { capHeight, fontStacks, shortened, type Font } from './textWidth.ts';

/** What the page needs to know about a picture before it is drawn. */
export interface Content {
  /** The height of the plot if it can be chosen. */
  readonly heightFor: (width: number) => number;
  /** Whether the plot keeps that height in a page of another height, and becomes narrower. */
  readonly isRigid: boolean;
  readonly margins: (width: number, height: number) => Margins;
  readonly draw: (plot: Plot) => Generator<string>;
}

export interface Page {
  readonly title: string;
  /** Description for screen readers. */
  readonly description: string;
  readonly ink: Ink;
  readonly setup: PageSetup;
  readonly legend: FigureLegend;
  readonly bar: ColourBar | undefined;
  readonly content: Content;
}

/** Points per millimetre. A point is 1/72 inch, as in PDF and Matplotlib. */
export const pointsPerMillimetre = 72 / 25.4;

/** Space between the parts of a page, in points. */
const padding = 2;
const gap = 6;
/** The least width and height of a plot, in points. */
const smallest = 30;
/** The greatest height of a plot, as a multiple of the width of the page, if it can be chosen. */
const tallest = 1.3;

/**
 * A figure as an SVG document: the picture with its axes, the colour bar on its right, and the legend
 * below. The size is in millimetres, and one unit of the coordinates is a point. Throws a PageError if
 * the page is too small.
 */
export function pageMarkup(page: Page): Generator<string> {
  const { ink, setup, legend, bar, content } = page;
  const font: Font = { family: setup.font, size: setup.fontSize };
  const width = setup.width * pointsPerMillimetre;
  const inner = width - 2 * padding;
  const barWidth = bar ? gap + colourBarWidth(bar, font) : 0;
  const rows = legendRows(legend, inner, font);
  const rowsHeight = rows.length > 0 ? gap + rows.reduce((sum, row) => sum + row.height, 0) : 0;
  const headingHeight = setup.heading ? capHeight * font.size + gap : 0;

  // The margins depend on the numbers along the axes, and these on the size of the plot. They never
  // shrink, so that they do not go back and forth between two sets of numbers.
  let margins = content.margins(inner - barWidth, inner);
  let size = { width: 0, height: 0 };
  const across = (): number => inner - barWidth - margins.left - margins.right;
  const besides = (): number =>
    2 * padding + headingHeight + rowsHeight + margins.top + margins.bottom;
  for (let i = 0; i < 6; i++) {
    let plotWidth = across();
    let plotHeight = content.heightFor(plotWidth);
    const most =
      setup.height === undefined ? tallest * width : setup.height * pointsPerMillimetre - besides();
    if (content.isRigid ? plotHeight > most : setup.height !== undefined) {
      if (content.isRigid) plotWidth *= most / plotHeight;
      plotHeight = most;
    }
    if (!(plotWidth >= smallest && plotHeight >= smallest))
      throw new PageError('the page is too small for the picture with its axes and legend');
    size = { width: plotWidth, height: plotHeight };
    const needed = content.margins(size.width, size.height);
    margins = i === 0 ? needed : widest(margins, needed);
  }
  const millimetres = setup.height ?? roundUp((besides() + size.height) / pointsPerMillimetre);
  const height = millimetres * pointsPerMillimetre;
  const plot: Plot = {
    left: padding + margins.left + (across() - size.width) / 2,
    top: padding + headingHeight + margins.top + (height - besides() - size.height) / 2,
    ...size,
  };
  return markup(page, font, { width, height, millimetres, plot }, function* () {
    yield* content.draw(plot);
    const bottom = plot.top + plot.height;
    if (bar) {
      const left = plot.left + plot.width + margins.right + gap;
      yield* colourBarMarkup(bar, { ...plot, left }, font, ink);
    }
    const widest = Math.max(0, ...rows.map((row) => row.width));
    const left = Math.max(padding, Math.min(plot.left, padding + inner - widest));
    yield* legendMarkup(rows, left, bottom + margins.bottom + gap, font, ink);
  });
}

function widest(a: Margins, b: Margins): Margins {
  return {
    left: Math.max(a.left, b.left),
    right: Math.max(a.right, b.right),
    top: Math.max(a.top, b.top),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

interface Sheet {
  readonly width: number;
  readonly height: number;
  /** The height in millimetres. */
  readonly millimetres: number;
  readonly plot: Plot;
}

function* markup(
  { title, description, ink, setup }: Page,
  font: Font,
  { width, height, millimetres, plot }: Sheet,
  draw: () => Generator<string>,
): Generator<string> {
  yield open('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    width: `${setup.width}mm`,
    height: `${millimetres}mm`,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-labelledby': 'fold-complex-title fold-complex-description',
    'font-family': fontStacks[font.family],
    'font-size': font.size,
    fill: ink.foreground,
  });
  yield `\n${text('title', { id: 'fold-complex-title' }, title)}\n`;
  yield `${text('desc', { id: 'fold-complex-description' }, description)}\n`;
  if (ink.background)
    yield `${empty('rect', { class: 'background', width, height, fill: ink.background })}\n`;
  if (setup.heading) {
    const place = { x: plot.left + plot.width / 2, y: padding + capHeight * font.size };
    const heading = { class: 'heading', ...place, 'text-anchor': 'middle' };
    const room = 2 * Math.min(place.x, width - place.x) - 2 * padding;
    yield `${text('text', heading, shortened(title, font, room))}\n`;
  }
  yield* draw();
  yield '</svg>\n';
}

/** To hundredths, so that nothing is cut off. */
function roundUp(millimetres: number): number {
  return Number((Math.ceil(millimetres * 100) / 100).toFixed(2));
}
