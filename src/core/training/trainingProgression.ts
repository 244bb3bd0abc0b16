import type { Network } from '../network/network.ts';
import { withParameters } from '../network/parameters.ts';
import type { Progression, TrainingFrame } from '../progression/progression.ts';
import { largestCurvature } from './curvature.ts';
import type { DataSet } from './dataSet.ts';
import type { Ending, TrainingPlan } from './plan.ts';
import { Trainer, type Score } from './trainer.ts';

/** Bounds on what is remembered of a run. */
export interface FrameLimits {
  readonly maxFrames: number;
  readonly maxBytes: number;
}

/** A learning rate, and the step from which it holds. */
export interface RateChange {
  readonly step: number;
  readonly rate: number;
}

interface Kept extends Score {
  readonly steps: number;
  readonly parameters: Float64Array;
}

/**
 * A training as a progression that grows while it runs: a moment is kept after every epoch, and when
 * there are too many, every other one is dropped and they are kept half as often from then on. The
 * first and the newest stay. A run begins anew, with the same initial weights, as a new TrainingProgression.
 */
export class TrainingProgression implements Progression<TrainingFrame> {
  readonly kind = 'training';
  /** All learning rates so far: with these, the run can be repeated to the last bit. */
  readonly rates: RateChange[];
  private readonly trainer: Trainer;
  private readonly capacity: number;
  private kept: Kept[] = [];
  /** Epochs from one kept moment to the next. */
  private stride = 1;
  private best = Infinity;
  private bestEpoch = 0;
  private over: Ending | undefined;
  /** Neither the last epoch nor a rule of the plan ends it any more. */
  private isUnbounded = false;

  /** Expects that network, data and loss fit (`mismatchOf`), and at least one point. */
  constructor(
    private readonly network: Network,
    private readonly data: DataSet,
    private readonly plan: TrainingPlan,
    { maxFrames, maxBytes }: FrameLimits = { maxFrames: 1000, maxBytes: 64 * 2 ** 20 },
  ) {
    this.trainer = new Trainer(network, data, plan);
    this.rates = [{ step: 0, rate: plan.rate }];
    const bytes = this.trainer.parameters.byteLength;
    this.capacity = Math.max(4, Math.min(maxFrames, Math.floor(maxBytes / bytes)));
  }

  /** The moments that are kept; none before the run is advanced for the first time. */
  get length(): number {
    return this.kept.length;
  }

  /** Steps of the optimiser so far. */
  get steps(): number {
    return this.trainer.steps;
  }

  get stepsPerEpoch(): number {
    return this.trainer.stepsPerEpoch;
  }

  /** Why the run is over; undefined while it can go on. */
  get ending(): Ending | undefined {
    return this.over;
  }

  get rate(): number {
    return this.trainer.rate;
  }

  /** Holds from the next step on. */
  set rate(rate: number) {
    if (rate === this.trainer.rate) return;
    this.trainer.rate = rate;
    if (this.rates.at(-1)?.step === this.steps) this.rates.pop();
    this.rates.push({ step: this.steps, rate });
  }

  frame(i: number): TrainingFrame {
    const { steps, parameters, loss, accuracy } = this.kept[i];
    return {
      kind: 'training',
      at: steps,
      network: withParameters(this.network, parameters),
      epoch: steps / this.stepsPerEpoch,
      loss,
      ...(accuracy !== undefined && { accuracy }),
    };
  }

  /**
   * Goes on for so many steps of the optimiser, or until the run is over; none keeps the beginning.
   * Yields every few milliseconds, so that the caller can show the moments so far or stop. A step that
   * is abandoned on the way is not taken; a moment that was being scored is not kept.
   */
  *advance(steps: number): Generator<void, void> {
    if (this.kept.length === 0) this.keep(yield* this.trainer.score());
    for (let k = 0; k < steps && !this.over; k++) {
      const loss = yield* this.trainer.step();
      if (this.isLost(loss)) {
        yield* this.endDiverged();
        return;
      }
      if (this.steps % this.stepsPerEpoch === 0) yield* this.endEpoch();
    }
  }

  /** Lets the run go on without end, past the last epoch and all rules; one that has diverged is over. */
  removeLimits(): void {
    this.isUnbounded = true;
    if (this.over?.kind !== 'diverged') this.over = undefined;
  }

  /** Keeps the present as the newest moment, also in the middle of an epoch. */
  *storeCurrentFrame(): Generator<void, void> {
    if (this.kept.at(-1)?.steps !== this.steps && this.over?.kind !== 'diverged')
      this.keep(yield* this.trainer.score());
  }

  private *endEpoch(): Generator<void, void> {
    const epoch = this.steps / this.stepsPerEpoch;
    const { stop, epochs } = this.plan;
    const isLast = epoch >= epochs && !this.isUnbounded;
    const isDue = isLast || epoch % this.stride === 0;
    const isRuled = Object.keys(stop).length > 0 && !this.isUnbounded;
    if (!isDue && !isRuled) return;
    const score = yield* this.trainer.score();
    if (this.isLost(score.loss)) {
      yield* this.endDiverged();
      return;
    }
    const met = isRuled ? this.ruleMet(score, epoch) : undefined;
    this.over = met ?? (isLast ? { kind: 'epochs' } : undefined);
    if (isDue || this.over) this.keep(score);
  }

  private ruleMet({ loss, accuracy }: Score, epoch: number): Ending | undefined {
    const { stop } = this.plan;
    if (loss < this.best) {
      this.best = loss;
      this.bestEpoch = epoch;
    }
    if (stop.loss !== undefined && loss <= stop.loss) return { kind: 'loss' };
    if (stop.accuracy !== undefined && accuracy !== undefined && accuracy >= stop.accuracy)
      return { kind: 'accuracy' };
    if (stop.patience !== undefined && epoch - this.bestEpoch >= stop.patience)
      return { kind: 'patience' };
    return undefined;
  }

  /** A loss from which no training comes back; NaN compares false. */
  private isLost(loss: number): boolean {
    return !(loss <= hopeless * Math.max(1, this.kept[0].loss));
  }

  private *endDiverged(): Generator<void, void> {
    const [first] = this.kept;
    const { network, data, plan } = this;
    const curvature = yield* largestCurvature(network, data, plan.loss, first.parameters);
    this.over = {
      kind: 'diverged',
      step: this.steps,
      rate: this.rate,
      loss: this.kept[this.kept.length - 1].loss,
      initialLoss: first.loss,
      curvature,
    };
  }

  private keep(score: Score): void {
    this.kept.push({ ...score, steps: this.steps, parameters: this.trainer.parameters.slice() });
    if (this.kept.length <= this.capacity) return;
    this.stride *= 2;
    const steps = this.stride * this.stepsPerEpoch;
    this.kept = this.kept.filter((one, i) => one.steps % steps === 0 || i === this.kept.length - 1);
  }
}

/** How many times the loss may grow. */
const hopeless = 1e6;
