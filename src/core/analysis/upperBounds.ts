import { activationOf, type Layer, type Network } from '../network/network.ts';

/** Binomial coefficient; exact below 2⁵³. */
function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}

/**
 * Montúfar's upper bound on the number of regions of a deep network on the plane (Montúfar 2017,
 * "Notes on the number of linear regions of deep neural networks", Prop. 3): the product over the
 * layers of Σ_{j ≤ d_l} C(h_l, j), where h_l is the number of breakpoints of the layer and d_l =
 * min(2, widths before layer l) bounds the dimension of its input. Inputs that no neuron uses, as
 * in a lifted network, do not count. Infinity if the product overflows.
 */
export function montufarBound(network: Network): number {
  let dimension = Math.min(2, inputsUsed(network.layers[0]));
  let product = 1;
  for (const layer of network.layers) {
    let folds = 0;
    for (let i = 0; i < layer.units; i++) folds += activationOf(layer, i).breakpoints.length;
    let factor = 0;
    for (let j = 0; j <= dimension; j++) factor += choose(folds, j);
    product *= factor;
    dimension = Math.min(dimension, layer.units);
  }
  return product;
}

/**
 * The upper bound of Serra, Tjandraatmadja & Ramalingam (2018, "Bounding and counting linear
 * regions of deep neural networks", Theorem 1) on the plane: the output of a layer has at most as
 * many dimensions as neurons that are on, so later layers can divide regions with many inactive
 * neurons into fewer parts. R(l, d) = Σ_{j ≤ d} C(h_l, j) · R(l + 1, min(d, n_l − j)). Only neurons
 * with one breakpoint and a slope of zero lose a dimension; layers with other activations count as
 * in Montúfar's bound.
 */
export function serraBound(network: Network): number {
  // after[d] is R(l + 1, d), from the last layer to the first.
  let after = [1, 1, 1];
  for (const layer of network.layers.toReversed()) {
    const { units } = layer;
    const activations = Array.from({ length: units }, (_, i) => activationOf(layer, i));
    const folds = activations.reduce((sum, { breakpoints }) => sum + breakpoints.length, 0);
    const turnsOff = activations.every(
      ({ breakpoints, slopes }) => breakpoints.length === 1 && slopes.includes(0),
    );
    after = after.map((_, dimension) => {
      let sum = 0;
      for (let off = 0; off <= dimension && off <= folds; off++) {
        const left = Math.min(dimension, turnsOff ? units - off : units);
        sum += choose(folds, off) * after[left];
      }
      return sum;
    });
  }
  return after[Math.min(2, inputsUsed(network.layers[0]))];
}

function inputsUsed({ inputs, weights }: Layer): number {
  const used = new Set<number>();
  weights.forEach((w, k) => {
    if (w !== 0) used.add(k % inputs);
  });
  return used.size;
}
