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
}

/** One way to draw: on the GPU or on a flat canvas. */
export interface Renderer {
  readonly kind: 'scene' | 'flat' | 'graph';
  readonly canvas: HTMLCanvasElement;
  draw(shot: Shot): void;
  dispose(): void;
}

/**
 * Factor on the widths of fold lines: they give way where there are many, so that a dense picture
 * is not all lines, and come back when it is enlarged.
 */
export function lineDensity({ drawing, projection }: Shot): number {
  const spacing = (2 * projection.scale) / Math.sqrt(Math.max(1, drawing.sheet.count));
  return Math.min(1, Math.max(0.35, 0.26 * spacing ** 0.36));
}

/** Thin lines also let the faces through. */
export function lineOpacity(density: number): number {
  return Math.min(1, 0.3 + density);
}
