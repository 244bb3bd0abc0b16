import type { Facts } from '../core/analysis/facts.ts';
import type { Colouring } from '../core/picture/colouring.ts';
import type { Subject } from '../core/subject.ts';
import type { Height } from '../core/height.ts';
import type { FromPage, ViewProblem } from './panel.ts';

/**
 * Everything a view needs to show one version of one document. Complete in itself and stamped with
 * the version it shows, so that dropping one does no harm. Only plain objects and typed arrays: it
 * crosses threads by structured clone and reaches the webview as JSON with binary parts.
 */
export interface Picture extends Subject {
  /** Version of the text document that this shows. */
  readonly version: number;
  /** Present while this stands in for the whole complex, which is still being computed. */
  readonly sketch?: Sketch;
  readonly timings: { readonly parse: number; readonly compute: number };
}

/**
 * How a coarse picture was made: only the folds of the first layers, and of the next one those of
 * its first neurons, cut the domain. The map of a cell is the network's own at the cell's centre.
 */
export interface Sketch {
  /** Layers that all folds are drawn of. */
  readonly layers: number;
  /** Neurons of the layer after them that have their folds drawn; 0 for none. */
  readonly neurons: number;
}

/** What is going on with the document now, whatever picture is on the screen. */
export type Status =
  | { readonly kind: 'current' }
  /** `share` is the part of the domain's area that is finished, from 0 to 1. */
  | { readonly kind: 'computing'; readonly cells: number; readonly share: number }
  /** Errors stand in the way; the last good picture stays. */
  | { readonly kind: 'problems'; readonly problems: readonly ViewProblem[] }
  /** The budget of cells is used up; the picture is a valid part of the complex. */
  | { readonly kind: 'limited'; readonly limit: number }
  | { readonly kind: 'cancelled' }
  /** Something failed that should not have; the log knows more. */
  | { readonly kind: 'failed'; readonly message: string }
  /** The document cannot be read any more. */
  | { readonly kind: 'missing'; readonly message: string };

/** A place in the spec: a layer, or one neuron of it. */
export interface SourcePlace {
  readonly layer: number;
  readonly neuron?: number;
}

/** New numbers for a neuron of the text that pictures of `version` show; weights where they change. */
export interface NeuronChange {
  readonly version: number;
  readonly layer: number;
  readonly neuron: number;
  readonly bias: number;
  readonly weights?: readonly number[];
}

/** How large an image of the view is to be: so many times as on the screen, or in pixels. */
export type ImageSize =
  | { readonly kind: 'scale'; readonly factor: number }
  | { readonly kind: 'pixels'; readonly width: number; readonly height: number };

export type ImageStyle = 'screen' | 'paper' | 'transparent';

/** What the view answers to a question about its picture. */
export type ViewAnswer =
  | { readonly kind: 'png'; readonly png: Uint8Array<ArrayBuffer> }
  /**
   * How the picture is looked at: what its heights and colours mean, its levels if it has lines of
   * any, and the camera, column-major from
   * the scene of an export (see `sceneOf`) to the clip cube; none when it is seen from above.
   */
  | {
      readonly kind: 'look';
      readonly colouring: Colouring;
      readonly height: Height;
      readonly levels?: string;
      readonly matrix?: readonly number[];
    }
  | { readonly kind: 'cannot'; readonly message: string };

export type ToView =
  /** First answer to `ready`: the document, and the view state kept for it, if any. */
  | {
      readonly kind: 'restore';
      readonly uri: string;
      readonly state: unknown;
      readonly locked: boolean;
    }
  /** The preview stays with its document, or goes along with the editor. */
  | { readonly kind: 'locked'; readonly locked: boolean }
  | { readonly kind: 'picture'; readonly picture: Picture }
  /** What is known of the picture sent last. */
  | { readonly kind: 'facts'; readonly facts: Facts }
  | { readonly kind: 'status'; readonly status: Status }
  /** What the caret in the text is in, to be lit; nothing when it is elsewhere. */
  | { readonly kind: 'highlight'; readonly place: SourcePlace | undefined }
  /** The user asks for a neuron's fold: to be pinned, if the domain has it. */
  | { readonly kind: 'pin'; readonly place: SourcePlace }
  /** Asks for an image, in the theme's colours, for paper, or for paper without a background. */
  | {
      readonly kind: 'takeImage';
      readonly id: number;
      readonly size: ImageSize;
      readonly style: ImageStyle;
    }
  /** Asks how the picture is looked at. */
  | { readonly kind: 'tellLook'; readonly id: number }
  /** The text does not take the numbers of a neuron; `drawn` when its layer can be written out. */
  | { readonly kind: 'refused'; readonly message: string; readonly drawn?: number }
  /** The user asks what the picture shows. */
  | { readonly kind: 'guide' };

export type FromView =
  | FromPage
  | { readonly kind: 'cancel' }
  /** Compute again what was cancelled. */
  | { readonly kind: 'recompute' }
  /** Compute again without the budget of cells. */
  | { readonly kind: 'computeAll' }
  /** Show the text: at a place, at the n-th problem of the last status, or just focus it. */
  | { readonly kind: 'openSource'; readonly place?: SourcePlace; readonly problem?: number }
  /**
   * The neurons whose folds bound what is pinned, none when nothing is. `reveal` when the user has
   * just pinned it here: then the text may move, which an edit or the text itself must not cause.
   */
  | {
      readonly kind: 'selected';
      readonly places: readonly SourcePlace[];
      readonly reveal: boolean;
    }
  /** Show what other numbers of a neuron would make; the text stays as it is. */
  | { readonly kind: 'tryNeuron'; readonly change: NeuronChange }
  /** Write them into the text. */
  | { readonly kind: 'keepNeuron'; readonly change: NeuronChange }
  /** Back to what the text says. */
  | { readonly kind: 'dropNeuron' }
  /** Take back what was last kept from here, or keep again what was last taken back. */
  | { readonly kind: 'undo' | 'redo' }
  /** Write the drawn weights of a layer out as numbers. */
  | { readonly kind: 'writeOut'; readonly layer: number }
  /** To the question with this number. */
  | { readonly kind: 'answer'; readonly id: number; readonly answer: ViewAnswer }
  /** An image is on the clipboard, or it has to be saved because the clipboard refused it. */
  | { readonly kind: 'imageCopied' }
  | { readonly kind: 'imageNotCopied'; readonly png: Uint8Array<ArrayBuffer> };
