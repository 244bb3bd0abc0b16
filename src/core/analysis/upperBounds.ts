import { activationOf, type Layer, type Network } from '../network/network.ts';

/** Binomial coefficient as a double; exact while it stays below 2⁵³. */
function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}

/**
 * Montúfar's upper bound on the regions of a deep network on the plane (Montúfar 2017, "Notes on the
 * number of linear regions of deep neural networks", Prop. 3): the product over the layers of
 * Σ_{j ≤ d_l} C(h_l, j), where h_l counts the layer's hinges and d_l = min(2, widths before layer l)
 * bounds the dimension of its input; an input that no neuron uses, as in a graph lifted to the
 * plane, adds none. Infinity when the product overflows.
 */
export function montufarBound(network: Network): number {
  let dimension = Math.min(2, inputsUsed(network.layers[0]));
  let product = 1;
  for (const layer of network.layers) {
    let hinges = 0;
    for (let i = 0; i < layer.units; i++) hinges += activationOf(layer, i).breakpoints.length;
    let factor = 0;
    for (let j = 0; j <= dimension; j++) factor += choose(hinges, j);
    product *= factor;
    dimension = Math.min(dimension, layer.units);
  }
  return product;
}

/**
 * The upper bound of Serra, Tjandraatmadja & Ramalingam (2018, "Bounding and counting linear regions of
 * deep neural networks", Theorem 1) for the plane: where j neurons of a layer are off, its output has at
 * most as many dimensions as neurons are on, so regions that need many neurons off leave little for the
 * layers behind to cut. R(l, d) = Σ_{j ≤ d} C(h_l, j) · R(l + 1, min(d, n_l − j)). Only a neuron with one
 * hinge and a flat side loses a dimension; layers with others are counted as in Montúfar's bound.
 */
export function serraBound(network: Network): number {
  // after[d] is R(l + 1, d), from the last layer to the first.
  let after = [1, 1, 1];
  for (const layer of network.layers.toReversed()) {
    const { units } = layer;
    const activations = Array.from({ length: units }, (_, i) => activationOf(layer, i));
    const hinges = activations.reduce((sum, { breakpoints }) => sum + breakpoints.length, 0);
    const turnsOff = activations.every(
      ({ breakpoints, slopes }) => breakpoints.length === 1 && slopes.includes(0),
    );
    after = after.map((_, dimension) => {
      let sum = 0;
      for (let off = 0; off <= dimension && off <= hinges; off++) {
        const left = Math.min(dimension, turnsOff ? units - off : units);
        sum += choose(hinges, off) * after[left];
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
