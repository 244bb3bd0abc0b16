import type { Facts } from '../core/analysis/facts.ts';
import type { Subject } from '../core/export/subject.ts';

/**
 * Everything a view needs to show one version of one document. Complete in itself and stamped with
 * the version it shows, so that dropping one does no harm. Only plain objects and typed arrays: it
 * crosses threads by structured clone and reaches the webview as JSON with binary parts.
 */
export interface Picture extends Subject {
  /** Version of the text document that this shows. */
  readonly version: number;
  readonly facts: Facts;
  readonly timings: { readonly parse: number; readonly compute: number };
}

/** A problem as the view tells it; the editor has the squiggle. Lines and columns count from 1. */
export interface ViewProblem {
  readonly severity: 'error' | 'warning' | 'hint';
  readonly message: string;
  readonly line: number;
  readonly column: number;
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

export type ToView =
  /** First answer to `ready`: the document, and the view state kept for it, if any. */
  | { readonly kind: 'restore'; readonly uri: string; readonly state: unknown }
  | { readonly kind: 'picture'; readonly picture: Picture }
  | { readonly kind: 'status'; readonly status: Status }
  /** What the caret in the text is in, to be lit; nothing when it is elsewhere. */
  | { readonly kind: 'lit'; readonly place: SourcePlace | undefined }
  /** The user asks for a neuron's fold: to be pinned, if the domain has it. */
  | { readonly kind: 'pin'; readonly place: SourcePlace };

export type FromView =
  | { readonly kind: 'ready' }
  /** Camera, selection and choices, to be kept for the document; decoded by the view alone. */
  | { readonly kind: 'keepState'; readonly state: unknown }
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
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'showLog' };
