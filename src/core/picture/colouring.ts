import { type Complex, isDeadEdge } from '../complex/complex.ts';
import type { Height } from '../height.ts';
import type { FoldTable } from '../network/folds.ts';
import type { Network } from '../network/network.ts';
import type { ColourTable } from '../plot/colour.ts';
import { runToEnd, shouldYield } from '../yielding.ts';
import { firstOfRegion, type RegionKind } from './regionKinds.ts';
import type { Subject } from '../subject.ts';
import { heightAt, largestAtCentre, type SurfacePieces } from './surfacePieces.ts';
import { layerStyle, type Palette, type Rgb } from '../plot/palette.ts';
import { type Range, shareOf } from '../plot/share.ts';

/** All colourings, in the order in which they are offered. */
export const colourings = [
  'height',
  'class',
  'entropy',
  'gradient',
  'layer',
  'region',
  'linear',
] as const;

/** What the colours of the faces mean. */
export type Colouring = (typeof colourings)[number];

/** What the user wants the colours to mean; `auto` follows the question that the spec asks. */
export type ColouringChoice = Colouring | 'auto';

/**
 * What the colours mean. `auto`, and a choice that the network has no colours for, is the entropy of a
 * policy, the largest output where outputs are compared, and otherwise the height. A `height` other than
 * that of the spec is a question of its own.
 */
export function colouringOf(
  {
    complex,
    policy,
    show,
    classifies,
  }: Pick<Subject, 'complex' | 'policy' | 'show' | 'classifies'>,
  choice: ColouringChoice,
  height?: Height,
): Colouring {
  const hasClasses = complex.outputCount > 1;
  const isPossible = choice === 'class' ? hasClasses : choice !== 'entropy' || policy === true;
  if (choice !== 'auto' && isPossible) return choice;
  if (policy) return 'entropy';
  const compares = (height ?? show).kind === 'argmax' || (!height && classifies === true);
  return hasClasses && compares ? 'class' : 'height';
}

/**
 * Whether facets seen from above may be shaded by their slope. On a scale or a class, a shade would read
 * as another value.
 */
export function mayBeShaded(colouring: Colouring): boolean {
  return colouring === 'region' || colouring === 'linear';
}

/** The colour scale. */
export type Scale =
  | { readonly kind: 'ramp'; readonly table: ColourTable; readonly lo: number; readonly hi: number }
  | { readonly kind: 'keys'; readonly keys: readonly ScaleKey[] }
  | { readonly kind: 'distinct' };

export interface ScaleKey {
  /** The class or layer; −1 for faces without a fold. */
  readonly index: number;
  readonly colour: Rgb;
}

export interface Colours {
  /** r, g, b bytes per piece of the surface. */
  readonly faces: Uint8Array;
  readonly scale: Scale;
}

/** What is coloured: the surface of a network. */
export interface Coloured {
  readonly network: Network;
  readonly complex: Complex;
  readonly folds: FoldTable;
  readonly pieces: SurfacePieces;
}

/** What colours depend on besides the surface. */
export interface ColourOptions {
  readonly palette: Palette;
  /** The heights that the scale of heights spans. Default: the mean heights of the pieces. */
  readonly heights?: Range;
  /** Whether the sign of a height matters, as of a difference. */
  readonly isSigned?: boolean;
  /** With linear regions, the cells of a region have one colour. Default: `activation`. */
  readonly regions?: RegionKind;
  /** The mean entropy of every cell. `entropy` needs it. */
  readonly cellEntropy?: ArrayLike<number>;
  /** Classes whose faces have no colour. */
  readonly hiddenClasses?: readonly number[];
}

/**
 * The colours of the pieces of a surface. With `class`, cells that are not split have the class of their
 * centroid.
 */
export function colourPieces(
  colouring: Colouring,
  coloured: Coloured,
  options: ColourOptions,
): Colours {
  return runToEnd(colourPiecesInSteps(colouring, coloured, options));
}

/** `colourPieces` in steps of some milliseconds. */
export function* colourPiecesInSteps(
  colouring: Colouring,
  { network, complex, folds, pieces }: Coloured,
  {
    palette,
    heights,
    isSigned = false,
    regions = 'activation',
    cellEntropy = [],
    hiddenClasses = [],
  }: ColourOptions,
): Generator<undefined, Colours> {
  switch (colouring) {
    case 'region':
      return yield* byRegion(complex, pieces, palette, regions);
    case 'height': {
      const means = yield* meanHeights(complex, pieces, regions);
      yield;
      return byHeight(pieces, palette, means, heights ?? rangeOf(means), isSigned);
    }
    case 'gradient':
      return byGradient(pieces, palette);
    case 'layer': {
      const layers = lastFoldLayers(complex, folds, regions);
      yield;
      return byCategory(
        Int32Array.from(pieces.cell, (cell) => layers[cell]),
        (layer) => (layer < 0 ? palette.neutral : layerStyle(palette, network, layer).patch),
      );
    }
    case 'linear':
      return yield* byLinearRegion(complex, pieces, palette);
    case 'entropy':
      return byEntropy(complex, pieces, palette, cellEntropy);
    case 'class':
      return byClass(yield* tops(complex, pieces), palette, hiddenClasses);
  }
}

