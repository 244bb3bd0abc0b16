import type { RunOrigin, TrainingSetup } from '../../core/entropy/diagnostics/training.ts';
import type { Role } from '../../language/log/roles.ts';
import type { ColumnMapping, RunsResult } from '../../language/log/runsInLog.ts';
import type { MakeExport } from '../exports.ts';
import type { FromPage } from '../panel.ts';

/** The content of a log: text, or the bytes of its files with their names. Only event files are several. */
export type LogContent = string | readonly { readonly name: string; readonly bytes: Uint8Array }[];

/** A file that may hold the configuration of a training. */
export interface ConfigFile {
  readonly name: string;
  readonly text: string;
}

/** A request to the engine: a log, the columns that the user has set, and files beside it. */
export interface RunsRequest {
  readonly content: LogContent;
  readonly mapping: ColumnMapping;
  readonly configs?: readonly ConfigFile[];
}

/** Progress: the share of the text that has been read, from 0 to 1. */
export interface RunsUpdate {
  readonly kind: 'progress';
  readonly share: number;
}

/** A log in the view; without a result if it could not be read. */
export interface ShownLog {
  readonly uri: string;
  readonly fileName: string;
  readonly result: RunsResult | undefined;
  /** Why there is no result, or why the result is out of date. */
  readonly failure?: string;
}

export type ToRunView =
  /** First answer to `ready`: the view state that was kept. */
  | { readonly kind: 'restore'; readonly state: unknown }
  /** The logs of this view, also those that are being read for the first time. */
  | { readonly kind: 'uris'; readonly uris: readonly string[] }
  /** The logs that have been read, or cannot be, whenever one has changed. */
  | { readonly kind: 'logs'; readonly logs: readonly ShownLog[] }
  /** Share of a log that has been read; sent while there is nothing to show yet. */
  | { readonly kind: 'reading'; readonly share: number }
  | MakeExport;

export type FromRunView =
  | FromPage
  /** What a column means, from now on and in all logs with these columns. */
  | {
      readonly kind: 'map';
      readonly uri: string;
      readonly role: Role;
      readonly column: string;
    }
  | { readonly kind: 'add' }
  | { readonly kind: 'remove'; readonly uri: string }
  /** Show the text of a log, at a line from 1. */
  | { readonly kind: 'openLog'; readonly uri: string; readonly line?: number }
  /** Open a run in the entropy view, with the model of such a training. */
  | {
      readonly kind: 'showModel';
      readonly uri: string;
      readonly setup: TrainingSetup;
      readonly origin: RunOrigin;
    };
