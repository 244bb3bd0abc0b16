import type { Domain } from '../core/complex/domain.ts';
import type { Height } from '../core/height.ts';
import type { Network } from '../core/network/network.ts';
import type { TextRange } from './text/problem.ts';
import type { Training } from './training/decodeTraining.ts';
import type { Checkpoint } from './weights/decodeCheckpoints.ts';

/** A decoded network spec: shapes checked, numbers finite, weights drawn. Nothing downstream can be malformed. */
export interface Spec {
  readonly name?: string;
  /** As written: 1 or 2 inputs. The engine lifts a one-input network to the plane. */
  readonly network: Network;
  /** For one input the interval [x0, x1] is the box [x0, x1] × [0, 1]. */
  readonly domain: Domain;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** What the height of the surface is: one output, a difference of two, or the largest of all. */
  readonly show: Height;
  /** The outputs are the logits of a policy over as many actions. */
  readonly policy?: true;
  readonly training?: Training;
  readonly checkpoints?: readonly Checkpoint[];
  /** Where the layers and neurons stand in the text. */
  readonly source: SourceMap;
}

export interface SourceMap {
  readonly domain?: TextRange;
  /** With a slice, the first layer of the network is that, and the written ones follow. */
  readonly slice?: TextRange;
  readonly layers: readonly LayerSource[];
  /** What the data of a training are named by. */
  readonly trainingData?: TextRange;
  /** Its loss, where that is written. */
  readonly trainingLoss?: TextRange;
  /** Per checkpoint: its weights, or what names its file. */
  readonly checkpoints?: readonly TextRange[];
}

export interface LayerSource {
  readonly range: TextRange;
  /** The row of weights of every neuron; empty when the weights are drawn from a seed. */
  readonly rows: readonly TextRange[];
  /** The bias of every neuron; empty when the layer leaves biases out. */
  readonly biases: readonly TextRange[];
}
