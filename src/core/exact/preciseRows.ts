import type { FoldTable } from '../network/folds.ts';
import { type Activation, isIdentity } from '../network/activation.ts';
import { activationOf, type Network } from '../network/network.ts';
import { addProduct, roundoffOfTwo, slack, underflow } from './doubleDouble.ts';
import type { PreciseRow } from './preciseLines.ts';
import { RowGraph } from './rowGraph.ts';

/*
 * The rows of a network in double-doubles, with a bound of the error of every coefficient.
 *
 * A coefficient is a sum of n products, accumulated by `addProduct`. If S₀, S₁, … are its partial
 * sums and tₖ its terms, that errs by at most ε·Σ (|Sₖ₋₁| + |tₖ|) with ε = `roundoffOfTwo`, and with
 * M = Σ |tₖ| each |Sₖ₋₁| is at most M, up to the errors themselves: (n + 1)·ε·M in all. The rows that
 * enter have errors of their own, which are multiplied by the absolute values of the factors (Higham
 * 2002, §3.1). Bounds are sums of non-negative doubles, and err by less than `slack` in fewer than
 * 2²² operations. Products that underflow err by less than `underflow` each, in the result or in the
 * bound. Overflow makes a bound infinite or a row NaN, with which no comparison is certain.
 */

/** The rows of a network in double-doubles, by the nodes of a `RowGraph`. */
export class PreciseRows {
  /** a, b, c of node n at 3n, and bounds of their errors. */
  high = new Float64Array(96);
  low = new Float64Array(96);
  error = new Float64Array(96);
  private known = new Uint8Array(32);
  private generation = 0;
  private readonly network: Network;
  private readonly pieces = new Map<Activation, Pieces>();
  // Of the row in hand: the sums of its a, b, c, the sums of the absolute values of their terms, what the
  // errors of the rows that enter make of them, and the number of products.
  private readonly sum = new Float64Array(3);
  private readonly sumLow = new Float64Array(3);
  private readonly magnitude = new Float64Array(3);
  private readonly entering = new Float64Array(3);
  private products = 0;
  private readonly factor = new Float64Array(1);
  private readonly factorLow = new Float64Array(1);

  constructor(
    network: Network,
    folds: FoldTable,
    private readonly graph = new RowGraph(network, folds),
  ) {
    this.network = network;
  }

  /** Computes the preactivation of a node, unless it is known. */
  need(node: number): void {
    const { graph } = this;
    if (this.generation !== graph.generation) {
      this.generation = graph.generation;
      this.known.fill(0);
    }
    this.compute(node);
  }

  /** Writes the row of the fold at a slot of the graph: preactivation minus breakpoint. */
  takeFold(slot: number, row: PreciseRow): void {
    const { graph } = this;
    const node = graph.node[slot];
    this.need(node);
    for (let k = 0; k < 3; k++) {
      row.high[k] = this.high[3 * node + k];
      row.low[k] = this.low[3 * node + k];
      row.error[k] = this.error[3 * node + k];
    }
    const neuron = graph.neuron[node];
    const l = graph.layerOf[neuron];
    const { breakpoints } = activationOf(this.network.layers[l], neuron - graph.firstNeuron[l]);
    const t = breakpoints[slot - node];
    if (t === 0) return;
    const size = Math.abs(row.high[2]) + Math.abs(t);
    addProduct(row.high, row.low, 2, -1, 0, t, 0);
    row.error[2] = (row.error[2] + roundoffOfTwo * size + underflow) * slack;
  }

  private compute(node: number): void {
    if (this.known[node] === 1) return;
    const { graph, sum, sumLow, magnitude, entering } = this;
    const neuron = graph.neuron[node];
    const l = graph.layerOf[neuron];
    const { words, first, end } = graph.entering(node);
    for (let k = first; k < end; k++) if (words[k] > 0) this.compute(graph.node[words[k]]);
    const layer = this.network.layers[l];
    const i = neuron - graph.firstNeuron[l];
    sum.fill(0);
    sumLow.fill(0);
    magnitude.fill(0);
    entering.fill(0);
    this.products = 0;
    sum[2] = layer.bias[i];
    magnitude[2] = Math.abs(layer.bias[i]);
    if (l === 0) {
      sum[0] = layer.weights[2 * i];
      sum[1] = layer.weights[2 * i + 1];
    } else {
      const from = i * layer.inputs;
      for (let k = first; k < end; k++) {
        if (words[k] > 0) {
          const source = graph.neuron[words[k]] - graph.firstNeuron[l - 1];
          this.add(l - 1, words[k], layer.weights[from + source]);
        } else {
          const constant = graph.constantOf(words[k]);
          const below = activationOf(this.network.layers[l - 1], constant.neuron);
          const pieces = this.piecesOf(below);
          this.addOffset(pieces, constant.piece, layer.weights[from + constant.neuron]);
        }
      }
    }
    this.room(node);
    const { products } = this;
    for (let k = 0; k < 3; k++) {
      this.high[3 * node + k] = sum[k];
      this.low[3 * node + k] = sumLow[k];
      this.error[3 * node + k] =
        products === 0
          ? 0
          : (entering[k] + (products + 1) * (roundoffOfTwo * magnitude[k] + underflow)) * slack;
    }
    this.known[node] = 1;
  }

