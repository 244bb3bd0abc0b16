import { fadeAt, faintest, sparse, valueAt, type Fade } from '../../../core/picture/lineDensity.ts';
import type { DoubleStroke, Rgb } from '../../../core/plot/palette.ts';
import { css } from '../../../core/plot/colour.ts';
import { light, overlapOpacity } from '../../../core/picture/light.ts';
import { foldStyling, strongLines } from '../lineStyles.ts';
import { shadingOf, type Renderer, type Shot } from '../renderer.ts';
import { canvasSized } from './canvas.ts';

/** Above this number of pieces, closing the seams between them takes too long. */
const closeSeamsUpTo = 20_000;

/** Draws the complex from above on a 2D canvas, for machines without WebGL. */
export function createFlat(): Renderer {
  const canvas = document.createElement('canvas');
  const drawLines = createLinePainter();
  return {
    kind: 'flat',
    canvas,
    draw: (shot) => {
      const context = canvasSized(canvas, shot.viewport);
      context.clearRect(0, 0, shot.viewport.width, shot.viewport.height);
      if (shot.choices.faces) drawFaces(context, shot);
      drawLines(context, shot);
    },
    dispose: () => undefined,
  };
}

function drawFaces(context: CanvasRenderingContext2D, shot: Shot): void {
  const { drawing, viewport } = shot;
  const { pieces, surface, colours } = drawing;
  const [ox, oy, scale] = placement(shot);
  const stretch = shadingOf(shot);
  context.lineWidth = 0.7;
  context.lineJoin = 'round';
  context.globalAlpha = drawing.image ? overlapOpacity : 1;
  for (let p = 0; p < pieces.count; p++) {
    const first = pieces.start[p];
    const end = pieces.start[p + 1];
    if (outside(surface.positions, first, end, ox, oy, scale, viewport)) continue;
    const brightness = light(
      surface.slopes[2 * first] * stretch,
      surface.slopes[2 * first + 1] * stretch,
    );
    const colour = [0, 1, 2].map((i) =>
      Math.round(Math.min(255, colours.faces[3 * p + i] * brightness)),
    );
    context.fillStyle = css(colour);
    context.beginPath();
    for (let k = first; k < end; k++)
      context.lineTo(
        ox + scale * surface.positions[3 * k],
        oy - scale * surface.positions[3 * k + 1],
      );
    context.closePath();
    context.fill();
    if (pieces.count <= closeSeamsUpTo && !drawing.image) {
      context.strokeStyle = context.fillStyle;
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

/** Number of different fades, because a path has one width and opacity. */
const fades = 16;

function createLinePainter(): (context: CanvasRenderingContext2D, shot: Shot) => void {
  const styleOf = foldStyling();
  const strongIn = strongLines();
  return (context, shot) => {
    const { lines, palette } = shot.drawing;
    const [ox, oy, scale] = placement(shot);
    const trace = (segments: Float32Array, i: number): void => {
      context.moveTo(ox + scale * segments[i], oy - scale * segments[i + 1]);
      context.lineTo(ox + scale * segments[i + 3], oy - scale * segments[i + 4]);
    };
    const stroke = (segments: Float32Array, colour: Rgb, width: number): void => {
      context.strokeStyle = css(colour);
      context.lineWidth = width;
      context.beginPath();
      for (let i = 0; i < segments.length; i += 6) trace(segments, i);
      context.stroke();
    };
    const strokeCased = (segments: Float32Array, style: DoubleStroke): void => {
      stroke(segments, style.casing, style.casingWidth);
      stroke(segments, style.colour, style.width);
    };
    context.lineCap = 'round';
    const { layers, opacity, ink, factor } = styleOf(shot);
    for (let l = layers.length - 1; l >= 0; l--) {
      const { colour, width } = layers[l];
      if (width === 0) continue;
      const segments = lines.layers[l];
      context.strokeStyle = css(colour);
      const byFade = groupsByFade(segments, (x, y) => factor * valueAt(lines.density, ink, x, y));
      for (const [fade, group] of byFade) {
        context.lineWidth = width * fade.width;
        context.globalAlpha = opacity * fade.opacity;
        context.beginPath();
        for (const i of group) trace(segments, i);
        context.stroke();
      }
    }
    context.globalAlpha = 1;
    stroke(lines.border, palette.border, 1.5 * palette.weight);
    const strong = strongIn(shot.drawing);
    strokeCased(strong.contours, palette.contour);
    strokeCased(strong.boundaries, palette.boundary);
  };
}

/** Groups segments that fade nearly alike, without those that cannot be seen. */
function groupsByFade(
  segments: Float32Array,
  coverageAt: (x: number, y: number) => number,
): Map<Fade, number[]> {
  const groups = Array.from({ length: fades }, (_, k) => ({
    fade: fadeAt(coverageOf(k)),
    members: [] as number[],
  }));
  for (let i = 0; i < segments.length; i += 6) {
    const x = (segments[i] + segments[i + 3]) / 2;
    const y = (segments[i + 1] + segments[i + 4]) / 2;
    groups[groupOf(coverageAt(x, y))].members.push(i);
  }
  return new Map(
    groups
      .filter(({ fade, members }) => members.length > 0 && fade.opacity >= faintest)
      .map(({ fade, members }) => [fade, members]),
  );
}

/** The coverage doubles every two groups. */
function groupOf(coverage: number): number {
  const at = coverage > 0 ? Math.round(2 * Math.log2(coverage / sparse)) : 0;
  return Math.max(0, Math.min(fades - 1, at));
}

function coverageOf(group: number): number {
  return sparse * 2 ** (group / 2);
}

/** Pixel of the scene's origin, and pixels per scene unit. */
function placement({ projection }: Shot): [ox: number, oy: number, scale: number] {
  return [...projection.project([0, 0, 0]), projection.scale];
}

function outside(
  positions: Float32Array,
  first: number,
  end: number,
  ox: number,
  oy: number,
  scale: number,
  { width, height }: { width: number; height: number },
): boolean {
  let left = true;
  let right = true;
  let above = true;
  let below = true;
  for (let k = first; k < end; k++) {
    const x = ox + scale * positions[3 * k];
    const y = oy - scale * positions[3 * k + 1];
    left &&= x < 0;
    right &&= x > width;
    above &&= y < 0;
    below &&= y > height;
  }
  return left || right || above || below;
}
