import type { Network } from '../network/network.ts';

/**
 * A sequence of networks. Frames are computed on demand, so a long progression costs nothing until
 * it is shown, and they are deterministic. A running training appends frames and may drop earlier
 * ones.
 */
export interface Progression<M extends Frame = Frame> {
  readonly kind: M['kind'];
  readonly length: number;
  /** Frame i, 0 ≤ i < length. */
  frame(i: number): M;
}

export type Frame = FoldFrame | LayerFrame | TrainingFrame | InterpolationFrame | CheckpointFrame;

interface FrameBase {
  /** Position on the time line, strictly increasing in a progression. */
  readonly at: number;
  readonly network: Network;
}

/** A network with some neurons of a layer; `at` is their number. */
export interface FoldFrame extends FrameBase {
  readonly kind: 'fold';
  readonly layer: number;
  /** In the order in which they were added. */
  readonly entered: readonly number[];
}

/**
 * The layers before `layer`, whose preactivations are the outputs. After the last layer with folds,
 * the whole network. `at` is the number of layers with folds.
 */
export interface LayerFrame extends FrameBase {
  readonly kind: 'layer';
  readonly layer: number;
}

/** A network during training; `at` is the number of optimiser steps. */
export interface TrainingFrame extends FrameBase {
  readonly kind: 'training';
  /** Number of epochs, possibly fractional. */
  readonly epoch: number;
  /** Mean loss over all data, without weight decay. */
  readonly loss: number;
  /** Share of the data that is classified correctly; absent if the targets are not classes. */
  readonly accuracy?: number;
}

/** The network (1 − t)·from + t·to; `at` is t. */
export interface InterpolationFrame extends FrameBase {
  readonly kind: 'interpolation';
}

/** A checkpoint of the spec; `at` is its index. */
export interface CheckpointFrame extends FrameBase {
  readonly kind: 'checkpoints';
  readonly name: string;
}
