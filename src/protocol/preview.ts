import type { Facts } from '../core/analysis/facts.ts';
import type { Colouring } from '../core/picture/colouring.ts';
import type { RegionKind } from '../core/picture/regionKinds.ts';
import type { Subject } from '../core/subject.ts';
import type { Height } from '../core/height.ts';
import type { FromPage, ViewProblem } from './panel.ts';

/**
 * Everything that a view needs to show one version of a document. Complete in itself and stamped
 * with its version, so that it can be dropped. Only plain objects and typed arrays: it crosses
 * threads by structured clone and reaches the webview as JSON with binary parts.
 */
export interface Picture extends Subject {
  /** The version of the text that it shows. */
  readonly version: number;
  /** Present in a coarse picture, which is shown until the complete one is computed. */
  readonly coarseness?: Coarseness;
  readonly timings: { readonly parse: number; readonly compute: number };
}

/**
 * How a coarse picture was made: the domain is divided only by the folds of the first layers, and
 * of the first neurons of the next one. The affine map of a cell is that of the network at its
 * centre.
 */
export interface Coarseness {
  /** Layers of which all folds are drawn. */
  readonly layers: number;
  /** Neurons of the next layer whose folds are drawn; 0 for none. */
  readonly neurons: number;
}

/** The state of the document, whichever picture is on the screen. */
export type Status =
  | { readonly kind: 'current' }
  /** `share` is the finished part of the domain's area, from 0 to 1. */
  | { readonly kind: 'computing'; readonly cells: number; readonly share: number }
  /** The text has errors; the last valid picture stays. */
  | { readonly kind: 'problems'; readonly problems: readonly ViewProblem[] }
  /** The budget of cells is used up; the picture is a valid part of the complex. */
  | { readonly kind: 'limited'; readonly limit: number }
  | { readonly kind: 'cancelled' }
  /** A bug; the log has details. */
  | { readonly kind: 'failed'; readonly message: string }
  /** The document can no longer be read. */
  | { readonly kind: 'missing'; readonly message: string };

/** A place in the spec: a layer, or one neuron of it. */
export interface SourcePlace {
  readonly layer: number;
  readonly neuron?: number;
}

/** New numbers for a place in the text of `version`. */
export type NumberChange = NeuronChange | SliceChange;

/** New numbers for a neuron, as far as they change. */
export interface NeuronChange {
  readonly version: number;
  readonly layer: number;
  readonly neuron: number;
  readonly bias?: number;
  readonly weights?: readonly number[];
}

/** New numbers for the slice; `v` if it is a plane. */
export interface SliceChange {
  readonly version: number;
  readonly origin: readonly number[];
  readonly u: readonly number[];
  readonly v?: readonly number[];
}

/** The size of an image: a multiple of that on the screen, or in pixels. */
export type ImageSize =
  | { readonly kind: 'scale'; readonly factor: number }
  | { readonly kind: 'pixels'; readonly width: number; readonly height: number };

export type ImageStyle = 'screen' | 'light' | 'transparent';

/** Answers to questions about the picture. */
export type ViewAnswer =
  | { readonly kind: 'png'; readonly png: Uint8Array<ArrayBuffer> }
  /**
   * How the picture is shown: the meaning of its heights and colours, its lines, and the camera as a column-major matrix from the scene of an export (see `sceneOf`) to
   * clip space; none if it is seen from above.
   */
  | {
      readonly kind: 'look';
      readonly colouring: Colouring;
      readonly height: Height;
      readonly levels?: string;
      readonly gain: number;
      readonly boundaries: boolean;
      readonly regions: RegionKind;
      readonly hiddenLayers: readonly number[];
      readonly matrix?: readonly number[];
    }
  | { readonly kind: 'cannot'; readonly message: string };

export type ToView =
  /** First answer to `ready`: the document, and the state that was kept for it, if any. */
  | {
      readonly kind: 'restore';
      readonly uri: string;
      readonly state: unknown;
      readonly locked: boolean;
    }
  /** Whether the preview stays with its document or follows the active editor. */
  | { readonly kind: 'locked'; readonly locked: boolean }
  | { readonly kind: 'picture'; readonly picture: Picture }
  /** The facts of the picture that was sent last. */
  | { readonly kind: 'facts'; readonly facts: Facts }
  | { readonly kind: 'status'; readonly status: Status }
  /**
   * The layer or neuron at the caret in the text, to be highlighted; undefined if there is none.
   */
  | { readonly kind: 'highlight'; readonly place: SourcePlace | undefined }
  /** Pin the fold of this neuron, if the domain has it. */
  | { readonly kind: 'pin'; readonly place: SourcePlace }
  /** Asks for an image in the colours of the theme, or on a light or transparent background. */
  | {
      readonly kind: 'takeImage';
      readonly id: number;
      readonly size: ImageSize;
      readonly style: ImageStyle;
    }
  /** Asks for an SVG, whose size is in millimetres, as an image with `scale` pixels per millimetre. */
  | {
      readonly kind: 'rasterise';
      readonly id: number;
      readonly svg: string;
      readonly scale: number;
    }
  /** Asks for camera, heights and colours. */
  | { readonly kind: 'tellLook'; readonly id: number }
  /**
   * The text cannot be changed like this; `drawn` if the weights of its layer can be written as
   * numbers.
   */
  | { readonly kind: 'refused'; readonly message: string; readonly drawn?: number }
  /** Open the guided tour. */
  | { readonly kind: 'guide' };

export type FromView =
  | FromPage
  | { readonly kind: 'cancel' }
  /** Compute what was cancelled. */
  | { readonly kind: 'recompute' }
  /** Compute without the budget of cells. */
  | { readonly kind: 'computeAll' }
  /** Show the text: at a place, at the n-th problem of the last status, or where it is. */
  | { readonly kind: 'openSource'; readonly place?: SourcePlace; readonly problem?: number }
  /**
   * The neurons whose folds bound what is pinned; none if nothing is. `reveal` if the user has just
   * pinned it here: only then may the text scroll.
   */
  | {
      readonly kind: 'selected';
      readonly places: readonly SourcePlace[];
      readonly reveal: boolean;
    }
  /** Preview other numbers; the text stays as it is. */
  | { readonly kind: 'tryNumbers'; readonly change: NumberChange }
  /** Write them into the text. */
  | { readonly kind: 'keepNumbers'; readonly change: NumberChange }
  /** End the preview of other numbers. */
  | { readonly kind: 'dropNumbers' }
  /** Undo or redo the last change that was made here. */
  | { readonly kind: 'undo' | 'redo' }
  /** Apply the first quick fix of the n-th problem of the last status. */
  | { readonly kind: 'fixProblem'; readonly problem: number }
  /** Ask for an example, and write it into the text, which is empty. */
  | { readonly kind: 'startFromExample' }
  /** Ask for a format, and export the spec. */
  | { readonly kind: 'export' }
  /** Write the drawn weights of a layer as numbers. */
  | { readonly kind: 'writeOut'; readonly layer: number }
  /** The answer to the question with this number. */
  | { readonly kind: 'answer'; readonly id: number; readonly answer: ViewAnswer };
