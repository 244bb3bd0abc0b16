import { sameLayer, sameShape } from './equality.ts';
import { isLinear, type Network } from './network.ts';

/** An edit of one neuron of the last hidden layer: its bias and some of its weights. */
export interface EditedNeuron {
  readonly neuron: number;
  /** Indices of the edited weights: neurons of the layer before, or inputs; ascending. */
  readonly sources: readonly number[];
}

/**
 * The edit that turns one network into another, if they differ only in one neuron of the last
 * hidden layer. Undefined if they differ elsewhere or not at all.
 */
export function editedNeuron(p: Network, q: Network): EditedNeuron | undefined {
  if (p.inputs !== q.inputs || p.layers.length !== q.layers.length) return undefined;
  // If the last layer has an activation, it counts as hidden.
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

/** The union of two edits of one neuron. Undefined if they edit different neurons. */
export function joined(p: EditedNeuron, q: EditedNeuron): EditedNeuron | undefined {
  if (p.neuron !== q.neuron) return undefined;
  const sources = [...new Set([...p.sources, ...q.sources])].sort((i, j) => i - j);
  return { neuron: p.neuron, sources };
}

/** Whether an edit changes only what another one changes, too. */
export function isWithin(edit: EditedNeuron, other: EditedNeuron): boolean {
  return (
    edit.neuron === other.neuron && edit.sources.every((source) => other.sources.includes(source))
  );
}
