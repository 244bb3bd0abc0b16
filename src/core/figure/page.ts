import type { ThemeKind } from '../plot/palette.ts';
import type { FontFamily } from './textWidth.ts';

/** White background, dark background, or transparent for a light page. */
export const pageStyles = ['light', 'dark', 'transparent'] as const;

export type PageStyle = (typeof pageStyles)[number];

/** How a figure is set. */
export interface PageSetup {
  /** Width of the page in millimetres. */
  readonly width: number;
  /** Height of the page in millimetres. Default: what the picture needs. */
  readonly height?: number;
  readonly font: FontFamily;
  /** Size of all text in points. */
  readonly fontSize: number;
  /** Whether the title is printed above the picture. In a paper, the caption says it. */
  readonly heading: boolean;
}

/** A figure for one column of a paper. */
export const defaultSetup: PageSetup = { width: 85, font: 'sans', fontSize: 8, heading: false };

/** The sizes that a page may have, in millimetres. */
export const pageSizes = { least: 20, most: 2000 } as const;

/** The sizes of text that a figure may have, in points. */
export const fontSizes = { least: 4, most: 72 } as const;

/**
 * Parses a size in millimetres: a width such as `85`, or width and height such as `85 x 60 mm`.
 * Undefined if it is neither, or too small or large.
 */
export function pageSizeFrom(text: string): Pick<PageSetup, 'width' | 'height'> | undefined {
  const number = String.raw`(\d+(?:\.\d+)?)\s*(?:mm)?\s*`;
  const size = new RegExp(`^\\s*${number}(?:[x×]\\s*${number})?$`, 'i').exec(text);
  if (!size) return undefined;
  const [width, height] = size.slice(1).map(Number);
  const isSize = (n: number): boolean => n >= pageSizes.least && n <= pageSizes.most;
  if (size[2] === undefined) return isSize(width) ? { width } : undefined;
  return isSize(width) && isSize(height) ? { width, height } : undefined;
}

/** Thrown if a figure does not fit on its page; the message says why. */
export class PageError extends Error {
  override readonly name = 'PageError';
}

/** The colours of a page outside the picture. */
export interface Ink {
  readonly theme: ThemeKind;
  readonly background: string | undefined;
  readonly foreground: string;
  readonly muted: string;
}

/** The colours of a style. */
export function inkOf(style: PageStyle): Ink {
  switch (style) {
    case 'light':
      return { ...light, background: '#ffffff' };
    case 'transparent':
      return light;
    case 'dark':
      return {
        theme: 'dark',
        background: '#1e1e1e',
        foreground: '#e8e8e8',
        muted: '#b0b0b0',
      };
  }
}

const light: Ink = {
  theme: 'light',
  background: undefined,
  foreground: '#000000',
  muted: '#59636e',
};

/** The rectangle of the picture on a page, in points; y points down. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Space around a plot, for its axes. */
export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The width of lines around plots and colour bars, and of ticks, in points. */
export const frameWidth = 0.6;
