import {
  axesWithin,
  imageSurface,
  placeOnImage,
  widthAfter,
  type ImageSurface,
} from '../../core/progression/imageSurface.ts';
import { foldLines } from '../../core/picture/foldLines.ts';
import { noDensity } from '../../core/picture/lineDensity.ts';
import { type Extent, scaleFor, type SceneFrame } from '../../core/picture/sceneFrame.ts';
import type { RegionKind } from '../../core/picture/regionKinds.ts';
import { placedLevelLines } from '../../core/picture/levelLines.ts';
import { dot, type Vec3 } from '../../core/plot/vec3.ts';
import { pieceEdges } from '../../core/picture/pieceEdges.ts';
import type { Surface } from '../../core/picture/surface.ts';
import { memo } from '../kit/memo.ts';
import { l10n } from '../kit/l10n.ts';
import { basisOf, presets } from '../viewport/camera.ts';
import { neuronName } from '../viewport/names.ts';
import type { DrawableFrame } from './frames.ts';
import type { FrameDrawing } from './state.ts';

/** The number of layers that have folded the sheet of a frame; undefined if the frame has no sheet. */
export function depthOf({ detail, graph }: DrawableFrame): number | undefined {
  return detail.kind === 'layer' && !graph ? detail.layer : undefined;
}

/** The names of the neurons or inputs that can be the axes of a sheet. */
export function axisNames(
  { network, inputNames, outputNames }: DrawableFrame,
  depth: number,
): readonly string[] {
  const width = widthAfter(network, depth);
  const first = network.sliced ? 1 : 0;
  return Array.from({ length: width }, (_, i) => {
    if (depth > first)
      return depth === network.layers.length ? outputNames[i] : neuronName(network, depth - 1, i);
    return network.sliced ? l10n.t('Input {0}', i + 1) : inputNames[i];
  });
}

/**
 * Turns the drawing of a surface over the inputs into one of the sheet folded by the layers so far, with
 * the same colours and lines. The last result is cached.
 */
export function createFolder(): (
  drawing: FrameDrawing,
  regions: RegionKind,
  wished: readonly number[],
) => FrameDrawing {
  return memo((drawing: FrameDrawing, regions: RegionKind, wished: readonly number[]) => {
    const { picture, pieces, levels, folds } = drawing;
    const { network, complex } = picture;
    const depth = depthOf(picture);
    if (depth === undefined) return drawing;
    const folded = imageSurface(
      network,
      depth,
      complex,
      axesWithin(widthAfter(network, depth), wished),
    );
    const places = new Float64Array(3 * pieces.start[pieces.count]);
    for (let p = 0; p < pieces.count; p++)
      for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++)
        places.set(
          placeOnImage(folded, pieces.cell[p], pieces.xy[2 * k], pieces.xy[2 * k + 1]),
          3 * k,
        );
    const extent = extentOf(places);
    const sceneFrame = evenSceneFrame(extent);
    const place = (cell: number, x: number, y: number): Vec3 =>
      inSceneFrame(sceneFrame, placeOnImage(folded, cell, x, y));
    const surface = surfaceOf(drawing, folded, places, sceneFrame);
    const sides = pieceEdges(complex, folds, pieces, regions);
    const lines = foldLines(sides, surface.positions, drawing.boundaries);
    const names = axisNames(picture, depth);
    const [x = '', y = '', z = ''] = folded.neurons.map((neuron) => names[neuron]);
    return {
      ...drawing,
      extent,
      sceneFrame,
      surface,
      // Lines on the sheet overlap and cover less than their total length, so none fades.
      lines: { ...lines, density: noDensity(lines.density) },
      levelLines: levels
        ? placedLevelLines(levels, (i) => {
            const { xy, cell } = levels.curves;
            return place(cell[i], xy[2 * i], xy[2 * i + 1]);
          })
        : drawing.levelLines,
      image: { axes: [x, y, z], place, flat: folded.neurons.length < 3 },
    };
  });
}

/** The bounding box of points, with a minimum width along axes on which they all coincide. */
function extentOf(places: Float64Array): Extent {
  const lo = [Infinity, Infinity, Infinity];
  const hi = [-Infinity, -Infinity, -Infinity];
  places.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    lo[i % 3] = Math.min(lo[i % 3], value);
    hi[i % 3] = Math.max(hi[i % 3], value);
  });
  const longest = Math.max(...hi.map((most, axis) => most - lo[axis]));
  const room = longest > 0 ? longest / 8 : 1;
  for (const axis of [0, 1])
    if (!(hi[axis] > lo[axis])) {
      lo[axis] -= room;
      hi[axis] += room;
    }
  return { x0: lo[0], x1: hi[0], y0: lo[1], y1: hi[1], lo: lo[2], hi: hi[2] };
}

