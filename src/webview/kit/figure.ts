// Figures for files, drawn like the plots of a view on a page of their own.
import { render, svg } from 'lit-html';
import { axesMargins, axesMarkup, type AxisRange } from '../../core/figure/axes.ts';
import type { ColourBar } from '../../core/figure/colourBar.ts';
import { open } from '../../core/figure/element.ts';
import type { FigureLegend, LegendEntry } from '../../core/figure/legend.ts';
import { defaultSetup, inkOf, type Ink, type Margins } from '../../core/figure/page.ts';
import { pageMarkup, type Content } from '../../core/figure/pageMarkup.ts';
import { fontStacks, type Font } from '../../core/figure/textWidth.ts';
import type { FigureSetup } from '../../protocol/exports.ts';
import { inEnglish } from './l10n.ts';
import { plotWithin, type Axis, type Plot } from './plot.ts';
import { themeOnPage, type Theme } from './theme.ts';

/** A plot of a figure: its axes, and what is between them. */
export interface FigurePlot {
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  /** Height divided by width, if the height can be chosen. */
  readonly aspect: number;
  /** Whether it has no axes because they are part of what is drawn. */
  readonly isBare?: boolean;
  /** What is drawn on the axes, in pixels of the view: an image, marks, and text. */
  readonly draw: (plot: Plot) => unknown;
}

/** What a figure shows. Plots below each other share their horizontal axis. */
export interface PlotFigure {
  readonly title: string;
  readonly description: string;
  readonly plots: readonly FigurePlot[];
  readonly legend: FigureLegend;
  readonly bar?: ColourBar;
}

/** What a figure is drawn with. */
export interface FigureTools {
  /** The theme of the page, with its font. */
  readonly theme: Theme;
  /** Sets custom properties of the marks. */
  readonly setProperties: (properties: Readonly<Record<`--${string}`, string>>) => void;
  /** A key of the legend for a line or a dot with these classes. */
  readonly keyOf: (name: string, classes: string, kind?: 'line' | 'dot') => LegendEntry;
}

/** The size of text in the plots of a view, in pixels. */
const viewFontSize = 11;
/** Points between plots below each other. */
const plotGap = 9;

/** A figure as an SVG document. Throws a PageError if the page is too small. */
export function figureSvg(
  draw: (tools: FigureTools) => PlotFigure,
  { style, width, height, font: family }: FigureSetup,
  theme: Theme,
): string {
  const ink = inkOf(style);
  const font: Font = { family, size: defaultSetup.fontSize };
  const scale = font.size / viewFontSize;
  const stage = document.createElement('div');
  stage.className = style === 'dark' ? 'figure-page dark' : 'figure-page';
  stage.style.setProperty('--vscode-font-family', fontStacks[family]);
  document.body.append(stage);
  try {
    return inEnglish(() => {
      const tools: FigureTools = {
        theme: {
          ...themeOnPage(theme, ink),
          background: ink.background ?? '#ffffff',
          font: fontStacks[family],
        },
        setProperties: (properties) => {
          for (const [name, value] of Object.entries(properties))
            stage.style.setProperty(name, value);
        },
        keyOf: (name, classes, kind = 'line') => ({
          name,
          sample: sampleOf(stage, classes, kind, scale),
        }),
      };
      const figure = draw(tools);
      const page = {
        title: figure.title,
        description: figure.description,
        ink,
        setup: { ...defaultSetup, width, font: family, ...(height !== undefined && { height }) },
        legend: figure.legend,
        bar: figure.bar,
        content: contentOf(figure.plots, stage, font, scale, ink),
      };
      return [...pageMarkup(page)].join('');
    });
  } finally {
    stage.remove();
  }
}

const none: Margins = { left: 0, right: 0, top: 0, bottom: 0 };

