import { empty, open, text } from '../../core/figure/element.ts';
import type { FigureLegend, LegendEntry } from '../../core/figure/legend.ts';
import { defaultSetup, inkOf } from '../../core/figure/page.ts';
import { pageMarkup, pointsPerMillimetre, type Content } from '../../core/figure/pageMarkup.ts';
import { capHeight, descent, shortened, type Font } from '../../core/figure/textWidth.ts';
import type { LineKey, PictureLegend } from '../../core/picture/pictureLegend.ts';
import { hex } from '../../core/plot/colour.ts';
import type { FigureSetup } from '../../protocol/exports.ts';
import { inEnglish, l10n } from '../kit/l10n.ts';
import { legendOf } from '../viewport/legendOf.ts';
import type { Shot } from '../viewport/renderer.ts';
import { frameImage, type Framed, type Page } from './framePng.ts';
import { pointColour } from './points.ts';
import { frameMarkup, type Pen } from './vectors.ts';

/** Pixels around the surfaces. */
const margin = 8;
/** Points that a frame is wide, at least: fewer are beside each other on a narrow page. */
const leastTile = 68;
/** Points between frames, and between a frame and its title. */
const gaps = { across: 6, title: 3, down: 6 };

/**
 * Frames in rows of `columns` with one legend, as an SVG document of a size in millimetres. With `take`
 * the frames are images in it. Throws a PageError if the page is too small.
 */
export function framesSvg(
  title: string,
  frames: readonly Framed[],
  columns: number,
  page: Page,
  { style, width, height, font: family, resolution }: FigureSetup,
  take: ((shot: Shot) => HTMLCanvasElement) | undefined,
): string {
  const [{ shot }] = frames;
  const { viewport } = shot;
  const crop = cropOf(frames);
  const font: Font = { family, size: defaultSetup.fontSize };
  const inner = width * pointsPerMillimetre;
  const across = Math.min(columns, frames.length, Math.max(1, Math.floor(inner / leastTile)));
  const rows = Math.ceil(frames.length / across);
  const titleHeight = gaps.title + (capHeight + descent) * font.size;
  const besides = rows * titleHeight + (rows - 1) * gaps.down;
  const aspect = crop.height / crop.width;
  const tileWidth = (total: number): number => (total - (across - 1) * gaps.across) / across;
  const content: Content = {
    heightFor: (total) => rows * aspect * tileWidth(total) + besides,
    isRigid: true,
    // The numbers at the ends of a colour bar need half a line.
    margins: () => ({ left: 0, right: 0, top: font.size / 2, bottom: font.size / 2 }),
    draw: function* (plot) {
      const size = tileWidth(plot.width);
      const ratio = (resolution / 72) * (size / crop.width);
      for (const [i, one] of frames.entries()) {
        const x = plot.left + (i % across) * (size + gaps.across);
        const y = plot.top + Math.floor(i / across) * (aspect * size + titleHeight + gaps.down);
        // A nested SVG clips at its border, as a tile does.
        yield `${open('svg', {
          ...{ class: 'frame', x, y, width: size, height: aspect * size },
          viewBox: `${crop.left} ${crop.top} ${crop.width} ${crop.height}`,
        })}\n`;
        if (take) {
          const href = frameImage(one, page, ratio, take).toDataURL('image/png');
          yield `${empty('image', { width: viewport.width, height: viewport.height, href })}\n`;
        } else yield* frameMarkup(one.shot, page.data, penFor(one.shot, size / crop.width, size));
        yield '</svg>\n';
        const below = y + aspect * size + gaps.title + capHeight * font.size;
        const place = { class: 'frame-title', x: x + size / 2, y: below, 'text-anchor': 'middle' };
        yield `${text('text', place, shortened(one.title, font, size))}\n`;
      }
    },
  };
  // A frame may have no boundary yet: the legend is that of the frame with the most lines.
  const legends = frames.map((one) => legendOf(one.shot.drawing, one.shot.choices));
  const legend = legends.reduce((a, b) => (b.lines.length > a.lines.length ? b : a));
  const scale = inner / (across * crop.width);
  return [
    ...pageMarkup({
      title,
      description: frames.map((one) => one.title).join('; '),
      ink: inkOf(style),
      setup: { ...defaultSetup, width, font: family, ...(height !== undefined && { height }) },
      legend: [
        ...keysOf(legend, scale, penFor(shot, scale, inner / across).strong, shot),
        ...pointKeys(shot, page.data),
      ],
      bar: legend.faces.kind === 'ramp' ? legend.faces : undefined,
      content,
    }),
  ].join('');
}

