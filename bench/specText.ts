import type { Network } from '../src/core/network/network.ts';

/** The spec of a network of the family on [−1, 1]², as text. */
export function specText({ layers }: Network): string {
  return JSON.stringify({
    input: {
      domain: [
        [-1, 1],
        [-1, 1],
      ],
    },
    layers: layers.map(({ inputs, units, weights, bias, activation }) => ({
      weights: Array.from({ length: units }, (_, i) =>
        Array.from(weights.subarray(i * inputs, (i + 1) * inputs)),
      ),
      bias: Array.from(bias),
      activation:
        'breakpoints' in activation && activation.breakpoints.length === 0 ? 'identity' : 'relu',
    })),
  });
}