/**
 * Colours by the rank of the mean height, with a small variation that depends on the activation
 * pattern. So neighbouring regions differ, and colours change little in an edit: ranks change
 * slowly, and the pattern identifies a region, unlike its index.
 */
function* byRegion(
  complex: Complex,
  pieces: SurfacePieces,
  palette: Palette,
  regions: RegionKind,
): Generator<undefined, Colours> {
  const means = yield* meanHeights(complex, pieces, regions);
  const first = regions === 'linear' ? firstOfRegion(complex) : undefined;
  yield;
  const sorted = means.slice().sort();
  yield;
  const last = Math.max(1, pieces.count - 1);
  const faces = new Uint8Array(3 * pieces.count);
  for (let p = 0; p < pieces.count; p++) {
    if (shouldYield(p)) yield;
    const cell = pieces.cell[p];
    const noise = patternNoise(complex, first ? first[cell] : cell);
    const rank = pieces.count === 1 ? 0.5 : lowerBound(sorted, means[p]) / last;
    const shade = 1 + 0.09 * noise;
    const at = tableIndex(rank + 0.035 * noise);
    for (let i = 0; i < 3; i++)
      faces[3 * p + i] = Math.min(255, palette.regions[3 * at + i] * shade);
  }
  return { faces, scale: { kind: 'distinct' } };
}

/**
 * Where the sign matters, the scale is the same on both sides of 0. Of that, the part that the heights
 * span is shown.
 */
function byHeight(
  pieces: SurfacePieces,
  palette: Palette,
  means: Float64Array,
  { lo, hi }: Range,
  isSigned: boolean,
): Colours {
  if (!isSigned || !(lo < 0 && hi > 0)) return onRamp(pieces, palette.sequential, means, lo, hi);
  const reach = Math.max(-lo, hi);
  const { faces } = onRamp(pieces, palette.diverging, means, -reach, reach);
  const table = part(palette.diverging, 0.5 + lo / reach / 2, 0.5 + hi / reach / 2);
  return { faces, scale: { kind: 'ramp', table, lo, hi } };
}

function rangeOf(values: Float64Array): Range {
  return {
    lo: values.reduce((a, b) => Math.min(a, b), Infinity),
    hi: values.reduce((a, b) => Math.max(a, b), -Infinity),
  };
}

/** The part of a table between two positions in [0, 1]. */
function part(table: ColourTable, from: number, to: number): ColourTable {
  const shown = new Uint8Array(table.length);
  for (let i = 0; i < 256; i++) {
    const at = tableIndex(from + (i / 255) * (to - from));
    shown.set(table.subarray(3 * at, 3 * at + 3), 3 * i);
  }
  return shown;
}

function byGradient(pieces: SurfacePieces, palette: Palette): Colours {
  const norms = new Float64Array(pieces.count);
  for (let p = 0; p < pieces.count; p++)
    norms[p] = Math.hypot(pieces.maps[3 * p], pieces.maps[3 * p + 1]);
  return onRamp(
    pieces,
    palette.gradient,
    norms,
    0,
    norms.reduce((a, b) => Math.max(a, b), 0),
  );
}

/** The entropy of each cell, on a scale from 0 to log K, its maximum. */
function byEntropy(
  complex: Complex,
  pieces: SurfacePieces,
  palette: Palette,
  cellEntropy: ArrayLike<number>,
): Colours {
  const values = Float64Array.from(pieces.cell, (cell) => cellEntropy[cell]);
  return onRamp(pieces, palette.sequential, values, 0, Math.log(complex.outputCount));
}

/** A colour per class. Hidden classes keep their key, so that they can be shown again. */
function byClass(classes: Int32Array, palette: Palette, hidden: readonly number[]): Colours {
  const { categories, neutral } = palette;
  const colours = byCategory(classes, (index) => categories[index % categories.length]);
  if (hidden.length > 0)
    classes.forEach((index, p) => {
      if (hidden.includes(index)) colours.faces.set(neutral, 3 * p);
    });
  return colours;
}

/** Categorical colours by a number per piece. */
function byCategory(numbers: Int32Array, colourOf: (index: number) => Rgb): Colours {
  const faces = new Uint8Array(3 * numbers.length);
  const colours = new Map<number, Rgb>();
  numbers.forEach((index, p) => {
    let colour = colours.get(index);
    if (!colour) colours.set(index, (colour = colourOf(index)));
    faces.set(colour, 3 * p);
  });
  const keys = [...colours].sort(([a], [b]) => a - b).map(([index, colour]) => ({ index, colour }));
  return { faces, scale: { kind: 'keys', keys } };
}