  /** Adds a weight times an activation of layer `l`. */
  private add(l: number, activation: number, weight: number): void {
    const { graph, sum, sumLow, magnitude, entering, factor, factorLow } = this;
    const node = graph.node[activation];
    const shape = activationOf(this.network.layers[l], graph.neuron[node] - graph.firstNeuron[l]);
    const slope = shape.slopes[activation - node];
    let y = weight;
    let yLow = 0;
    if (slope !== 1) {
      factor[0] = 0;
      factorLow[0] = 0;
      addProduct(factor, factorLow, 0, weight, 0, slope, 0);
      [y, yLow] = [factor[0], factorLow[0]];
    }
    const { high, low, error } = this;
    // A factor that underflows errs by as much as it is multiplied by.
    const size = Math.abs(y);
    const lost = slope === 1 ? 0 : underflow;
    for (let k = 0, at = 3 * node; k < 3; k++, at++) {
      const x = high[at];
      if (x !== 0 || low[at] !== 0) {
        addProduct(sum, sumLow, k, y, yLow, x, low[at]);
        magnitude[k] += size * Math.abs(x);
      }
      entering[k] += size * error[at] + lost * (Math.abs(x) + error[at]);
    }
    this.products += slope === 1 ? 1 : 2;
    if (!isIdentity(shape)) this.addOffset(this.piecesOf(shape), activation - node, weight);
  }

  private addOffset({ offset, offsetLow, error }: Pieces, piece: number, weight: number): void {
    if (offset[piece] === 0 && offsetLow[piece] === 0 && error[piece] === 0) return;
    const { sum, sumLow, magnitude, entering } = this;
    addProduct(sum, sumLow, 2, weight, 0, offset[piece], offsetLow[piece]);
    magnitude[2] += Math.abs(weight * offset[piece]);
    entering[2] += Math.abs(weight) * error[piece];
    this.products++;
  }

  private piecesOf(activation: Activation): Pieces {
    let pieces = this.pieces.get(activation);
    if (!pieces) this.pieces.set(activation, (pieces = piecesOf(activation)));
    return pieces;
  }

  private room(node: number): void {
    const { length } = this.known;
    if (node < length) return;
    const nodes = Math.max(node + 1, 2 * length);
    const grow = (array: Float64Array): Float64Array<ArrayBuffer> => {
      const copy = new Float64Array(3 * nodes);
      copy.set(array);
      return copy;
    };
    this.high = grow(this.high);
    this.low = grow(this.low);
    this.error = grow(this.error);
    const known = new Uint8Array(nodes);
    known.set(this.known);
    this.known = known;
  }
}

/** The intercepts of an activation's pieces in double-doubles, with bounds of their errors. */
interface Pieces {
  readonly offset: Float64Array;
  readonly offsetLow: Float64Array;
  readonly error: Float64Array;
}

function piecesOf({ slopes, breakpoints, intercept }: Activation): Pieces {
  const offset = new Float64Array(slopes.length);
  const offsetLow = new Float64Array(slopes.length);
  const error = new Float64Array(slopes.length);
  offset[0] = intercept;
  let magnitude = Math.abs(intercept);
  breakpoints.forEach((t, p) => {
    // Continuity at the breakpoint t: the offset grows by (slope before − slope after)·t.
    offset[p + 1] = offset[p];
    offsetLow[p + 1] = offsetLow[p];
    error[p + 1] = error[p];
    if (t === 0) return;
    addProduct(offset, offsetLow, p + 1, slopes[p], 0, t, 0);
    addProduct(offset, offsetLow, p + 1, -slopes[p + 1], 0, t, 0);
    magnitude += (Math.abs(slopes[p]) + Math.abs(slopes[p + 1])) * Math.abs(t);
    error[p + 1] = (2 * p + 3) * (roundoffOfTwo * magnitude + underflow) * slack;
  });
  return { offset, offsetLow, error };
}
