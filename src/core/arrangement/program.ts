import { addProduct } from '../exact/doubleDouble.ts';
import { linearRows } from '../exact/linearRows.ts';
import { identity } from '../network/activation.ts';
import { foldTable, type FoldTable } from '../network/folds.ts';
import { activationOf, isLinear, type Layer, type Network } from '../network/network.ts';

/**
 * A network laid out for the subdivision. Its neurons are *rows*, numbered group by group: a group
 * for every layer from the first one that folds on, and the outputs as the last group, which never
 * folds. Layers before that, the affine map of a slice say, are composed into it: their neurons have
 * no rows, and a slice costs no more than a network of two inputs. Inside a group
 * the neurons stand in a fixed random order, because the order of a layer is the order of the cuts
 * and sorted cuts (a grid of parallel lines, say) make the tree of cuts a list.
 */
export interface Program {
  /** The network with an identity layer appended if its last layer has an activation of its own. */
  readonly network: Network;
  readonly folds: FoldTable;
  /** The layer of the first group. Group g is layer firstLayer + g. */
  readonly firstLayer: number;
  readonly hiddenGroups: number;
  /** Group g has the rows groupStart[g] … groupStart[g + 1] − 1; the outputs are the last group. */
  readonly groupStart: Int32Array;
  readonly rows: number;
  readonly outputs: number;
  /** Neuron of the layer that a row stands for. */
  readonly neuron: Int32Array;
  /**
   * a, b, c per row before anything is decided: the first group in full, later rows their bias. Where
   * layers are composed, `baseLow` are the low parts, and the sums are off by `baseError` at most.
   */
  readonly base: Float64Array;
  readonly baseLow: Float64Array;
  readonly baseError: Float64Array;
  /**
   * weight[columnStart[r] + s − start of the next group]: the weight from row r to its row s. Columns start
   * at even numbers, because the kernel takes two weights at a time.
   */
  readonly weight: Float64Array;
  readonly columnStart: Int32Array;
  /** Folds foldStart[r] … foldEnd[r] − 1 belong to row r, in the numbering of the fold table. */
  readonly foldStart: Int32Array;
  readonly foldEnd: Int32Array;
  /** Per fold: its breakpoint. */
  readonly threshold: Float64Array;
  /** Piece p of row r has slope[pieceStart[r] + p], and offset likewise, as high and low part. */
  readonly pieceStart: Int32Array;
  readonly slope: Float64Array;
  readonly offset: Float64Array;
  readonly offsetLow: Float64Array;
}

/** Lays out a network of two inputs. Throws a RangeError for any other. */
export function compile(source: Network): Program {
  if (source.inputs !== 2) throw new RangeError('The fold complex needs a network of two inputs.');
  const network = withIdentityOutputs(source);
  const folds = foldTable(network);
  const firstLayer = firstWithFolds(folds);
  const layers = network.layers.slice(firstLayer);
  const groups = layers.length;
  const groupStart = new Int32Array(groups + 1);
  layers.forEach((layer, g) => (groupStart[g + 1] = groupStart[g] + layer.units));
  const rows = groupStart[groups];

  const neuron = new Int32Array(rows);
  const random = splitMix(0x9e3779b9);
  layers.forEach((layer, g) => {
    const order = Int32Array.from({ length: layer.units }, (_, i) => i);
    if (g < groups - 1) shuffle(order, random);
    neuron.set(order, groupStart[g]);
  });

  const columnStart = new Int32Array(rows);
  const weight = new Float64Array(
    layers.slice(1).reduce((n, { units, inputs }) => n + even(units) * inputs, 0),
  );
  let used = 0;
  for (let g = 0; g + 1 < groups; g++) {
    const next = layers[g + 1];
    for (let r = groupStart[g]; r < groupStart[g + 1]; r++) {
      columnStart[r] = used;
      copyColumn(next, neuron[r], neuron, groupStart[g + 1], weight, used);
      used += even(next.units);
    }
  }

  return {
    network,
    folds,
    firstLayer,
    hiddenGroups: groups - 1,
    groupStart,
    rows,
    outputs: layers[groups - 1].units,
    neuron,
    ...bases(network, firstLayer, groupStart, neuron),
    weight,
    columnStart,
    ...shapes(layers, folds.firstOfNeuron.slice(firstLayer), folds.count, groupStart, neuron),
  };
}

function even(count: number): number {
  return (count + 1) & ~1;
}

