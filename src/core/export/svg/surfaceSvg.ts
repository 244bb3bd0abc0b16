import type { LevelSets } from '../../analysis/levelSets.ts';
import { boxAxes, type AxesSpacing } from '../../plot/boxAxes.ts';
import type { AxesLayout, AxisLabel, AxisLine, Point } from '../../plot/axesLayout.ts';
import { overlap, type Rect } from '../../plot/labelPlacement.ts';
import type { Box, Vec3 } from '../../plot/vec3.ts';
import { heightName } from '../../height.ts';
import { light, relief } from '../../picture/light.ts';
import type { PictureLegend } from '../../picture/pictureLegend.ts';
import { sceneHeight } from '../../picture/sceneFrame.ts';
import { facetSlopes } from '../../picture/surface.ts';
import { cornerHeights } from '../../picture/surfacePieces.ts';
import type { Subject } from '../../subject.ts';
import { painterOrder } from '../painterOrder.ts';
import { sceneOf, type Scene } from '../scene.ts';
import { eyeOf, projected, type CameraMatrix } from './camera.ts';
import { describe } from './description.ts';
import { empty, open, text } from '../../figure/element.ts';
import { contourLabelsMarkup, contoursByCell, pageContours } from './contourMarkup.ts';
import { facetsMarkup, facing, nearestFacet } from './facets.ts';
import { figureLegend, figureLevels, pageLegend } from './figureLegend.ts';
import { defaultSetup, frameWidth, inkOf, type Ink, type Plot } from '../../figure/page.ts';
import { pageMarkup, type Content } from '../../figure/pageMarkup.ts';
import { faceColour, pointText } from './paint.ts';
import type { SvgLook } from './plane.ts';
import { strokesOf } from './strokes.ts';
import { capHeight, descent, shortened, textWidth, type Font } from '../../figure/textWidth.ts';

/**
 * The surface as seen by a camera, as an SVG document in chunks. Facets are painted from back to
 * front (see `painterOrder`), each line together with the nearer of its facets, and the picture is
 * scaled to the page. The whole surface must be in front of the camera. Throws a RangeError for one
 * input, and a PageError if the page is too small.
 */
export function surfaceSvg(
  subject: Subject,
  { style, page, shading, ...look }: SvgLook,
  camera: CameraMatrix,
): Generator<string> {
  if (subject.graph) throw new RangeError('A network of one input has no surface.');
  const ink = inkOf(style);
  const setup = { ...defaultSetup, ...page };
  const font: Font = { family: setup.font, size: setup.fontSize };
  const scene = sceneOf(subject, { ...look, theme: ink.theme });
  const sets = figureLevels(scene, look.levels);
  const legend = figureLegend(scene, sets);
  const content = surfaceContent({
    scene,
    sets,
    legend,
    camera,
    font,
    ink,
    isLit: shading === true,
  });
  const description = describe(scene, legend);
  const keys = pageLegend(legend, 'line');
  return pageMarkup({ title: subject.title, description, ink, setup, ...keys, content });
}

interface Seen {
  readonly scene: Scene;
  readonly sets: LevelSets | undefined;
  readonly legend: PictureLegend;
  readonly camera: CameraMatrix;
  readonly font: Font;
  readonly ink: Ink;
  readonly isLit: boolean;
}

/** No label is on a facet that faces the viewer less, relative to the one that does most. */
const leastFacing = 0.3;
/** Height of the picture divided by its width, at most, if it can be chosen. */
const tallest = 1;

function surfaceContent(seen: Seen): Content {
  const points = cornersOnPicture(seen);
  const box = boxOf(seen.scene);
  const extents = boundsOf(
    [...cornersOf(box).map((corner) => projected(seen.camera, corner)), ...points].map(
      ([x, y]) => ({
        ...{ left: x, right: x, top: -y, bottom: -y },
      }),
    ),
  );
  const fitted = (width: number, height: number): Fit => fit(seen, box, extents, width, height);
  return {
    heightFor: (width) => {
      const { bounds } = fitted(width, tallest * width);
      return bounds.bottom - bounds.top;
    },
    isRigid: false,
    // The numbers at the ends of a colour bar need half a line.
    margins: () => ({ left: 0, right: 0, top: seen.font.size / 2, bottom: seen.font.size / 2 }),
    draw: function* (plot) {
      const { scale, axes, bounds } = fitted(plot.width, plot.height);
      const left = plot.left + (plot.width - bounds.left - bounds.right) / 2;
      const top = plot.top + (plot.height - bounds.top - bounds.bottom) / 2;
      const onPage = ([x, y]: Point): Point => [left + x, top + y];
      yield* linesMarkup('grid', axes.behind, onPage, seen.ink);
      const fromPicture = ([x, y]: Point): Point => onPage([scale * x, -scale * y]);
      const obstacles = axes.placed.map(({ rect }) => ({
        ...{ left: left + rect.left, right: left + rect.right },
        ...{ top: top + rect.top, bottom: top + rect.bottom },
      }));
      yield* surfaceMarkup(seen, points.map(fromPicture), fromPicture, plot, obstacles);
      yield* linesMarkup('axes', axes.front, onPage, seen.ink);
      yield* labelsMarkup(axes.placed, onPage, seen.font);
    },
  };
}

