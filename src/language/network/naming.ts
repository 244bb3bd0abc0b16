import type { Spec } from '../spec.ts';

/** The names of the parts of a network in messages and labels. */
export interface Naming {
  /** One or two names; with a slice, those of its coordinates. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Per layer of the network: "the slice", "layer 1", "layer 2 (hidden)". */
  readonly layers: readonly string[];
}

export function namingOf({ network, inputNames, outputNames }: Spec): Naming {
  const sliced = network.sliced ? 1 : 0;
  const layers = network.layers.map(({ name }, l) => {
    if (l < sliced) return 'the slice';
    const plain = `layer ${l + 1 - sliced}`;
    return name === undefined ? plain : `${plain} (${name})`;
  });
  return { inputs: inputNames, outputs: outputNames, layers };
}
