import { nothing, svg } from 'lit-html';
import type { Size } from '../../../core/plot/labelPlacement.ts';
import type { Theme } from '../../kit/theme.ts';
import { paletteOf } from '../../../core/plot/palette.ts';
import { barTicks } from '../../../core/plot/ticks.ts';
import type { FigureLegend, LegendEntry } from '../../../core/figure/legend.ts';
import type { EntropyLayout } from '../../../protocol/entropy/model.ts';
import type { ExportChoice } from '../../../protocol/exports.ts';
import type { FigureTools, PlotFigure } from '../../kit/figure.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Plot } from '../../kit/plot.ts';
import { choicesOfFigure } from '../../kit/saveFigure.ts';
import type { Geometry } from './geometry.ts';
import { heightName } from './labels.ts';
import { lineEnds } from './line.ts';
import { planeAxes, planeImage, planeMarks } from './planePane.ts';
import { inkOf, inkOfRun } from './plotColours.ts';
import { bandNames } from './legend.ts';
import { shownRuns } from './runs.ts';
import { sectionAxes, sectionMarks } from './sectionPane.ts';
import type { EntropyState } from './state.ts';

/** The figures of a model. */
export type FigureKind = 'plane' | 'section' | 'surface';

/** Draws the surface in a theme, with some image pixels per pixel of the view. */
export type SurfacePicture = (
  theme: Theme,
  size: Size,
  ratio: number,
) => SurfaceDrawing | undefined;

/** The surface as an image, with everything around it as SVG. */
export interface SurfaceDrawing {
  /** Axes behind the surface. */
  readonly under: unknown;
  /** The surface, on a transparent background. */
  readonly image: HTMLCanvasElement;
  /** Axes, names and marks in front. */
  readonly over: unknown;
}

/** What the view can save: what is largest comes first. */
export function figureChoices(
  state: EntropyState,
  layout: EntropyLayout,
  hasSurface: boolean,
): readonly ExportChoice[] {
  const plane = choicesOfFigure(
    'plane',
    l10n.t('SVG of the phase diagram'),
    l10n.t('PNG of the phase diagram'),
  );
  const hasLine = lineEnds(state.choices.line, state.place, state.window) !== undefined;
  const section = hasLine
    ? choicesOfFigure('section', l10n.t('SVG of the section'), l10n.t('PNG of the section'))
    : [];
  const surface = hasSurface
    ? choicesOfFigure('surface', l10n.t('SVG of the surface'), l10n.t('PNG of the surface'))
    : [];
  const first = layout === 'surface' ? [...surface, ...plane] : [...plane, ...surface];
  return [...first, ...section];
}

/** The phase diagram or the section as a figure. */
export function modelFigure(
  kind: FigureKind,
  shown: EntropyState,
  geometry: Geometry,
  picture: SurfacePicture,
  { theme, keyOf, setProperties }: FigureTools,
): PlotFigure {
  const state = { ...shown, theme, hovered: undefined, runHovered: undefined, runAt: undefined };
  const ink = inkOf(theme);
  setProperties(ink.properties);
  const table = paletteOf(theme.kind).sequential;
  const name = heightName(state.modelView, geometry.height.key);
  const [lo, hi] = geometry.range;
  const common = { title: state.document.title };
  const bar = { title: name, table, lo, hi, ticks: barTicks(lo, hi) };
  const runs = shownRuns(state).flatMap(({ run, steps }, i): LegendEntry[] => {
    const { css, dash } = inkOfRun(ink, i);
    const sample = { kind: 'line', colour: css, width: 1.4, dashes: dash } as const;
    return steps.length > 0 ? [{ name: run.name, sample }] : [];
  });
  const names = bandNames();
  const bands = (['hold', 'undo'] as const).flatMap((threshold): LegendEntry[] =>
    shownRuns(state).some(({ bars }) => bars.some((bar) => bar.threshold === threshold))
      ? [keyOf(names[threshold], `run-band ${threshold}`)]
      : [],
  );
  const path: LegendEntry[] =
    state.trail.places.length > 1 ? [keyOf(l10n.t('path'), 'mark-line trail-line')] : [];
  const here: LegendEntry[] = state.place
    ? [keyOf(l10n.t('state'), 'mark-dot point-dot', 'dot')]
    : [];
  const legendOf = (...entries: readonly LegendEntry[]): FigureLegend =>
    [...entries, ...path, ...here, ...runs].map((entry) => ({ entries: [entry] }));
  if (kind === 'section') {
    const line = lineEnds(state.choices.line, state.place, state.window);
    const [xAxis, yAxis] = sectionAxes(state, geometry, line);
    return {
      ...common,
      description: l10n.t(
        '{0} at rest over {1}, along a line through the control plane.',
        name,
        xAxis.name,
      ),
      plots: [
        {
          ...{ xAxis, yAxis, aspect: 0.62 },
          draw: (plot) => (line ? sectionMarks(state, geometry, line, plot, ink) : nothing),
        },
      ],
      legend: legendOf(
        keyOf(l10n.t('stable'), 'mark-line stable-line'),
        keyOf(l10n.t('unstable'), 'mark-line unstable-line'),
      ),
    };
  }
  const [xAxis, yAxis] = planeAxes(geometry);
  if (kind === 'surface')
    return {
      ...common,
      description: l10n.t(
        '{0} at rest over {1} and {2}, as a surface.',
        name,
        xAxis.name,
        yAxis.name,
      ),
      plots: [
        {
          ...{ xAxis, yAxis, aspect: 0.8, isBare: true },
          draw: (plot) => {
            const drawing = picture(theme, plot, imageSharpness);
            if (!drawing) return nothing;
            return [drawing.under, imageMarkup(drawing.image, plot), drawing.over];
          },
        },
      ],
      legend: legendOf(keyOf(l10n.t('fold'), 'mark-line fold-line')),
      bar,
    };
  const maxwell = geometry.maxwell.some((points) => points.length > 1)
    ? [keyOf(l10n.t('Maxwell set'), 'mark-line maxwell-line')]
    : [];
  return {
    ...common,
    description: l10n.t(
      'Phase diagram over {0} and {1}. Colours show {2} of the stable states; where two are stable, they alternate in stripes.',
      xAxis.name,
      yAxis.name,
      name,
    ),
    plots: [
      {
        ...{ xAxis, yAxis, aspect: 0.8 },
        draw: (plot) => [
          imageMarkup(canvasOf(planeImage(geometry, table, plot, imageSharpness)), plot),
          planeMarks(state, geometry, plot, ink),
        ],
      },
    ],
    legend: legendOf(keyOf(l10n.t('fold'), 'mark-line fold-line'), ...maxwell, ...bands),
    bar,
  };
}

/** Pixels of the shading per pixel of the view, about 400 dots per inch. */
const imageSharpness = 4;

function canvasOf(image: ImageData): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

function imageMarkup(canvas: HTMLCanvasElement, { width, height }: Plot): unknown {
  return svg`<image
    width=${width}
    height=${height}
    href=${canvas.toDataURL('image/png')}
    preserveAspectRatio="none"
  ></image>`;
}
