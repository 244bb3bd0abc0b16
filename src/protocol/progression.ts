import type { Complex } from '../core/complex/complex.ts';
import type { Domain } from '../core/complex/domain.ts';
import type { Network } from '../core/network/network.ts';
import type { ProgressionEvent } from '../core/progression/events.ts';
import type { Frame } from '../core/progression/progression.ts';
import type { FrameStatistics } from '../core/progression/statistics.ts';
import type { DataSet } from '../core/training/dataSet.ts';
import type { Ending } from '../core/training/plan.ts';
import type { FileContent } from '../language/weights/checkpointNetwork.ts';
import type { Format } from '../language/text/format.ts';
import type { Problem } from '../language/text/problem.ts';
import type { MakeExport } from './exports.ts';
import type { FromPage } from './panel.ts';
import type { Status } from './preview.ts';
import type { Height } from '../core/height.ts';

/** The sequence of networks that is shown: the user's choices, independent of the text. */
export type Sequence =
  /** The neurons of a layer are added as they are written, or in order of importance. */
  | { readonly kind: 'fold'; readonly layer: number; readonly order?: 'importance' }
  | { readonly kind: 'layer' }
  | TrainingSequence
  | { readonly kind: 'checkpoints' }
  | InterpolationSequence;

/**
 * A linear interpolation of all weights, between two of the offered networks or two frames of a
 * training run.
 */
export interface InterpolationSequence {
  readonly kind: 'interpolation';
  readonly from: number;
  readonly to: number;
  readonly training?: TrainingSequence;
}

/** A training run as in the spec, with changes from certain frames on. */
export interface TrainingSequence {
  readonly kind: 'training';
  /** Seed of all drawn weights and of the order of mini-batches, in place of those of the spec. */
  readonly seed?: number;
  readonly rates: readonly RateFrom[];
  readonly paces?: readonly PaceFrom[];
  /** Beyond its last epoch and its stop rules: the number of frames after `from`. */
  readonly beyond?: { readonly from: number; readonly frames: number };
}

/**
 * The step from a frame to the next: the planned number of epochs, one epoch, or one mini-batch.
 */
export type Pace = 'plan' | 'epoch' | 'batch';

/** A pace, and the frame from which it holds. */
export interface PaceFrom {
  readonly frame: number;
  readonly pace: Pace;
}

/** A learning rate, and the frame from which it holds. */
export interface RateFrom {
  readonly frame: number;
  readonly rate: number;
}

/** The sequences that a spec offers, with the choices for each. */
export interface Offer {
  readonly kinds: readonly Sequence['kind'][];
  /** Layers with folds, whose neurons can be added one at a time. */
  readonly layers: readonly { readonly layer: number; readonly name: string }[];
  /** Networks of the same architecture, for interpolation. */
  readonly networks: readonly OfferedNetwork[];
  /** The training of the spec, if it has one. */
  readonly training?: TrainingOffer;
}

export interface TrainingOffer {
  readonly rate: number;
  /** The seed of the first drawn layer or, without one, of the mini-batches. Absent if it has no effect. */
  readonly seed?: number;
  readonly stepsPerEpoch: number;
  /** The planned number of epochs from one frame to the next. */
  readonly epochsPerFrame: number;
}

/**
 * A network of the spec: its own, a checkpoint, or the result of training by an epoch or to the
 * end.
 */
export type OfferedNetwork =
  | { readonly kind: 'own' | 'trained' }
  | { readonly kind: 'checkpoint'; readonly name: string }
  | { readonly kind: 'epoch'; readonly epoch: number };

/** What all frames of a sequence have in common. */
export interface Plan {
  /** The version of the text. */
  readonly version: number;
  readonly title: string;
  readonly domain: Domain;
  /** The network has one input: every frame is a graph. */
  readonly graph: boolean;
  readonly inputNames: readonly string[];
  readonly offer: Offer;
  /** The sequence that is shown: the requested one, or one that the spec offers. */
  readonly sequence: Sequence;
  /** Number of frames. */
  readonly length: number;
  /** The training data, if the sequence is a training run. */
  readonly data?: DataSet;
}

/** A frame without its network. */
export type FrameDetail = WithoutNetwork<Frame>;
type WithoutNetwork<M> = M extends Frame ? Omit<M, 'network'> : never;

