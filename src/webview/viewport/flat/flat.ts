import { layerStyle, levelWidth } from '../../../core/plot/palette.ts';
import { css } from '../../../core/plot/colour.ts';
import { light, relief, overlapOpacity } from '../../../core/picture/light.ts';
import { lineDensity, lineOpacity, type Renderer, type Shot } from '../renderer.ts';
import { canvasSized } from './canvas.ts';

/** Above this number of pieces, closing the seams between them takes too long. */
const closeSeamsUpTo = 20_000;

/** Draws the complex from above on a 2D canvas, for machines without WebGL. */
export function createFlat(): Renderer {
  const canvas = document.createElement('canvas');
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
  const { drawing, choices, viewport } = shot;
  const { pieces, surface, colours } = drawing;
  const [ox, oy, scale] = placement(shot);
  const stretch = choices.exaggeration * relief;
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

function drawLines(context: CanvasRenderingContext2D, shot: Shot): void {
  const { picture, lines, levelLines, palette } = shot.drawing;
  const { choices } = shot;
  const density = lineDensity(shot);
  const stroke = (segments: Float32Array, colour: readonly number[], width: number): void => {
    const [ox, oy, scale] = placement(shot);
    context.strokeStyle = css(colour);
    context.lineWidth = width;
    context.lineCap = 'round';
    context.beginPath();
    for (let i = 0; i < segments.length; i += 6) {
      context.moveTo(ox + scale * segments[i], oy - scale * segments[i + 1]);
      context.lineTo(ox + scale * segments[i + 3], oy - scale * segments[i + 4]);
    }
    context.stroke();
  };
  if (choices.lines) {
    const opacity = lineOpacity(shot, density);
    context.globalAlpha = opacity;
    for (let l = lines.layers.length - 1; l >= 0; l--) {
      const { line, width } = layerStyle(palette, picture.network, l);
      if (opacity > 0 && !choices.hiddenLayers.includes(l))
        stroke(lines.layers[l], line, density * width);
    }
    context.globalAlpha = 1;
    stroke(lines.ties, palette.tie, 3 * palette.weight);
  }
  stroke(levelLines, palette.level, levelWidth * palette.weight);
  stroke(lines.border, palette.border, 1.5 * palette.weight);
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