/** The picture at the scale that fills a rectangle, with its origin at (0, 0). */
interface Fit {
  readonly scale: number;
  readonly axes: Axes;
  /** The smallest rectangle around picture and axes. */
  readonly bounds: Rect;
}

/** The axes of the box, with the labels that do not overlap. */
interface Axes extends Pick<AxesLayout, 'behind' | 'front'> {
  readonly placed: readonly PlacedLabel[];
}

interface PlacedLabel {
  readonly label: AxisLabel;
  readonly text: string;
  readonly rect: Rect;
}

/** The largest scale at which picture and axes fit; labels have the same size at every scale. */
function fit(seen: Seen, box: Box, extents: Rect, width: number, height: number): Fit {
  const at = (scale: number): Fit => {
    const axes = axesOf(seen, box, scale, width);
    const picture = {
      left: scale * extents.left,
      right: scale * extents.right,
      top: scale * extents.top,
      bottom: scale * extents.bottom,
    };
    return { scale, axes, bounds: boundsOf([picture, ...axes.placed.map(({ rect }) => rect)]) };
  };
  let high = Math.min(
    width / (extents.right - extents.left || 1),
    height / (extents.bottom - extents.top || 1),
  );
  let low = high / 64;
  for (let i = 0; i < 20; i++) {
    const scale = (low + high) / 2;
    const { bounds } = at(scale);
    if (bounds.right - bounds.left > width || bounds.bottom - bounds.top > height) high = scale;
    else low = scale;
  }
  return at(low);
}

function axesOf({ scene, camera, font }: Seen, box: Box, scale: number, width: number): Axes {
  const { subject, height, sceneFrame } = scene;
  const [x, y] = subject.inputNames;
  const z = heightName(subject.outputNames, height);
  const eye = eyeOf(camera);
  const labelGap = 0.55 * font.size + 1;
  const spacing: AxesSpacing = {
    tick: 3.2 * font.size,
    tickLength,
    labelGap,
    nameGap: ([dx, dy], numbers) => {
      const widest = Math.max(0, ...numbers.map((number) => textWidth(number.text, font)));
      const across = Math.abs(dx) > 0.5 ? widest : widest / 2;
      return tickLength + labelGap + Math.abs(dx) * across + (0.5 + Math.abs(dy)) * font.size;
    },
  };
  const { behind, front, labels } = boxAxes(
    [
      { name: x, centre: sceneFrame.x, scale: sceneFrame.sx },
      { name: y, centre: sceneFrame.y, scale: sceneFrame.sy },
      { name: z, centre: sceneFrame.z, scale: sceneFrame.sz },
    ],
    box,
    {
      project: (point) => {
        const [right, up] = projected(camera, point);
        return [scale * right, -scale * up];
      },
      // The centre of the box is the origin of the scene.
      towards: [eye.x, eye.y, 1],
    },
    spacing,
  );
  const placed: PlacedLabel[] = [];
  const names = labels.filter(({ kind }) => kind === 'name');
  const numbers = labels.filter(({ kind }) => kind === 'number');
  for (const label of [...names, ...numbers]) {
    const content = shortened(label.text, font, width / 2);
    const rect = rectOf(label, textWidth(content, font), font);
    if (label.kind === 'name' || !placed.some((other) => overlap(other.rect, apart(rect))))
      placed.push({ label, text: content, rect });
  }
  return { behind, front, placed };

  function apart({ left, right, top, bottom }: Rect): Rect {
    return { left: left - font.size / 3, right: right + font.size / 3, top, bottom };
  }
}

const tickLength = 3;

function rectOf({ at: [x, y], align }: AxisLabel, width: number, { size }: Font): Rect {
  const before = { left: 0, center: width / 2, right: width }[align];
  const half = (capHeight / 2 + descent) * size;
  return { left: x - before, right: x - before + width, top: y - half, bottom: y + half };
}

function* linesMarkup(
  name: string,
  lines: readonly AxisLine[],
  onPage: (point: Point) => Point,
  ink: Ink,
): Generator<string> {
  const style = { class: name, fill: 'none', stroke: ink.foreground, 'stroke-linecap': 'round' };
  yield `${open('g', { ...style, 'stroke-width': frameWidth })}\n`;
  const strengths = [...new Set(lines.map(({ strength }) => strength))];
  for (const strength of strengths) {
    const d = lines
      .filter((line) => line.strength === strength)
      .map(({ from, to }) => `M${pointText(onPage(from))}L${pointText(onPage(to))}`);
    // Axes are solid, the grid behind the picture is not.
    const opacity = name === 'grid' ? strength : undefined;
    yield `${empty('path', { 'stroke-opacity': opacity, d: d.join('') })}\n`;
  }
  yield '</g>\n';
}

