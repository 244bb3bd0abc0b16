import type { Network } from '../network/network.ts';
import type { CheckpointMoment, Progression } from './progression.ts';

/** A network with a name, such as a set of weights that was saved. */
export interface NamedNetwork {
  readonly name: string;
  readonly network: Network;
}

/** Networks that are given, in their order. */
export function checkpointsInOrder(
  networks: readonly NamedNetwork[],
): Progression<CheckpointMoment> {
  return {
    kind: 'checkpoints',
    length: networks.length,
    moment: (i) => ({ kind: 'checkpoints', at: i, ...networks[i] }),
  };
}
