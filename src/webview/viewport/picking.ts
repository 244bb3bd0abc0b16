import { cellCentroid } from '../../core/complex/measure.ts';
import { pickPoint, pickRay } from '../../core/picture/pick.ts';
import type { Vec3 } from '../../core/plot/vec3.ts';
import { pickSurface } from '../../core/picture/pickSurface.ts';
import { nearestOnSegment } from '../../core/picture/segment.ts';
import { sceneHeight } from '../../core/picture/sceneFrame.ts';
import { firstPiece, heightAt } from '../../core/picture/surfacePieces.ts';
import { graphPiece, graphPixel } from './flat/graph.ts';
import { pixelOf, pixelOnPiece } from './overlay.ts';
import type { Drawable, Drawing } from './drawing.ts';
import type { Outline } from './outline.ts';
import type { Shot } from './renderer.ts';

/** A place in the picture. */
export interface Spot {
  readonly cell: number;
  /** Point of the plane, inside the cell. */
  readonly x: number;
  readonly y: number;
  /** Edge within reach of the pointer, or −1. */
  readonly edge: number;
  /** The selected one of several folds along the edge. */
  readonly fold?: number | undefined;
}

/** Distance from a fold line, in pixels, within which the pointer picks the line. */
const reach = 5;

/** What is under a pixel of the stage. */
export function spotAt(shot: Shot, x: number, y: number): Spot | undefined {
  const { viewport } = shot;
  const inside =
    x >= viewport.left &&
    x <= viewport.width - viewport.right &&
    y >= viewport.top &&
    y <= viewport.height - viewport.bottom;
  const hit = inside ? pick(shot, x, y) : undefined;
  return hit && { cell: hit.cell, x: hit.x, y: hit.y, edge: edgeNear(shot, hit, x, y) };
}

/** The point of the surface in the scene under a pixel; beside it, that at the depth of the target. */
export function scenePointUnder(shot: Shot, x: number, y: number): Vec3 {
  const { drawing, projection, choices, flatness } = shot;
  const { sceneFrame, pieces, image, picture } = drawing;
  const hit = picture.graph || flatness === 1 ? undefined : pick(shot, x, y);
  if (!hit) return projection.atTarget(x, y);
  const piece = hit.piece ?? firstPiece(pieces, hit.cell);
  const [sceneX, sceneY, height] = image
    ? image.place(hit.cell, hit.x, hit.y)
    : [
        (hit.x - sceneFrame.x) * sceneFrame.sx,
        (hit.y - sceneFrame.y) * sceneFrame.sy,
        sceneHeight(sceneFrame, heightAt(pieces, piece, hit.x, hit.y)),
      ];
  return [sceneX, sceneY, height * choices.exaggeration];
}

function pick(
  shot: Shot,
  x: number,
  y: number,
): { cell: number; x: number; y: number; piece?: number } | undefined {
  const { sceneFrame, boxes, picture, image, pieces, surface } = shot.drawing;
  if (image) {
    const { origin, direction } = shot.projection.ray(x, y);
    return pickSurface(pieces, surface, shot.choices.exaggeration, origin, direction);
  }
  // Seen from above, or without heights, only the point of the plane matters.
  if (picture.graph || shot.flatness === 1) return pickPoint(boxes, ...planePoint(shot, x, y));
  const { origin, direction } = shot.projection.ray(x, y);
  const toX = (sceneX: number): number => sceneX / sceneFrame.sx + sceneFrame.x;
  const toY = (sceneY: number): number => sceneY / sceneFrame.sy + sceneFrame.y;
  const stretch = sceneFrame.sz * shot.choices.exaggeration;
  if (stretch === 0) {
    const t = -origin[2] / direction[2];
    return pickPoint(boxes, toX(origin[0] + t * direction[0]), toY(origin[1] + t * direction[1]));
  }
  const from: Vec3 = [toX(origin[0]), toY(origin[1]), origin[2] / stretch + sceneFrame.z];
  const along: Vec3 = [
    direction[0] / sceneFrame.sx,
    direction[1] / sceneFrame.sy,
    direction[2] / stretch,
  ];
  return pickRay(boxes, from, along);
}

/**
 * The point of the plane under a pixel, seen from above; of a graph, the point on the input axis.
 */
export function planePoint({ drawing, projection }: Shot, x: number, y: number): [number, number] {
  const { sceneFrame, picture } = drawing;
  const [right, up] = projection.ray(x, y).origin;
  return [
    right / sceneFrame.sx + sceneFrame.x,
    picture.graph ? sceneFrame.y : up / sceneFrame.sy + sceneFrame.y,
  ];
}

