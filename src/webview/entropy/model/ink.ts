import { css } from '../../../core/picture/colour.ts';
import { paletteOf } from '../../../core/picture/palette.ts';
import type { Theme } from '../../kit/theme.ts';

type Rgb = readonly [number, number, number];

/** A training run: every one has a colour, and those of one colour have other dashes. */
export interface RunInk {
  readonly css: string;
  readonly rgb: Rgb;
}

/** Colours and widths of lines in every pane of a model, so that a fold is a fold in each. */
export interface Ink {
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  readonly line: string;
  readonly font: string;
  readonly fold: string;
  readonly foldRgb: Rgb;
  readonly maxwell: string;
  /** The way of the point. */
  readonly trail: string;
  readonly trailRgb: Rgb;
  /** Where a sheet was left. */
  readonly jump: string;
  readonly jumpRgb: Rgb;
  /** The point itself. */
  readonly point: string;
  readonly runs: readonly RunInk[];
  /** Factor on all widths. */
  readonly weight: number;
  /** Strength of a grid. */
  readonly gridOpacity: number;
}

export function inkOf(theme: Theme): Ink {
  const { layers, weight } = paletteOf(theme.kind);
  const isHighContrast = theme.kind === 'hc-dark' || theme.kind === 'hc-light';
  const [fold, trail, , jump, ...others] = layers;
  return {
    background: theme.background,
    foreground: theme.foreground,
    muted: theme.muted,
    line: theme.line,
    font: theme.font,
    fold: css(fold),
    foldRgb: fold,
    maxwell: css(layers[2]),
    trail: css(trail),
    trailRgb: trail,
    jump: css(jump),
    jumpRgb: jump,
    point: theme.foreground,
    runs: [...others, trail, jump].map((rgb) => ({ rgb, css: css(rgb) })),
    weight,
    gridOpacity: isHighContrast ? 0.35 : 0.13,
  };
}

/** Dashes of runs, which go round more slowly than colours do. */
const dashes = [undefined, '8 3', '2 3'] as const;

/** The line of a run by its number. */
export function inkOfRun({ runs }: Ink, i: number): RunInk & { readonly dash: string | undefined } {
  const dash = dashes[Math.floor(i / runs.length) % dashes.length];
  return { ...runs[i % runs.length], dash };
}
