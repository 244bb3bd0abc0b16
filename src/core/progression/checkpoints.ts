import type { Network } from '../network/network.ts';
import type { CheckpointFrame, Progression } from './progression.ts';

/** A network with a name, such as a checkpoint. */
export interface NamedNetwork {
  readonly name: string;
  readonly network: Network;
}

/** The given networks in order. */
export function checkpointsInOrder(
  networks: readonly NamedNetwork[],
): Progression<CheckpointFrame> {
  return {
    kind: 'checkpoints',
    length: networks.length,
    frame: (i) => ({ kind: 'checkpoints', at: i, ...networks[i] }),
  };
}
