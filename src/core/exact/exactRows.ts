import type { FoldTable } from '../network/folds.ts';
import { pieceInPattern } from '../network/affine.ts';
import { activationOf, type Layer, type Network } from '../network/network.ts';
import { binaryPlaces, scaled } from './dyadic.ts';

/** The affine function (a·x + b·y + c) / 2^places. */
export interface ExactRow {
  readonly a: bigint;
  readonly b: bigint;
  readonly c: bigint;
}

/**
 * The exact affine maps of a network with two inputs under activation patterns. All maps of a layer
 * have one power of two as denominator, so fractions are never reduced. The activations of a layer
 * are cached per pattern of the layers up to it, because exact evaluations are clustered around few
 * cells.
 */
export class ExactRows {
  /** Created on first use, because a wide layer takes a while. */
  private readonly layers: ExactLayer[] = [];
  private readonly cache: Map<string, readonly ExactRow[]>[];
  private cachedRows = 0;

  constructor(
    private readonly network: Network,
    private readonly folds: FoldTable,
  ) {
    this.cache = network.layers.map(() => new Map<string, readonly ExactRow[]>());
  }

  /** Preactivation minus breakpoint of fold `f`, under a pattern of the layers before it. */
  fold(f: number, pattern: Uint32Array): ExactRow {
    const l = this.folds.layer[f];
    const neuron = this.folds.neuron[f];
    const { a, b, c } = this.preactivation(l, neuron, pattern);
    return { a, b, c: c - this.layer(l).breakpoints[neuron][this.folds.breakpoint[f]] };
  }

  /** The maps of the outputs under a pattern, with the denominator 2^outputPlaces. */
  outputs(pattern: Uint32Array): readonly ExactRow[] {
    return this.activations(this.network.layers.length - 1, pattern);
  }

  get outputPlaces(): number {
    return this.layer(this.network.layers.length - 1).activationPlaces;
  }

  private preactivation(l: number, neuron: number, pattern: Uint32Array): ExactRow {
    const { weights, inputs, bias } = this.layer(l);
    const row = neuron * inputs;
    if (l === 0) return { a: weights[row], b: weights[row + 1], c: bias[neuron] };
    const below = this.activations(l - 1, pattern);
    let a = 0n;
    let b = 0n;
    let c = bias[neuron];
    for (let j = 0; j < inputs; j++) {
      const w = weights[row + j];
      const { a: aj, b: bj, c: cj } = below[j];
      if (w === 0n || (aj === 0n && bj === 0n && cj === 0n)) continue;
      a += w * aj;
      b += w * bj;
      c += w * cj;
    }
    return { a, b, c };
  }

  private activations(l: number, pattern: Uint32Array): readonly ExactRow[] {
    const key = prefixKey(pattern, this.folds.firstOfLayer[l + 1]);
    const known = this.cache[l].get(key);
    if (known) return known;
    const { slopes, intercepts } = this.layer(l);
    const rows = Array.from(slopes, (_, i): ExactRow => {
      const piece = pieceInPattern(this.folds, pattern, l, i);
      const slope = slopes[i][piece];
      const intercept = intercepts[i][piece];
      if (slope === 0n) return { a: 0n, b: 0n, c: intercept };
      const { a, b, c } = this.preactivation(l, i, pattern);
      return { a: slope * a, b: slope * b, c: slope * c + intercept };
    });
    this.cachedRows += rows.length;
    if (this.cachedRows > maxCachedRows) this.clearCache();
    this.cache[l].set(key, rows);
    return rows;
  }

  private layer(l: number): ExactLayer {
    while (this.layers.length <= l) {
      const below = this.layers.at(-1);
      const source = this.network.layers[this.layers.length];
      this.layers.push(exactLayer(source, below?.activationPlaces ?? 0));
    }
    return this.layers[l];
  }

  private clearCache(): void {
    for (const rows of this.cache) rows.clear();
    this.cachedRows = 0;
  }
}

// A row of a deep network takes about a kilobyte.
const maxCachedRows = 1 << 16;

/** A layer in integers, scaled so that all its rows have one denominator. */
interface ExactLayer {
  readonly inputs: number;
  readonly weights: readonly bigint[];
  readonly bias: readonly bigint[];
  /** Per neuron, with the denominator of the preactivations. */
  readonly breakpoints: readonly (readonly bigint[])[];
  readonly slopes: readonly (readonly bigint[])[];
  /** Per neuron and piece, with the denominator 2^activationPlaces. */
  readonly intercepts: readonly (readonly bigint[])[];
  readonly activationPlaces: number;
}

function exactLayer(layer: Layer, inputPlaces: number): ExactLayer {
  const activations = Array.from({ length: layer.units }, (_, i) => activationOf(layer, i));
  const distinct = [...new Set(activations)];
  const places = Math.max(
    inputPlaces + binaryPlaces(layer.weights),
    binaryPlaces(layer.bias),
    binaryPlaces(distinct.flatMap((s) => s.breakpoints)),
  );
  const slopePlaces = binaryPlaces(distinct.flatMap((s) => s.slopes));
  const activationPlaces = Math.max(
    places + slopePlaces,
    binaryPlaces(distinct.map((s) => s.intercept)),
  );
  const shapes = new Map(
    distinct.map((s) => {
      const breakpoints = s.breakpoints.map((t) => scaled(t, places));
      const slopes = s.slopes.map((m) => scaled(m, activationPlaces - places));
      const intercepts = [scaled(s.intercept, activationPlaces)];
      breakpoints.forEach((t, i) =>
        intercepts.push(intercepts[i] + (slopes[i] - slopes[i + 1]) * t),
      );
      return [s, { breakpoints, slopes, intercepts }];
    }),
  );
  const shapeOf = activations.map((s) => shapes.get(s)!);
  return {
    inputs: layer.inputs,
    weights: Array.from(layer.weights, (w) => scaled(w, places - inputPlaces)),
    bias: Array.from(layer.bias, (b) => scaled(b, places)),
    breakpoints: shapeOf.map((s) => s.breakpoints),
    slopes: shapeOf.map((s) => s.slopes),
    intercepts: shapeOf.map((s) => s.intercepts),
    activationPlaces,
  };
}

/** The first `bits` bits of a pattern, as a key. */
function prefixKey(pattern: Uint32Array, bits: number): string {
  const words = bits >> 5;
  const rest = bits & 31;
  const key = String.fromCharCode(...halves(pattern, words));
  return rest === 0 ? key : `${key}${(pattern[words] & ((1 << rest) - 1)) >>> 0}`;
}

function* halves(pattern: Uint32Array, words: number): Generator<number> {
  for (let i = 0; i < words; i++) {
    yield pattern[i] & 0xffff;
    yield pattern[i] >>> 16;
  }
}
