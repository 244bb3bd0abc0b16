import { svg, type SVGTemplateResult } from 'lit-html';
import {
  centresBeside,
  placeLabels,
  type PlaceableLabel,
  type Rect,
} from '../../../core/plot/labelPlacement.ts';
import { label, type Plot, type Point } from '../../kit/plot.ts';

/** A text to place in a plot. */
export interface PlotLabel extends PlaceableLabel {
  readonly text: string;
  readonly kind: 'plot-number' | 'plot-note';
  /** Whether it has a background that separates it from shading. */
  readonly hasBackground: boolean;
}

/** Height of a line of text. */
const lineHeight = 14;
const backgroundPadding = 5;

let context: CanvasRenderingContext2D | undefined;

/** The width of a text in a plot. */
export function textWidth(text: string, font: string): number {
  context ??= document.createElement('canvas').getContext('2d') ?? undefined;
  if (!context) return 6.2 * text.length;
  context.font = `11px ${font}`;
  return context.measureText(text).width;
}

/** A label beside a mark of some radius. */
export function labelBeside(
  kind: PlotLabel['kind'],
  text: string,
  at: Point,
  radius: number,
  font: string,
): PlotLabel {
  const size = { width: textWidth(text, font), height: lineHeight };
  return {
    ...size,
    kind,
    text,
    hasBackground: false,
    centres: centresBeside(at, size, radius + 4),
  };
}

/** A label on a background, whose centres follow from its size; one without centres is left out. */
export function labelOnBackground(
  text: string,
  font: string,
  centres: (size: { readonly width: number; readonly height: number }) => readonly Point[],
): PlotLabel {
  const size = { width: textWidth(text, font) + 2 * backgroundPadding, height: lineHeight + 4 };
  return { ...size, kind: 'plot-note', text, hasBackground: true, centres: centres(size) };
}

/** Those labels that fit between the axes, the most important first; none overlaps another. */
export function placedLabels(
  labels: readonly PlotLabel[],
  { left, right, top, bottom }: Plot,
  obstacles: readonly Rect[],
): readonly SVGTemplateResult[] {
  const frame = { left: left + 2, right: right - 2, top: top + 2, bottom: bottom - 2 };
  return placeLabels(labels, frame, obstacles).flatMap((place, i) => {
    if (!place) return [];
    const { kind, text, hasBackground } = labels[i];
    const [x, y] = [(place.left + place.right) / 2, (place.top + place.bottom) / 2 + 4];
    const words = label(kind, x, y, text, 'middle');
    if (!hasBackground) return [words];
    return [
      svg`<rect class="label-background" x=${place.left} y=${place.top} width=${place.right - place.left} height=${place.bottom - place.top} rx="4"></rect>
        ${words}`,
    ];
  });
}
