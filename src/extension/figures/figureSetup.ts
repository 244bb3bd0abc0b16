import { defaultSetup, pageSizes, pageStyles } from '../../core/figure/page.ts';
import { fontFamilies } from '../../core/figure/textWidth.ts';
import type { FigureSetup } from '../../protocol/exports.ts';

/** The setup of a figure until another is chosen. */
export const defaultFigure: FigureSetup = {
  style: 'light',
  width: defaultSetup.width,
  height: undefined,
  font: defaultSetup.font,
  resolution: 300,
};

/** Whether a stored value is the setup of a figure. */
export function isFigureSetup(stored: unknown): stored is FigureSetup {
  const { style, width, height, font, resolution } = (stored ?? {}) as Partial<FigureSetup>;
  const isWithin = (n: unknown, least: number, most: number): boolean =>
    typeof n === 'number' && n >= least && n <= most;
  return (
    pageStyles.some((known) => known === style) &&
    fontFamilies.some((known) => known === font) &&
    isWithin(width, pageSizes.least, pageSizes.most) &&
    (height === undefined || isWithin(height, pageSizes.least, pageSizes.most)) &&
    isWithin(resolution, 30, 2400)
  );
}
