import { heightName } from '../../height.ts';
import { numberText } from '../../numberText.ts';
import { light, relief } from '../../picture/light.ts';
import type { Vec3 } from '../../plot/vec3.ts';
import { sceneHeight } from '../../picture/sceneFrame.ts';
import { facetSlopes } from '../../picture/surface.ts';
import { cornerHeights } from '../../picture/surfacePieces.ts';
import type { Subject } from '../../subject.ts';
import { painterOrder } from '../painterOrder.ts';
import { sceneOf, type Scene } from '../scene.ts';
import { eyeOf, projected, type CameraMatrix } from './camera.ts';
import { describe } from './description.ts';
import { empty, text } from './element.ts';
import { facetsMarkup } from './facets.ts';
import { legendOf } from './legend.ts';
import { inkOf, pageMarkup, type Ink, type Plot } from './page.ts';
import { faceColour, polygonPath, strokesOf } from './paint.ts';
import type { SvgLook } from './plane.ts';

/**
 * The surface as seen by a camera, as an SVG document in chunks. Facets are painted from back to
 * front (see `painterOrder`), each line together with the nearer of its facets, and the picture is
 * scaled to the page. The whole surface must be in front of the camera. Throws a RangeError for one
 * input.
 */
export function surfaceSvg(
  subject: Subject,
  { style, ...look }: SvgLook,
  camera: CameraMatrix,
): Generator<string> {
  if (subject.graph) throw new RangeError('A network of one input has no surface.');
  const ink = inkOf(style);
  const scene = sceneOf(subject, { ...look, theme: ink.theme });
  const page = { ink, title: subject.title, description: describe(scene), legend: legendOf(scene) };
  const points = cornersOnPicture(scene, camera);
  const box = boxCorners(scene).map((corner) => projected(camera, corner));
  const all = [...box, ...points];
  const [left, right] = range(all.map(([x]) => x));
  const [low, high] = range(all.map(([, y]) => y));
  return pageMarkup({ ...page, aspect: (high - low) / (right - left) }, function* (plot) {
    const scale = plot.width / (right - left);
    const pixel = ([x, y]: readonly [number, number]): [number, number] => [
      plot.left + (x - left) * scale,
      plot.top + (high - y) * scale,
    ];
    yield* floorMarkup(scene, box.map(pixel), plot, ink);
    yield* surfaceMarkup(scene, points.map(pixel), camera);
  });
}

function cornersOnPicture(scene: Scene, camera: CameraMatrix): [number, number][] {
  const { pieces, sceneFrame } = scene;
  const heights = cornerHeights(pieces);
  return Array.from(heights, (height, k) => {
    const x = (pieces.xy[2 * k] - sceneFrame.x) * sceneFrame.sx;
    const y = (pieces.xy[2 * k + 1] - sceneFrame.y) * sceneFrame.sy;
    return projected(camera, [x, y, sceneHeight(sceneFrame, height)]);
  });
}

/** The corners of the bounding box of the surface: the floor counterclockwise, then the top. */
function boxCorners({ extent, sceneFrame }: Scene): Vec3[] {
  const [x0, x1] = [extent.x0, extent.x1].map((x) => (x - sceneFrame.x) * sceneFrame.sx);
  const [y0, y1] = [extent.y0, extent.y1].map((y) => (y - sceneFrame.y) * sceneFrame.sy);
  const levels = [extent.lo, extent.hi].map((z) => sceneHeight(sceneFrame, z));
  return levels.flatMap((z): Vec3[] => [
    [x0, y0, z],
    [x1, y0, z],
    [x1, y1, z],
    [x0, y1, z],
  ]);
}

/** The floor of the box, with the range of each input along its lower side on the page. */
function* floorMarkup(
  { subject, extent, height }: Scene,
  box: readonly [number, number][],
  plot: Plot,
  ink: Ink,
): Generator<string> {
  const outline = { fill: 'none', stroke: ink.muted, 'stroke-opacity': 0.5 };
  yield `${empty('path', { class: 'floor', ...outline, d: polygonPath(box.slice(0, 4)) })}\n`;
  const [x, y] = subject.inputNames;
  const z = heightName(subject.outputNames, height);
  const ranges = [
    `${x}: ${numberText(extent.x0)} … ${numberText(extent.x1)}`,
    `${y}: ${numberText(extent.y0)} … ${numberText(extent.y1)}`,
    `${z}: ${numberText(extent.lo)} … ${numberText(extent.hi)}`,
  ];
  for (const [axis, [i, j]] of [lower(box, [0, 1], [3, 2]), lower(box, [0, 3], [1, 2])].entries()) {
    const middle = [(box[i][0] + box[j][0]) / 2, (box[i][1] + box[j][1]) / 2];
    const leftHalf = middle[0] < plot.left + plot.width / 2;
    const place = { x: middle[0], y: middle[1] + 22, 'text-anchor': leftHalf ? 'end' : 'start' };
    yield `${text('text', { class: 'axis-name', ...place }, ranges[axis])}\n`;
  }
  const below = { x: plot.left + plot.width / 2, y: plot.top + plot.height + 44 };
  yield `${text('text', { class: 'axis-name', ...below, 'text-anchor': 'middle' }, ranges[2])}\n`;
}

function lower(box: readonly [number, number][], p: readonly number[], q: readonly number[]) {
  const depth = ([i, j]: readonly number[]): number => box[i][1] + box[j][1];
  return depth(p) >= depth(q) ? p : q;
}

function* surfaceMarkup(
  scene: Scene,
  pixels: readonly [number, number][],
  camera: CameraMatrix,
): Generator<string> {
  const { subject, pieces, sceneFrame } = scene;
  const eye = eyeOf(camera);
  const order = painterOrder(subject.complex, pieces, {
    x: sceneFrame.x * eye.w + eye.x / sceneFrame.sx,
    y: sceneFrame.y * eye.w + eye.y / sceneFrame.sy,
    w: eye.w,
  });
  const slopes = facetSlopes(scene.pieces, scene.sceneFrame);
  yield* facetsMarkup({
    pieces,
    order,
    pixels,
    fill: (p) => faceColour(scene, p, light(slopes[2 * p] * relief, slopes[2 * p + 1] * relief)),
    strokes: strokesOf(scene),
  });
}

function range(values: readonly number[]): [lo: number, hi: number] {
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}
