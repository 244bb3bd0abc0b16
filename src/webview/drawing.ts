import { bounds } from '../core/complex/domain.ts';
import { foldTable, type FoldTable } from '../core/network/folds.ts';
import { colourSheet, type Colours } from '../core/picture/colouring.ts';
import { foldLines, type FoldLines } from '../core/picture/foldLines.ts';
import { frameOf, keepFrame, sceneHeight, type Extent, type Frame } from '../core/picture/frame.ts';
import { paletteOf, type Palette, type ThemeKind } from '../core/picture/palette.ts';
import { heightRange, sheetOf, type Height, type Sheet } from '../core/picture/sheet.ts';
import { sheetSides } from '../core/picture/sheetSides.ts';
import { surfaceOf, type Surface } from '../core/picture/surface.ts';
import type { Picture, SourcePlace } from '../protocol/view.ts';
import type { Box } from './camera.ts';
import type { Choices } from './choices.ts';
import { type Lit, litBy } from './places.ts';

/**
 * What to draw, for every way of drawing it. Parts that did not change keep their identity, so that
 * a renderer uploads only what did.
 */
export interface Drawing {
  readonly picture: Picture;
  readonly folds: FoldTable;
  readonly height: Height;
  readonly sheet: Sheet;
  readonly extent: Extent;
  readonly frame: Frame;
  readonly surface: Surface;
  readonly lines: FoldLines;
  readonly colours: Colours;
  readonly palette: Palette;
  readonly lit: Lit | undefined;
}

/** A graph has its picture to itself: as high as it is wide, nearly. */
const graphHeight = 1.5;

/** Makes drawings, reusing what the last one has in common with the next. */
export function createDrawer(): (
  picture: Picture,
  choices: Choices,
  frame: Frame | undefined,
  theme: ThemeKind,
  lit: SourcePlace | undefined,
) => Drawing {
  const foldsOf = rememberLast(foldTable);
  const sheet = rememberLast(sheetOf);
  const extentOf = rememberLast(measure);
  const surface = rememberLast(surfaceOf);
  const sides = rememberLast(sheetSides);
  const lines = rememberLast(foldLines);
  const colours = rememberLast(colourSheet);
  const litOf = rememberLast(litBy);
  // The whole keeps its identity too: the stage draws again only when that is new.
  const drawing = rememberLast(
    (
      picture: Picture,
      folds: FoldTable,
      height: Height,
      sheet: Sheet,
      extent: Extent,
      frame: Frame,
      surface: Surface,
      lines: FoldLines,
      colours: Colours,
      palette: Palette,
      lit: Lit | undefined,
    ): Drawing => ({
      picture,
      folds,
      height,
      sheet,
      extent,
      frame,
      surface,
      lines,
      colours,
      palette,
      lit,
    }),
  );
  // Compared by value: a new frame that says the same must not rebuild the surface.
  const sameFrame = rememberLast(
    (x: number, y: number, z: number, sx: number, sy: number, sz: number): Frame => ({
      x,
      y,
      z,
      sx,
      sy,
      sz,
    }),
  );

  return (picture, choices, kept, theme, lit) => {
    const { complex } = picture;
    const folds = foldsOf(picture.network);
    const shown = heightShown(picture, choices);
    const colouring =
      choices.colouring === 'class' && complex.outputCount < 2 ? 'region' : choices.colouring;
    const drawnSheet = sheet(complex, shown, colouring === 'class');
    const extent = extentOf(picture, drawnSheet);
    const height = picture.graph ? graphHeight : undefined;
    const f = kept ? keepFrame(kept, extent, height) : frameOf(extent, height);
    const frame = sameFrame(f.x, f.y, f.z, f.sx, f.sy, f.sz);
    const palette = paletteOf(theme);
    const drawnSurface = surface(drawnSheet, frame);
    const drawnLines = lines(drawnSheet, sides(complex, folds, drawnSheet, choices.regions), frame);
    const drawnColours = colours(colouring, complex, folds, drawnSheet, palette, choices.regions);
    return drawing(
      picture,
      folds,
      shown,
      drawnSheet,
      extent,
      frame,
      drawnSurface,
      drawnLines,
      drawnColours,
      palette,
      litOf(picture, folds, drawnSheet, lit),
    );
  };
}

/** The chosen height where the network still has those outputs, otherwise what the spec shows. */
export function heightShown(picture: Picture, choices: Choices): Height {
  const { height } = choices;
  const { outputCount } = picture.complex;
  if (!height) return picture.show;
  if (height.kind === 'argmax') return outputCount > 1 ? height : picture.show;
  const highest =
    height.kind === 'difference' ? Math.max(height.index, height.minus) : height.index;
  return highest < outputCount ? height : picture.show;
}

/** The box of a drawing in the scene, with the heights as exaggerated. */
export function boxOf({ extent, frame }: Drawing, exaggeration: number): Box {
  const lo = sceneHeight(frame, extent.lo) * exaggeration;
  const hi = sceneHeight(frame, extent.hi) * exaggeration;
  return {
    min: [(extent.x0 - frame.x) * frame.sx, (extent.y0 - frame.y) * frame.sy, lo],
    max: [(extent.x1 - frame.x) * frame.sx, (extent.y1 - frame.y) * frame.sy, hi],
  };
}

function measure(picture: Picture, sheet: Sheet): Extent {
  return { ...bounds(picture.domain), ...heightRange(sheet) };
}

/** A function that answers from memory when it is asked the same as the last time. */
function rememberLast<A extends readonly unknown[], R>(
  compute: (...args: A) => R,
): (...args: A) => R {
  let last: { args: A; result: R } | undefined;
  return (...args) => {
    const known = last;
    if (known && args.every((arg, i) => Object.is(arg, known.args[i]))) return known.result;
    const result = compute(...args);
    last = { args, result };
    return result;
  };
}
