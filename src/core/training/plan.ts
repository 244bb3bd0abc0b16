import type { LossKind } from './loss.ts';
import type { Optimiser } from './optimiser.ts';

/** How to train a network. */
export interface TrainingPlan {
  readonly loss: LossKind;
  readonly optimiser: Optimiser;
  readonly rate: number;
  /** Points per step. Default: all, in order. */
  readonly batch?: number;
  /** Random seed for the order of mini-batches. */
  readonly seed: number;
  /**
   * Decoupled weight decay (Loshchilov & Hutter 2019): every step multiplies the weights, not the
   * biases, by 1 − rate·decay. For plain gradient descent, this is an L2 penalty.
   */
  readonly decay: number;
  /** Maximum number of epochs. */
  readonly epochs: number;
  readonly stop: StopRules;
}

/** Criteria for early stopping, checked after every epoch. */
export interface StopRules {
  /** Stop if the mean loss is at most this. */
  readonly loss?: number;
  /** Stop if the accuracy is at least this. */
  readonly accuracy?: number;
  /** Stop if the loss has not improved for this many epochs. */
  readonly patience?: number;
}

/** Why a training has ended. */
export type Ending = { readonly kind: 'epochs' | 'loss' | 'accuracy' | 'patience' } | Divergence;

/** The loss is not finite or has grown too much to recover. */
export interface Divergence {
  readonly kind: 'diverged';
  /** Number of steps before the divergence. */
  readonly step: number;
  /** The learning rate there. */
  readonly rate: number;
  /** The mean loss at the last stored frame, and at the start. */
  readonly loss: number;
  readonly initialLoss: number;
  /** Estimated curvature at the start; gradient descent needs rates below 2 / curvature. */
  readonly curvature: number;
}
