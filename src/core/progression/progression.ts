import type { Network } from '../network/network.ts';

/**
 * A sequence of networks that tells where a shape comes from. Moments are made when they are asked
 * for, so that a long progression costs nothing until somebody looks; asking twice gives the same.
 * A training run that is under way grows at its end and may thin out what lies behind.
 */
export interface Progression<M extends Frame = Frame> {
  readonly kind: M['kind'];
  readonly length: number;
  /** Moment i, 0 ≤ i < length. */
  frame(i: number): M;
}

export type Frame = FoldFrame | LayerFrame | TrainingFrame | InterpolationFrame | CheckpointFrame;

interface NetworkInTime {
  /** Place on the time line, strictly increasing along a progression. */
  readonly at: number;
  readonly network: Network;
}

/** Some neurons of a layer have entered; `at` is how many. */
export interface FoldFrame extends NetworkInTime {
  readonly kind: 'fold';
  readonly layer: number;
  /** In the order in which they came; the newest is the last. */
  readonly entered: readonly number[];
}

/**
 * The layers before `layer` fold, and the outputs are the preactivations of `layer`, one per neuron.
 * Where no layer is left that folds it is the whole network, with its own outputs. `at` is the number
 * of layers that fold.
 */
export interface LayerFrame extends NetworkInTime {
  readonly kind: 'layer';
  readonly layer: number;
}

/** A network during training; `at` is the number of steps of the optimiser before it. */
export interface TrainingFrame extends NetworkInTime {
  readonly kind: 'training';
  /** Passes through the data, a fraction within one. */
  readonly epoch: number;
  /** Mean loss over all the data, without the penalty of weight decay. */
  readonly loss: number;
  /** Share of the data that is classified rightly; absent where the targets are no classes. */
  readonly accuracy?: number;
}

/** The network (1 − t)·from + t·to; `at` is t. */
export interface InterpolationFrame extends NetworkInTime {
  readonly kind: 'interpolation';
}

/** A set of weights that is written in the spec; `at` is its number from 0. */
export interface CheckpointFrame extends NetworkInTime {
  readonly kind: 'checkpoints';
  readonly name: string;
}
