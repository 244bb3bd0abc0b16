import type { LevelSets } from '../../analysis/levelSets.ts';
import { light, relief } from '../../picture/light.ts';
import type { PictureLegend } from '../../picture/pictureLegend.ts';
import { aspectOf } from '../../picture/sceneFrame.ts';
import { facetSlopes } from '../../picture/surface.ts';
import { shareOf } from '../../plot/share.ts';
import type { Subject } from '../../subject.ts';
import { digits } from '../../digits.ts';
import { sceneOf, type Look, type Scene } from '../scene.ts';
import { axesMargins, axesMarkup, type AxisRange } from '../../figure/axes.ts';
import { contourLabelsMarkup, contourMarkup, pageContours } from './contourMarkup.ts';
import { describe } from './description.ts';
import { empty, open } from '../../figure/element.ts';
import { figureLegend, figureLevels, pageLegend } from './figureLegend.ts';
import { graphContent } from './graph.ts';
import {
  defaultSetup,
  inkOf,
  type Ink,
  type PageSetup,
  type PageStyle,
  type Plot,
} from '../../figure/page.ts';
import { pageMarkup, type Content } from '../../figure/pageMarkup.ts';
import { faceColour, pointText, polygonPath, scaleText } from './paint.ts';
import { strokesOf } from './strokes.ts';
import type { Font } from '../../figure/textWidth.ts';

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
 * and `data-scale` has the points per unit of both axes (the second pointing up), unless a double cannot
 * have them. Throws a ContourError at once if the levels are invalid, and a PageError if the page is too
 * small.
 */
export function svg(
  subject: Subject,
  { style, page, shading, ...look }: SvgLook,
): Generator<string> {
  const ink = inkOf(style);
  const setup = { ...defaultSetup, ...page };
  const font: Font = { family: setup.font, size: setup.fontSize };
  const scene = sceneOf(subject, { ...look, theme: ink.theme });
  const sets = figureLevels(scene, look.levels);
  const legend = figureLegend(scene, sets);
  const content = subject.graph
    ? graphContent(scene, legend, font, ink)
    : planeContent({ scene, sets, legend, font, ink, isLit: shading === true });
  const description = describe(scene, legend);
  const keys = pageLegend(legend, subject.graph ? 'dot' : 'line');
  return pageMarkup({ title: subject.title, description, ink, setup, ...keys, content });
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
  const { extent, subject } = scene;
  const { x0, x1, y0, y1 } = extent;
  const aspect = aspectOf(extent);
  const x: AxisRange = { name: subject.inputNames[0], lo: x0, hi: x1 };
  const y: AxisRange = { name: subject.inputNames[1], lo: y0, hi: y1 };
  return {
    heightFor: (width) => width * aspect,
    isRigid: true,
    margins: (width, height) => axesMargins(x, y, width, height, font),
    draw: function* (plot) {
      yield* complexMarkup(plane, plot);
      yield* axesMarkup(x, y, plot, font, ink);
    },
  };
}

function* complexMarkup(plane: Plane, plot: Plot): Generator<string> {
  const { scene, legend, font, ink, isLit } = plane;
  const { pieces, extent } = scene;
  const { x0, x1, y0, y1 } = extent;
  const bottom = plot.top + plot.height;
  const pointOf = (x: number, y: number): [number, number] => [
    plot.left + shareOf({ lo: x0, hi: x1 }, x) * plot.width,
    bottom - shareOf({ lo: y0, hi: y1 }, y) * plot.height,
  ];
  const corners = Array.from({ length: pieces.xy.length / 2 }, (_, k) =>
    pointOf(pieces.xy[2 * k], pieces.xy[2 * k + 1]),
  );

  const { left, top, width, height } = plot;
  yield `${open('clipPath', { id: 'fold-complex-plot' })}${empty('rect', { x: left, y: top, width, height })}</clipPath>\n`;
  yield `${open('g', {
    class: 'complex',
    'data-pixel': pointText([left, bottom]),
    'data-point': pointText([x0, y0]),
    'data-scale': scaleText(width / (x1 - x0), height / (y1 - y0)),
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
  const contours =
    plane.sets &&
    pageContours(plane.sets, scene.boundaryLevel, legend, font, pointOf, {
      area: { left, top, right: left + width, bottom: top + height },
    });
  if (contours) {
    yield* contourMarkup(contours);
    yield* contourLabelsMarkup(contours, font);
  }
  yield '</g>\n';
}

/** A stroke around faces, to hide the background between them. */
const seam = 0.4;
