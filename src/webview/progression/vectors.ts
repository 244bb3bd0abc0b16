import { empty, open } from '../../core/figure/element.ts';
import { eyeOf } from '../../core/export/svg/camera.ts';
import { facetsMarkup } from '../../core/export/svg/facets.ts';
import { pointText, polygonPath } from '../../core/export/svg/paint.ts';
import type { Stroke } from '../../core/export/svg/strokes.ts';
import { painterOrder } from '../../core/export/painterOrder.ts';
import { light, overlapOpacity } from '../../core/picture/light.ts';
import { levelOf } from '../../core/analysis/levelSets.ts';
import { layerStyle, type Palette } from '../../core/plot/palette.ts';
import type { Vec3 } from '../../core/plot/vec3.ts';
import { pieceEdges } from '../../core/picture/pieceEdges.ts';
import { breakpointsOf, graphPiece, graphPixel } from '../viewport/flat/graph.ts';
import { sceneToClip } from '../viewport/projection.ts';
import { faintest } from '../../core/picture/lineDensity.ts';
import { meanFoldStyle } from '../viewport/lineStyles.ts';
import { shadingOf, type Shot } from '../viewport/renderer.ts';
import { placedPoints, pointColour, pointRings } from './points.ts';
import type { Page } from './framePng.ts';
import { hex } from '../../core/plot/colour.ts';

/**
 * Whether a shot can be exported as SVG. A folded sheet in space intersects itself, so its facets
 * cannot be sorted by depth.
 */
export function hasVectors({ drawing: { image } }: Shot): boolean {
  return !image || image.flat;
}

/** What is drawn weaker in a small frame than on the screen. */
export interface Pen {
  /** Factor on the widths of decision boundaries and contour lines. */
  readonly strong: number;
  /** The greatest radius of a data point, in pixels of the viewport. */
  readonly radius: number;
}

/** A frame with its data points, in pixels of its viewport. */
export function* frameMarkup(shot: Shot, data: Page['data'], pen: Pen): Generator<string> {
  yield* shotMarkup(shot, pen.strong);
  if (data) yield* pointsMarkup(shot, data, pen.radius);
}

function shotMarkup(shot: Shot, strong: number): Generator<string> {
  if (shot.drawing.picture.graph) return graphMarkup(shot);
  return surfaceMarkup(shot, strong);
}

function* surfaceMarkup(shot: Shot, strong: number): Generator<string> {
  const { drawing, choices, projection, flatness } = shot;
  const { pieces, surface, colours, palette, picture, sceneFrame, image } = drawing;
  const pixelOf = ([x, y, z]: Vec3): [number, number] =>
    projection.project([x, y, z * choices.exaggeration]);
  const at = (values: Float32Array, i: number): Vec3 => [
    values[3 * i],
    values[3 * i + 1],
    values[3 * i + 2],
  ];
  const pixels = Array.from({ length: pieces.start[pieces.count] }, (_, k) =>
    pixelOf(at(surface.positions, k)),
  );
  const stretch = shadingOf(shot);
  const fill = (p: number): string => {
    const k = pieces.start[p];
    const brightness = light(surface.slopes[2 * k] * stretch, surface.slopes[2 * k + 1] * stretch);
    return facetColour(colours.faces, p, brightness);
  };
  const levels = levelsByCell(shot, (i) => pixelOf(at(drawing.levelLines, i)));
  if (flatness === 1 || image) {
    const faces = { class: 'surface', 'stroke-linejoin': 'round', 'stroke-width': 0.5 };
    yield `${open('g', { ...faces, ...(image && { 'fill-opacity': overlapOpacity }) })}\n`;
    for (let p = 0; choices.faces && p < pieces.count; p++) {
      const d = polygonPath(pixels.slice(pieces.start[p], pieces.start[p + 1]));
      const colour = fill(p);
      const seam = image ? {} : { stroke: colour };
      yield `${empty('path', { 'data-region': pieces.cell[p], fill: colour, ...seam, d })}\n`;
    }
    yield '</g>\n';
    for (const { class: name, corners, colour, width, opacity } of strokesOf(shot, strong)) {
      let d = '';
      for (let i = 0; i < corners.length; i += 2)
        d += `M${pointText(pixels[corners[i]])}L${pointText(pixels[corners[i + 1]])}`;
      const line = {
        class: name,
        stroke: colour,
        'stroke-width': width,
        'stroke-opacity': opacity,
      };
      yield `${empty('path', { ...line, 'stroke-linecap': 'round', fill: 'none', d })}\n`;
    }
    yield* levelMarkup([...levels.values()].flat(), palette, strong);
    return;
  }
  const eye = eyeOf(sceneToClip(projection));
  const order = painterOrder(picture.complex, pieces, {
    x: sceneFrame.x * eye.w + eye.x / sceneFrame.sx,
    y: sceneFrame.y * eye.w + eye.y / sceneFrame.sy,
    w: eye.w,
  });
  const lastOfCell = new Map<number, number>();
  for (const p of order) lastOfCell.set(pieces.cell[p], p);
  yield* facetsMarkup({
    pieces,
    order,
    pixels,
    fill: choices.faces ? fill : undefined,
    strokes: strokesOf(shot, strong),
    after: (p) => {
      const lines = lastOfCell.get(pieces.cell[p]) === p ? levels.get(pieces.cell[p]) : undefined;
      return lines ? [...levelMarkup(lines, palette, strong)].join('') : '';
    },
  });
}

