import type { FoldTable } from '../network/folds.ts';
import type { Network } from '../network/network.ts';
import { quotient } from './dyadic.ts';
import { ExactRows } from './exactRows.ts';
import { PreciseRows } from './preciseRows.ts';
import { RowGraph } from './rowGraph.ts';

/**
 * The output maps of a network under activation patterns, compared and rounded without error. The
 * last layer has to be linear. Outputs with the same node are equal, double-doubles prove most others
 * to be different, and integers decide the rest.
 */
export class OutputMaps {
  private readonly graph: RowGraph;
  private readonly precise: PreciseRows;
  private readonly exact: ExactRows;
  private readonly last: number;
  private readonly outputs: number;

  constructor(network: Network, folds: FoldTable) {
    this.graph = new RowGraph(network, folds);
    this.precise = new PreciseRows(network, folds, this.graph);
    this.exact = new ExactRows(network, folds, this.graph);
    this.last = network.layers.length - 1;
    this.outputs = network.layers[this.last].units;
  }

  /** Whether all outputs have the same maps under two patterns. */
  equal(p: Uint32Array, q: Uint32Array): boolean {
    const { graph } = this;
    graph.take(p);
    const ofP = this.nodes();
    graph.takeAlso(q);
    const ofQ = this.nodes();
    for (let o = 0; o < this.outputs; o++)
      if (ofP[o] !== ofQ[o] && this.surelyDiffer(ofP[o], ofQ[o])) return false;
    for (let o = 0; o < this.outputs; o++)
      if (ofP[o] !== ofQ[o] && !this.sameRow(ofP[o], ofQ[o])) return false;
    return true;
  }

  /** Whether an output is more than its bias under a pattern. */
  isReached(pattern: Uint32Array, output: number): boolean {
    if (this.last === 0) return true;
    this.graph.take(pattern);
    const { first, end } = this.graph.entering(this.graph.nodeOf(this.last, output));
    return first < end;
  }

  /** Writes a, b, c of every output under a pattern, in the nearest doubles, to `maps` from `at` on. */
  write(pattern: Uint32Array, maps: Float64Array, at: number): void {
    this.graph.take(pattern);
    const nodes = this.nodes();
    for (let o = 0; o < this.outputs; o++) this.writeRow(nodes[o], maps, at + 3 * o);
  }

  private nodes(): Int32Array {
    return Int32Array.from({ length: this.outputs }, (_, o) => this.graph.nodeOf(this.last, o));
  }

  private surelyDiffer(p: number, q: number): boolean {
    const { precise } = this;
    precise.need(p);
    precise.need(q);
    const { high, low, error } = precise;
    for (let i = 3 * p, j = 3 * q; i < 3 * p + 3; i++, j++) {
      const difference = high[i] - high[j];
      const rest = low[i] - low[j];
      const roundings = 2 ** -50 * (Math.abs(difference) + Math.abs(rest));
      if (Math.abs(difference + rest) > 2 * (error[i] + error[j]) + roundings) return true;
    }
    return false;
  }

  private sameRow(p: number, q: number): boolean {
    const f = this.exact.ofActivation(this.last, p);
    const g = this.exact.ofActivation(this.last, q);
    return f.a === g.a && f.b === g.b && f.c === g.c;
  }

  private writeRow(node: number, maps: Float64Array, at: number): void {
    const { precise } = this;
    precise.need(node);
    for (let k = 0; k < 3; k++) {
      const high = precise.high[3 * node + k];
      const low = precise.low[3 * node + k];
      const error = 2 * precise.error[3 * node + k] + 2 ** -50 * Math.abs(low);
      const value = high + (low - error);
      // Rounding is monotonic: if both ends of the interval are rounded to it, so is the coefficient.
      maps[at + k] = value === high + (low + error) ? value : this.nearest(node, k);
    }
  }

  private nearest(node: number, k: number): number {
    const { a, b, c } = this.exact.ofActivation(this.last, node);
    return quotient([a, b, c][k], 1n << BigInt(this.exact.outputPlaces));
  }
}
