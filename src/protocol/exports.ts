import type { FontFamily } from '../core/figure/textWidth.ts';
import type { PageStyle } from '../core/figure/page.ts';

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

/** Something that a view can save. */
export interface ExportChoice {
  /** Of the view's own, and the same in every language. */
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** The title above it in the list, shared by those that follow each other. */
  readonly group: string;
  /** The format of a figure, which has a size and a font. */
  readonly figure?: 'svg' | 'png';
}

/** What any view can ask its page to save. */
export interface MakeExport {
  readonly kind: 'makeExport';
  readonly id: string;
  /** For a figure; otherwise the last one. */
  readonly setup: FigureSetup;
}
