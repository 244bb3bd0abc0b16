import { css } from '../../../core/plot/colour.ts';
import { sceneHeight } from '../../../core/picture/sceneFrame.ts';
import { heightAt } from '../../../core/picture/surfacePieces.ts';
import type { Drawable, Drawing } from '../drawing.ts';
import type { Renderer, Shot } from '../renderer.ts';
import { canvasSized } from './canvas.ts';
import { layerStyle } from '../../../core/plot/palette.ts';

/** Draws a function of one variable: its graph, the area under it, and its breakpoints. */
export function createGraph(): Renderer {
  const canvas = document.createElement('canvas');
  return {
    kind: 'graph',
    canvas,
    draw: (shot) => {
      const context = canvasSized(canvas, shot.viewport);
      context.clearRect(0, 0, shot.viewport.width, shot.viewport.height);
      const pieces = Array.from({ length: shot.drawing.pieces.count }, (_, p) =>
        graphPiece(shot.drawing, p),
      );
      const pixel = (x: number, h: number): [number, number] => graphPixel(shot, x, h);
      if (shot.choices.faces) drawArea(context, shot, pieces, pixel);
      drawCurve(context, shot, pieces, pixel);
      if (shot.choices.lines) drawBreakpoints(context, shot);
    },
    dispose: () => undefined,
  };
}

/** Pixel of the point (x, h) of a graph. */
export function graphPixel(shot: Shot, x: number, h: number): [number, number] {
  const { sceneFrame } = shot.drawing;
  const up = sceneHeight(sceneFrame, h) * shot.choices.exaggeration;
  return shot.projection.project([(x - sceneFrame.x) * sceneFrame.sx, up, 0]);
}

/** A linear piece of a graph, from (x0, h0) to (x1, h1). */
export interface GraphPiece {
  readonly piece: number;
  readonly x0: number;
  readonly x1: number;
  readonly h0: number;
  readonly h1: number;
}

/** The piece of a one-input network, which is stored as a strip of the plane. */
export function graphPiece({ pieces }: Drawing<Drawable>, piece: number): GraphPiece {
  let x0 = Infinity;
  let x1 = -Infinity;
  for (let k = pieces.start[piece]; k < pieces.start[piece + 1]; k++) {
    x0 = Math.min(x0, pieces.xy[2 * k]);
    x1 = Math.max(x1, pieces.xy[2 * k]);
  }
  const h0 = heightAt(pieces, piece, x0, 0);
  const h1 = heightAt(pieces, piece, x1, 0);
  return { piece, x0, x1, h0, h1 };
}

type Pixel = (x: number, h: number) => [number, number];

function drawArea(
  context: CanvasRenderingContext2D,
  { drawing }: Shot,
  pieces: readonly GraphPiece[],
  pixel: Pixel,
): void {
  const { lo, hi } = drawing.extent;
  const ground = Math.min(hi, Math.max(lo, 0));
  context.globalAlpha = 0.55;
  for (const { piece, x0, x1, h0, h1 } of pieces) {
    context.fillStyle = css(drawing.colours.faces.subarray(3 * piece, 3 * piece + 3));
    context.beginPath();
    context.moveTo(...pixel(x0, ground));
    context.lineTo(...pixel(x0, h0));
    context.lineTo(...pixel(x1, h1));
    context.lineTo(...pixel(x1, ground));
    context.fill();
  }
  context.globalAlpha = 1;
}

function drawCurve(
  context: CanvasRenderingContext2D,
  { drawing, theme }: Shot,
  pieces: readonly GraphPiece[],
  pixel: Pixel,
): void {
  context.strokeStyle = theme.foreground;
  context.lineWidth = 2 * drawing.palette.weight;
  context.lineCap = 'round';
  context.beginPath();
  for (const { x0, x1, h0, h1 } of pieces) {
    context.moveTo(...pixel(x0, h0));
    context.lineTo(...pixel(x1, h1));
  }
  context.stroke();
}

function drawBreakpoints(context: CanvasRenderingContext2D, shot: Shot): void {
  const { palette, picture } = shot.drawing;
  for (const { at, layer, radius } of breakpointsOf(shot)) {
    context.beginPath();
    context.arc(...at, radius, 0, 2 * Math.PI);
    context.fillStyle = css(layerStyle(palette, picture.network, layer).line);
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = shot.theme.background;
    context.stroke();
  }
}

/** A breakpoint of a graph: its layer, and the dot that marks it, in pixels. */
export interface Breakpoint {
  readonly at: [x: number, y: number];
  readonly layer: number;
  readonly radius: number;
}

/** The breakpoints of the layers that are shown, each once. */
export function* breakpointsOf(shot: Shot): Generator<Breakpoint> {
  const { complex, network } = shot.drawing.picture;
  const { folds, pieces, palette } = shot.drawing;
  const seen = new Set<number>();
  for (let p = 0; p < pieces.count; p++) {
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++) {
      const edge = pieces.edge[k];
      if (edge < 0 || complex.edgeFold[edge] < 0 || seen.has(edge)) continue;
      seen.add(edge);
      const layer = folds.layer[complex.edgeFold[edge]];
      if (shot.choices.hiddenLayers.includes(layer)) continue;
      const x = pieces.xy[2 * k];
      const at = graphPixel(shot, x, heightAt(pieces, p, x, 0));
      yield { at, layer, radius: 2.2 + layerStyle(palette, network, layer).width };
    }
  }
}
