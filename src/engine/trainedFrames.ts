import type { Network } from '../core/network/network.ts';
import type { TrainingFrame } from '../core/progression/progression.ts';
import type { DataSet } from '../core/training/dataSet.ts';
import type { Ending, TrainingPlan } from '../core/training/plan.ts';
import { TrainingProgression } from '../core/training/trainingProgression.ts';
import type { Pace, TrainingSequence } from '../protocol/progression.ts';

/** Moments of a training, both ends included, when it has more epochs than this. */
const mostFrames = 201;

/** The epochs from one moment of a plan to the next, so that there are not too many of them. */
export function epochsPerFrame({ epochs }: TrainingPlan): number {
  return Math.ceil(epochs / (mostFrames - 1));
}

/**
 * A training in moments, as far apart as its course says; it goes on when a later one is asked for.
 * Where the moments are does not change what is learned: each has the weights after its number of steps.
 */
export class TrainedFrames {
  /** Moments that are planned; fewer when the training ends before. */
  readonly planned: number;
  private readonly run: TrainingProgression;
  private readonly made: TrainingFrame[] = [];

  constructor(
    network: Network,
    data: DataSet,
    private readonly plan: TrainingPlan,
    private readonly sequence: TrainingSequence,
  ) {
    // Every moment is kept here, so the run may forget.
    this.run = new TrainingProgression(network, data, plan, { maxFrames: 4, maxBytes: 2 ** 20 });
    this.planned = this.plannedFrames();
  }

  get length(): number {
    return this.ending ? this.made.length : this.planned;
  }

  /** Why the training is over, unless it is to go on from there. */
  get ending(): Ending | undefined {
    const { ending } = this.run;
    return this.goesOnAt(this.made.length - 1) && ending?.kind !== 'diverged' ? undefined : ending;
  }

  /** Moment i, trained as far as need be; undefined when the training is over before. */
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

  /** The last moment of the whole training. */
  *last(): Generator<void, TrainingFrame> {
    yield* this.frameAt(this.planned);
    return this.made[this.made.length - 1];
  }

  private goesOnAt(frame: number): boolean {
    return frame >= 0 && frame === this.sequence.beyond?.from;
  }

  /** Steps of the optimiser from a moment to the next. */
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

  /** As many as the epochs need, but no more than `mostFrames` of another pace. */
  private plannedFrames(): number {
    const { beyond, paces = [] } = this.sequence;
    const most = (paces.at(-1)?.frame ?? 0) + mostFrames;
    const all = this.plan.epochs * this.run.stepsPerEpoch;
    let frames = 1;
    for (let steps = 0; steps < all && frames < most; frames++) steps += this.stepsFrom(frames - 1);
    return Math.max(frames, beyond ? beyond.from + 1 + beyond.frames : 0);
  }
}
