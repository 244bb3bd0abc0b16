import type { AxesLayout, AxisLabel, AxisLine } from '../../core/plot/axesLayout.ts';
import type { Rect } from '../../core/plot/labelPlacement.ts';
import { placedLabels } from './axes.ts';
import type { Pen } from '../kit/svgPen.ts';
import type { Theme } from '../kit/theme.ts';

/** How axes are painted; `alpha` fades them in and out. */
export interface AxesStyle {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly alpha: number;
}

/**
 * Paints axes: grid and walls under the picture, lines and numbers over it. Returns the rectangles that the
 * labels cover.
 */
export function paintAxes(
  under: Pen,
  over: Pen,
  { behind, front, labels }: AxesLayout,
  { theme, width, height, alpha }: AxesStyle,
): readonly Rect[] {
  const highContrast = theme.kind === 'hc-dark' || theme.kind === 'hc-light';
  const strokes = (context: Pen, lines: readonly AxisLine[]): void => {
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
  const fontOf = ({ kind }: AxisLabel): string =>
    kind === 'name' ? `600 12px ${theme.font}` : `11px ${theme.font}`;
  const measure = (label: AxisLabel): number => {
    over.font = fontOf(label);
    return over.measureText(label.text).width;
  };
  const placed = placedLabels(labels, measure, { width, height });
  for (const { label, x, y } of placed) {
    over.font = fontOf(label);
    over.textAlign = label.align;
    // An outline in the background colour keeps numbers readable over the picture.
    over.lineWidth = 4;
    over.lineJoin = 'round';
    over.strokeStyle = theme.background;
    over.strokeText(label.text, x, y);
    over.fillStyle = label.kind === 'name' ? theme.foreground : theme.muted;
    over.fillText(label.text, x, y);
  }
  over.globalAlpha = 1;
  return placed;
}
