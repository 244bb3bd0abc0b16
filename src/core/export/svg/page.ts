import type { ThemeKind } from '../../plot/palette.ts';
import { empty, open, text } from './element.ts';
import type { LegendEntry } from './legend.ts';
import { legendMarkup, legendWidth } from './legend.ts';

/** White background, dark background, or transparent for a light page. */
export type PageStyle = 'paper' | 'dark' | 'transparent';

/** The colours of a page outside the picture. */
export interface Ink {
  readonly theme: ThemeKind;
  readonly background: string | undefined;
  readonly foreground: string;
  readonly muted: string;
}

/** The colours of a style. */
export function inkOf(style: PageStyle): Ink {
  switch (style) {
    case 'paper':
      return { ...paper, background: '#ffffff' };
    case 'transparent':
      return paper;
    case 'dark':
      return {
        theme: 'dark',
        background: '#1e1e1e',
        foreground: '#e8e8e8',
        muted: '#b0b0b0',
      };
  }
}

const paper: Ink = {
  theme: 'light',
  background: undefined,
  foreground: '#1f2328',
  muted: '#59636e',
};

/** The rectangle of the picture on a page, in pixels; y points down. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Page {
  readonly title: string;
  /** Description for screen readers. */
  readonly description: string;
  readonly ink: Ink;
  readonly legend: readonly LegendEntry[];
  /** Height divided by width of the picture. */
  readonly aspect: number;
}

const margin = { left: 72, top: 56, bottom: 60, right: 24 };
const plotSize = 600;

/** An SVG document; `draw` draws the picture into its plot. */
export function* pageMarkup(
  page: Page,
  draw: (plot: Plot) => Generator<string>,
): Generator<string> {
  const { ink, aspect, legend } = page;
  const plot: Plot = {
    left: margin.left,
    top: margin.top,
    width: aspect > 1 ? plotSize / aspect : plotSize,
    height: aspect > 1 ? plotSize : plotSize * aspect,
  };
  const beside = legend.length > 0 ? legendWidth(legend) + margin.right : 0;
  const width = Math.ceil(plot.left + plot.width + margin.right + beside);
  const height = Math.ceil(plot.top + plot.height + margin.bottom);
  yield open('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-labelledby': 'fold-complex-title fold-complex-description',
    'font-family': 'Helvetica, Arial, sans-serif',
    'font-size': 12,
    fill: ink.foreground,
  });
  yield `\n${text('title', { id: 'fold-complex-title' }, page.title)}\n`;
  yield `${text('desc', { id: 'fold-complex-description' }, page.description)}\n`;
  if (ink.background)
    yield `${empty('rect', { class: 'background', width, height, fill: ink.background })}\n`;
  const heading = { class: 'heading', x: plot.left, y: 34, 'font-size': 16, 'font-weight': 600 };
  yield `${text('text', heading, page.title)}\n`;
  yield* draw(plot);
  yield* legendMarkup(legend, plot.left + plot.width + margin.right, plot.top, ink);
  yield '</svg>\n';
}
