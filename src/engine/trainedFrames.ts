import type { Network } from '../core/network/network.ts';
import type { TrainingMoment } from '../core/progression/progression.ts';
import type { DataSet } from '../core/training/dataSet.ts';
import type { Ending, TrainingPlan } from '../core/training/plan.ts';
import { TrainingRun } from '../core/training/trainingRun.ts';
import type { Pace, TrainingCourse } from '../protocol/progression.ts';

/** Moments of a training, both ends included, when it has more epochs than this. */
const mostMoments = 201;

/** The epochs from one moment of a plan to the next, so that there are not too many of them. */
export function epochsPerMoment({ epochs }: TrainingPlan): number {
  return Math.ceil(epochs / (mostMoments - 1));
}

/**
 * A training in moments, as far apart as its course says; it goes on when a later one is asked for.
 * Where the moments are does not change what is learned: each has the weights after its number of steps.
 */
export class TrainedMoments {
  /** Moments that are planned; fewer when the training ends before. */
  readonly planned: number;
  private readonly run: TrainingRun;
  private readonly made: TrainingMoment[] = [];

  constructor(
    network: Network,
    data: DataSet,
    private readonly plan: TrainingPlan,
    private readonly course: TrainingCourse,
  ) {
    // Every moment is kept here, so the run may forget.
    this.run = new TrainingRun(network, data, plan, { maxMoments: 4, maxBytes: 2 ** 20 });
    this.planned = this.plannedMoments();
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
  *momentAt(i: number): Generator<void, TrainingMoment | undefined> {
    const { made, run } = this;
    while (made.length <= i) {
      const last = made.length - 1;
      if (this.goesOnAt(last)) run.goOn();
      if (run.ending) break;
      for (const { moment, rate } of this.course.rates) if (moment === last) run.rate = rate;
      yield* run.advance(last < 0 ? 0 : this.stepsFrom(last));
      yield* run.keepPresent();
      const newest = run.moment(run.length - 1);
      if (last < 0 || newest.at > made[last].at) made.push(newest);
    }
    return made.at(i);
  }

  /** The last moment of the whole training. */
  *last(): Generator<void, TrainingMoment> {
    yield* this.momentAt(this.planned);
    return this.made[this.made.length - 1];
  }

  private goesOnAt(moment: number): boolean {
    return moment >= 0 && moment === this.course.beyond?.from;
  }

  /** Steps of the optimiser from a moment to the next. */
  private stepsFrom(moment: number): number {
    const { stepsPerEpoch } = this.run;
    const pace: Pace = this.course.paces?.findLast((one) => one.moment <= moment)?.pace ?? 'plan';
    switch (pace) {
      case 'plan':
        return epochsPerMoment(this.plan) * stepsPerEpoch;
      case 'epoch':
        return stepsPerEpoch;
      case 'batch':
        return 1;
    }
  }

  /** As many as the epochs need, but no more than `mostMoments` of another pace. */
  private plannedMoments(): number {
    const { beyond, paces = [] } = this.course;
    const most = (paces.at(-1)?.moment ?? 0) + mostMoments;
    const all = this.plan.epochs * this.run.stepsPerEpoch;
    let moments = 1;
    for (let steps = 0; steps < all && moments < most; moments++)
      steps += this.stepsFrom(moments - 1);
    return Math.max(moments, beyond ? beyond.from + 1 + beyond.moments : 0);
  }
}
