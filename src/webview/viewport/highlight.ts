import { heightAt } from '../../core/picture/surfacePieces.ts';
import { canvasSized } from './flat/canvas.ts';
import { outline, pixelOf } from './overlay.ts';
import { meanFade } from './lineStyles.ts';
import type { Shot } from './renderer.ts';

/** Radius of the ring around a breakpoint of a graph. */
const ring = 8;

/** Draws the highlighted folds on a separate canvas over the picture. */
export function paintHighlight(canvas: HTMLCanvasElement, shot: Shot): void {
  const { viewport, drawing, theme } = shot;
  const context = canvasSized(canvas, viewport);
  context.clearRect(0, 0, viewport.width, viewport.height);
  const sides = drawing.highlight?.sides;
  // Chromium may keep showing the old content of a canvas that is only cleared.
  canvas.hidden = !sides || sides.length === 0;
  if (!sides || sides.length === 0) return;
  const { pieces, picture } = drawing;
  const pixel = pixelOf(shot);
  const corner = (k: number, piece: number): [number, number] => {
    const [x, y] = pieces.xy.subarray(2 * k, 2 * k + 2);
    return pixel(x, y, heightAt(pieces, piece, x, y));
  };
  outline(context, theme, picture.graph ? 2 : Math.max(1.5, 3.5 * meanFade(shot).width), () => {
    for (let i = 0; i < sides.length; i += 3) {
      const [x, y] = corner(sides[i], sides[i + 2]);
      if (picture.graph) {
        context.moveTo(x + ring, y);
        context.arc(x, y, ring, 0, 2 * Math.PI);
      } else {
        context.moveTo(x, y);
        context.lineTo(...corner(sides[i + 1], sides[i + 2]));
      }
    }
  });
}
