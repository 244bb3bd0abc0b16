import type { LossKind } from './loss.ts';
import type { Optimiser } from './optimiser.ts';

/** How a network is trained. */
export interface TrainingPlan {
  readonly loss: LossKind;
  readonly optimiser: Optimiser;
  readonly rate: number;
  /** Points per step; all of them, in their order, where it is left out. */
  readonly batch?: number;
  /** Of the order in which mini-batches draw the points. */
  readonly seed: number;
  /**
   * Every step also shrinks the weights, not the biases, by the factor 1 − rate·decay: decoupled
   * weight decay (Loshchilov & Hutter 2019). For plain gradient descent it is an L2 penalty.
   */
  readonly decay: number;
  /** The most passes through the data. */
  readonly epochs: number;
  readonly stop: StopRules;
}

/** Ends a training before its last epoch; each is looked at after an epoch. */
export interface StopRules {
  /** When the mean loss is no more than this. */
  readonly loss?: number;
  /** When so large a share of the points is classified rightly. */
  readonly accuracy?: number;
  /** When the loss has had no new low for so many epochs. */
  readonly patience?: number;
}

/** Why a training is over. */
export type Ending = { readonly kind: 'epochs' | 'loss' | 'accuracy' | 'patience' } | Divergence;

/** The loss left the range of numbers, or grew beyond anything a training recovers from. */
export interface Divergence {
  readonly kind: 'diverged';
  /** Optimiser steps before the one that failed. */
  readonly step: number;
  /** The learning rate there. */
  readonly rate: number;
  /** The mean loss at the last moment kept, and at the start. */
  readonly loss: number;
  readonly initialLoss: number;
  /** An estimate at the start: gradient descent wants rates below 2 / curvature. */
  readonly curvature: number;
}
