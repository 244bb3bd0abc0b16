import { isIdentity, type Activation } from './activation.ts';

/** An affine map followed by activations. Shapes are checked where a layer is created. */
export interface Layer {
  readonly name?: string;
  readonly inputs: number;
  readonly units: number;
  /**
   * units × inputs, row-major: row i has the incoming weights of neuron i, as in PyTorch's Linear.
   */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
  /** One for the whole layer, or one per neuron (PReLU). */
  readonly activation: Activation | readonly Activation[];
}

/** A feed-forward network. Its parameters are taken to be exactly these doubles. */
export interface Network {
  readonly inputs: number;
  readonly layers: readonly Layer[];
  /** Present if the first layer is the affine map of a slice, which is not counted as a layer. */
  readonly sliced?: true;
}

/** The activation of neuron `i` of a layer. */
export function activationOf(layer: Layer, i: number): Activation {
  const a = layer.activation;
  return isPerNeuron(a) ? a[i] : a;
}

function isPerNeuron(a: Activation | readonly Activation[]): a is readonly Activation[] {
  return Array.isArray(a);
}

/** Whether all activations of a layer are the identity. */
export function isLinear(layer: Layer): boolean {
  for (let i = 0; i < layer.units; i++) if (!isIdentity(activationOf(layer, i))) return false;
  return true;
}

/** The number of outputs: the neurons of the last layer. */
export function outputCount(network: Network): number {
  return network.layers[network.layers.length - 1].units;
}

/**
 * The name of a layer, or "Layer n" with its number from 1, not counting a slice. Layers that share a
 * name have both.
 */
export function layerName({ layers, sliced }: Network, layer: number): string {
  const { name } = layers[layer];
  const number = `Layer ${layer + (sliced ? 0 : 1)}`;
  if (name === undefined) return number;
  const isShared = layers.some((other, l) => l !== layer && other.name === name);
  return isShared ? `${number} (${name})` : name;
}
