import { poseOf, type Camera } from './camera.ts';
import type { Choices } from './choices.ts';
import type { Drawable, Drawing } from './drawing.ts';
import { reachOf } from './framing.ts';
import { projectionOf, type Viewport } from './projection.ts';
import type { Shot } from './renderer.ts';
import type { Theme } from '../kit/theme.ts';

/** The shot of a drawing from a camera; `flatness` is 0 in 3D, 1 from above. */
export function shotOf(
  drawing: Drawing<Drawable>,
  choices: Choices,
  camera: Camera,
  viewport: Viewport,
  theme: Theme,
  flatness: number,
): Shot {
  const radius = reachOf(drawing, choices, camera);
  const projection = projectionOf(poseOf(camera, flatness), viewport, radius);
  return { drawing, choices, projection, viewport, theme, flatness };
}