/**
 * The drawing to fit the camera to. For a folded sheet it leaves room for the sheets of the other
 * frames, which have the same size but another shape.
 */
export function roomyDrawing(drawing: FrameDrawing): FrameDrawing {
  const { sceneFrame, image } = drawing;
  if (!image) return drawing;
  const reach = roomy / sceneFrame.sx;
  const [x0, x1, y0, y1] = [
    sceneFrame.x - reach,
    sceneFrame.x + reach,
    sceneFrame.y - reach,
    sceneFrame.y + reach,
  ];
  const [lo, hi] = image.flat
    ? [sceneFrame.z, sceneFrame.z]
    : [sceneFrame.z - reach, sceneFrame.z + reach];
  return { ...drawing, extent: { x0, x1, y0, y1, lo, hi } };
}

/** Half the side of the cube that the camera is fitted to. Its corners are usually empty. */
const roomy = 0.85;

/**
 * The scene frame in which an extent fills the scene with the same scale on all axes, so that
 * angles are preserved.
 */
function evenSceneFrame({ x0, x1, y0, y1, lo, hi }: Extent): SceneFrame {
  const scale = scaleFor(2, Math.max(x1 - x0, y1 - y0, hi - lo));
  return {
    x: (x0 + x1) / 2,
    y: (y0 + y1) / 2,
    z: (lo + hi) / 2,
    sx: scale,
    sy: scale,
    sz: scale,
  };
}

function inSceneFrame(sceneFrame: SceneFrame, [x, y, z]: Vec3): Vec3 {
  return [
    (x - sceneFrame.x) * sceneFrame.sx,
    (y - sceneFrame.y) * sceneFrame.sy,
    (z - sceneFrame.z) * sceneFrame.sz,
  ];
}

function surfaceOf(
  { pieces, surface }: FrameDrawing,
  folded: ImageSurface,
  places: Float64Array,
  sceneFrame: SceneFrame,
): Surface {
  const positions = new Float32Array(places.length);
  const slopes = new Float32Array((2 * places.length) / 3);
  for (let p = 0; p < pieces.count; p++) {
    const slope = slopeOf(folded, pieces.cell[p]);
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++) {
      positions.set(
        inSceneFrame(sceneFrame, places.subarray(3 * k, 3 * k + 3) as unknown as Vec3),
        3 * k,
      );
      slopes.set(slope, 2 * k);
    }
  }
  return { positions, slopes, cells: surface.cells, triangles: surface.triangles };
}

/** The slope of the image of a cell, for shading; limited for vertical ones. */
function slopeOf({ neurons, maps }: ImageSurface, cell: number): [number, number] {
  if (neurons.length < 3) return [0, 0];
  const row = (axis: number): Float64Array => maps.subarray(3 * (3 * cell + axis));
  const [[ax, bx], [ay, by], [az, bz]] = [row(0), row(1), row(2)];
  const normal = [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
  const length = Math.hypot(...normal);
  if (!(length > 0)) return [0, 0];
  const up = Math.max(Math.abs(normal[2]) / length, 1 / steepest) * (normal[2] < 0 ? -1 : 1);
  return [-normal[0] / length / up, -normal[1] / length / up];
}

const steepest = 50;

/**
 * The direction from which most of a folded sheet in space is seen: the one, of a few, in which its
 * facets have the largest area. Undefined for other drawings, which have a usual direction.
 */
export function facingDirection({
  image,
  surface,
}: FrameDrawing): { readonly azimuth: number; readonly elevation: number } | undefined {
  if (!image || image.flat) return undefined;
  const { positions, triangles } = surface;
  const normals: Vec3[] = [];
  // A sample is enough to tell an edge from a face.
  const stride = 3 * Math.max(1, Math.ceil(triangles.length / 3 / mostSampled));
  for (let i = 0; i < triangles.length; i += stride) {
    const [a, b, c] = [0, 1, 2].map((k) => positions.subarray(3 * triangles[i + k]));
    const [u, v] = [b, c].map((p) => [p[0] - a[0], p[1] - a[1], p[2] - a[2]]);
    normals.push([u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]);
  }
  let best: { azimuth: number; elevation: number; area: number } = { ...presets.corner, area: 0 };
  for (const elevation of [presets.corner.elevation, 0.35, 0.95])
    for (let k = 0; k < 12; k++) {
      const azimuth = presets.corner.azimuth + (k * Math.PI) / 6;
      const [, , towards] = basisOf({ azimuth, elevation });
      const area = normals.reduce((sum, normal) => sum + Math.abs(dot(normal, towards)), 0);
      // Another direction must show clearly more than the usual one.
      if (area > 1.02 * best.area) best = { azimuth, elevation, area };
    }
  return { azimuth: best.azimuth, elevation: best.elevation };
}

const mostSampled = 2000;