/** The first layer that folds, or else the last one. */
function firstWithFolds({ firstOfLayer }: FoldTable): number {
  let l = 0;
  while (l + 2 < firstOfLayer.length && firstOfLayer[l + 1] === 0) l++;
  return l;
}

function bases(
  { layers }: Network,
  firstLayer: number,
  groupStart: Int32Array,
  neuron: Int32Array,
) {
  const length = 3 * neuron.length;
  const base = new Float64Array(length);
  const baseLow = new Float64Array(length);
  const baseError = new Float64Array(length);
  for (let l = firstLayer, r = 0; l < layers.length; l++)
    for (const end = groupStart[l - firstLayer + 1]; r < end; r++)
      base[3 * r + 2] = layers[l].bias[neuron[r]];
  if (firstLayer === 0) {
    const { weights } = layers[0];
    for (let r = 0; r < groupStart[1]; r++) {
      base[3 * r] = weights[2 * neuron[r]];
      base[3 * r + 1] = weights[2 * neuron[r] + 1];
    }
    return { base, baseLow, baseError };
  }
  const first = linearRows(layers.slice(0, firstLayer + 1));
  for (let r = 0; r < groupStart[1]; r++) {
    const at = 3 * neuron[r];
    for (let k = 0; k < 3; k++) {
      base[3 * r + k] = first.high[at + k];
      baseLow[3 * r + k] = first.low[at + k];
      baseError[3 * r + k] = first.error[at + k];
    }
  }
  return { base, baseLow, baseError };
}

/** Writes column `j` of a layer's weights to `to`, in the order in which `neuron` lists its rows. */
function copyColumn(
  { weights, inputs, units }: Layer,
  j: number,
  neuron: Int32Array,
  first: number,
  to: Float64Array,
  at: number,
): void {
  for (let i = 0; i < units; i++) to[at + i] = weights[neuron[first + i] * inputs + j];
}

/** The network with an identity layer appended if its last layer has an activation of its own. */
export function withIdentityOutputs(network: Network): Network {
  const last = network.layers[network.layers.length - 1];
  if (isLinear(last)) return network;
  return { ...network, layers: [...network.layers, identityLayer(last.units)] };
}

function identityLayer(units: number): Layer {
  const weights = new Float64Array(units * units);
  for (let i = 0; i < units; i++) weights[i * units + i] = 1;
  return { inputs: units, units, weights, bias: new Float64Array(units), activation: identity };
}

function shapes(
  layers: readonly Layer[],
  firstOfNeuron: readonly Uint32Array[],
  foldCount: number,
  groupStart: Int32Array,
  neuron: Int32Array,
) {
  const rows = neuron.length;
  const foldStart = new Int32Array(rows);
  const foldEnd = new Int32Array(rows);
  const pieceStart = new Int32Array(rows);
  const threshold = new Float64Array(foldCount);
  const slope: number[] = [];
  const intercepts: number[] = [];
  layers.forEach((layer, g) => {
    for (let r = groupStart[g]; r < groupStart[g + 1]; r++) {
      const { breakpoints, slopes, intercept } = activationOf(layer, neuron[r]);
      foldStart[r] = firstOfNeuron[g][neuron[r]];
      foldEnd[r] = firstOfNeuron[g][neuron[r] + 1];
      pieceStart[r] = slope.length;
      for (let p = 0; p < slopes.length; p++) {
        slope.push(slopes[p]);
        intercepts.push(p === 0 ? intercept : 0);
        if (p < breakpoints.length) threshold[foldStart[r] + p] = breakpoints[p];
      }
    }
  });
  const offset = Float64Array.from(intercepts);
  const offsetLow = new Float64Array(offset.length);
  for (let r = 0; r < rows; r++)
    for (let f = foldStart[r], p = pieceStart[r]; f < foldEnd[r]; f++, p++) {
      // Continuity at the breakpoint t: the offset grows by (slope before − slope after)·t.
      offset[p + 1] = offset[p];
      offsetLow[p + 1] = offsetLow[p];
      if (threshold[f] === 0) continue;
      addProduct(offset, offsetLow, p + 1, slope[p], 0, threshold[f], 0);
      addProduct(offset, offsetLow, p + 1, -slope[p + 1], 0, threshold[f], 0);
    }
  return {
    foldStart,
    foldEnd,
    threshold,
    pieceStart,
    slope: Float64Array.from(slope),
    offset,
    offsetLow,
  };
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
}

/** SplitMix32 (Steele, Lea & Flood 2014, reduced to 32 bits): uniform numbers in [0, 1). */
function splitMix(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 4294967296;
  };
}
