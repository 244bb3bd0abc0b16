import type { RunReport } from '../../core/entropy/diagnostics/runReport.ts';
import type { RunTrack } from '../../core/entropy/diagnostics/runTrack.ts';
import type { EntropySpec } from '../../language/entropy/entropySpec.ts';
import type { MakeExport } from '../exports.ts';
import type { FromPage, ViewProblem } from '../panel.ts';

/** The content of the largest pane of an entropy view. */
export type EntropyLayout = 'surface' | 'plane';

/** One version of a spec, complete in itself. */
export interface EntropyDocument {
  /** Version of the text; 0 if there is no text and the default model is shown. */
  readonly version: number;
  readonly title: string;
  readonly spec: EntropySpec;
}

/** A run of a log that the document names, as far as it has been read. */
export interface TrackedRun {
  /** Number of its log among the runs of the document. */
  readonly source: number;
  readonly name: string;
  /** What was read; a failure is described by whoever read the log. */
  readonly log:
    | { readonly track: RunTrack; readonly report: Pick<RunReport, 'regime' | 'findings'> }
    | { readonly failure: string };
}

export type ToEntropyView =
  /** First answer to `ready`: the document if there is one, and the view state kept for it. */
  | { readonly kind: 'restore'; readonly uri: string | undefined; readonly state: unknown }
  | { readonly kind: 'document'; readonly document: EntropyDocument }
  /** The runs of the document, whenever one of their logs has been read. */
  | { readonly kind: 'runs'; readonly runs: readonly TrackedRun[] }
  /** Errors in the text, empty once it is valid again; the view keeps the last valid version. */
  | { readonly kind: 'problems'; readonly problems: readonly ViewProblem[] }
  /** The document cannot be read; the view keeps the last valid version, if it has one. */
  | { readonly kind: 'missing'; readonly message: string }
  /** A command asks for this layout. */
  | { readonly kind: 'layout'; readonly layout: EntropyLayout }
  | MakeExport;

export type FromEntropyView =
  | FromPage
  /** Show the text, at the n-th problem of the last ones when one is named. */
  | { readonly kind: 'openSource'; readonly problem?: number }
  /** Show the n-th run of the document in its own view. */
  | { readonly kind: 'openRun'; readonly run: number };
