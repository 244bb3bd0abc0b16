import { pieceInPattern } from '../network/affine.ts';
import type { FoldTable } from '../network/folds.ts';
import { activationOf, type Layer, type Network } from '../network/network.ts';
import { grown, Interner } from './interner.ts';

/**
 * The identity of the affine rows of a network under activation patterns, before anything is
 * computed. The row of a neuron depends on no more of a pattern than the pieces of the neurons that
 * reach it: a *node* is a neuron with the activations that enter it, each of them a node of the layer
 * below and a piece. Those that are zero, by their weight or their piece, are left out. Patterns that
 * give a neuron the same node give it the same row, so what is computed of a row (in double-doubles,
 * in integers, its line) is kept by node; and nodes that do not change from one pattern to the next
 * are not even looked up again.
 *
 * A node has as many consecutive *slots* as its neuron has pieces: slot node + p stands for its
 * activation on piece p, or for its fold at breakpoint p. A node is its first slot. Slots start
 * from 1.
 */
export class RowGraph {
  /** Changes when the nodes of before mean nothing any more. */
  generation = 0;
  /** Neuron and node of a slot. */
  neuron = new Int32Array(64);
  node = new Int32Array(64);
  /** One more than the last slot. */
  slots = 1;
  /** Layer l has the neurons firstNeuron[l] … firstNeuron[l + 1] − 1. */
  readonly firstNeuron: Int32Array;
  readonly layerOf: Int32Array;
  private readonly entries = new Interner();
  /** First slot of an entry, and entry of a slot. */
  private slotOfEntry = new Int32Array(64);
  private entry = new Int32Array(64);

  private readonly pattern: Uint32Array;
  /** Counts changes of the pattern before a layer; what was found for a neuron then is still right. */
  private readonly changes: Int32Array;
  private readonly currentNode: Int32Array;
  private readonly nodeStamp: Int32Array;
  private readonly currentActivation: Int32Array;
  private readonly activationStamp: Int32Array;
  private readonly sources: (Sources | undefined)[];
  private readonly zeroPieces: Map<unknown, boolean[]>;
  private readonly mostPieces: number;
  private readonly mostWords: number;

  constructor(
    readonly network: Network,
    readonly folds: FoldTable,
  ) {
    const { layers } = network;
    this.firstNeuron = new Int32Array(layers.length + 1);
    layers.forEach(({ units }, l) => (this.firstNeuron[l + 1] = this.firstNeuron[l] + units));
    const neurons = this.firstNeuron[layers.length];
    this.layerOf = new Int32Array(neurons);
    layers.forEach((_, l) => this.layerOf.fill(l, this.firstNeuron[l], this.firstNeuron[l + 1]));
    this.pattern = new Uint32Array((folds.count + 31) >> 5);
    this.changes = new Int32Array(layers.length + 1).fill(1);
    this.currentNode = new Int32Array(neurons);
    this.nodeStamp = new Int32Array(neurons);
    this.currentActivation = new Int32Array(neurons);
    this.activationStamp = new Int32Array(neurons);
    this.sources = layers.map(() => undefined);
    this.zeroPieces = zeroPieces(network);
    this.mostPieces = 1 + folds.breakpoint.reduce((most, b) => Math.max(most, b + 1), 0);
    const weights = layers.reduce((n, layer) => n + layer.weights.length, 0);
    this.mostWords = Math.max(fewestWords, 2 * weights);
  }

  /**
   * Makes a pattern the one under which nodes are found. When there are too many nodes, all of them
   * are forgotten first.
   */
  take(pattern: Uint32Array): void {
    if (this.entries.size > this.mostWords || this.slots > mostSlots) this.forget();
    this.takeAlso(pattern);
  }

  /** The same without forgetting anything. */
  takeAlso(pattern: Uint32Array): void {
    const known = this.pattern;
    const length = Math.min(known.length, pattern.length);
    let i = 0;
    while (i < length && known[i] === pattern[i]) i++;
    if (i === length) return;
    const bits = known[i] ^ pattern[i];
    const fold = 32 * i + 31 - Math.clz32(bits & -bits);
    for (; i < length; i++) known[i] = pattern[i];
    // Bits from the last fold on belong to none.
    if (fold >= this.folds.count) return;
    for (let l = this.folds.layer[fold] + 1; l < this.changes.length; l++) this.changes[l]++;
  }

  /** The node of the neuron that fold `f` belongs to, plus the fold's breakpoint. */
  foldSlot(f: number): number {
    const { layer, neuron, breakpoint } = this.folds;
    return this.nodeOf(layer[f], neuron[f]) + breakpoint[f];
  }

