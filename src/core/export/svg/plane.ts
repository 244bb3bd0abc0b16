import { levelOf, type LevelSets } from '../../analysis/levelSets.ts';
import { numberText } from '../../numberText.ts';
import { contourLabels, type ContourLabel } from '../../picture/contourLabels.ts';
import { light, relief } from '../../picture/light.ts';
import type { LineKey, PictureLegend } from '../../picture/pictureLegend.ts';
import { facetSlopes } from '../../picture/surface.ts';
import type { Subject } from '../../subject.ts';
import { levelSetsOfSubject, polyline } from '../contours.ts';
import { digits } from '../../digits.ts';
import { sceneOf, type Look, type Scene } from '../scene.ts';
import { axesMargins, axesMarkup, type AxisRange } from './axes.ts';
import { describe } from './description.ts';
import { empty, open, text } from './element.ts';
import { figureLegend } from './figureLegend.ts';
import { graphContent } from './graph.ts';
import {
  defaultSetup,
  inkOf,
  type Ink,
  type PageSetup,
  type PageStyle,
  type Plot,
} from './page.ts';
import { pageMarkup, type Content } from './pageMarkup.ts';
import { faceColour, pointText, polygonPath } from './paint.ts';
import { lineStyle, strokesOf } from './strokes.ts';
import { capHeight, textWidth, type Font } from './textWidth.ts';

/** The appearance of an SVG. */
export interface SvgLook extends Omit<Look, 'theme'> {
  readonly style: PageStyle;
  /** Default: `defaultSetup`. */
  readonly page?: Partial<PageSetup>;
  /**
   * Whether the faces are shaded as by a light. Default: not, because a shade could be read as a
   * number of the colour scale.
   */
  readonly shading?: boolean;
}

/**
 * The complex seen from above, or the graph of a network with one input, as an SVG document in
 * chunks. Coordinates are points (1/72 inch) in full precision. The `data-` attributes of the picture
 * have the transform from network coordinates: `data-pixel` is the position of the point `data-point`,
 * and `data-scale` has the points per unit of both axes (the second pointing up). Throws a ContourError
 * at once if the levels are invalid, and a PageError if the page is too small.
 */
export function svg(
  subject: Subject,
  { style, page, shading, ...look }: SvgLook,
): Generator<string> {
  const ink = inkOf(style);
  const setup = { ...defaultSetup, ...page };
  const font: Font = { family: setup.font, size: setup.fontSize };
  const scene = sceneOf(subject, { ...look, theme: ink.theme });
  const sets =
    look.levels === undefined || subject.graph
      ? undefined
      : levelSetsOfSubject(subject, { height: scene.height, levels: look.levels });
  const legend = figureLegend(scene, sets);
  const content = subject.graph
    ? graphContent(scene, legend, font, ink)
    : planeContent({ scene, sets, legend, font, ink, isLit: shading === true });
  const description = describe(scene, legend);
  return pageMarkup({ title: subject.title, description, ink, setup, legend, content });
}

interface Plane {
  readonly scene: Scene;
  readonly sets: LevelSets | undefined;
  readonly legend: PictureLegend;
  readonly font: Font;
  readonly ink: Ink;
  readonly isLit: boolean;
}

function planeContent(plane: Plane): Content {
  const { scene, font, ink } = plane;
  const { extent, sceneFrame, subject } = scene;
  const { x0, x1, y0, y1 } = extent;
  const aspect = ((y1 - y0) * sceneFrame.sy) / ((x1 - x0) * sceneFrame.sx);
  const x: AxisRange = { name: subject.inputNames[0], lo: x0, hi: x1 };
  const y: AxisRange = { name: subject.inputNames[1], lo: y0, hi: y1 };
  return {
    heightFor: (width) => width * aspect,
    isRigid: true,
    margins: (width, height) => axesMargins(x, y, width, height, font),
    marks: 'line',
    draw: function* (plot) {
      yield* complexMarkup(plane, plot);
      yield* axesMarkup(x, y, plot, font, ink);
    },
  };
}

