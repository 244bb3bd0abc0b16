import type { Network } from '../network/network.ts';
import { withParameters } from '../network/parameters.ts';
import type { Progression, TrainingFrame } from '../progression/progression.ts';
import { largestCurvature } from './curvature.ts';
import type { DataSet } from './dataSet.ts';
import type { Ending, TrainingPlan } from './plan.ts';
import { Trainer, type Score } from './trainer.ts';

/** Limits on the stored frames. */
export interface FrameLimits {
  readonly maxFrames: number;
  readonly maxBytes: number;
}

/** A learning rate, and the step from which it applies. */
export interface RateChange {
  readonly step: number;
  readonly rate: number;
}

interface StoredFrame extends Score {
  readonly steps: number;
  readonly parameters: Float64Array;
}

/**
 * A training as a progression that grows while it runs. A frame is stored after every epoch; if
 * there are too many, every other one is dropped, and from then on frames are stored half as often.
 * The first and the last frame are always stored.
 */
export class TrainingProgression implements Progression<TrainingFrame> {
  readonly kind = 'training';
  /** All learning rates so far, with which the training can be reproduced exactly. */
  readonly rates: RateChange[];
  private readonly trainer: Trainer;
  private readonly capacity: number;
  private stored: StoredFrame[] = [];
  /** Number of epochs between stored frames. */
  private stride = 1;
  private best = Infinity;
  private bestEpoch = 0;
  private over: Ending | undefined;
  /** Whether the maximum number of epochs and the stop criteria are ignored. */
  private isUnbounded = false;

  /** Requires that network, data and loss match (`mismatchOf`), and at least one point. */
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

  /** The number of stored frames; 0 before the first call of `advance`. */
  get length(): number {
    return this.stored.length;
  }

  /** Number of optimiser steps so far. */
  get steps(): number {
    return this.trainer.steps;
  }

  get stepsPerEpoch(): number {
    return this.trainer.stepsPerEpoch;
  }

  /** Why the training has ended; undefined while it can continue. */
  get ending(): Ending | undefined {
    return this.over;
  }

  get rate(): number {
    return this.trainer.rate;
  }

  /** Takes effect with the next step. */
  set rate(rate: number) {
    if (rate === this.trainer.rate) return;
    this.trainer.rate = rate;
    if (this.rates.at(-1)?.step === this.steps) this.rates.pop();
    this.rates.push({ step: this.steps, rate });
  }

  frame(i: number): TrainingFrame {
    const { steps, parameters, loss, accuracy } = this.stored[i];
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
   * Takes `steps` optimiser steps, or fewer if the training ends; 0 stores only the initial frame.
   * Yields every few milliseconds, so that the caller can show the frames so far or stop. If the
   * generator is abandoned, the current step is not taken and the current frame is not stored.
   */
  *advance(steps: number): Generator<void, void> {
    if (this.stored.length === 0) this.store(yield* this.trainer.score());
    for (let k = 0; k < steps && !this.over; k++) {
      const loss = yield* this.trainer.step();
      if (this.hasDiverged(loss)) {
        yield* this.endDiverged();
        return;
      }
      if (this.steps % this.stepsPerEpoch === 0) yield* this.endEpoch();
    }
  }

  /**
   * Ignores the maximum number of epochs and the stop criteria from now on. A divergence remains
   * final.
   */
  removeLimits(): void {
    this.isUnbounded = true;
    if (this.over?.kind !== 'diverged') this.over = undefined;
  }

  /** Stores the current state as a frame, even in the middle of an epoch. */
  *storeCurrentFrame(): Generator<void, void> {
    if (this.stored.at(-1)?.steps !== this.steps && this.over?.kind !== 'diverged')
      this.store(yield* this.trainer.score());
  }

  private *endEpoch(): Generator<void, void> {
    const epoch = this.steps / this.stepsPerEpoch;
    const { stop, epochs } = this.plan;
    const isLast = epoch >= epochs && !this.isUnbounded;
    const isDue = isLast || epoch % this.stride === 0;
    const hasCriteria = Object.keys(stop).length > 0 && !this.isUnbounded;
    if (!isDue && !hasCriteria) return;
    const score = yield* this.trainer.score();
    if (this.hasDiverged(score.loss)) {
      yield* this.endDiverged();
      return;
    }
    const met = hasCriteria ? this.criterionMet(score, epoch) : undefined;
    this.over = met ?? (isLast ? { kind: 'epochs' } : undefined);
    if (isDue || this.over) this.store(score);
  }

  private criterionMet({ loss, accuracy }: Score, epoch: number): Ending | undefined {
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

  /** Whether a loss is too large to recover from, or NaN. */
  private hasDiverged(loss: number): boolean {
    return !(loss <= divergenceFactor * Math.max(1, this.stored[0].loss));
  }

  private *endDiverged(): Generator<void, void> {
    const [first] = this.stored;
    const { network, data, plan } = this;
    const curvature = yield* largestCurvature(network, data, plan.loss, first.parameters);
    this.over = {
      kind: 'diverged',
      step: this.steps,
      rate: this.rate,
      loss: this.stored[this.stored.length - 1].loss,
      initialLoss: first.loss,
      curvature,
    };
  }

  private store(score: Score): void {
    this.stored.push({ ...score, steps: this.steps, parameters: this.trainer.parameters.slice() });
    if (this.stored.length <= this.capacity) return;
    this.stride *= 2;
    const steps = this.stride * this.stepsPerEpoch;
    this.stored = this.stored.filter(
      (one, i) => one.steps % steps === 0 || i === this.stored.length - 1,
    );
  }
}

/** If the loss grows by this factor, the training has diverged. */
const divergenceFactor = 1e6;
