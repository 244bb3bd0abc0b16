import { numberText } from '../../core/numberText.ts';
import { levelAnchors, type LevelAnchor } from '../../core/picture/levelAnchors.ts';
import { contains, grown, overlap, rectAround, type Rect } from '../../core/plot/labelPlacement.ts';
import { css } from '../../core/plot/colour.ts';
import type { Vec3 } from '../../core/plot/vec3.ts';
import { memo } from '../kit/memo.ts';
import { scenePointUnder } from './picking.ts';
import type { Shot } from './renderer.ts';

/** The value of a contour line, written along it. */
export interface ContourLabel {
  readonly text: string;
  readonly level: number;
  readonly at: readonly [x: number, y: number];
  /** Clockwise, in radians; the text is never upside down. */
  readonly angle: number;
  /** The upright rectangle around the text. */
  readonly rect: Rect;
}

const textHeight = 12;
/** Free pixels around a label. */
const clearance = 3;
/** A line must be so many times longer than its label. */
const roomFactor = 1.8;
/** A label is hidden if the surface in front of it is further away, in scene units. */
const tolerance = 0.06;
const font = 10.5;

/** Creates a function that places the labels of a shot clear of each other and of obstacles. */
export function contourLabelling(): (
  shot: Shot,
  measure: (text: string) => number,
  obstacles: readonly Rect[],
) => readonly ContourLabel[] {
  const linesOf = memo(levelAnchors);
  return (shot, measure, obstacles) => {
    const { levels, levelLines, boundaryLevel } = shot.drawing;
    if (!levels || levelLines.length === 0) return [];
    const { width, height, left, right, top, bottom } = shot.viewport;
    const frame = { left, right: width - right, top, bottom: height - bottom };
    const taken = [...obstacles];
    const labels: ContourLabel[] = [];
    for (const { level, length, anchors } of linesOf(levels, levelLines)) {
      if (level === boundaryLevel) continue;
      const text = numberText(level, 3);
      const textWidth = measure(text);
      if (length * shot.projection.scale < roomFactor * textWidth) continue;
      for (const anchor of anchors) {
        const label = { text, level, ...placed(shot, anchor, textWidth) };
        if (!contains(frame, label.rect)) continue;
        if (taken.some((one) => overlap(one, label.rect)) || isHidden(shot, anchor, label.at))
          continue;
        labels.push(label);
        taken.push(grown(label.rect, clearance));
        break;
      }
    }
    return labels;
  };
}

function placed(
  shot: Shot,
  { at, along }: LevelAnchor,
  width: number,
): Pick<ContourLabel, 'at' | 'angle' | 'rect'> {
  const half = (sign: number): Vec3 => [
    at[0] + (sign * along[0]) / 2,
    at[1] + (sign * along[1]) / 2,
    at[2] + (sign * along[2]) / 2,
  ];
  const pixel = (point: Vec3): [number, number] => shot.projection.project(drawnAt(shot, point));
  const [from, to] = [pixel(half(-1)), pixel(half(1))];
  const angle = Math.atan((to[1] - from[1]) / (to[0] - from[0] || 1e-9));
  const [sine, cosine] = [Math.abs(Math.sin(angle)), Math.cos(angle)];
  const centre = pixel(at);
  const size = {
    width: width * cosine + textHeight * sine,
    height: width * sine + textHeight * cosine,
  };
  return { at: centre, angle, rect: rectAround(centre, size) };
}

/** Whether the surface hides a place on it. */
function isHidden(shot: Shot, { at }: LevelAnchor, [x, y]: ContourLabel['at']): boolean {
  if (shot.flatness === 1) return false;
  const [px, py, pz] = drawnAt(shot, at);
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
  labels: readonly ContourLabel[],
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
