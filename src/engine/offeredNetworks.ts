import type { Network } from '../core/network/network.ts';
import type { TrainingPlan } from '../core/training/plan.ts';
import type { OfferedNetwork } from '../protocol/progression.ts';
import type { Spec } from '../language/spec.ts';
import type { SequenceInputs } from './sequences.ts';
import { epochsPerFrame, TrainedFrames } from './trainedFrames.ts';

/** One of the networks of a spec, and the way to it, which may be a training. */
export interface KnownNetwork {
  readonly offered: OfferedNetwork;
  readonly network: () => Generator<void, Network>;
}

/**
 * The networks of a spec that can be moved between, in the order of their making: its checkpoints, its own,
 * and what its training makes of that at some of its epochs and in the end. They share one training.
 */
export function offeredNetworks(
  { network, training }: Spec,
  { checkpoints, data }: SequenceInputs,
): KnownNetwork[] {
  const given = (offered: OfferedNetwork, of: Network): KnownNetwork => ({
    offered,
    *network() {
      yield;
      return of;
    },
  });
  const known = [
    ...checkpoints.map((one) => given({ kind: 'checkpoint', name: one.name }, one.network)),
    given({ kind: 'own' }, network),
  ];
  if (!data || !training) return known;
  const { plan } = training;
  const frames = new TrainedFrames(network, data, plan, { kind: 'training', rates: [] });
  return [
    ...known,
    ...epochsOnTheWay(plan).map((epoch): KnownNetwork => ({
      offered: { kind: 'epoch', epoch },
      *network() {
        const frame = yield* frames.frameAt(epoch / epochsPerFrame(plan));
        // Stopped before that epoch, the network is what it was in the end.
        return (frame ?? (yield* frames.last())).network;
      },
    })),
    {
      offered: { kind: 'trained' },
      *network() {
        return (yield* frames.last()).network;
      },
    },
  ];
}

/** Stations between the first epoch of a training and its last. */
const mostOnTheWay = 19;

/** Epochs at equal distances of 1, 2, 5 or 10 moments, without both ends. */
function epochsOnTheWay(plan: TrainingPlan): number[] {
  // No training has more than 200 moments.
  const steps = [1, 2, 5, 10].map((frames) => frames * epochsPerFrame(plan));
  const step = steps.find((one) => one * (mostOnTheWay + 1) >= plan.epochs) ?? plan.epochs;
  const count = Math.ceil(plan.epochs / step) - 1;
  return Array.from({ length: count }, (_, i) => (i + 1) * step);
}
