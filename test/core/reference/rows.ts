import type { FoldTable } from '../../../src/core/network/folds.ts';
import { activationOf, type Network } from '../../../src/core/network/network.ts';
import { add, scale, type Row } from './cut.ts';
import { Rational } from './rational.ts';

/** The preactivations of every layer of a network of two inputs under a pattern, in fractions. */
export function rowsUnder(network: Network, folds: FoldTable, pattern: Uint32Array): Row[][] {
  const { zero } = Rational;
  const one = Rational.from(1);
  let below: Row[] = [
    [one, zero, zero],
    [zero, one, zero],
  ];
  return network.layers.map((layer, l) => {
    const rows = Array.from({ length: layer.units }, (_, i) =>
      below.reduce<Row>(
        (sum, row, j) => add(sum, scale(row, Rational.from(layer.weights[i * layer.inputs + j]))),
        [zero, zero, Rational.from(layer.bias[i])],
      ),
    );
    below = rows.map((row, i) => {
      const { breakpoints, slopes, intercept } = activationOf(layer, i);
      let offset = Rational.from(intercept);
      let piece = 0;
      const first = folds.firstOfNeuron[l];
      for (let f = first[i]; f < first[i + 1]; f++) piece += (pattern[f >> 5] >>> (f & 31)) & 1;
      for (let p = 0; p < piece; p++) {
        const turn = Rational.from(slopes[p]).minus(Rational.from(slopes[p + 1]));
        offset = offset.plus(turn.times(Rational.from(breakpoints[p])));
      }
      return add(scale(row, Rational.from(slopes[piece])), [zero, zero, offset]);
    });
    return rows;
  });
}

/** The row of a fold, of the rows of all neurons. */
export function foldRow(network: Network, folds: FoldTable, rows: Row[][], fold: number): Row {
  const l = folds.layer[fold];
  const i = folds.neuron[fold];
  const t = activationOf(network.layers[l], i).breakpoints[folds.breakpoint[fold]];
  const [a, b, c] = rows[l][i];
  return [a, b, c.minus(Rational.from(t))];
}

/** p × q: the point where two rows vanish, in homogeneous coordinates. */
export function cross(p: Row, q: Row): Row {
  const minor = (i: number, j: number): Rational => p[i].times(q[j]).minus(p[j].times(q[i]));
  return [minor(1, 2), minor(2, 0), minor(0, 1)];
}

/** The product of two triples. */
export function dot(p: Row, q: Row): Rational {
  return p[0].times(q[0]).plus(p[1].times(q[1])).plus(p[2].times(q[2]));
}