function* tops(complex: Complex, pieces: SurfacePieces): Generator<undefined, Int32Array> {
  const classes = pieces.top.slice();
  for (let p = 0; p < classes.length; p++) {
    if (shouldYield(p, 13)) yield;
    if (classes[p] < 0) classes[p] = largestAtCentre(complex, pieces.cell[p]);
  }
  return classes;
}

/** Categorical colours by the pattern of the first cell of each linear region. */
function* byLinearRegion(
  complex: Complex,
  pieces: SurfacePieces,
  palette: Palette,
): Generator<undefined, Colours> {
  const { categories } = palette;
  const first = firstOfRegion(complex);
  yield;
  const faces = new Uint8Array(3 * pieces.count);
  for (let p = 0; p < pieces.count; p++) {
    if (shouldYield(p)) yield;
    const noise = patternNoise(complex, first[pieces.cell[p]]);
    const category = categories[Math.floor((noise + 1) * 1e4) % categories.length];
    const shade = 1 + 0.12 * noise;
    for (let i = 0; i < 3; i++) faces[3 * p + i] = Math.min(255, category[i] * shade);
  }
  return { faces, scale: { kind: 'distinct' } };
}

function onRamp(
  pieces: SurfacePieces,
  table: ColourTable,
  values: Float64Array,
  lo: number,
  hi: number,
): Colours {
  const faces = new Uint8Array(3 * pieces.count);
  for (let p = 0; p < pieces.count; p++) {
    const at = tableIndex(shareOf({ lo, hi }, values[p]));
    faces.set(table.subarray(3 * at, 3 * at + 3), 3 * p);
  }
  return { faces, scale: { kind: 'ramp', table, lo, hi } };
}

function tableIndex(t: number): number {
  return Math.round(255 * Math.min(1, Math.max(0, t))) || 0;
}

/** The mean height of the corners of each piece; with linear regions, the mean over the region. */
function* meanHeights(
  complex: Complex,
  pieces: SurfacePieces,
  regions: RegionKind,
): Generator<undefined, Float64Array> {
  const means = new Float64Array(pieces.count);
  for (let p = 0; p < pieces.count; p++) {
    if (shouldYield(p)) yield;
    const first = pieces.start[p];
    const end = pieces.start[p + 1];
    let x = 0;
    let y = 0;
    for (let k = first; k < end; k++) {
      x += pieces.xy[2 * k] / (end - first);
      y += pieces.xy[2 * k + 1] / (end - first);
    }
    const mean = heightAt(pieces, p, x, y);
    means[p] = Number.isNaN(mean) ? 0 : mean;
  }
  return regions === 'linear' ? pooled(means, complex, pieces) : means;
}

/** The mean of a value over the pieces with the same linear region and largest output. */
function pooled(values: Float64Array, complex: Complex, pieces: SurfacePieces): Float64Array {
  const pool = (p: number): number =>
    complex.linearRegion[pieces.cell[p]] * (complex.outputCount + 1) + pieces.top[p] + 1;
  const size = complex.linearRegionCount * (complex.outputCount + 1);
  const counts = new Uint32Array(size);
  for (let p = 0; p < pieces.count; p++) counts[pool(p)]++;
  const means = new Float64Array(size);
  for (let p = 0; p < pieces.count; p++) means[pool(p)] += values[p] / counts[pool(p)];
  return values.map((_, p) => means[pool(p)]);
}

/**
 * The last layer with a fold on the boundary of each cell, or of its linear region; −1 if there is
 * none.
 */
export function lastFoldLayers(
  complex: Complex,
  folds: FoldTable,
  regions: RegionKind = 'activation',
): Int32Array {
  const layers = new Int32Array(complex.cellCount).fill(-1);
  for (let e = 0; e < complex.edgeCount; e++) {
    const fold = complex.edgeFold[e];
    if (fold < 0 || (regions === 'linear' && isDeadEdge(complex, e))) continue;
    const layer = folds.layer[fold];
    for (let s = 2 * e; s < 2 * e + 2; s++) {
      const c = complex.edgeCells[s];
      if (c >= 0 && layers[c] < layer) layers[c] = layer;
    }
  }
  if (regions === 'activation') return layers;
  const deepest = new Int32Array(complex.linearRegionCount).fill(-1);
  layers.forEach((layer, c) => {
    const region = complex.linearRegion[c];
    if (layer > deepest[region]) deepest[region] = layer;
  });
  return layers.map((_, c) => deepest[complex.linearRegion[c]]);
}

/** A hash of a cell's pattern as a number in [−1, 1). */
function patternNoise(complex: Complex, cell: number): number {
  let hash = 0x9e3779b9;
  const first = cell * complex.patternWords;
  for (let w = first; w < first + complex.patternWords; w++) {
    hash = Math.imul(hash ^ complex.patterns[w], 0x85ebca6b);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 13;
  }
  return (hash >>> 0) / 2 ** 31 - 1;
}

/** The number of values in a sorted array that are less than x. */
function lowerBound(sorted: Float64Array, x: number): number {
  let lo = 0;
  let hi = sorted.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (sorted[mid] < x) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}
