import type { ColourBar } from '../figure/colourBar.ts';
import { heightName, type Height } from '../height.ts';
import { numberText } from '../numberText.ts';
import { layerName } from '../network/network.ts';
import { layerStyle, type DoubleStroke, type Palette, type Rgb } from '../plot/palette.ts';
import { barTicks } from '../plot/ticks.ts';
import type { Subject } from '../subject.ts';
import type { Colouring, Colours } from './colouring.ts';

/**
 * What the lines and colours of a picture mean, as data: the legend in a view and the legend in an
 * exported figure are drawn from it. Colours are bytes, widths are pixels, names are in the language of
 * the `LegendWords`.
 */
export interface PictureLegend {
  /** In the order of the layers, then decision boundaries, then contour lines. */
  readonly lines: readonly LineKey[];
  readonly faces: FaceLegend;
}

/** A kind of line. */
export interface LineKey {
  readonly name: string;
  readonly of:
    | { readonly kind: 'layer'; readonly layer: number }
    | { readonly kind: 'boundary' }
    | { readonly kind: 'contours' };
  readonly colour: Rgb;
  readonly width: number;
  /** A wider line below it. */
  readonly casing?: { readonly colour: Rgb; readonly width: number };
}

/** What the colours of faces mean. */
export type FaceLegend =
  /** With three to five ticks. */
  | ({ readonly kind: 'ramp' } & ColourBar)
  | {
      /** A colour per class or layer. */
      readonly kind: 'keys';
      readonly title: string;
      readonly keys: readonly FaceKey[];
    }
  | {
      /** Colours that only tell neighbours apart. */
      readonly kind: 'distinct';
      readonly title: string;
      readonly note: string;
    };

export interface FaceKey {
  /** The class or layer; −1 for faces without a fold. */
  readonly index: number;
  readonly name: string;
  readonly colour: Rgb;
}

/** The parts of a picture that its legend depends on. */
export interface LegendSource {
  readonly subject: Pick<Subject, 'network' | 'outputNames'>;
  readonly height: Height;
  readonly colouring: Colouring;
  readonly colours: Colours;
  readonly palette: Palette;
  /** The layers whose fold lines are listed, in order. */
  readonly layers: readonly number[];
  readonly hasBoundaries: boolean;
  /** The heights of the contour lines, as they are written. */
  readonly contours: readonly string[];
}

/** The texts of a legend. Those of exported files are English. */
export interface LegendWords {
  /** What faces show, as the title of the scale; `height` is the name of the height. */
  readonly title: (colouring: Colouring, height: string) => string;
  readonly largestOutput: string;
  readonly boundary: string;
  readonly noFold: string;
  readonly nats: string;
  /** What colours without a scale are good for. */
  readonly note: (colouring: Colouring) => string;
}

/** Heights of contour lines as a legend lists them: the first ones, and an ellipsis for the others. */
export function contourTexts(heights: readonly number[], most: number): string[] {
  const texts = heights.slice(0, most).map((height) => numberText(height, 3));
  return heights.length > most ? [...texts, '…'] : texts;
}

/** The legend of a picture. */
export function pictureLegend(source: LegendSource, words: LegendWords): PictureLegend {
  return { lines: lineKeys(source, words), faces: faceLegend(source, words) };
}

function lineKeys(
  { subject, palette, layers, hasBoundaries, contours, height }: LegendSource,
  words: LegendWords,
): LineKey[] {
  const cased = ({ colour, width, casing, casingWidth }: DoubleStroke) => ({
    colour,
    width,
    casing: { colour: casing, width: casingWidth },
  });
  const keys = layers.map((layer): LineKey => {
    const { line, width } = layerStyle(palette, subject.network, layer);
    const name = layerName(subject.network, layer);
    return { name, of: { kind: 'layer', layer }, colour: line, width };
  });
  if (hasBoundaries)
    keys.push({ name: words.boundary, of: { kind: 'boundary' }, ...cased(palette.boundary) });
  if (contours.length > 0)
    keys.push({
      name: `${nameOfHeight(subject, height, words)} = ${contours.join(', ')}`,
      of: { kind: 'contours' },
      ...cased(palette.contour),
    });
  return keys;
}

function faceLegend(source: LegendSource, words: LegendWords): FaceLegend {
  const { subject, height, colouring, colours } = source;
  const { scale } = colours;
  const title = words.title(colouring, nameOfHeight(subject, height, words));
  switch (scale.kind) {
    case 'ramp': {
      const { table, lo, hi } = scale;
      const unit = colouring === 'entropy' ? { unit: words.nats } : {};
      return { kind: 'ramp', title, ...unit, table, lo, hi, ticks: barTicks(lo, hi) };
    }
    case 'keys': {
      const nameOf = (index: number): string => {
        if (colouring === 'class') return subject.outputNames[index];
        return index < 0 ? words.noFold : layerName(subject.network, index);
      };
      const keys = scale.keys.map(({ index, colour }) => ({ index, name: nameOf(index), colour }));
      return { kind: 'keys', title, keys };
    }
    case 'distinct':
      return { kind: 'distinct', title, note: words.note(colouring) };
  }
}

function nameOfHeight(
  { outputNames }: Pick<Subject, 'outputNames'>,
  height: Height,
  { largestOutput }: LegendWords,
): string {
  return heightName(outputNames, height, largestOutput);
}

/** The texts of the legends in exported files. */
export const englishWords: LegendWords = {
  title: (colouring, height) => {
    switch (colouring) {
      case 'region':
        return 'Regions';
      case 'linear':
        return 'Linear regions';
      case 'height':
        return height === 'height' ? 'Mean height' : `Mean height (${height})`;
      case 'gradient':
        return `Gradient norm (${height})`;
      case 'layer':
        return 'Layer of last fold';
      case 'class':
        return 'Largest output';
      case 'entropy':
        return 'Policy entropy';
    }
  },
  largestOutput: 'largest output',
  boundary: 'Decision boundary',
  noFold: 'No fold',
  nats: 'nats',
  note: (colouring) =>
    colouring === 'region' ? 'Lighter regions are higher' : 'One colour per affine map',
};
