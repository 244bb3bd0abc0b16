import type { Network } from '../src/core/network/network.ts';
import { ComplexCache } from '../src/engine/complexCache.ts';
import { compute } from '../src/engine/compute.ts';
import { specText } from './specText.ts';

/** Best time of the engine for an edit, from the decoded text to the finished complex, in ms. */
export interface Edits {
  /** One weight of the last, linear layer. */
  readonly output: number;
  /** One bias of the layer before it, the same each time. */
  readonly neuron: number;
  /** Undoing the edit. */
  readonly back: number;
}

/** Edits the text of the network `reps` times in each way, as a user would by typing. */
export async function measureEdits(network: Network, reps: number): Promise<Edits> {
  const tools = { cache: new ComplexCache() };
  const time = async (edited: Network): Promise<number> => {
    const { picture, problems } = await compute(
      {
        text: specText(edited),
        format: 'json',
        version: 0,
        fileName: 'network',
        want: 'picture',
        maxCells: Infinity,
      },
      tools,
      new AbortController().signal,
      () => undefined,
    );
    if (!picture) throw new Error(problems.map(({ message }) => message).join('\n'));
    return picture.timings.compute;
  };
  const best = async (change: (i: number) => Network): Promise<number> => {
    let least = Infinity;
    for (let i = 1; i <= reps; i++) least = Math.min(least, await time(change(i)));
    return least;
  };
  await time(network);
  const last = network.layers.length - 1;
  const output = await best((i) => nudged(network, last, 'weights', i));
  await time(network);
  const neuron = await best((i) => nudged(network, last - 1, 'bias', i));
  await time(network);
  await time(nudged(network, last, 'weights', 1));
  return { output, neuron, back: await time(network) };
}

/** The network with the first weight or bias of a layer changed slightly. */
function nudged(network: Network, layer: number, key: 'weights' | 'bias', by: number): Network {
  const changed = network.layers[layer][key].slice();
  changed[0] += by / 1024;
  const layers = network.layers.with(layer, { ...network.layers[layer], [key]: changed });
  return { ...network, layers };
}
