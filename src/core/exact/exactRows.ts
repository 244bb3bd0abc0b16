import type { FoldTable } from '../network/folds.ts';
import { activationOf, type Layer, type Network } from '../network/network.ts';
import { binaryPlaces, scaled } from './dyadic.ts';
import { RowGraph } from './rowGraph.ts';

/** The affine function (a·x + b·y + c) / 2^places. */
export interface ExactRow {
  readonly a: bigint;
  readonly b: bigint;
  readonly c: bigint;
}

/**
 * The exact affine maps of a network with two inputs under activation patterns. All maps of a layer
 * have one power of two as denominator, so fractions are never reduced. Rows are computed on demand
 * and kept by their nodes (see `RowGraph`), because exact evaluations are clustered around few cells.
 */
export class ExactRows {
  /** Created on first use, because a wide layer takes a while. */
  private readonly layers: ExactLayer[] = [];
  private readonly network: Network;
  /** Rows of nodes. */
  private rows: (ExactRow | undefined)[] = [];
  private rowCount = 0;
  private generation = 0;

  constructor(
    network: Network,
    folds: FoldTable,
    private readonly graph = new RowGraph(network, folds),
  ) {
    this.network = network;
  }

  /** Preactivation minus breakpoint of fold `f`, under a pattern of the layers before it. */
  fold(f: number, pattern: Uint32Array): ExactRow {
    this.graph.take(pattern);
    return this.ofSlot(this.graph.foldSlot(f));
  }

  /** The maps of the outputs under a pattern, with the denominator 2^outputPlaces. */
  outputs(pattern: Uint32Array): readonly ExactRow[] {
    this.graph.take(pattern);
    const { layers } = this.network;
    const last = layers.length - 1;
    return Array.from({ length: layers[last].units }, (_, i) =>
      this.ofActivation(last, this.graph.activation(last, i)),
    );
  }

  get outputPlaces(): number {
    return this.layer(this.network.layers.length - 1).activationPlaces;
  }

  /** The row of the fold at a slot of the graph: preactivation minus breakpoint. */
  ofSlot(slot: number): ExactRow {
    const { graph } = this;
    if (this.generation !== graph.generation || this.rowCount > mostRows) this.forget();
    const node = graph.node[slot];
    const l = graph.layerOf[graph.neuron[node]];
    const { a, b, c } = this.preactivation(node);
    const breakpoints = this.layer(l).breakpoints[graph.neuron[node] - graph.firstNeuron[l]];
    return { a, b, c: c - breakpoints[slot - node] };
  }

  /** The row of an activation of layer `l` that is given as the graph does. */
  ofActivation(l: number, activation: number): ExactRow {
    if (this.generation !== this.graph.generation || this.rowCount > mostRows) this.forget();
    return this.activated(l, activation);
  }

  private preactivation(node: number): ExactRow {
    const known = this.rows[node];
    if (known) return known;
    const { graph } = this;
    const neuron = graph.neuron[node];
    const l = graph.layerOf[neuron];
    const i = neuron - graph.firstNeuron[l];
    const layer = this.layer(l);
    let a = 0n;
    let b = 0n;
    let c = layer.bias(i);
    if (l === 0) {
      a = layer.weight(i, 0);
      b = layer.weight(i, 1);
    } else {
      const { words, first, end } = graph.entering(node);
      for (let k = first; k < end; k++) {
        const source = words[k];
        const row = this.activated(l - 1, source);
        const weight = layer.weight(i, this.sourceNeuron(l - 1, source));
        if (row.a !== 0n) a += weight * row.a;
        if (row.b !== 0n) b += weight * row.b;
        if (row.c !== 0n) c += weight * row.c;
      }
    }
    this.rowCount++;
    return (this.rows[node] = { a, b, c });
  }

  private activated(l: number, activation: number): ExactRow {
    if (activation === 0) return zeroRow;
    const { graph } = this;
    const layer = this.layer(l);
    if (activation < 0) {
      const { neuron, piece } = graph.constantOf(activation);
      return { a: 0n, b: 0n, c: layer.intercepts[neuron][piece] };
    }
    const node = graph.node[activation];
    const row = this.preactivation(node);
    const i = graph.neuron[node] - graph.firstNeuron[l];
    const slope = layer.slopes[i][activation - node];
    const intercept = layer.intercepts[i][activation - node];
    if (slope === 1n && intercept === 0n) return row;
    const { a, b, c } = row;
    return { a: slope * a, b: slope * b, c: slope * c + intercept };
  }

  /** The neuron of layer `l` that an activation belongs to. */
  private sourceNeuron(l: number, activation: number): number {
    const { graph } = this;
    if (activation < 0) return graph.constantOf(activation).neuron;
    return graph.neuron[activation] - graph.firstNeuron[l];
  }

  private layer(l: number): ExactLayer {
    while (this.layers.length <= l) {
      const below = this.layers.at(-1);
      const source = this.network.layers[this.layers.length];
      this.layers.push(exactLayer(source, below?.activationPlaces ?? 0));
    }
    return this.layers[l];
  }

  private forget(): void {
    this.generation = this.graph.generation;
    this.rows = [];
    this.rowCount = 0;
  }
}

const zeroRow: ExactRow = { a: 0n, b: 0n, c: 0n };

// A row of a deep network takes about a kilobyte.
const mostRows = 1 << 16;

/** A layer in integers, scaled so that all its rows have one denominator. */
interface ExactLayer {
  weight(i: number, j: number): bigint;
  bias(i: number): bigint;
  /** Per neuron, with the denominator of the preactivations. */
  readonly breakpoints: readonly (readonly bigint[])[];
  readonly slopes: readonly (readonly bigint[])[];
  /** Per neuron and piece, with the denominator 2^activationPlaces. */
  readonly intercepts: readonly (readonly bigint[])[];
  readonly activationPlaces: number;
}

function exactLayer(layer: Layer, inputPlaces: number): ExactLayer {
  const { inputs } = layer;
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
  // Converted when they are needed: of a wide layer, few rows may be.
  const weights: (bigint | undefined)[][] = Array.from({ length: layer.units }, () => []);
  return {
    weight: (i, j) =>
      (weights[i][j] ??= scaled(layer.weights[i * inputs + j], places - inputPlaces)),
    bias: (i) => scaled(layer.bias[i], places),
    breakpoints: shapeOf.map((s) => s.breakpoints),
    slopes: shapeOf.map((s) => s.slopes),
    intercepts: shapeOf.map((s) => s.intercepts),
    activationPlaces,
  };
}
