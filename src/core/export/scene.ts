import { bounds } from '../complex/domain.ts';
import { foldTable } from '../network/folds.ts';
import { colourSheet, type Colouring, type Colours } from '../picture/colouring.ts';
import { frameOf, type Extent, type Frame } from '../picture/frame.ts';
import { paletteOf, type Palette, type ThemeKind } from '../picture/palette.ts';
import { heightRange, sheetOf, type Height, type Sheet } from '../picture/sheet.ts';
import { sheetSides, type SheetSides } from '../picture/sheetSides.ts';
import type { Subject } from './subject.ts';

/** How a subject is to look. */
export interface Look {
  /** `class` is by region where there is only one output. */
  readonly colouring: Colouring;
  readonly theme: ThemeKind;
  /** What the spec shows unless given. */
  readonly height?: Height;
}

/** A subject as it is drawn: its sheet, where that lies, and its colours. */
export interface Scene {
  readonly subject: Subject;
  readonly height: Height;
  readonly colouring: Colouring;
  readonly sheet: Sheet;
  readonly sides: SheetSides;
  readonly extent: Extent;
  readonly frame: Frame;
  readonly palette: Palette;
  readonly colours: Colours;
}

/** The scene of a subject. */
export function sceneOf(subject: Subject, look: Look): Scene {
  const { complex } = subject;
  const folds = foldTable(subject.network);
  const height = look.height ?? subject.show;
  const classless = look.colouring === 'class' && complex.outputCount < 2;
  const colouring = classless ? 'region' : look.colouring;
  const sheet = sheetOf(complex, height, colouring === 'class');
  const extent = { ...bounds(subject.domain), ...heightRange(sheet) };
  const palette = paletteOf(look.theme);
  return {
    subject,
    height,
    colouring,
    sheet,
    sides: sheetSides(complex, folds, sheet),
    extent,
    frame: frameOf(extent),
    palette,
    colours: colourSheet(colouring, complex, folds, sheet, palette),
  };
}