function contentOf(
  plots: readonly FigurePlot[],
  stage: HTMLElement,
  font: Font,
  scale: number,
  ink: Ink,
): Content {
  const gaps = plotGap * (plots.length - 1);
  const aspect = plots.reduce((sum, one) => sum + one.aspect, 0);
  const ranges = plots.map((plot, i) => ({
    x: rangeOf(plot.xAxis, i + 1 < plots.length),
    y: rangeOf(plot.yAxis),
    share: plot.aspect / aspect,
    isBare: plot.isBare === true,
  }));
  const marginsOf = (width: number, height: number) =>
    ranges.map(({ x, y, share, isBare }) =>
      isBare ? none : axesMargins(x, y, width, Math.max(1, share * (height - gaps)), font),
    );
  return {
    heightFor: (width) => aspect * width + gaps,
    isRigid: false,
    margins: (width, height) => {
      const all = marginsOf(width, height);
      return {
        left: Math.max(...all.map(({ left }) => left)),
        right: Math.max(...all.map(({ right }) => right)),
        top: all[0].top,
        bottom: all[all.length - 1].bottom,
      };
    },
    draw: function* (area) {
      const left = Math.max(...marginsOf(area.width, area.height).map((one) => one.left));
      let top = area.top;
      for (const [i, { x, y, share, isBare }] of ranges.entries()) {
        const own = { ...area, top, height: share * (area.height - gaps) };
        const plot = plotWithin(
          { width: own.width / scale, height: own.height / scale },
          plots[i].xAxis,
          plots[i].yAxis,
        );
        const place = `translate(${own.left} ${own.top}) scale(${scale})`;
        yield `${open('g', { class: 'marks', transform: place })}\n`;
        yield `${markupOf(plots[i].draw(plot), stage)}\n</g>\n`;
        if (!isBare) yield* axesMarkup(x, y, own, font, ink, left);
        top += own.height + plotGap;
      }
    },
  };
}

function rangeOf({ name, domain, logarithmic }: Axis, bare = false): AxisRange {
  return {
    name,
    lo: domain[0],
    hi: domain[1],
    ...(logarithmic && { logarithmic }),
    ...(bare && { bare }),
  };
}

/** CSS properties of marks that become attributes, with their initial values. */
const styles: Readonly<Record<string, string>> = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-opacity': '1',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'paint-order': 'normal',
};
const textStyles: Readonly<Record<string, string>> = {
  ...styles,
  'font-size': '',
  'font-weight': '400',
};

/** Marks as markup that needs no style sheet. */
function markupOf(content: unknown, stage: HTMLElement): string {
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  stage.append(drawing);
  render(svg`${content}`, drawing);
  for (const element of drawing.querySelectorAll('*')) {
    const isText = element instanceof SVGTextElement;
    if (!element.closest('clipPath') && (element instanceof SVGGeometryElement || isText)) {
      const computed = getComputedStyle(element);
      for (const [name, initial] of Object.entries(isText ? textStyles : styles)) {
        const value = computed.getPropertyValue(name);
        if (value === initial) element.removeAttribute(name);
        else element.setAttribute(name, value);
      }
      // Black is not what the page inherits in a dark style.
      if (!element.hasAttribute('fill')) element.setAttribute('fill', '#000000');
    }
    element.removeAttribute('class');
  }
  const markup = new XMLSerializer().serializeToString(drawing);
  drawing.remove();
  return markup
    .replace(/^<svg[^>]*>|<\/svg>$/g, '')
    .replace(/<!--[^]*?-->/g, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

/** How marks with these classes look, as a sample of a legend. */
function sampleOf(
  stage: HTMLElement,
  classes: string,
  kind: 'line' | 'dot',
  scale: number,
): LegendEntry['sample'] {
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('class', classes);
  drawing.append(path);
  stage.append(drawing);
  const computed = getComputedStyle(path);
  const [stroke, fill, dashes] = ['stroke', 'fill', 'stroke-dasharray'].map((name) =>
    computed.getPropertyValue(name),
  );
  const width = scale * Number.parseFloat(computed.strokeWidth);
  const opacity = Number(computed.strokeOpacity);
  drawing.remove();
  if (kind === 'dot') return { kind, colour: fill, radius: 2.2, outline: stroke };
  const scaled = [...dashes.matchAll(/[\d.]+/g)].map(([length]) => scale * Number(length));
  return {
    kind,
    colour: stroke,
    width,
    ...(opacity < 1 && { opacity }),
    ...(scaled.length > 0 && { dashes: scaled.map((length) => length.toFixed(2)).join(' ') }),
  };
}
