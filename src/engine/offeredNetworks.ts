import type { Network } from '../core/network/network.ts';
import type { TrainingPlan } from '../core/training/plan.ts';
import type { OfferedNetwork } from '../protocol/progression.ts';
import type { Spec } from '../language/spec.ts';
import type { SequenceInputs } from './sequences.ts';
import { epochsPerFrame, TrainedFrames } from './trainedFrames.ts';

/** One of the networks of a spec, and how to get it, which may take a training run. */
export interface KnownNetwork {
  readonly offered: OfferedNetwork;
  readonly network: () => Generator<void, Network>;
}

/**
 * The networks of a spec that can be interpolated, in the order in which they arise: its
 * checkpoints, its own network, and the results of training after some epochs and at the end. They
 * share one training run.
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
        // If training stopped before that epoch, its final network.
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

/** Most networks offered between the first and the last epoch of a training run. */
const mostOnTheWay = 19;

/** Epochs at equal distances of 1, 2, 5 or 10 frames, without both ends. */
function epochsOnTheWay(plan: TrainingPlan): number[] {
  // No training run has more than 200 frames.
  const steps = [1, 2, 5, 10].map((frames) => frames * epochsPerFrame(plan));
  const step = steps.find((one) => one * (mostOnTheWay + 1) >= plan.epochs) ?? plan.epochs;
  const count = Math.ceil(plan.epochs / step) - 1;
  return Array.from({ length: count }, (_, i) => (i + 1) * step);
}
