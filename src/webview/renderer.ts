import type { Choices } from './choices.ts';
import type { Drawing } from './drawing.ts';
import type { Projection, Viewport } from './projection.ts';
import type { Theme } from './theme.ts';

/** Everything that decides the pixels of one frame. */
export interface Shot {
  readonly drawing: Drawing;
  readonly choices: Choices;
  readonly projection: Projection;
  readonly viewport: Viewport;
  readonly theme: Theme;
  /** 0 in three dimensions, 1 from straight above, between them on the way. */
  readonly flatness: number;
  /** Cells to lift in brightness; −1 for none. */
  readonly hovered: number;
  readonly pinned: number;
}

/** One way to draw: on the GPU or on a flat canvas. */
export interface Renderer {
  readonly kind: 'scene' | 'flat' | 'graph';
  readonly canvas: HTMLCanvasElement;
  draw(shot: Shot): void;
  dispose(): void;
}

/** Brightness of a facet that rises by (dx, dy): light from the upper left, half of it ambient. */
export function light(dx: number, dy: number): number {
  const diffuse = (-lightFrom[0] * dx - lightFrom[1] * dy + lightFrom[2]) / Math.hypot(dx, dy, 1);
  return ambient + (1 - ambient) * ((0.5 + 0.5 * diffuse) / (0.5 + 0.5 * lightFrom[2]));
}

export const lightFrom = [-0.48, 0.5, 0.72] as const;
export const ambient = 0.3;

/** The heights are flattened by this much in the light, so that steep facets keep their colour. */
export const relief = 0.8;
