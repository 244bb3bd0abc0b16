import { boxAxes } from '../../core/plot/boxAxes.ts';
import type { Rect } from '../../core/plot/labelPlacement.ts';
import { planeAxes, screenSpacing } from './axes.ts';
import { contourFont, contourLabelling, paintContourLabels } from './contourLabels.ts';
import { boxOf, footprint } from './drawing.ts';
import { canvasSized } from './flat/canvas.ts';
import { heightLabel } from './names.ts';
import { paintAxes } from './paintAxes.ts';
import type { Shot } from './renderer.ts';

/** Creates a function that paints axes and contour labels behind and in front of the picture. */
export function overlayPainter(): (
  behind: HTMLCanvasElement,
  front: HTMLCanvasElement,
  shot: Shot,
) => void {
  const labelContours = contourLabelling();
  return (behind, front, shot) => {
    const { viewport, flatness, theme, drawing } = shot;
    const under = canvasSized(behind, viewport);
    const over = canvasSized(front, viewport);
    under.clearRect(0, 0, viewport.width, viewport.height);
    over.clearRect(0, 0, viewport.width, viewport.height);

    const boxAlpha = Math.max(0, 1 - 2.5 * flatness);
    const planeAlpha = Math.max(0, (flatness - 0.6) / 0.4);
    const box = boxOf(drawing, shot.choices.exaggeration);
    const obstacles: Rect[] = [];
    if (boxAlpha > 0) {
      const layout = boxAxes(shotAxes(shot), box, shot.projection, screenSpacing);
      obstacles.push(...paintAxes(under, over, layout, { theme, ...viewport, alpha: boxAlpha }));
    }
    if (planeAlpha > 0) {
      const [x, y, z] = shotAxes(shot);
      const axes = [x, drawing.picture.graph ? z : y] as const;
      const layout = planeAxes(axes, footprint(drawing, box), shot.projection, viewport);
      paintGutters(over, shot, planeAlpha);
      obstacles.push(...paintAxes(under, over, layout, { theme, ...viewport, alpha: planeAlpha }));
    }
    const measure = (text: string): number => {
      over.font = contourFont(shot);
      return over.measureText(text).width;
    };
    paintContourLabels(over, shot, labelContours(shot, measure, obstacles));
  };
}

function shotAxes({ drawing, choices }: Shot): Parameters<typeof boxAxes>[0] {
  const { sceneFrame, picture, height, image } = drawing;
  const [xName, yName = ''] = image?.axes ?? picture.inputNames;
  return [
    { name: xName, centre: sceneFrame.x, scale: sceneFrame.sx },
    { name: yName, centre: sceneFrame.y, scale: sceneFrame.sy },
    {
      name: image?.axes[2] ?? heightLabel(picture, height),
      centre: sceneFrame.z,
      scale: sceneFrame.sz * choices.exaggeration,
    },
  ];
}

/** Covers the margins, so that the picture ends at its axes when seen from above. */
function paintGutters(
  context: CanvasRenderingContext2D,
  { viewport, theme }: Shot,
  alpha: number,
): void {
  const { width, height, left, right, top, bottom } = viewport;
  context.globalAlpha = alpha;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, left, height);
  context.fillRect(0, height - bottom, width, bottom);
  context.fillRect(0, 0, width, top);
  context.fillRect(width - right, 0, right, height);
  context.globalAlpha = 1;
}
