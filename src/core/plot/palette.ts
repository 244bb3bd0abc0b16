import { ramp, rgb, type ColourTable, type Oklch } from './colour.ts';

/** A colour as r, g, b bytes. */
export type Rgb = readonly [number, number, number];

export type ThemeKind = 'dark' | 'light' | 'hc-dark' | 'hc-light';

/**
 * The colours of a picture for a kind of theme. Faces have medium lightness and lines are outside
 * that range, so that every line is visible on every face. The lightness of ramps is monotone, so
 * that they can be read without hue.
 */
export interface Palette {
  readonly regions: ColourTable;
  readonly sequential: ColourTable;
  readonly diverging: ColourTable;
  readonly gradient: ColourTable;
  /** Faces by category (class, linear region). */
  readonly categories: readonly Rgb[];
  /** Fold lines by layer; repeated for deeper networks. `layerStyle` chooses among them. */
  readonly layers: readonly Rgb[];
  /** Faces by layer: the hues of `layers`, at the lightness of faces. */
  readonly patches: readonly Rgb[];
  /** Faces that belong to no category, or to one that is hidden. */
  readonly neutral: Rgb;
  readonly border: Rgb;
  /** Decision boundaries: the strongest lines. */
  readonly boundary: DoubleStroke;
  /** Contour lines: visible on all faces, and weaker than decision boundaries. */
  readonly contour: DoubleStroke;
  /** Factor on all line widths. */
  readonly weight: number;
}

/**
 * A line on a wider casing, one of them light and the other dark, so that it stands out from every
 * face and every other line. Widths are in pixels.
 */
export interface DoubleStroke {
  readonly colour: Rgb;
  readonly width: number;
  readonly casing: Rgb;
  readonly casingWidth: number;
}

/** The palette of a kind of theme. */
export function paletteOf(kind: ThemeKind): Palette {
  return palettes[kind];
}

/** The width in pixels of the fold lines of a layer, which decreases with depth. */
export function lineWidth(palette: Palette, layer: number): number {
  return palette.weight * Math.max(0.8, 2.4 * 0.74 ** layer);
}

/** How a layer is drawn, in every view and export. */
export interface LayerStyle {
  /** The colour of its fold lines. */
  readonly line: Rgb;
  /** The colour of the faces whose last fold is in this layer: the hue of the lines. */
  readonly patch: Rgb;
  /** The width of its fold lines in pixels. */
  readonly width: number;
}

/**
 * The style of a layer of a network. A slice is its first layer, but has no folds: the layer after it is
 * drawn like the first layer of any other network.
 */
export function layerStyle(
  palette: Palette,
  { sliced }: { readonly sliced?: true },
  layer: number,
): LayerStyle {
  const depth = Math.max(0, layer - (sliced ? 1 : 0));
  const { layers, patches } = palette;
  const at = depth % layers.length;
  return { line: layers[at], patch: patches[at], width: lineWidth(palette, depth) };
}

const dark: Palette = {
  regions: ramp([
    [0.34, 0.1, 285],
    [0.44, 0.105, 258],
    [0.53, 0.09, 222],
    [0.61, 0.085, 180],
    [0.68, 0.1, 140],
    [0.73, 0.115, 98],
  ]),
  sequential: ramp([
    [0.3, 0.1, 300],
    [0.42, 0.11, 265],
    [0.54, 0.09, 215],
    [0.64, 0.11, 165],
    [0.74, 0.14, 115],
  ]),
  diverging: ramp([
    [0.66, 0.13, 240],
    [0.5, 0.1, 252],
    [0.33, 0.012, 280],
    [0.52, 0.11, 50],
    [0.72, 0.14, 65],
  ]),
  gradient: ramp([
    [0.28, 0.04, 300],
    [0.4, 0.12, 340],
    [0.55, 0.16, 20],
    [0.68, 0.14, 60],
    [0.78, 0.12, 95],
  ]),
  categories: hues([250, 60, 165, 345, 100, 205, 25, 300], [0.52, 0.66, 0.58, 0.6], 0.115),
  ...layerColours(
    [
      [0.98, 0.012, 95],
      [0.86, 0.14, 80],
      [0.89, 0.1, 198],
      [0.86, 0.11, 348],
      [0.88, 0.15, 145],
      [0.87, 0.07, 295],
    ],
    [0.44, 0.6, 0.52, 0.57, 0.6, 0.5],
  ),
  neutral: rgb([0.31, 0.008, 270]),
  border: rgb([0.8, 0.01, 260]),
  boundary: { colour: rgb([0.12, 0, 0]), width: 2.4, casing: rgb([1, 0, 0]), casingWidth: 5.6 },
  contour: {
    colour: rgb([0.93, 0.02, 90]),
    width: 1.2,
    casing: rgb([0.15, 0.01, 280]),
    casingWidth: 2.6,
  },
  weight: 1,
};

