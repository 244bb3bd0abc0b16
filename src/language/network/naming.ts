import type { Spec } from '../spec.ts';

/** What the parts of a network are called where they are spoken of. */
export interface Naming {
  /** One or two; with a slice, those of its coordinates. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Per layer of the network: "layer 1", "layer 2 (hidden)", and "the slice" in front of them. */
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
