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

function inputsUsed({ inputs, weights }: Layer): number {
  const used = new Set<number>();
  weights.forEach((w, k) => {
    if (w !== 0) used.add(k % inputs);
  });
  return used.size;
}