/** Pixels of both ends of an edge, seen from above. */
export function segmentOf(shot: Shot, edge: number): [number, number][] {
  const { edgeEnds, xy } = shot.drawing.picture.complex;
  const pixel = pixelOf(shot);
  return [0, 1].map((end) => {
    const v = 2 * edgeEnds[2 * edge + end];
    return pixel(xy[v], xy[v + 1], shot.drawing.sceneFrame.z);
  });
}

/** The nearest fold line on the boundary of the cell, or −1 if none is within reach. */
function edgeNear(shot: Shot, hit: { cell: number }, x: number, y: number): number {
  const { pieces, picture } = shot.drawing;
  const pixel = pixelOnPiece(shot);
  let nearest = reach;
  let edge = -1;
  const first = firstPiece(pieces, hit.cell);
  for (let p = first; p < pieces.count && pieces.cell[p] === hit.cell; p++) {
    const start = pieces.start[p];
    const end = pieces.start[p + 1];
    for (let k = start; k < end; k++) {
      const side = pieces.edge[k];
      if (side < 0 || picture.complex.edgeFold[side] < 0) continue;
      const next = k + 1 < end ? k + 1 : start;
      const [a, b] = [k, next].map((corner) =>
        pixel(p, pieces.xy[2 * corner], pieces.xy[2 * corner + 1]),
      );
      const [nx, ny] = nearestOnSegment(a, b, [x, y]);
      const distance = Math.hypot(nx - x, ny - y);
      if (distance >= nearest) continue;
      nearest = distance;
      edge = side;
    }
  }
  return edge;
}

/** The pixel of the stage that shows a spot. */
export function pixelOfSpot(shot: Shot, { cell, x, y }: Spot): [number, number] {
  return pixelOnPiece(shot)(firstPiece(shot.drawing.pieces, cell), x, y);
}

/** A rectangle of the stage, in pixels. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Half the height in pixels of the line of a graph, as far as nothing should hide it. */
const halfLine = 3;

/** A cell as it is drawn: a polygon per piece. */
export function outlinesOf(shot: Shot, cell: number): Outline[] {
  const { pieces, picture } = shot.drawing;
  const pixel = pixelOnPiece(shot);
  const outlines: Outline[] = [];
  const first = firstPiece(pieces, cell);
  for (let p = first; p < pieces.count && pieces.cell[p] === cell; p++) {
    if (picture.graph) {
      const { x0, x1, h0, h1 } = graphPiece(shot.drawing, p);
      const [from, to] = [graphPixel(shot, x0, h0), graphPixel(shot, x1, h1)];
      const shifted = ([x, y]: [number, number], by: number) => [x, y + by] as const;
      outlines.push([
        ...[shifted(from, -halfLine), shifted(to, -halfLine)],
        ...[shifted(to, halfLine), shifted(from, halfLine)],
      ]);
      continue;
    }
    const outline: [number, number][] = [];
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++)
      outline.push(pixel(p, pieces.xy[2 * k], pieces.xy[2 * k + 1]));
    outlines.push(outline);
  }
  return outlines;
}

/** The smallest box around some polygons. */
export function boxAround(outlines: readonly Outline[]): PixelBox {
  const range = (axis: 0 | 1): [least: number, length: number] => {
    const values = outlines.flatMap((outline) => outline.map((corner) => corner[axis]));
    const least = Math.min(...values);
    return [least, Math.max(...values) - least];
  };
  const [[left, width], [top, height]] = [range(0), range(1)];
  return { left, top, width, height };
}

/** The spot in the middle of a cell. */
export function middleOf({ picture }: Drawing<Drawable>, cell: number): Spot {
  return { cell, ...cellCentroid(picture.complex, cell), edge: -1 };
}

/** The neighbour of a cell in a direction of the picture, or the cell itself if there is none. */
export function neighbourTowards(shot: Shot, cell: number, right: number, up: number): number {
  const { complex } = shot.drawing.picture;
  const pixel = pixelOnPiece(shot);
  const pixelOfCell = (c: number): [number, number] => {
    const { x, y } = middleOf(shot.drawing, c);
    return pixel(firstPiece(shot.drawing.pieces, c), x, y);
  };
  const [x, y] = pixelOfCell(cell);
  let best = cell;
  let bestCosine = 0.2;
  for (let r = complex.cellStart[cell]; r < complex.cellStart[cell + 1]; r++) {
    const edge = complex.ring[r] >> 1;
    const other = complex.edgeCells[2 * edge] + complex.edgeCells[2 * edge + 1] - cell;
    if (other < 0) continue;
    const [ox, oy] = pixelOfCell(other);
    const cosine = ((ox - x) * right - (oy - y) * up) / Math.hypot(ox - x, oy - y);
    if (cosine <= bestCosine) continue;
    bestCosine = cosine;
    best = other;
  }
  return best;
}
