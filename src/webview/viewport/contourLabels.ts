import { numberText } from '../../core/numberText.ts';
import { contourLabels, type Contour } from '../../core/picture/contourLabels.ts';
import { longestContourLines, type ContourLine } from '../../core/picture/contourLines.ts';
import type { Rect } from '../../core/plot/labelPlacement.ts';
import { css } from '../../core/plot/colour.ts';
import type { Vec3 } from '../../core/plot/vec3.ts';
import { memo } from '../kit/memo.ts';
import { scenePointUnder } from './picking.ts';
import type { Shot } from './renderer.ts';

/** The value of a contour line, written along it. */
export interface ContourText {
  readonly text: string;
  readonly level: number;
  readonly at: readonly [x: number, y: number];
  /** Clockwise, in radians; the text is never upside down. */
  readonly angle: number;
  /** The corners of the rectangle around the text. */
  readonly box: readonly (readonly [x: number, y: number])[];
}

const textHeight = 12;
/** A label is hidden if the surface in front of it is further away, in scene units. */
const tolerance = 0.06;
const font = 10.5;

/** Creates a function that places the labels of a shot clear of each other and of obstacles. */
export function contourLabelling(): (
  shot: Shot,
  measure: (text: string) => number,
  obstacles: readonly Rect[],
) => readonly ContourText[] {
  const linesOf = memo(longestContourLines);
  return (shot, measure, obstacles) => {
    const { levels, levelLines, boundaryLevel } = shot.drawing;
    if (!levels || levelLines.length === 0) return [];
    const { width, height, left, right, top, bottom } = shot.viewport;
    const lines = linesOf(levels, levelLines).flatMap((line) => {
      if (line.level === boundaryLevel) return [];
      const text = numberText(line.level, 3);
      const size = { width: measure(text), height: textHeight };
      return line.length * shot.projection.scale < size.width ? [] : [{ line, text, size }];
    });
    const contours = lines.map(({ line: { points, closed }, size }): Contour => ({
      points: points.map((point) => shot.projection.project(drawnAt(shot, point))),
      closed,
      label: size,
    }));
    const labels = contourLabels(contours, {
      area: { left, right: width - right, top, bottom: height - bottom },
      obstacles,
      isSeen: (i, { segment, share, at }) =>
        !isHidden(shot, pointOn(lines[i].line, segment, share), at),
    });
    return lines.flatMap(({ text, line: { level } }, i) => {
      const label = labels[i];
      return label ? [{ text, level, at: label.at, angle: label.angle, box: label.box }] : [];
    });
  };
}

function pointOn({ points }: ContourLine, segment: number, share: number): Vec3 {
  const [p, q] = [points[segment], points[(segment + 1) % points.length]];
  return [0, 1, 2].map((k) => p[k] + share * (q[k] - p[k])) as unknown as Vec3;
}

/** Whether the surface hides a place on it. */
function isHidden(shot: Shot, place: Vec3, [x, y]: ContourText['at']): boolean {
  if (shot.flatness === 1) return false;
  const [px, py, pz] = drawnAt(shot, place);
  const seen = scenePointUnder(shot, x, y);
  return Math.hypot(seen[0] - px, seen[1] - py, seen[2] - pz) > tolerance;
}

function drawnAt({ choices }: Shot, [x, y, z]: Vec3): Vec3 {
  return [x, y, z * choices.exaggeration];
}

export function contourFont(shot: Shot): string {
  return `${font}px ${shot.theme.font}`;
}

/** Writes contour labels over the lines, in their colours. */
export function paintContourLabels(
  context: CanvasRenderingContext2D,
  shot: Shot,
  labels: readonly ContourText[],
): void {
  const { contour } = shot.drawing.palette;
  context.font = contourFont(shot);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3.5;
  context.strokeStyle = css(contour.casing);
  context.fillStyle = css(contour.colour);
  for (const { text, at, angle } of labels) {
    context.save();
    context.translate(...at);
    context.rotate(angle);
    context.strokeText(text, 0, 0);
    context.fillText(text, 0, 0);
    context.restore();
  }
}
