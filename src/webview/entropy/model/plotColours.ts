import { css } from '../../../core/plot/colour.ts';
import { paletteOf } from '../../../core/plot/palette.ts';
import { memo } from '../../kit/memo.ts';
import type { Theme } from '../../kit/theme.ts';

type Rgb = readonly [number, number, number];

/** A training run. Each has its own colour; runs that share one have different dashes. */
export interface RunInk {
  readonly css: string;
  readonly rgb: Rgb;
}

/** Colours and widths of lines, shared by all panes of a model. */
export interface Ink {
  readonly background: string;
  readonly foreground: string;
  readonly font: string;
  readonly fold: string;
  readonly foldRgb: Rgb;
  readonly maxwell: string;
  /** The path of the point. */
  readonly trail: string;
  readonly trailRgb: Rgb;
  /** Where the state jumped from one sheet to another. */
  readonly jump: string;
  readonly jumpRgb: Rgb;
  /** The point itself. */
  readonly point: string;
  readonly runs: readonly RunInk[];
  /** Factor on all widths. */
  readonly weight: number;
  /** The same for the style sheet, as custom properties of a plot. */
  readonly properties: Readonly<Record<`--${string}`, string>>;
}

/** The ink for a theme; the same object for the same theme. */
export const inkOf = memo((theme: Theme): Ink => {
  const { layers, weight } = paletteOf(theme.kind);
  const [fold, trail, maxwell, jump, ...others] = layers;
  return {
    background: theme.background,
    foreground: theme.foreground,
    font: theme.font,
    fold: css(fold),
    foldRgb: fold,
    maxwell: css(maxwell),
    trail: css(trail),
    trailRgb: trail,
    jump: css(jump),
    jumpRgb: jump,
    point: theme.foreground,
    runs: [...others, trail, jump].map((rgb) => ({ rgb, css: css(rgb) })),
    weight,
    properties: {
      '--fold': css(fold),
      '--maxwell': css(maxwell),
      '--trail': css(trail),
      '--jump': css(jump),
      '--weight': String(weight),
    },
  };
});

/** Dash patterns of runs; the next one is used when all colours are taken. */
const dashes = [undefined, '8 3', '2 3'] as const;

/** The line style of a run, by its number. */
export function inkOfRun({ runs }: Ink, i: number): RunInk & { readonly dash: string | undefined } {
  const dash = dashes[Math.floor(i / runs.length) % dashes.length];
  return { ...runs[i % runs.length], dash };
}
