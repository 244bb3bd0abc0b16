import { type Activation, intercepts, pieceOf } from '../network/activation.ts';
import type { FoldTable } from '../network/folds.ts';
import { activationOf, type Layer, type Network, outputCount } from '../network/network.ts';

/**
 * The affine map of a network of two inputs on the cell round a point, and the pattern there, as a
 * rounded forward pass sees them. One after the other for many points: nothing is allocated.
 */
export class TangentPlane {
  readonly pattern: Uint32Array;
  /** a, b, c per output. */
  readonly map: Float64Array;
  private readonly offsets: readonly (readonly number[][])[];
  // The neurons of a layer that send something on: their numbers and rows, in two sets that alternate.
  private from: Rows;
  private to: Rows;

  constructor(
    private readonly network: Network,
    private readonly folds: FoldTable,
  ) {
    this.pattern = new Uint32Array((folds.count + 31) >> 5);
    this.map = new Float64Array(3 * outputCount(network));
    this.offsets = network.layers.map(offsetsOf);
    const widest = network.layers.reduce((most, { units }) => Math.max(most, units), 2);
    this.from = new Rows(widest);
    this.to = new Rows(widest);
  }

  /** Finds pattern and map at a point. */
  find(x: number, y: number): void {
    const { from, network } = this;
    this.pattern.fill(0);
    from.count = 0;
    from.push(0, 1, 0, 0);
    from.push(1, 0, 1, 0);
    for (let l = 0; l < network.layers.length; l++) this.passLayer(l, x, y);
    this.map.fill(0);
    const { count, neuron, a, b, c } = this.from;
    for (let k = 0; k < count; k++) {
      this.map[3 * neuron[k]] = a[k];
      this.map[3 * neuron[k] + 1] = b[k];
      this.map[3 * neuron[k] + 2] = c[k];
    }
  }

  private passLayer(l: number, x: number, y: number): void {
    const { from, to, folds, pattern } = this;
    const layer = this.network.layers[l];
    const firstFold = folds.firstOfNeuron[l];
    to.count = 0;
    for (let i = 0; i < layer.units; i++) {
      from.weigh(layer, i);
      const activation = activationOf(layer, i);
      const piece = pieceOf(activation, from.sumA * x + from.sumB * y + from.sumC);
      for (let f = firstFold[i]; f < firstFold[i] + piece; f++) pattern[f >> 5] |= 1 << (f & 31);
      const slope = activation.slopes[piece];
      const offset = this.offsets[l][i][piece];
      if (slope !== 0 || offset !== 0)
        to.push(i, slope * from.sumA, slope * from.sumB, slope * from.sumC + offset);
    }
    this.from = to;
    this.to = from;
  }
}

/** Affine rows of some neurons of a layer. */
class Rows {
  count = 0;
  readonly neuron: Int32Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
  /** Row of the neuron that was weighed last. */
  sumA = 0;
  sumB = 0;
  sumC = 0;

  constructor(capacity: number) {
    this.neuron = new Int32Array(capacity);
    this.a = new Float64Array(capacity);
    this.b = new Float64Array(capacity);
    this.c = new Float64Array(capacity);
  }

  push(neuron: number, a: number, b: number, c: number): void {
    const k = this.count++;
    this.neuron[k] = neuron;
    this.a[k] = a;
    this.b[k] = b;
    this.c[k] = c;
  }

  /** Sums up what neuron `i` of the next layer receives. */
  weigh({ weights, inputs, bias }: Layer, i: number): void {
    const { count, neuron, a, b, c } = this;
    let sumA = 0;
    let sumB = 0;
    let sumC = bias[i];
    for (let k = 0; k < count; k++) {
      const weight = weights[i * inputs + neuron[k]];
      sumA += weight * a[k];
      sumB += weight * b[k];
      sumC += weight * c[k];
    }
    this.sumA = sumA;
    this.sumB = sumB;
    this.sumC = sumC;
  }
}

/** The intercepts of every neuron's pieces; neurons of one activation share them. */
function offsetsOf(layer: Layer): number[][] {
  const known = new Map<Activation, number[]>();
  return Array.from({ length: layer.units }, (_, i) => {
    const activation = activationOf(layer, i);
    const offsets = known.get(activation) ?? intercepts(activation);
    known.set(activation, offsets);
    return offsets;
  });
}