/** Statistics of a frame for the plots. */
export interface FrameNumbers extends FrameStatistics {
  /** Lowest and highest value per output. */
  readonly ranges: readonly (readonly [lo: number, hi: number])[];
  /** An upper bound for the regions of a network of these widths. */
  readonly bound: number;
  /**
   * Of a policy: bounds for its mean entropy over the domain, in nats; equal if it is known in
   * closed form.
   */
  readonly entropy?: readonly [lo: number, hi: number];
  /** Regions in the whole plane, if only the first layer has folds. */
  readonly planeRegions?: number;
  /** False if a budget stopped the computation: the rest is about the finished part. */
  readonly complete: boolean;
}

/** One frame of a sequence, complete in itself. */
export interface ShownFrame {
  readonly index: number;
  readonly detail: FrameDetail;
  /** Lifted to the plane if the plan is a graph. */
  readonly network: Network;
  readonly complex: Complex;
  readonly outputNames: readonly string[];
  readonly show: Height;
  /** The outputs are compared; see `Subject`. */
  readonly classifies?: true;
  /** The outputs are the logits of a policy. */
  readonly policy?: true;
  readonly numbers: FrameNumbers;
}

/** A request for a sequence. */
export interface ProgressionRequest {
  readonly text: string;
  readonly format: Format;
  readonly version: number;
  /** Used as the title when the spec has no name. */
  readonly fileName: string;
  /** Undefined: the first that the spec offers. */
  readonly sequence: Sequence | undefined;
  /** The contents of the files that the spec names, by path; undefined for missing ones. */
  readonly files: Readonly<Record<string, FileContent | undefined>>;
  /** The first frame to compute; the others follow, coarse to fine. */
  readonly first: number;
  /** If given, only these frames, in this order. */
  readonly only?: readonly number[];
  /** A frame stops at this many cells, with a partial complex. */
  readonly maxCells: number;
}

/** What the engine reports: the plan, then frames in the order in which they are computed. */
export type ProgressionUpdate =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'frame'; readonly frame: ShownFrame }
  /** Training has ended, perhaps with fewer frames than planned. */
  | { readonly kind: 'ending'; readonly ending: Ending; readonly length: number }
  /** All events between the two networks of an interpolation. */
  | { readonly kind: 'events'; readonly events: readonly ProgressionEvent[] };

/** If no plan came before it, the problems say why. */
export interface ProgressionResult {
  readonly problems: readonly Problem[];
  /** Files that the spec names and the request does not contain. */
  readonly needs?: readonly string[];
}

export type ToProgression =
  /** First answer to `ready`: the document, and the state that was kept for it, if any. */
  | { readonly kind: 'restore'; readonly uri: string; readonly state: unknown }
  /** A new plan. Frames of an earlier run can stay on the screen until theirs arrive. */
  | { readonly kind: 'plan'; readonly run: number; readonly plan: Plan }
  | { readonly kind: 'frame'; readonly run: number; readonly frame: ShownFrame }
  | {
      readonly kind: 'ending';
      readonly run: number;
      readonly ending: Ending;
      readonly length: number;
    }
  | { readonly kind: 'events'; readonly run: number; readonly events: readonly ProgressionEvent[] }
  | { readonly kind: 'status'; readonly status: Status }
  | MakeExport;

export type FromProgression =
  | FromPage
  /** Show a sequence, starting with a frame of it. */
  | { readonly kind: 'follow'; readonly sequence: Sequence | undefined; readonly first: number }
  /** The frame on the screen, to start with after the next edit. */
  | { readonly kind: 'lookAt'; readonly first: number }
  /** Frames of the run that the view has dropped and needs again. */
  | { readonly kind: 'recall'; readonly run: number; readonly indices: readonly number[] }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'recompute' }
  | { readonly kind: 'computeAll' }
  | { readonly kind: 'openSource'; readonly problem?: number }
  /** Write the learning rate of the training into the spec, and follow a sequence of the new text. */
  | {
      readonly kind: 'writeRate';
      readonly rate: number;
      readonly sequence: TrainingSequence;
      readonly first: number;
    }
  /** Open the text of the run with the weights of a frame as a new document. */
  | {
      readonly kind: 'openFrame';
      readonly run: number;
      readonly index: number;
      readonly network: Network;
    };
