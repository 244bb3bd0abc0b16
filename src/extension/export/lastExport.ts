import type { Memento } from 'vscode';
import { defaultSetup, pageSizes, type PageStyle } from '../../core/export/svg/page.ts';
import type { FontFamily } from '../../core/export/svg/textWidth.ts';
import { colourings, type Colouring } from '../../core/picture/colouring.ts';
import { isTarget, type Target } from './targets.ts';

/** How a figure is set. */
export interface FigureSetup {
  readonly style: PageStyle;
  /** Millimetres. */
  readonly width: number;
  /** Millimetres. Undefined: what the picture needs. */
  readonly height: number | undefined;
  readonly font: FontFamily;
  /** Dots per inch of a PNG. */
  readonly resolution: number;
}

/** The setup of a figure until another is chosen. */
export const defaultFigure: FigureSetup = {
  style: 'light',
  width: defaultSetup.width,
  height: undefined,
  font: defaultSetup.font,
  resolution: 300,
};

/** What was exported last, and how. */
export interface LastExport {
  readonly target: Target;
  readonly figure: FigureSetup;
  readonly colouring: Colouring;
}

const key = 'lastExport';

/** Remembers the last export in a workspace. */
export class ExportMemory {
  constructor(private readonly memento: Memento) {}

  get last(): LastExport | undefined {
    return lastExportFrom(this.memento.get(key));
  }

  keep(last: LastExport): Thenable<void> {
    return this.memento.update(key, last);
  }
}

/** Decodes a stored export; undefined if it is damaged. */
export function lastExportFrom(stored: unknown): LastExport | undefined {
  const { target, figure, colouring } = (stored ?? {}) as Partial<Record<string, unknown>>;
  if (!isTarget(target) || !isFigure(figure)) return undefined;
  const known = colourings.find((one) => one === colouring);
  return known && { target, figure, colouring: known };
}

function isFigure(stored: unknown): stored is FigureSetup {
  const { style, width, height, font, resolution } = (stored ?? {}) as Partial<FigureSetup>;
  const isWithin = (n: unknown, least: number, most: number): boolean =>
    typeof n === 'number' && n >= least && n <= most;
  return (
    ['light', 'dark', 'transparent'].includes(style ?? '') &&
    ['sans', 'serif'].includes(font ?? '') &&
    isWithin(width, pageSizes.least, pageSizes.most) &&
    (height === undefined || isWithin(height, pageSizes.least, pageSizes.most)) &&
    isWithin(resolution, 30, 2400)
  );
}