interface Crop {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The part of the viewport that the surfaces of all frames are in; all of it for graphs. */
function cropOf(frames: readonly Framed[]): Crop {
  const { viewport, drawing } = frames[0].shot;
  const whole = { left: 0, top: 0, width: viewport.width, height: viewport.height };
  if (drawing.picture.graph) return whole;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { shot } of frames) {
    const { positions } = shot.drawing.surface;
    for (let i = 0; i < positions.length; i += 3) {
      const height = positions[i + 2] * shot.choices.exaggeration;
      const [x, y] = shot.projection.project([positions[i], positions[i + 1], height]);
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  left = Math.max(0, left - margin);
  top = Math.max(0, top - margin);
  const width = Math.min(viewport.width, right + margin) - left;
  const height = Math.min(viewport.height, bottom + margin) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : whole;
}

/** Widths of decision boundaries and radii of points in a frame, in points: a share of its width within bounds. */
const inFrame = {
  boundary: { share: 1 / 100, least: 0.9, most: 1.8 },
  point: { share: 1 / 150, least: 0.55, most: 1.3 },
} as const;

/** The pen of a frame of a width in points, with `scale` points per pixel of its viewport. */
function penFor({ drawing: { palette } }: Shot, scale: number, width: number): Pen {
  const [boundary, radius] = [inFrame.boundary, inFrame.point].map(
    ({ share, least, most }) => Math.min(most, Math.max(least, share * width)) / scale,
  );
  return { strong: Math.min(1, boundary / palette.boundary.casingWidth), radius };
}

/** The keys of the classes of data points; of points without classes, one. */
function pointKeys({ drawing }: Shot, data: Page['data']): FigureLegend {
  if (!data || drawing.picture.network.sliced) return [];
  const { targets } = data;
  // As all names in files, the same in every language.
  const title = inEnglish(() => l10n.t('Data'));
  const names = targets.kind === 'classes' ? targets.names : [''];
  const entries = names.slice(0, mostClasses).map((name, label): LegendEntry => {
    const colour = pointColour(drawing.palette, label);
    return { name: name || title, sample: { kind: 'dot', colour, radius: 1.8, outline: '#000' } };
  });
  return targets.kind === 'classes' ? [{ title, entries }] : [{ entries }];
}

/** More classes than this are not told. */
const mostClasses = 8;

/** The keys of a legend, with lines as wide as in the frames. */
function keysOf(
  { lines, faces }: PictureLegend,
  scale: number,
  strong: number,
  { drawing }: Shot,
): FigureLegend {
  const isGraph = drawing.picture.graph;
  const entry = ({ name, of, colour, width, casing }: LineKey): LegendEntry => {
    if (isGraph && of.kind === 'layer')
      return { name, sample: { kind: 'dot', colour: `#${hex(colour)}`, radius: 2 } };
    // A decision boundary is told by its casing, which is the stronger of its two lines.
    const drawn = of.kind === 'boundary' && casing ? casing : { colour, width };
    const factor = of.kind === 'layer' ? 1 : strong;
    const stroke = Math.min(1.8, Math.max(0.5, factor * scale * drawn.width));
    return { name, sample: { kind: 'line', colour: `#${hex(drawn.colour)}`, width: stroke } };
  };
  const keys = lines.map((line) => ({ entries: [entry(line)] }));
  if (faces.kind !== 'keys') return keys;
  const entries = faces.keys.map(({ name, colour }): LegendEntry => ({
    name,
    sample: { kind: 'face', colour: `#${hex(colour)}` },
  }));
  return [...keys, { title: faces.title, entries }];
}
