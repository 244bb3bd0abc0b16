import { sameLayer, sameShape } from './equality.ts';
import { isLinear, type Network } from './network.ts';

/** A neuron of the last hidden layer, and those of its weights that an edit may change beside its bias. */
export interface EditedNeuron {
  readonly neuron: number;
  /** Neurons of the layer before, or inputs, that the weights belong to; ascending. */
  readonly sources: readonly number[];
}

/**
 * The only neuron of the last hidden layer in which two networks differ, and its weights that do.
 * Undefined where they differ in more, or not at all.
 */
export function editedNeuron(p: Network, q: Network): EditedNeuron | undefined {
  if (p.inputs !== q.inputs || p.layers.length !== q.layers.length) return undefined;
  // Outputs with an activation of their own are a hidden layer, too.
  const last = p.layers.length - (isLinear(p.layers[p.layers.length - 1]) ? 2 : 1);
  if (last < 0 || !sameShape(p.layers[last], q.layers[last])) return undefined;
  if (!p.layers.every((layer, l) => l === last || sameLayer(layer, q.layers[l]))) return undefined;

  const [before, after] = [p.layers[last], q.layers[last]];
  const { inputs } = after;
  let neuron = after.bias.findIndex((bias, i) => bias !== before.bias[i]);
  const sources: number[] = [];
  for (let i = 0; i < after.weights.length; i++) {
    if (after.weights[i] === before.weights[i]) continue;
    const own = Math.floor(i / inputs);
    if (neuron < 0) neuron = own;
    if (own !== neuron) return undefined;
    sources.push(i % inputs);
  }
  const isOnly = after.bias.every((bias, i) => i === neuron || bias === before.bias[i]);
  return neuron >= 0 && isOnly ? { neuron, sources } : undefined;
}

/** An edit that does what two edits of one neuron do. Undefined for two neurons. */
export function joined(p: EditedNeuron, q: EditedNeuron): EditedNeuron | undefined {
  if (p.neuron !== q.neuron) return undefined;
  const sources = [...new Set([...p.sources, ...q.sources])].sort((i, j) => i - j);
  return { neuron: p.neuron, sources };
}

/** Whether an edit changes nothing but what another may. */
export function isWithin(edit: EditedNeuron, other: EditedNeuron): boolean {
  return (
    edit.neuron === other.neuron && edit.sources.every((source) => other.sources.includes(source))
  );
}
