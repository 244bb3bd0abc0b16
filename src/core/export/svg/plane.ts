import { levelOf, type LevelSets } from '../../analysis/levelSets.ts';
import { hex } from '../../plot/colour.ts';
import { mayBeShaded } from '../../picture/colouring.ts';
import { light, relief } from '../../picture/light.ts';
import { levelWidth } from '../../plot/palette.ts';
import { facetSlopes } from '../../picture/surface.ts';
import type { Subject } from '../../subject.ts';
import { levelSetsOfSubject, polyline } from '../contours.ts';
import { digits } from '../../digits.ts';
import { sceneOf, type Look, type Scene } from '../scene.ts';
import { axesMarkup } from './axes.ts';
import { describe } from './description.ts';
import { empty, open } from './element.ts';
import { graphMarkup } from './graph.ts';
import { legendOf } from './legend.ts';
import { inkOf, pageMarkup, type PageStyle, type Plot } from './page.ts';
import { faceColour, pointText, polygonPath, strokesOf } from './paint.ts';

/** The appearance of an SVG. */
export type SvgLook = Omit<Look, 'theme'> & { readonly style: PageStyle };

/**
 * The complex seen from above, or the graph of a network with one input, as an SVG document in
 * chunks. Coordinates are pixels in full precision. The `data-` attributes of the picture have the
 * transform from network coordinates: `data-pixel` is the position of the point `data-point`, and
 * `data-scale` has the pixels per unit of both axes (the second pointing up). Throws a ContourError
 * at once if the levels are invalid.
 */
export function svg(subject: Subject, { style, ...look }: SvgLook): Generator<string> {
  const ink = inkOf(style);
  const scene = sceneOf(subject, { ...look, theme: ink.theme });
  const { extent, sceneFrame } = scene;
  const flat = { ink, title: subject.title, description: describe(scene) };
  if (subject.graph) {
    const page = { ...flat, legend: [], aspect: 0.6 };
    return pageMarkup(page, (plot) => graphMarkup(scene, plot, ink));
  }
  const aspect =
    ((extent.y1 - extent.y0) * sceneFrame.sy) / ((extent.x1 - extent.x0) * sceneFrame.sx);
  const sets =
    look.levels === undefined
      ? undefined
      : levelSetsOfSubject(subject, { height: scene.height, levels: look.levels });
  const page = { ...flat, legend: legendOf(scene, sets), aspect };
  return pageMarkup(page, function* (plot) {
    yield* complexMarkup(scene, sets, plot);
    const [x, y] = subject.inputNames;
    const { x0, x1, y0, y1 } = extent;
    yield* axesMarkup({ name: x, lo: x0, hi: x1 }, { name: y, lo: y0, hi: y1 }, plot, ink);
  });
}

function* complexMarkup(scene: Scene, sets: LevelSets | undefined, plot: Plot): Generator<string> {
  const { pieces, extent, colouring } = scene;
  const scaleX = plot.width / (extent.x1 - extent.x0);
  const scaleY = plot.height / (extent.y1 - extent.y0);
  const bottom = plot.top + plot.height;
  const pixelOf = (x: number, y: number): [number, number] => [
    plot.left + (x - extent.x0) * scaleX,
    bottom - (y - extent.y0) * scaleY,
  ];
  const pixel = (corner: number): [number, number] =>
    pixelOf(pieces.xy[2 * corner], pieces.xy[2 * corner + 1]);

  yield `${open('g', {
    class: 'complex',
    'data-pixel': pointText([plot.left, bottom]),
    'data-point': pointText([extent.x0, extent.y0]),
    'data-scale': pointText([scaleX, scaleY]),
    'stroke-linejoin': 'round',
    'stroke-linecap': 'round',
  })}\n`;
  const lit = mayBeShaded(colouring);
  const slopes = facetSlopes(scene.pieces, scene.sceneFrame);
  yield `${open('g', { class: 'regions', 'stroke-width': seam })}\n`;
  for (let p = 0; p < pieces.count; p++) {
    const brightness = lit ? light(slopes[2 * p] * relief, slopes[2 * p + 1] * relief) : 1;
    const fill = faceColour(scene, p, brightness);
    const points: [number, number][] = [];
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++) points.push(pixel(k));
    const d = polygonPath(points);
    yield `${empty('path', { 'data-region': pieces.cell[p], fill, stroke: fill, d })}\n`;
  }
  yield '</g>\n';
  for (const { corners, colour, width, ...names } of strokesOf(scene)) {
    yield open('g', { ...names, stroke: colour, 'stroke-width': digits(width), fill: 'none' });
    yield '<path d="';
    for (let i = 0; i < corners.length; i += 2)
      yield `M${pointText(pixel(corners[i]))}L${pointText(pixel(corners[i + 1]))}`;
    yield '"/></g>\n';
  }
  if (sets) yield* levelMarkup(scene, sets, pixelOf);
  yield '</g>\n';
}

function* levelMarkup(
  { palette }: Scene,
  sets: LevelSets,
  pixelOf: (x: number, y: number) => [number, number],
): Generator<string> {
  const stroke = `#${hex(palette.level)}`;
  const line = { class: 'levels', stroke, 'stroke-width': levelWidth, fill: 'none' };
  yield `${open('g', line)}\n`;
  for (let k = 0; k < sets.curves.count; k++) {
    const points = polyline(sets.curves, k).map(([x, y]) => pointText(pixelOf(x, y)));
    const d = `M${points.join('L')}${sets.curves.closed[k] === 1 ? 'Z' : ''}`;
    yield `${empty('path', { 'data-level': digits(sets.levels[levelOf(sets, k)]), d })}\n`;
  }
  yield '</g>\n';
}

/** A stroke around faces, to hide the background between them. */
const seam = 0.6;
