import type { Choices } from './choices.ts';
import type { Drawable, Drawing } from './drawing.ts';
import type { Projection, Viewport } from './projection.ts';
import type { Theme } from '../kit/theme.ts';
import { mayBeShaded } from '../../core/picture/colouring.ts';
import type { Pause } from '../kit/timeSliced.ts';
import { relief } from '../../core/picture/light.ts';

/** Everything that decides the pixels of one frame. */
export interface Shot {
  readonly drawing: Drawing<Drawable>;
  readonly choices: Choices;
  readonly projection: Projection;
  readonly viewport: Viewport;
  readonly theme: Theme;
  /** 0 in 3D, 1 from above, in between during the transition. */
  readonly flatness: number;
}

/** Draws shots on a canvas, with WebGL or in 2D. */
export interface Renderer {
  readonly kind: 'scene' | 'flat' | 'graph';
  readonly canvas: HTMLCanvasElement;
  draw(shot: Shot): void;
  /** Copies a large drawing to the graphics card in slices, for the next shot of it. */
  readonly prepare?: (drawing: Drawing<Drawable>) => Generator<Pause, unknown>;
  dispose(): void;
}

/**
 * Factor on the slopes of facets for their shading. It makes the shape visible; from above it would only
 * change colours that have a meaning.
 */
export function shadingOf({ drawing, choices, flatness }: Shot): number {
  const shape = mayBeShaded(drawing.colouring) ? 1 : 1 - flatness;
  return shape * choices.exaggeration * relief;
}