/** Level lines, then the decision boundary of a single output, each on its casing. */
function* levelMarkup(
  lines: readonly LevelPart[],
  palette: Palette,
  strong: number,
): Generator<string> {
  for (const isBoundary of [false, true]) {
    const d = lines.flatMap((line) => (line.isBoundary === isBoundary ? [line.d] : [])).join('');
    if (!d) continue;
    const { colour, width, casing, casingWidth } = isBoundary ? palette.boundary : palette.contour;
    const line = { fill: 'none', 'stroke-linecap': 'round', d };
    const under = {
      class: 'casing',
      stroke: `#${hex(casing)}`,
      'stroke-width': strong * casingWidth,
    };
    const over = { class: isBoundary ? 'ties' : 'levels', stroke: `#${hex(colour)}` };
    yield `${empty('path', { ...under, ...line })}\n`;
    yield `${empty('path', { ...over, 'stroke-width': strong * width, ...line })}\n`;
  }
}

function facetColour(faces: Uint8Array, piece: number, brightness: number): string {
  const bytes = faces.subarray(3 * piece, 3 * piece + 3);
  return `#${hex(Array.from(bytes, (b) => Math.min(255, Math.round(b * brightness))))}`;
}

/** The lines of a shot, with their width on the screen. */
function strokesOf(shot: Shot, strong: number): Stroke[] {
  const { choices, drawing } = shot;
  const { picture, folds, pieces, palette } = drawing;
  const { layers, ties, border } = pieceEdges(picture.complex, folds, pieces, choices.regions);
  const style = meanFoldStyle(shot);
  const isSeen = choices.lines && style.opacity > faintest;
  const stroke = (
    name: string,
    corners: Uint32Array,
    colour: ArrayLike<number>,
    width: number,
  ) => ({
    class: name,
    corners,
    colour: `#${hex(colour)}`,
    width,
  });
  const lines = layers.map((corners, l) => {
    const { colour, width } = style.layers[l];
    const shown = isSeen && width > 0 ? corners : new Uint32Array(0);
    const opacity = style.opacity < 1 ? { opacity: Number(style.opacity.toFixed(3)) } : {};
    return { ...stroke(`layer-${l + 1}`, shown, colour, width), ...opacity };
  });
  const seenTies = drawing.boundaries ? ties : new Uint32Array(0);
  const { boundary } = palette;
  return [
    ...lines.reverse(),
    stroke('casing', seenTies, boundary.casing, strong * boundary.casingWidth),
    stroke('ties', seenTies, boundary.colour, strong * boundary.width),
    stroke('border', border, palette.border, 1.5 * palette.weight * Math.max(0.5, strong)),
  ].filter(({ corners }) => corners.length > 0);
}

