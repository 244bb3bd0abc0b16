import type { Domain } from '../core/complex/domain.ts';
import type { Height } from '../core/height.ts';
import type { Network } from '../core/network/network.ts';
import type { TextRange } from './text/problem.ts';
import type { Training } from './training/decodeTraining.ts';
import type { DrawnLayer } from './network/decodeInit.ts';
import type { Checkpoint } from './weights/decodeCheckpoints.ts';

/** A decoded spec: shapes are checked, numbers finite and random weights drawn. */
export interface Spec {
  readonly name?: string;
  /** Has one or two inputs. The engine lifts a network with one input to the plane. */
  readonly network: Network;
  /** With one input, the interval [x0, x1] is the box [x0, x1] × [0, 1]. */
  readonly domain: Domain;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** The height of the surface. */
  readonly show: Height;
  /** Present if the outputs are compared: there are several, and the text names none to show. */
  readonly classifies?: true;
  /** Present if the outputs are the logits of a policy. */
  readonly policy?: true;
  /** Per layer of the network, how its weights were drawn; absent if all are written. */
  readonly drawn?: readonly (DrawnLayer | undefined)[];
  readonly training?: Training;
  readonly checkpoints?: readonly Checkpoint[];
  /** The ranges of layers and neurons in the text. */
  readonly source: SourceMap;
}

export interface SourceMap {
  readonly domain?: TextRange;
  /** The slice, if any; it is also the first of `layers`. */
  readonly slice?: TextRange;
  readonly layers: readonly LayerSource[];
  /** The "data" of the training. */
  readonly trainingData?: TextRange;
  /** The "loss" of the training, if present. */
  readonly trainingLoss?: TextRange;
  /** Per checkpoint: its weights or its path. */
  readonly checkpoints?: readonly TextRange[];
}

export interface LayerSource {
  readonly range: TextRange;
  /** The row of weights of each neuron; empty if the weights are random. */
  readonly rows: readonly TextRange[];
  /** The bias of each neuron; empty if the layer has no "bias". */
  readonly biases: readonly TextRange[];
}
