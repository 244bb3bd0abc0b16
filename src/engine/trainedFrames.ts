import type { Network } from '../core/network/network.ts';
import type { TrainingFrame } from '../core/progression/progression.ts';
import type { DataSet } from '../core/training/dataSet.ts';
import type { Ending, TrainingPlan } from '../core/training/plan.ts';
import { TrainingProgression } from '../core/training/trainingProgression.ts';
import type { Pace, TrainingSequence } from '../protocol/progression.ts';

/**
 * The most frames of a training run, both ends included; with more epochs, a frame covers several.
 */
const mostFrames = 201;

/** The epochs from one planned frame to the next, which limit their number. */
export function epochsPerFrame({ epochs }: TrainingPlan): number {
  return Math.ceil(epochs / (mostFrames - 1));
}

/**
 * The frames of a training run, as far apart as its sequence says. It continues when a later one is
 * requested. The spacing does not change the result: each frame has the weights after its number of
 * steps.
 */
export class TrainedFrames {
  /** Planned number of frames; fewer if training ends before. */
  readonly planned: number;
  private readonly run: TrainingProgression;
  private readonly made: TrainingFrame[] = [];

  constructor(
    network: Network,
    data: DataSet,
    private readonly plan: TrainingPlan,
    private readonly sequence: TrainingSequence,
  ) {
    // All frames are kept here, so the run need not keep them.
    this.run = new TrainingProgression(network, data, plan, { maxFrames: 4, maxBytes: 2 ** 20 });
    this.planned = this.plannedFrames();
  }

  get length(): number {
    return this.ending ? this.made.length : this.planned;
  }

  /** Why training ended, unless it continues from there. */
  get ending(): Ending | undefined {
    const { ending } = this.run;
    return this.goesOnAt(this.made.length - 1) && ending?.kind !== 'diverged' ? undefined : ending;
  }

  /** Frame i, trained as far as necessary; undefined if training ends before it. */
  *frameAt(i: number): Generator<void, TrainingFrame | undefined> {
    const { made, run } = this;
    while (made.length <= i) {
      const last = made.length - 1;
      if (this.goesOnAt(last)) run.removeLimits();
      if (run.ending) break;
      for (const { frame, rate } of this.sequence.rates) if (frame === last) run.rate = rate;
      yield* run.advance(last < 0 ? 0 : this.stepsFrom(last));
      yield* run.storeCurrentFrame();
      const newest = run.frame(run.length - 1);
      if (last < 0 || newest.at > made[last].at) made.push(newest);
    }
    return made.at(i);
  }

  /** The last frame of the whole training run. */
  *last(): Generator<void, TrainingFrame> {
    yield* this.frameAt(this.planned);
    return this.made[this.made.length - 1];
  }

  private goesOnAt(frame: number): boolean {
    return frame >= 0 && frame === this.sequence.beyond?.from;
  }

  /** Optimiser steps from a frame to the next. */
  private stepsFrom(frame: number): number {
    const { stepsPerEpoch } = this.run;
    const pace: Pace = this.sequence.paces?.findLast((one) => one.frame <= frame)?.pace ?? 'plan';
    switch (pace) {
      case 'plan':
        return epochsPerFrame(this.plan) * stepsPerEpoch;
      case 'epoch':
        return stepsPerEpoch;
      case 'batch':
        return 1;
    }
  }

  /** As many as the epochs need, but at most `mostFrames` after a change of pace. */
  private plannedFrames(): number {
    const { beyond, paces = [] } = this.sequence;
    const most = (paces.at(-1)?.frame ?? 0) + mostFrames;
    const all = this.plan.epochs * this.run.stepsPerEpoch;
    let frames = 1;
    for (let steps = 0; steps < all && frames < most; frames++) steps += this.stepsFrom(frames - 1);
    return Math.max(frames, beyond ? beyond.from + 1 + beyond.frames : 0);
  }
}
