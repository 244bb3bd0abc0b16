import { chord } from '../../core/complex/chord.ts';
import { moveText, type FoldDragMove } from './foldDrag.ts';
import { pixelOf } from './overlay.ts';
import type { Shot } from './renderer.ts';

/** Lengths in pixels. */
const dash = [6, 4];
const handle = 5;
const labelGap = 14;

/**
 * Paints a fold that is being moved: its line, dashed, with the drag handle, the pivot of a rotation
 * and the new numbers. This follows the pointer at once; the picture follows as fast as the engine.
 */
export function paintMoving(
  context: CanvasRenderingContext2D,
  shot: Shot,
  move: FoldDragMove,
): void {
  const { drag, at, normal, angle } = move;
  const { theme, drawing, viewport } = shot;
  const { domain, graph } = drawing.picture;
  const pixel = pixelOf(shot);
  const place = ([x, y]: readonly [number, number]): [number, number] =>
    pixel(x, y, drawing.sceneFrame.z);
  // A graph has no second input, so its handle stays in the middle.
  const [px, above] = place(at);
  const py = graph ? (viewport.top + viewport.height - viewport.bottom) / 2 : above;
  const line = graph
    ? [
        [px, viewport.top],
        [px, viewport.height - viewport.bottom],
      ]
    : chord(domain, at, [-normal[1], normal[0]])?.map(place);

  context.save();
  context.lineCap = 'round';
  const stroke = (path: () => void): void => {
    for (const [colour, width] of [
      [theme.background, 4.5],
      [theme.foreground, 1.8],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.beginPath();
      path();
      context.stroke();
    }
  };
  context.setLineDash(dash);
  if (line)
    stroke(() => {
      for (const [x, y] of line) context.lineTo(x, y);
    });
  context.setLineDash([]);
  if (angle !== undefined) stroke(() => circle(context, place(drag.pivot), handle));
  stroke(() => circle(context, [px, py], handle));
  context.fillStyle = theme.foreground;
  context.beginPath();
  circle(context, [px, py], 2.5);
  context.fill();

  context.font = `600 12px ${theme.font}`;
  const text = moveText(move);
  const width = context.measureText(text).width;
  const isLeft = px + labelGap + width > viewport.width - viewport.right;
  const x = isLeft ? px - labelGap - width : px + labelGap;
  const y = py - labelGap;
  context.textBaseline = 'middle';
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeStyle = theme.background;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
  context.restore();
}

function circle(context: CanvasRenderingContext2D, [x, y]: [number, number], radius: number): void {
  context.moveTo(x + radius, y);
  context.arc(x, y, radius, 0, 2 * Math.PI);
}