function* labelsMarkup(
  placed: readonly PlacedLabel[],
  onPage: (point: Point) => Point,
  font: Font,
): Generator<string> {
  yield `${open('g', { class: 'ticks' })}\n`;
  for (const { label, text: content } of placed) {
    const [x, middle] = onPage(label.at);
    const place = { x, y: middle + (capHeight / 2) * font.size };
    const anchor = { left: undefined, center: 'middle', right: 'end' }[label.align];
    const name = label.kind === 'name' ? 'axis-name' : undefined;
    yield `${text('text', { class: name, ...place, 'text-anchor': anchor }, content)}\n`;
  }
  yield '</g>\n';
}

function cornersOnPicture(seen: Seen): Point[] {
  const { xy } = seen.scene.pieces;
  const heights = cornerHeights(seen.scene.pieces);
  return Array.from(heights, (height, k) => onPicture(seen, xy[2 * k], xy[2 * k + 1], height));
}

/** The projection of a point of the network's coordinates, before scaling. */
function onPicture(
  { scene: { sceneFrame }, camera }: Pick<Seen, 'scene' | 'camera'>,
  x: number,
  y: number,
  height: number,
): Point {
  return projected(camera, [
    (x - sceneFrame.x) * sceneFrame.sx,
    (y - sceneFrame.y) * sceneFrame.sy,
    sceneHeight(sceneFrame, height),
  ]);
}

/** The box around the surface, in the scene. */
function boxOf({ extent, sceneFrame }: Scene): Box {
  const x = (value: number): number => (value - sceneFrame.x) * sceneFrame.sx;
  const y = (value: number): number => (value - sceneFrame.y) * sceneFrame.sy;
  const z = (value: number): number => sceneHeight(sceneFrame, value);
  return {
    min: [x(extent.x0), y(extent.y0), z(extent.lo)],
    max: [x(extent.x1), y(extent.y1), z(extent.hi)],
  };
}

function cornersOf({ min, max }: Box): Vec3[] {
  return [min, max].flatMap(([x]) =>
    [min, max].flatMap(([, y]) => [min, max].map(([, , z]): Vec3 => [x, y, z])),
  );
}

function* surfaceMarkup(
  { scene, sets, legend, camera, font, ink, isLit }: Seen,
  pixels: readonly Point[],
  fromPicture: (point: Point) => Point,
  { left, top, width, height }: Plot,
  obstacles: readonly Rect[],
): Generator<string> {
  const { subject, pieces, sceneFrame } = scene;
  const eye = eyeOf(camera);
  const order = painterOrder(subject.complex, pieces, {
    x: sceneFrame.x * eye.w + eye.x / sceneFrame.sx,
    y: sceneFrame.y * eye.w + eye.y / sceneFrame.sy,
    w: eye.w,
  });
  const nearest = nearestFacet(pieces, order, pixels);
  const faces = facing(pieces, sceneFrame, pixels);
  const contours =
    sets &&
    pageContours(
      sets,
      scene.boundaryLevel,
      legend,
      font,
      (x, y, level) => fromPicture(onPicture({ scene, camera }, x, y, level)),
      {
        area: { left, top, right: left + width, bottom: top + height },
        obstacles,
        isSeen: (cell, { at, box }) => {
          const facet = nearest(at);
          const isInFront = facet >= 0 && pieces.cell[facet] === cell && faces[facet] > leastFacing;
          return isInFront && box.every((corner) => nearest(corner) >= 0);
        },
      },
    );
  const lines = contoursByCell(contours ?? []);
  const lastOfCell = new Map<number, number>();
  for (const p of order) lastOfCell.set(pieces.cell[p], p);
  const slopes = isLit ? facetSlopes(pieces, sceneFrame) : undefined;
  yield* facetsMarkup({
    pieces,
    order,
    pixels,
    fill: (p) =>
      faceColour(scene, p, slopes ? light(slopes[2 * p] * relief, slopes[2 * p + 1] * relief) : 1),
    strokes: strokesOf(scene, legend, pixels, ink),
    after: (p) => {
      const cell = pieces.cell[p];
      return lastOfCell.get(cell) === p ? (lines.get(cell)?.join('') ?? '') : '';
    },
  });
  yield* contourLabelsMarkup(contours ?? [], font);
}

function boundsOf(rects: readonly Rect[]): Rect {
  const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { left, right, top, bottom } of rects) {
    bounds.left = Math.min(bounds.left, left);
    bounds.right = Math.max(bounds.right, right);
    bounds.top = Math.min(bounds.top, top);
    bounds.bottom = Math.max(bounds.bottom, bottom);
  }
  return bounds;
}
