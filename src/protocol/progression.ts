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
import type { FromPage } from './panel.ts';
import type { Status } from './preview.ts';
import type { Height } from '../core/height.ts';

/** Which sequence of networks is shown: the choices of the user, free of the spec's text. */
export type Sequence =
  /** The neurons of a layer enter as they are written, or the most important first. */
  | { readonly kind: 'fold'; readonly layer: number; readonly order?: 'importance' }
  | { readonly kind: 'layer' }
  | TrainingSequence
  | { readonly kind: 'checkpoints' }
  | InterpolationSequence;

/**
 * From one network to another, every weight on a line: from one of the offered networks to another, or
 * from one moment of a training to another.
 */
export interface InterpolationSequence {
  readonly kind: 'interpolation';
  readonly from: number;
  readonly to: number;
  readonly training?: TrainingSequence;
}

/** A training as the spec has it, unless something else holds from a moment on. */
export interface TrainingSequence {
  readonly kind: 'training';
  readonly rates: readonly RateFrom[];
  readonly paces?: readonly PaceFrom[];
  /** Past its last epoch and its stop rules: so many moments more than there are up to `from`. */
  readonly beyond?: { readonly from: number; readonly frames: number };
}

/** How far it is from a moment to the next: as many epochs as are planned, one, or one mini-batch. */
export type Pace = 'plan' | 'epoch' | 'batch';

/** A pace, and the moment from which it holds. */
export interface PaceFrom {
  readonly frame: number;
  readonly pace: Pace;
}

/** A learning rate, and the moment from which it holds. */
export interface RateFrom {
  readonly frame: number;
  readonly rate: number;
}

/** The sequences that a spec offers, and what there is to choose in each. */
export interface Offer {
  readonly kinds: readonly Sequence['kind'][];
  /** Layers with folds, by number and name, for neurons to enter one at a time. */
  readonly layers: readonly { readonly layer: number; readonly name: string }[];
  /** Networks of the same shape, to move between. */
  readonly networks: readonly OfferedNetwork[];
  /** What the spec says of its training, where there is one. */
  readonly training?: TrainingOffer;
}

export interface TrainingOffer {
  readonly rate: number;
  readonly stepsPerEpoch: number;
  /** As is planned: the epochs from one moment to the next. */
  readonly epochsPerFrame: number;
}

/** A network that the spec has: its own, a checkpoint by name, or what its training makes of it by an epoch. */
export type OfferedNetwork =
  | { readonly kind: 'own' | 'trained' }
  | { readonly kind: 'checkpoint'; readonly name: string }
  | { readonly kind: 'epoch'; readonly epoch: number };

/** What stays the same along a sequence. */
export interface Plan {
  /** Version of the text that this is made from. */
  readonly version: number;
  readonly title: string;
  readonly domain: Domain;
  /** The network has one input: every moment is a graph. */
  readonly graph: boolean;
  readonly inputNames: readonly string[];
  readonly offer: Offer;
  /** The sequence that is shown: the one asked for, or one that the spec has. */
  readonly sequence: Sequence;
  /** Number of moments. */
  readonly length: number;
  /** The points that are learned, where the sequence is a training. */
  readonly data?: DataSet;
}

/** What a moment is, without its network. */
export type FrameDetail = WithoutNetwork<Frame>;
type WithoutNetwork<M> = M extends Frame ? Omit<M, 'network'> : never;

/** Numbers of a moment for the curves. */
export interface FrameNumbers extends FrameStatistics {
  /** Lowest and highest value per output. */
  readonly ranges: readonly (readonly [lo: number, hi: number])[];
  /** No network of these widths has more regions. */
  readonly bound: number;
  /** Of a policy: its mean entropy over the domain in nats, between these bounds; in closed form they agree. */
  readonly entropy?: readonly [lo: number, hi: number];
  /** Regions in the whole plane, while only the first layer folds. */
  readonly planeRegions?: number;
  /** False when a budget stopped the count: the rest holds for the finished part. */
  readonly complete: boolean;
}

/** One moment of a sequence, complete in itself. */
export interface ShownFrame {
  readonly index: number;
  readonly detail: FrameDetail;
  /** Lifted to the plane when the plan is a graph. */
  readonly network: Network;
  readonly complex: Complex;
  readonly outputNames: readonly string[];
  readonly show: Height;
  /** The outputs are the logits of a policy. */
  readonly policy?: true;
  readonly numbers: FrameNumbers;
}

/** What the engine is asked. */
export interface ProgressionRequest {
  readonly text: string;
  readonly format: Format;
  readonly version: number;
  /** Used as the title when the spec has no name. */
  readonly fileName: string;
  /** Undefined: what suits the spec best. */
  readonly sequence: Sequence | undefined;
  /** What stands in the files that the spec names, by path; undefined for those that are not there. */
  readonly files: Readonly<Record<string, FileContent | undefined>>;
  /** The moment to begin with; the others follow, first a few of all, then what is between them. */
  readonly first: number;
  /** When given, just these moments, in this order. */
  readonly only?: readonly number[];
  /** A moment stops with a partial complex after this many cells. */
  readonly maxCells: number;
}

/** What the engine tells on the way: the plan, then moments in the order of their making. */
export type ProgressionUpdate =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'frame'; readonly frame: ShownFrame }
  /** The training is over, perhaps with fewer moments than were planned. */
  | { readonly kind: 'ending'; readonly ending: Ending; readonly length: number }
  /** All that happens on the way between two networks. */
  | { readonly kind: 'events'; readonly events: readonly ProgressionEvent[] };

/** Without a plan before it, problems say why there is none. */
export interface ProgressionResult {
  readonly problems: readonly Problem[];
  /** Files that the spec names and the request does not have. */
  readonly needs?: readonly string[];
}

/** What can be saved of a sequence: what is shown as pixels or lines, its animation, its curves, its events. */
export type FileKind = 'png' | 'svg' | 'gif' | 'csv' | 'events';

export type ToProgression =
  /** First answer to `ready`: the document, and the view state kept for it, if any. */
  | { readonly kind: 'restore'; readonly uri: string; readonly state: unknown }
  /** A new plan; moments of an earlier run may still show until theirs come. */
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
  /** The user has chosen what to make a file of. */
  | { readonly kind: 'makeFile'; readonly file: FileKind };

export type FromProgression =
  | FromPage
  /** The sequence to show, beginning with a moment of it. */
  | { readonly kind: 'follow'; readonly sequence: Sequence | undefined; readonly first: number }
  /** The moment on the screen, to begin with after the next edit. */
  | { readonly kind: 'lookAt'; readonly first: number }
  /** Moments of the run that the view has let go of and needs again. */
  | { readonly kind: 'recall'; readonly run: number; readonly indices: readonly number[] }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'recompute' }
  | { readonly kind: 'computeAll' }
  | { readonly kind: 'openSource'; readonly problem?: number }
  /** The weights of a moment in the text that the run is made from, as a document of its own. */
  | {
      readonly kind: 'openFrame';
      readonly run: number;
      readonly index: number;
      readonly network: Network;
    }
  /** Asks the user for one of the kinds of file that there can be. */
  | { readonly kind: 'chooseFile'; readonly files: readonly FileKind[] };
