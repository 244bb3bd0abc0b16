import { hardTanh, isIdentity, relu, type Activation } from '../src/core/network/activation.ts';
import { activationOf, type Network } from '../src/core/network/network.ts';

/** The spec of a network of a family on [−1, 1]², as text. */
export function specText({ layers }: Network): string {
  return JSON.stringify({
    input: {
      domain: [
        [-1, 1],
        [-1, 1],
      ],
    },
    layers: layers.map((layer) => ({
      weights: Array.from({ length: layer.units }, (_, i) =>
        Array.from(layer.weights.subarray(i * layer.inputs, (i + 1) * layer.inputs)),
      ),
      bias: Array.from(layer.bias),
      activation: activationText(activationOf(layer, 0)),
    })),
  });
}

function activationText(activation: Activation): unknown {
  if (isIdentity(activation)) return 'identity';
  const shape = JSON.stringify(activation);
  if (shape === JSON.stringify(relu)) return 'relu';
  if (shape === JSON.stringify(hardTanh)) return 'hard_tanh';
  return { type: 'leaky_relu', alpha: activation.slopes[0] };
}