const light: Palette = {
  regions: ramp([
    [0.6, 0.11, 275],
    [0.68, 0.1, 245],
    [0.76, 0.085, 210],
    [0.83, 0.08, 170],
    [0.89, 0.085, 130],
    [0.94, 0.08, 98],
  ]),
  sequential: ramp([
    [0.58, 0.12, 285],
    [0.68, 0.11, 250],
    [0.78, 0.09, 200],
    [0.87, 0.11, 145],
    [0.95, 0.1, 105],
  ]),
  diverging: ramp([
    [0.58, 0.14, 252],
    [0.76, 0.09, 245],
    [0.96, 0.008, 90],
    [0.82, 0.1, 65],
    [0.66, 0.16, 45],
  ]),
  gradient: ramp([
    [0.97, 0.02, 95],
    [0.89, 0.08, 85],
    [0.78, 0.13, 60],
    [0.66, 0.17, 30],
    [0.55, 0.17, 5],
  ]),
  categories: hues([250, 60, 165, 345, 100, 205, 25, 300], [0.75, 0.84, 0.79, 0.83], 0.095),
  ...layerColours(
    [
      [0.24, 0.02, 270],
      [0.45, 0.15, 30],
      [0.42, 0.16, 262],
      [0.44, 0.18, 340],
      [0.42, 0.11, 150],
      [0.42, 0.17, 300],
    ],
    [0.86, 0.8, 0.76, 0.86, 0.82, 0.77],
  ),
  neutral: rgb([0.94, 0.004, 270]),
  border: rgb([0.45, 0.01, 260]),
  boundary: { colour: rgb([1, 0, 0]), width: 2.4, casing: rgb([0.1, 0, 0]), casingWidth: 5.6 },
  contour: {
    colour: rgb([0.3, 0.01, 280]),
    width: 1.2,
    casing: rgb([0.99, 0, 0]),
    casingWidth: 2.6,
  },
  weight: 1,
};

const palettes: Readonly<Record<ThemeKind, Palette>> = {
  dark,
  light,
  'hc-dark': {
    ...dark,
    regions: ramp([
      [0.24, 0.1, 285],
      [0.34, 0.1, 255],
      [0.43, 0.08, 215],
      [0.5, 0.08, 165],
      [0.56, 0.1, 110],
    ]),
    sequential: ramp([
      [0.26, 0.1, 300],
      [0.36, 0.11, 265],
      [0.46, 0.09, 215],
      [0.55, 0.1, 165],
      [0.63, 0.13, 115],
    ]),
    diverging: ramp([
      [0.63, 0.13, 240],
      [0.45, 0.1, 252],
      [0.28, 0.012, 280],
      [0.46, 0.11, 50],
      [0.63, 0.14, 60],
    ]),
    gradient: ramp([
      [0.24, 0.04, 300],
      [0.34, 0.12, 340],
      [0.46, 0.16, 20],
      [0.56, 0.14, 55],
      [0.64, 0.12, 90],
    ]),
    ...layerColours(
      [
        [1, 0, 0],
        [0.92, 0.18, 100],
        [0.9, 0.13, 195],
        [0.82, 0.17, 340],
        [0.9, 0.2, 140],
        [0.85, 0.1, 295],
      ],
      [0.4, 0.58, 0.48, 0.56, 0.6, 0.46],
    ),
    categories: hues([250, 60, 165, 345, 100, 205, 25, 300], [0.5, 0.64, 0.56, 0.59], 0.115),
    neutral: rgb([0.22, 0, 0]),
    border: [255, 255, 255],
    boundary: { colour: [0, 0, 0], width: 3.4, casing: [255, 255, 255], casingWidth: 8 },
    contour: { colour: [255, 255, 255], width: 2, casing: [0, 0, 0], casingWidth: 4 },
    weight: 1.5,
  },
  'hc-light': {
    ...light,
    ...layerColours(
      [
        [0, 0, 0],
        [0.38, 0.15, 30],
        [0.34, 0.2, 264],
        [0.38, 0.17, 340],
        [0.36, 0.1, 150],
        [0.34, 0.17, 300],
      ],
      [0.86, 0.8, 0.76, 0.86, 0.82, 0.77],
    ),
    border: [0, 0, 0],
    boundary: { colour: [255, 255, 255], width: 3.4, casing: [0, 0, 0], casingWidth: 8 },
    contour: { colour: [0, 0, 0], width: 2, casing: [255, 255, 255], casingWidth: 4 },
    weight: 1.5,
  },
};

/** The palette with all lines narrower by a factor, for a small picture. */
export function withFinerLines(palette: Palette, factor: number): Palette {
  const finer = (stroke: DoubleStroke): DoubleStroke => ({
    ...stroke,
    width: factor * stroke.width,
    casingWidth: factor * stroke.casingWidth,
  });
  return {
    ...palette,
    boundary: finer(palette.boundary),
    contour: finer(palette.contour),
    weight: factor * palette.weight,
  };
}

/** The colours of lines and, with the same hues at other lightnesses, of faces. */
function layerColours(
  lines: readonly Oklch[],
  lightness: readonly number[],
): Pick<Palette, 'layers' | 'patches'> {
  return {
    layers: lines.map(rgb),
    patches: lines.map(([, chroma, hue], i) => rgb([lightness[i], Math.min(chroma, 0.11), hue])),
  };
}

/** Colours that differ in hue and, for people with colour vision deficiency, in lightness. */
function hues(list: readonly number[], lightness: readonly number[], chroma: number): Rgb[] {
  return list.map((hue, i) => rgb([lightness[i % lightness.length], chroma, hue]));
}
