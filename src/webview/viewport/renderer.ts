import type { Choices } from './choices.ts';
import type { Drawable, Drawing } from './drawing.ts';
import type { Projection, Viewport } from './projection.ts';
import type { Theme } from '../kit/theme.ts';
import { layerStyle } from '../../core/plot/palette.ts';

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
  dispose(): void;
}

/**
 * Factor on the widths of fold lines. Lines are thinner where they are dense, so that the faces stay
 * visible, and next to decision boundaries, so that these stand out.
 */
export function lineDensity({ drawing, projection }: Shot): number {
  const spacing = (2 * projection.scale) / Math.sqrt(Math.max(1, drawing.pieces.count));
  const most = drawing.lines.ties.length > 0 ? 0.5 : 1;
  return Math.min(most, Math.max(0.35, 0.26 * spacing ** 0.36));
}

/**
 * Opacity of fold lines. Thin lines are more transparent, and all lines are so transparent that they
 * cover at most a given share of the picture. Lines too faint to see have opacity 0, because drawing
 * millions of them would take time for nothing.
 */
export function lineOpacity({ drawing, choices, projection }: Shot, density: number): number {
  const { picture, lines, palette, extent, sceneFrame } = drawing;
  const ink = lines.lengths.reduce((sum, length, layer) => {
    const shown = !choices.hiddenLayers.includes(layer);
    return shown ? sum + length * density * layerStyle(palette, picture.network, layer).width : sum;
  }, 0);
  const width = (extent.x1 - extent.x0) * sceneFrame.sx;
  const depth = (extent.y1 - extent.y0) * sceneFrame.sy;
  const covered = ink / (projection.scale * width * depth);
  const opacity = Math.min(1, 0.3 + density, mostCovered / covered);
  return opacity < faintest ? 0 : opacity;
}

/** Share of the picture that fold lines may cover, counting crossings twice. */
const mostCovered = 0.3;
const faintest = 0.1;