function* complexMarkup(plane: Plane, plot: Plot): Generator<string> {
  const { scene, legend, ink, isLit } = plane;
  const { pieces, extent } = scene;
  const scaleX = plot.width / (extent.x1 - extent.x0);
  const scaleY = plot.height / (extent.y1 - extent.y0);
  const bottom = plot.top + plot.height;
  const pointOf = (x: number, y: number): [number, number] => [
    plot.left + (x - extent.x0) * scaleX,
    bottom - (y - extent.y0) * scaleY,
  ];
  const corners = Array.from({ length: pieces.xy.length / 2 }, (_, k) =>
    pointOf(pieces.xy[2 * k], pieces.xy[2 * k + 1]),
  );

  const { left, top, width, height } = plot;
  yield `${open('clipPath', { id: 'fold-complex-plot' })}${empty('rect', { x: left, y: top, width, height })}</clipPath>\n`;
  yield `${open('g', {
    class: 'complex',
    'data-pixel': pointText([left, bottom]),
    'data-point': pointText([extent.x0, extent.y0]),
    'data-scale': pointText([scaleX, scaleY]),
    'clip-path': 'url(#fold-complex-plot)',
    'stroke-linejoin': 'round',
    'stroke-linecap': 'round',
  })}\n`;
  const slopes = isLit ? facetSlopes(scene.pieces, scene.sceneFrame) : undefined;
  yield `${open('g', { class: 'regions', 'stroke-width': seam })}\n`;
  for (let p = 0; p < pieces.count; p++) {
    const brightness = slopes ? light(slopes[2 * p] * relief, slopes[2 * p + 1] * relief) : 1;
    const fill = faceColour(scene, p, brightness);
    const d = polygonPath(corners.slice(pieces.start[p], pieces.start[p + 1]));
    yield `${empty('path', { 'data-region': pieces.cell[p], fill, stroke: fill, d })}\n`;
  }
  yield '</g>\n';
  for (const stroke of strokesOf(scene, legend, corners, ink)) {
    yield open('g', {
      class: stroke.class,
      stroke: stroke.colour,
      'stroke-width': digits(stroke.width),
      'stroke-opacity': stroke.opacity,
      fill: 'none',
    });
    yield '<path d="';
    for (let i = 0; i < stroke.corners.length; i += 2) {
      const [from, to] = [corners[stroke.corners[i]], corners[stroke.corners[i + 1]]];
      yield `M${pointText(from)}L${pointText(to)}`;
    }
    yield '"/></g>\n';
  }
  const contours = legend.lines.find(({ of }) => of.kind === 'contours');
  if (plane.sets && contours) yield* contourMarkup(plane, plane.sets, contours, plot, pointOf);
  yield '</g>\n';
}

/** Size of the labels of contour lines, as a fraction of the size of the text. */
const labelSize = 0.85;

function* contourMarkup(
  { font }: Plane,
  sets: LevelSets,
  key: LineKey,
  plot: Plot,
  pointOf: (x: number, y: number) => [number, number],
): Generator<string> {
  const { colour, width, dashes } = lineStyle(key);
  const labelFont = { ...font, size: labelSize * font.size };
  const curves = Array.from({ length: sets.curves.count }, (_, k) => {
    const closed = sets.curves.closed[k] === 1;
    const points = polyline(sets.curves, k).map(([x, y]) => pointOf(x, y));
    const level = sets.levels[levelOf(sets, k)];
    const label = numberText(level, 3);
    const size = {
      width: textWidth(label, labelFont) + labelFont.size / 2,
      height: capHeight * labelFont.size,
    };
    return {
      closed,
      points: closed ? points.slice(0, -1) : points,
      level,
      text: label,
      label: size,
    };
  });
  const labels = contourLabels(curves, plot);
  yield `${open('g', { class: 'levels', stroke: colour, 'stroke-width': width, 'stroke-dasharray': dashes, fill: 'none' })}\n`;
  for (const [k, { points, closed, level }] of curves.entries()) {
    const lines = labels[k]?.rest ?? [points];
    const end = closed && !labels[k] ? 'Z' : '';
    const d = lines.map((line) => `M${line.map(pointText).join('L')}${end}`).join('');
    yield `${empty('path', { 'data-level': digits(level), d })}\n`;
  }
  yield '</g>\n';
  yield `${open('g', { class: 'level-labels', 'font-size': labelFont.size, fill: colour })}\n`;
  for (const [
    k,
    {
      text: label,
      label: { height },
    },
  ] of curves.entries())
    if (labels[k]) yield `${labelMarkup(label, labels[k], height)}\n`;
  yield '</g>\n';
}

function labelMarkup(label: string, { at: [x, y], angle }: ContourLabel, height: number): string {
  const turned = `translate(${x} ${y}) rotate(${(angle * 180) / Math.PI})`;
  const place = { x: 0, y: height / 2, 'text-anchor': 'middle', transform: turned };
  return text('text', place, label);
}

/** A stroke around faces, to hide the background between them. */
const seam = 0.4;
