import type { Domain } from '../complex/domain.ts';
import { identity } from '../network/activation.ts';
import type { EditedNeuron } from '../network/editedNeuron.ts';
import { activationOf, type Layer, type Network } from '../network/network.ts';
import { arrangementInput } from './arrangementInput.ts';
import { InconclusiveError, Kernel } from './kernel.ts';
import { copyTables } from './partialResult.ts';
import { withIdentityOutputs } from './program.ts';
import { runStep } from './subdivide.ts';
import { plant, wholeDomain } from './subproblem.ts';

/*
 * An edit of a neuron of the last hidden layer moves the folds of that neuron and no others. The
 * *complement* of the neuron is the subdivision by all the other folds. It is computed once. After every
 * edit, the folds are inserted where they are now: each cell is looked at, and the few that they cross are
 * cut.
 */

/** The subdivision by all folds but those of one neuron of the last hidden layer. */
export interface Complement {
  readonly edited: EditedNeuron;
  readonly domain: Domain;
  readonly cellCount: number;
  /**
   * The tables of the kernel, byte by byte. Patterns and lines number the folds as if the neuron had none.
   * The maps are the outputs without the neuron, then its preactivation without its bias and the edited
   * weights, then what those weights multiply.
   */
  readonly tables: readonly Uint8Array<ArrayBuffer>[];
}

/**
 * The complement of a neuron. Undefined where it has more than `mostCells` cells or needs more precise
 * rows than doubles. Yields as `subdivide`; throws what `arrange` throws.
 */
export function* complementOf(
  network: Network,
  domain: Domain,
  edited: EditedNeuron,
  mostCells: number,
): Generator<void, Complement | undefined> {
  const input = arrangementInput(withoutNeuron(withIdentityOutputs(network), edited), domain);
  const kernel = Kernel.for(input, false);
  try {
    plant(kernel, wholeDomain(input));
    while (runStep(kernel, input, mostCells)) {
      if (kernel.cellCount >= mostCells) return undefined;
      yield;
    }
    return { edited, domain, cellCount: kernel.cellCount, tables: copyTables(kernel) };
  } catch (error) {
    if (error instanceof InconclusiveError) return undefined;
    throw error;
  } finally {
    kernel.giveBack();
  }
}

/**
 * The network in which a neuron folds nothing. Its preactivation becomes an output, without the edited
 * numbers, and so does what each edited weight multiplies, by way of further linear neurons.
 */
function withoutNeuron(network: Network, edited: EditedNeuron): Network {
  const last = network.layers.length - 2;
  const [hidden, output] = network.layers.slice(last);
  const layers = [...network.layers.slice(0, last), linear(hidden, edited)];
  return { ...network, layers: [...layers, putOut(output, edited)] };
}

/** The last hidden layer: the neuron is linear and without the edited numbers, further neurons are added. */
function linear(layer: Layer, { neuron, sources }: EditedNeuron): Layer {
  const { inputs } = layer;
  const units = layer.units + sources.length;
  const weights = new Float64Array(units * inputs);
  weights.set(layer.weights);
  sources.forEach((source, i) => {
    weights[neuron * inputs + source] = 0;
    weights[(layer.units + i) * inputs + source] = 1;
  });
  const bias = new Float64Array(units);
  bias.set(layer.bias);
  bias[neuron] = 0;
  const activation = Array.from({ length: units }, (_, i) =>
    i === neuron || i >= layer.units ? identity : activationOf(layer, i),
  );
  return { inputs, units, weights, bias, activation };
}

/** The output layer without the neuron, and one more output for it and for each of the further ones. */
function putOut(layer: Layer, { neuron, sources }: EditedNeuron): Layer {
  const inputs = layer.inputs + sources.length;
  const units = layer.units + 1 + sources.length;
  const weights = new Float64Array(units * inputs);
  for (let o = 0; o < layer.units; o++) {
    weights.set(layer.weights.subarray(o * layer.inputs, (o + 1) * layer.inputs), o * inputs);
    weights[o * inputs + neuron] = 0;
  }
  weights[layer.units * inputs + neuron] = 1;
  for (let i = 0; i < sources.length; i++)
    weights[(layer.units + 1 + i) * inputs + layer.inputs + i] = 1;
  const bias = new Float64Array(units);
  bias.set(layer.bias);
  return { inputs, units, weights, bias, activation: identity };
}
