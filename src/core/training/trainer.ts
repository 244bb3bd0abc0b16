import { learnedLayers, parametersOf, withParameters } from '../network/parameters.ts';
import type { Network } from '../network/network.ts';
import { Backpropagation } from './backpropagation.ts';
import { Batches } from './batches.ts';
import type { DataSet } from './dataSet.ts';
import { stepperOf, type Stepper } from './optimiser.ts';
import type { TrainingPlan } from './plan.ts';

/** How well parameters do on all of the data. */
export interface Score {
  /** Mean loss, without the penalty of weight decay. */
  readonly loss: number;
  /** Absent where the targets are no classes. */
  readonly accuracy?: number;
}

/**
 * A training that is taken step by step. The same network, data and plan give the same parameters
 * to the last bit on every machine, as long as the learning rate is changed at the same steps.
 */
export class Trainer {
  /** Steps taken. */
  steps = 0;
  /** May be changed at any time; holds from the next step on. */
  rate: number;
  /** The present ones, written over by every step. */
  readonly parameters: Float64Array;
  readonly stepsPerEpoch: number;
  private readonly propagation: Backpropagation;
  private readonly batches: Batches;
  private readonly gradient: Float64Array;
  private readonly stepper: Stepper;

  /** Expects that network, data and loss fit (`mismatchOf`), and at least one point. */
  constructor(
    private readonly network: Network,
    private readonly data: DataSet,
    private readonly plan: TrainingPlan,
  ) {
    this.rate = plan.rate;
    this.parameters = parametersOf(network);
    this.gradient = new Float64Array(this.parameters.length);
    this.propagation = new Backpropagation(network, data, plan.loss);
    this.batches = new Batches(data.count, plan.batch, plan.seed);
    this.stepsPerEpoch = this.batches.perEpoch;
    this.stepper = stepperOf(plan.optimiser, this.parameters.length);
  }

  /** Takes one step. Yields every few milliseconds; returns the mean loss of its batch before it. */
  *step(): Generator<void, number> {
    const { gradient, parameters, propagation, rate } = this;
    const batch = this.batches.at(this.steps);
    gradient.fill(0);
    let loss = 0;
    for (const [i, point] of batch.entries()) {
      loss += propagation.addGradient(parameters, point, gradient);
      if (this.isTimeToYield(i)) yield;
    }
    for (let i = 0; i < gradient.length; i++) gradient[i] /= batch.length;
    if (this.plan.decay > 0) this.shrinkWeights(1 - rate * this.plan.decay);
    this.stepper(parameters, gradient, rate);
    this.steps++;
    return loss / batch.length;
  }

  /** The score of the present parameters on all of the data. Yields every few milliseconds. */
  *score(): Generator<void, Score> {
    const { count, targets } = this.data;
    let loss = 0;
    let right = 0;
    for (let point = 0; point < count; point++) {
      const judged = this.propagation.judge(this.parameters, point);
      loss += judged.loss;
      if (judged.right) right++;
      if (this.isTimeToYield(point)) yield;
    }
    const mean = loss / count;
    return targets.kind === 'classes' ? { loss: mean, accuracy: right / count } : { loss: mean };
  }

  /** The network as it is now. */
  currentNetwork(): Network {
    return withParameters(this.network, this.parameters);
  }

  private isTimeToYield(point: number): boolean {
    return (point + 1) % Math.max(1, Math.floor(sliceOfWork / this.parameters.length)) === 0;
  }

  private shrinkWeights(factor: number): void {
    let at = 0;
    for (const { weights, bias } of learnedLayers(this.network)) {
      for (let i = 0; i < weights.length; i++) this.parameters[at + i] *= factor;
      at += weights.length + bias.length;
    }
  }
}

/** Weights visited between two yields: about two milliseconds on a machine of today. */
const sliceOfWork = 500_000;
