import { fitOrbit, fitPlane, presets, type Camera, type Preset } from './camera.ts';
import type { Choices } from './choices.ts';
import { boxOf, footprint, type Drawable, type Drawing } from './drawing.ts';
import { openingDirection } from './openingDirection.ts';
import { viewportOf } from './stage.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * A camera that shows the whole drawing, in 3D and from above, in the direction of `before`, or else
 * that in which a picture opens.
 */
export function framed(
  drawing: Drawing<Drawable>,
  choices: Choices,
  size: Size,
  before: Camera | undefined,
): Camera {
  const box = boxOf(drawing, choices.exaggeration);
  return {
    mode: before?.mode ?? '3d',
    orbit: fitOrbit(
      before?.orbit ?? openingDirection(drawing, choices.exaggeration),
      box,
      aspect(size, 0),
    ),
    plane: fitPlane(footprint(drawing, box), aspect(size, 1)),
  };
}

/** The camera in a preset direction, with the whole surface in view. */
export function framedFrom(
  preset: Preset,
  drawing: Drawing<Drawable>,
  choices: Choices,
  size: Size,
  before: Camera,
): Camera {
  const box = boxOf(drawing, choices.exaggeration);
  return { ...before, mode: '3d', orbit: fitOrbit(presets[preset], box, aspect(size, 0)) };
}

/** The camera after the stage was resized: the drawing fills the same share of it as before. */
export function refitted(
  camera: Camera,
  drawing: Drawing<Drawable>,
  choices: Choices,
  from: Size,
  to: Size,
): Camera {
  const [before, after] = [from, to].map((size) => framed(drawing, choices, size, camera));
  const { orbit, plane } = camera;
  return {
    ...camera,
    orbit: { ...orbit, span: (orbit.span * after.orbit.span) / before.orbit.span },
    plane: { ...plane, span: (plane.span * after.plane.span) / before.plane.span },
  };
}

/** Radius around the targets of the camera that contains the whole drawing, with a margin. */
export function reachOf(
  drawing: Drawing<Drawable>,
  choices: Choices,
  { orbit, plane }: Camera,
): number {
  const { min, max } = boxOf(drawing, choices.exaggeration);
  const far = (i: number, ...targets: number[]): number =>
    Math.max(...targets.flatMap((t) => [Math.abs(min[i] - t), Math.abs(max[i] - t)]));
  const reach = Math.hypot(far(0, orbit.x, plane.x), far(1, orbit.y, plane.y), far(2, orbit.z, 0));
  return 1.1 * reach + 0.1;
}

function aspect(size: Size, flatness: number): number {
  const { width, height, left, right, top, bottom } = viewportOf(size, flatness);
  return Math.max(1, width - left - right) / Math.max(1, height - top - bottom);
}
