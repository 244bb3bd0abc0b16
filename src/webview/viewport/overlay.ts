import { firstPiece, heightAt } from '../../core/picture/surfacePieces.ts';
import { sceneHeight } from '../../core/picture/sceneFrame.ts';
import type { FoldDragMove } from './foldDrag.ts';
import { graphPiece, graphPixel } from './flat/graph.ts';
import type { Shot } from './renderer.ts';
import type { Theme } from '../kit/theme.ts';

/** What is drawn over the picture besides the axes. */
export interface Marks {
  /** Cells to brighten and outline; −1 for none. */
  readonly hovered: number;
  readonly pinned: number;
  /** Edge to outline, or −1. */
  readonly edge: number;
  /** Point of the plane with a cross: the pinned one, or that of the keyboard. */
  readonly cross: { readonly x: number; readonly y: number; readonly cell: number } | undefined;
  /** The fold that is being moved. */
  readonly moving: FoldDragMove | undefined;
}

/** Brightens and outlines the marked cells and edges. */
export function paintMarks(context: CanvasRenderingContext2D, shot: Shot, marks: Marks): void {
  const { theme } = shot;
  const pixel = pixelOf(shot);
  const lift = theme.kind === 'dark' || theme.kind === 'hc-dark' ? darkLift : lightLift;
  for (const [cell, width] of [
    [marks.hovered === marks.pinned ? -1 : marks.hovered, shot.drawing.picture.graph ? 3 : 1.5],
    [marks.pinned, shot.drawing.picture.graph ? 4 : 2.5],
  ]) {
    if (cell < 0) continue;
    context.fillStyle = lift;
    fillCell(context, shot, cell, pixel);
    outline(context, theme, width, () => traceCell(context, shot, cell, pixel));
  }
  if (marks.edge >= 0) outline(context, theme, 3.5, () => traceEdge(context, shot, marks.edge));
  if (marks.cross) {
    const { x, y, cell } = marks.cross;
    const piece = firstPiece(shot.drawing.pieces, cell);
    if (piece < 0) return;
    const [px, py] = pixelOnPiece(shot)(piece, x, y);
    outline(context, theme, 1.5, () => {
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        context.moveTo(px + 3 * dx, py + 3 * dy);
        context.lineTo(px + 9 * dx, py + 9 * dy);
      }
    });
  }
}

/** Strokes a path over a wider one in the background colour, which sets it off from the picture. */
export function outline(
  context: CanvasRenderingContext2D,
  theme: Theme,
  width: number,
  path: () => void,
): void {
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const [colour, extra] of [
    [theme.background, 2.5],
    [theme.foreground, 0],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width + extra;
    context.beginPath();
    path();
    context.stroke();
  }
}

/** Brightens a face without hiding its colour. */
const darkLift = 'rgb(255 255 255 / 20%)';
const lightLift = 'rgb(255 255 255 / 40%)';

/** Fills a cell as seen; under a graph, down to the axis. */
function fillCell(context: CanvasRenderingContext2D, shot: Shot, cell: number, pixel: Pixel): void {
  const { pieces, picture, extent } = shot.drawing;
  const ground = Math.min(extent.hi, Math.max(extent.lo, 0));
  const first = firstPiece(pieces, cell);
  if (first < 0) return;
  const pixelOn = pixelOnPiece(shot);
  for (let p = first; p < pieces.count && pieces.cell[p] === cell; p++) {
    context.beginPath();
    if (picture.graph) {
      const { x0, x1, h0, h1 } = graphPiece(shot.drawing, p);
      for (const [x, h] of [
        [x0, ground],
        [x0, h0],
        [x1, h1],
        [x1, ground],
      ])
        context.lineTo(...pixel(x, 0, h));
    } else {
      for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++)
        context.lineTo(...pixelOn(p, pieces.xy[2 * k], pieces.xy[2 * k + 1]));
    }
    context.fill();
  }
}

/** Maps coordinates of the network to pixels. */
export function pixelOf(shot: Shot): (x: number, y: number, h: number) => [number, number] {
  const { sceneFrame, picture } = shot.drawing;
  if (picture.graph) return (x, _y, h) => graphPixel(shot, x, h);
  return (x, y, h) =>
    shot.projection.project([
      (x - sceneFrame.x) * sceneFrame.sx,
      (y - sceneFrame.y) * sceneFrame.sy,
      sceneHeight(sceneFrame, h) * shot.choices.exaggeration,
    ]);
}

type Pixel = ReturnType<typeof pixelOf>;

/** Maps a point of a piece to the pixel where the surface shows it. */
export function pixelOnPiece(
  shot: Shot,
): (piece: number, x: number, y: number) => [number, number] {
  const { pieces, image } = shot.drawing;
  if (!image) {
    const pixel = pixelOf(shot);
    return (piece, x, y) => pixel(x, y, heightAt(pieces, piece, x, y));
  }
  return (piece, x, y) => {
    const [sx, sy, sz] = image.place(pieces.cell[piece], x, y);
    return shot.projection.project([sx, sy, sz * shot.choices.exaggeration]);
  };
}

function traceCell(
  context: CanvasRenderingContext2D,
  shot: Shot,
  cell: number,
  pixel: Pixel,
): void {
  const { pieces } = shot.drawing;
  const first = firstPiece(pieces, cell);
  if (first < 0) return;
  if (shot.drawing.picture.graph) {
    for (let p = first; p < pieces.count && pieces.cell[p] === cell; p++) {
      const { x0, x1, h0, h1 } = graphPiece(shot.drawing, p);
      context.moveTo(...pixel(x0, 0, h0));
      context.lineTo(...pixel(x1, 0, h1));
    }
    return;
  }
  for (let p = first; p < pieces.count && pieces.cell[p] === cell; p++)
    traceSides(context, shot, p, (side) => side >= 0);
}

function traceEdge(context: CanvasRenderingContext2D, shot: Shot, edge: number): void {
  const { pieces, picture } = shot.drawing;
  const { edgeCells } = picture.complex;
  const owner = Math.max(edgeCells[2 * edge], edgeCells[2 * edge + 1]);
  const first = firstPiece(pieces, owner);
  if (first < 0) return;
  for (let p = first; p < pieces.count && pieces.cell[p] === owner; p++)
    traceSides(context, shot, p, (side) => side === edge);
}

function traceSides(
  context: CanvasRenderingContext2D,
  shot: Shot,
  piece: number,
  wanted: (side: number) => boolean,
): void {
  const { pieces } = shot.drawing;
  const first = pieces.start[piece];
  const end = pieces.start[piece + 1];
  const pixelOn = pixelOnPiece(shot);
  const corner = (k: number): [number, number] =>
    pixelOn(piece, pieces.xy[2 * k], pieces.xy[2 * k + 1]);
  for (let k = first; k < end; k++) {
    if (!wanted(pieces.edge[k])) continue;
    context.moveTo(...corner(k));
    context.lineTo(...corner(k + 1 < end ? k + 1 : first));
  }
}
