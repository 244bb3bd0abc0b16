import { labelInside, type AxesLayout, type AxisLine } from './axes.ts';
import type { Theme } from './theme.ts';

/** How axes are painted on a stage of some width; `alpha` fades them in and out. */
export interface AxesStyle {
  readonly theme: Theme;
  readonly width: number;
  readonly alpha: number;
}

/** Paints axes: grid and walls under the picture, lines and numbers over it. */
export function paintAxes(
  under: CanvasRenderingContext2D,
  over: CanvasRenderingContext2D,
  { behind, front, labels }: AxesLayout,
  { theme, width, alpha }: AxesStyle,
): void {
  const highContrast = theme.kind === 'hc-dark' || theme.kind === 'hc-light';
  const strokes = (context: CanvasRenderingContext2D, lines: readonly AxisLine[]): void => {
    context.strokeStyle = theme.line;
    context.lineWidth = 1;
    for (const { from, to, strength } of lines) {
      context.globalAlpha = alpha * (highContrast ? Math.sqrt(strength) : strength);
      context.beginPath();
      context.moveTo(...from);
      context.lineTo(...to);
      context.stroke();
    }
    context.globalAlpha = 1;
  };
  strokes(under, behind);
  strokes(over, front);
  over.globalAlpha = alpha;
  over.textBaseline = 'middle';
  for (const label of labels) {
    const { text, align, kind } = label;
    over.font = kind === 'name' ? `600 12px ${theme.font}` : `11px ${theme.font}`;
    over.textAlign = align;
    const at = labelInside(label, over.measureText(text).width, width);
    // A halo in the background's colour keeps a number readable where it meets the picture.
    over.lineWidth = 4;
    over.lineJoin = 'round';
    over.strokeStyle = theme.background;
    over.strokeText(text, ...at);
    over.fillStyle = kind === 'name' ? theme.foreground : theme.muted;
    over.fillText(text, ...at);
  }
  over.globalAlpha = 1;
}
