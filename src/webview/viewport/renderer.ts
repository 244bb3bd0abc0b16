import { lineWidth } from '../../core/plot/palette.ts';
import type { Choices } from '../complex/choices.ts';
import type { Drawable, Drawing } from './drawing.ts';
import type { Projection, Viewport } from './projection.ts';
import type { Theme } from '../kit/theme.ts';

/** Everything that decides the pixels of one frame. */
export interface Shot {
  readonly drawing: Drawing<Drawable>;
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
 * is not all lines, and come back when it is enlarged. They also give way to decision boundaries,
 * which would look like one more of them.
 */
export function lineDensity({ drawing, projection }: Shot): number {
  const spacing = (2 * projection.scale) / Math.sqrt(Math.max(1, drawing.pieces.count));
  const most = drawing.lines.ties.length > 0 ? 0.5 : 1;
  return Math.min(most, Math.max(0.35, 0.26 * spacing ** 0.36));
}

/**
 * Thin lines also let the faces through, and where lines would cover more than a share of the
 * picture they pale until they do not: of a million regions one sees the faces. Lines too faint to
 * be seen have opacity 0: millions of them would only hold up the picture.
 */
export function lineOpacity({ drawing, choices, projection }: Shot, density: number): number {
  const { lines, palette, extent, sceneFrame } = drawing;
  const ink = lines.lengths.reduce((sum, length, layer) => {
    const shown = !choices.hiddenLayers.includes(layer);
    return shown ? sum + length * density * lineWidth(palette, layer) : sum;
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