/** A segment of a level line as path data. */
interface LevelPart {
  readonly d: string;
  readonly isBoundary: boolean;
}

/** The level lines by the cell that contains the segment. */
function levelsByCell(
  { drawing: { levels, boundaryLevel } }: Shot,
  end: (i: number) => [number, number],
): Map<number, LevelPart[]> {
  const byCell = new Map<number, LevelPart[]>();
  if (!levels) return byCell;
  const { count, start, closed, cell } = levels.curves;
  // `levelLines` stores the endpoints of the segments in this order.
  let at = 0;
  for (let k = 0; k < count; k++) {
    const isBoundary = levels.levels[levelOf(levels, k)] === boundaryLevel;
    for (let i = start[k]; i < start[k + 1] - (closed[k] === 0 ? 1 : 0); i++) {
      const line = { d: `M${pointText(end(at))}L${pointText(end(at + 1))}`, isBoundary };
      at += 2;
      const lines = byCell.get(cell[i]);
      if (lines) lines.push(line);
      else byCell.set(cell[i], [line]);
    }
  }
  return byCell;
}

function* graphMarkup(shot: Shot): Generator<string> {
  const { drawing, choices, theme } = shot;
  const { pieces, colours, palette, extent } = drawing;
  const pixel = (x: number, h: number): [number, number] => graphPixel(shot, x, h);
  const ground = Math.min(extent.hi, Math.max(extent.lo, 0));
  const graph = Array.from({ length: pieces.count }, (_, p) => graphPiece(drawing, p));
  yield `${open('g', { class: 'area', 'fill-opacity': 0.55 })}\n`;
  for (const { piece, x0, x1, h0, h1 } of choices.faces ? graph : []) {
    const fill = facetColour(colours.faces, piece, 1);
    const d = polygonPath([pixel(x0, ground), pixel(x0, h0), pixel(x1, h1), pixel(x1, ground)]);
    yield `${empty('path', { 'data-region': pieces.cell[piece], fill, d })}\n`;
  }
  yield '</g>\n';
  const curve = graph
    .map(({ x0, x1, h0, h1 }) => `M${pointText(pixel(x0, h0))}L${pointText(pixel(x1, h1))}`)
    .join('');
  const ink = { stroke: theme.foreground, 'stroke-width': 2 * palette.weight };
  yield `${empty('path', { class: 'curve', fill: 'none', 'stroke-linecap': 'round', ...ink, d: curve })}\n`;
  for (const { layer, at, radius } of choices.lines ? breakpointsOf(shot) : []) {
    const fill = `#${hex(layerStyle(palette, drawing.picture.network, layer).line)}`;
    const rim = { stroke: theme.background, 'stroke-width': 1.5 };
    const place = { class: `layer-${layer + 1}`, cx: at[0], cy: at[1], r: radius };
    yield `${empty('circle', { ...place, fill, ...rim })}\n`;
  }
}

function* pointsMarkup(
  shot: Shot,
  data: NonNullable<Page['data']>,
  mostRadius: number,
): Generator<string> {
  yield `${open('g', { class: 'points' })}\n`;
  for (const { at, label, ...own } of placedPoints(shot, data)) {
    const [x, y] = at;
    const radius = Math.min(mostRadius, own.radius);
    const shape = (size: number, fill: string): string =>
      label % 2 === 0
        ? empty('circle', { cx: x, cy: y, r: size, fill })
        : empty('rect', {
            x: x - 0.9 * size,
            y: y - 0.9 * size,
            width: 1.8 * size,
            height: 1.8 * size,
            fill,
          });
    yield shape(pointRings.dark * radius, '#000');
    yield shape(pointRings.light * radius, '#fff');
    yield `${shape(radius, pointColour(shot.drawing.palette, label))}\n`;
  }
  yield '</g>\n';
}
