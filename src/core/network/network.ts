import { isIdentity, type Activation } from './activation.ts';

/** An affine map followed by one activation per neuron. Shapes are checked where a layer is made. */
export interface Layer {
  readonly name?: string;
  readonly inputs: number;
  readonly units: number;
  /** units × inputs, row-major: row i holds the incoming weights of neuron i (PyTorch's Linear). */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
  /** One for the whole layer, or one per neuron (PReLU). */
  readonly activation: Activation | readonly Activation[];
}

/** A feed-forward network, first layer first. All numbers are doubles, taken at face value. */
export interface Network {
  readonly inputs: number;
  readonly layers: readonly Layer[];
  /** The first layer only places a slice in the space of the inputs; people do not count it. */
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

/** Whether no neuron of a layer has an activation. */
export function isLinear(layer: Layer): boolean {
  for (let i = 0; i < layer.units; i++) if (!isIdentity(activationOf(layer, i))) return false;
  return true;
}

/** Number of outputs of the network: the units of its last layer. */
export function outputCount(network: Network): number {
  return network.layers[network.layers.length - 1].units;
}

/** What a layer is called: its own name, or its number from 1, not counting a slice in front. */
export function layerName(network: Network, layer: number): string {
  return network.layers[layer].name ?? `Layer ${layer + (network.sliced ? 0 : 1)}`;
}
