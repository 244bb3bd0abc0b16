import { learnedLayers, parametersOf, withParameters } from '../network/parameters.ts';
import type { Network } from '../network/network.ts';
import { Backpropagation } from './backpropagation.ts';
import { Batches } from './batches.ts';
import type { DataSet } from './dataSet.ts';
import { stepperOf, type Stepper } from './optimiser.ts';
import type { TrainingPlan } from './plan.ts';

/** Loss and accuracy on all data. */
export interface Score {
  /** Mean loss, without weight decay. */
  readonly loss: number;
  /** Absent if the targets are not classes. */
  readonly accuracy?: number;
}

/**
 * Trains a network step by step. The same network, data, plan and changes of the learning rate give
 * the same parameters to the last bit on every machine.
 */
export class Trainer {
  /** Number of steps so far. */
  steps = 0;
  /** The learning rate; a change takes effect with the next step. */
  rate: number;
  /** The current parameters, updated in place. */
  readonly parameters: Float64Array;
  readonly stepsPerEpoch: number;
  private readonly propagation: Backpropagation;
  private readonly batches: Batches;
  private readonly gradient: Float64Array;
  private readonly stepper: Stepper;

  /** Requires that network, data and loss match (`mismatchOf`), and at least one point. */
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

  /**
   * Takes a step and returns the mean loss of its batch before the step. Yields every few
   * milliseconds.
   */
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

  /** The score of the current parameters. Yields every few milliseconds. */
  *score(): Generator<void, Score> {
    const { count, targets } = this.data;
    let loss = 0;
    let right = 0;
    for (let point = 0; point < count; point++) {
      const result = this.propagation.evaluate(this.parameters, point);
      loss += result.loss;
      if (result.right) right++;
      if (this.isTimeToYield(point)) yield;
    }
    const mean = loss / count;
    return targets.kind === 'classes' ? { loss: mean, accuracy: right / count } : { loss: mean };
  }

  /** The network with the current parameters. */
  currentNetwork(): Network {
    return withParameters(this.network, this.parameters);
  }

  private isTimeToYield(point: number): boolean {
    return (point + 1) % Math.max(1, Math.floor(weightsPerYield / this.parameters.length)) === 0;
  }

  private shrinkWeights(factor: number): void {
    let at = 0;
    for (const { weights, bias } of learnedLayers(this.network)) {
      for (let i = 0; i < weights.length; i++) this.parameters[at + i] *= factor;
      at += weights.length + bias.length;
    }
  }
}

/** Number of weights processed between two yields, about two milliseconds. */
const weightsPerYield = 500_000;
