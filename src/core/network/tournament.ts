import { identity, relu } from './activation.ts';
import type { Layer, Network } from './network.ts';

/**
 * A network that computes the largest output of another network, and how to find which one it is.
 */
export interface Comparison {
  /** Its only output is the largest output of the other network. */
  readonly network: Network;
  /** The comparisons; folds are numbered after those of the other network. */
  readonly bracket: Bracket;
}

/**
 * An output, or a comparison of the winners p and q of two brackets: above the fold, q is larger.
 */
export type Bracket = number | { readonly fold: number; readonly p: Bracket; readonly q: Bracket };

/**
 * An output that is still in the tournament: a linear combination of the neurons of the last layer.
 */
interface Contender {
  readonly weights: ReadonlyMap<number, number>;
  readonly bracket: Bracket;
}

/**
 * The network followed by a tournament of its outputs. As max(p, q) = p + relu(q − p), the largest
 * output changes exactly at the folds of the new neurons. All new weights are 0, 1 or −1, so
 * nothing is rounded. The depth is logarithmic in the number of outputs, so the error bounds grow
 * at most by a factor of that number.
 */
export function comparisonNetwork(network: Network): Comparison {
  let width = network.layers[network.layers.length - 1].units;
  let contenders: Contender[] = Array.from({ length: width }, (_, output) => ({
    weights: new Map([[output, 1]]),
    bracket: output,
  }));
  const layers: Layer[] = [...network.layers];
  let folds = 0;
  while (contenders.length > 1) {
    const rows: (readonly [row: ReadonlyMap<number, number>, folds: boolean])[] = [];
    const next: Contender[] = [];
    for (let i = 0; i < contenders.length; i += 2) {
      const p = contenders[i];
      const own = rows.length;
      rows.push([p.weights, false]);
      if (i + 1 === contenders.length) {
        next.push({ weights: new Map([[own, 1]]), bracket: p.bracket });
        continue;
      }
      const q = contenders[i + 1];
      rows.push([difference(q.weights, p.weights), true]);
      const bracket = { fold: folds++, p: p.bracket, q: q.bracket };
      const weights = new Map([own, own + 1].map((neuron) => [neuron, 1]));
      next.push({ weights, bracket });
    }
    layers.push({
      ...affine(
        rows.map(([row]) => row),
        width,
      ),
      activation: rows.map(([, isFold]) => (isFold ? relu : identity)),
    });
    width = rows.length;
    contenders = next;
  }
  const [{ weights, bracket }] = contenders;
  layers.push({ ...affine([weights], width), activation: identity });
  return { network: { ...network, layers }, bracket };
}

/** The largest output, given on which side of the new folds a point is; the first of equal ones. */
export function winnerOf(bracket: Bracket, isAbove: (fold: number) => boolean): number {
  let winner = bracket;
  while (typeof winner !== 'number') winner = isAbove(winner.fold) ? winner.q : winner.p;
  return winner;
}

function difference(
  plus: ReadonlyMap<number, number>,
  minus: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  // Two contenders share no neuron.
  return new Map([...plus, ...Array.from(minus, ([j, w]) => [j, -w] as const)]);
}

function affine(rows: readonly ReadonlyMap<number, number>[], inputs: number) {
  const weights = new Float64Array(rows.length * inputs);
  rows.forEach((row, i) => {
    for (const [j, w] of row) weights[i * inputs + j] = w;
  });
  return { inputs, units: rows.length, weights, bias: new Float64Array(rows.length) };
}