  /** The node of neuron `i` of layer `l`. */
  nodeOf(l: number, i: number): number {
    const n = this.firstNeuron[l] + i;
    if (this.nodeStamp[n] === this.changes[l]) return this.currentNode[n];
    // The nodes below first: they need room in the same table.
    if (l > 0) {
      const { start, index } = this.sourcesOf(l);
      for (let k = start[i]; k < start[i + 1]; k++) this.activation(l - 1, index[k]);
    }
    const at = this.entries.room(1 + this.network.layers[l].inputs);
    const { words } = this.entries;
    let length = 0;
    words[at + length++] = n;
    if (l > 0) {
      const { start, index } = this.sourcesOf(l);
      for (let k = start[i]; k < start[i + 1]; k++) {
        const code = this.activation(l - 1, index[k]);
        if (code !== 0) words[at + length++] = code;
      }
    }
    const count = this.entries.count;
    const entry = this.entries.intern(length);
    if (entry === count) this.addSlots(entry, n);
    this.nodeStamp[n] = this.changes[l];
    return (this.currentNode[n] = this.slotOfEntry[entry]);
  }

  /**
   * The activation of neuron `i` of layer `l`: its slot, or −1 − the number of a constant piece (see
   * `constantOf`), or 0 if it is zero.
   */
  activation(l: number, i: number): number {
    const n = this.firstNeuron[l] + i;
    if (this.activationStamp[n] === this.changes[l + 1]) return this.currentActivation[n];
    this.activationStamp[n] = this.changes[l + 1];
    return (this.currentActivation[n] = this.findActivation(l, i));
  }

  private findActivation(l: number, i: number): number {
    const layer = this.network.layers[l];
    const piece = pieceInPattern(this.folds, this.pattern, l, i);
    const activation = activationOf(layer, i);
    if (activation.slopes[piece] !== 0) return this.nodeOf(l, i) + piece;
    if (this.zeroPieces.get(activation)?.[piece]) return 0;
    return -1 - (i * this.mostPieces + piece);
  }

  /** Neuron in its layer and piece of a negative activation. */
  constantOf(activation: number): { readonly neuron: number; readonly piece: number } {
    const number = -1 - activation;
    const neuron = Math.floor(number / this.mostPieces);
    return { neuron, piece: number - neuron * this.mostPieces };
  }

  /** The activations that enter a node: words[first] … words[end − 1]. */
  entering(node: number): {
    readonly words: Int32Array;
    readonly first: number;
    readonly end: number;
  } {
    const { words, start } = this.entries;
    const entry = this.entry[node];
    return { words, first: start[entry] + 1, end: start[entry + 1] };
  }

  private sourcesOf(l: number): Sources {
    return (this.sources[l] ??= sourcesOf(this.network.layers[l]));
  }

  private addSlots(entry: number, neuron: number): void {
    const l = this.layerOf[neuron];
    const first = this.folds.firstOfNeuron[l];
    const i = neuron - this.firstNeuron[l];
    const pieces = first[i + 1] - first[i] + 1;
    const node = this.slots;
    this.slots += pieces;
    if (this.slots > this.node.length) {
      this.node = grown(this.node, this.slots);
      this.neuron = grown(this.neuron, this.slots);
      this.entry = grown(this.entry, this.slots);
    }
    this.node.fill(node, node, this.slots);
    this.neuron.fill(neuron, node, this.slots);
    this.entry.fill(entry, node, this.slots);
    if (entry >= this.slotOfEntry.length) this.slotOfEntry = grown(this.slotOfEntry, entry + 1);
    this.slotOfEntry[entry] = node;
  }

  private forget(): void {
    this.generation++;
    this.entries.clear();
    this.slots = 1;
    for (let l = 0; l < this.changes.length; l++) this.changes[l]++;
  }
}

// Sixteen megabytes, and what goes with the slots.
const fewestWords = 1 << 22;
const mostSlots = 1 << 17;

/** The neurons that enter those of a layer with a weight: index[start[i]] … index[start[i + 1] − 1]. */
interface Sources {
  readonly start: Int32Array;
  readonly index: Int32Array;
}

function sourcesOf({ units, inputs, weights }: Layer): Sources {
  const start = new Int32Array(units + 1);
  let used = 0;
  for (const weight of weights) if (weight !== 0) used++;
  const index = new Int32Array(used);
  used = 0;
  for (let i = 0, at = 0; i < units; i++) {
    for (let j = 0; j < inputs; j++, at++) if (weights[at] !== 0) index[used++] = j;
    start[i + 1] = used;
  }
  return { start, index };
}

/** Which pieces of the activations are zero; where that takes arithmetic to see, none. */
function zeroPieces({ layers }: Network): Map<unknown, boolean[]> {
  const zero = new Map<unknown, boolean[]>();
  for (const layer of layers)
    for (let i = 0; i < layer.units; i++) {
      const activation = activationOf(layer, i);
      if (zero.has(activation)) continue;
      const { slopes, breakpoints, intercept } = activation;
      const passes = (piece: number) => breakpoints.slice(0, piece).every((t) => t === 0);
      zero.set(
        activation,
        slopes.map((slope, piece) => slope === 0 && intercept === 0 && passes(piece)),
      );
    }
  return zero;
}
