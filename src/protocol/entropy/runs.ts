import type { RunReport } from '../../core/entropy/diagnostics/runReport.ts';
import type { TrainingSetup } from '../../language/entropy/specOfRun.ts';
import type { Role } from '../../language/log/roles.ts';
import type { LogProblem } from '../../language/log/table.ts';
import type { FromPage } from '../panel.ts';

/** The column of each role; `''` where somebody has said that none has it. */
export type ColumnMapping = Readonly<Partial<Record<Role, string>>>;

/** One run of a training log, cleaned and read with all diagnostics. */
export interface ReadRun {
  /** Empty unless the log holds several runs. */
  readonly name: string;
  readonly mapping: ColumnMapping;
  readonly steps: Float64Array;
  /** A value per step and role, NaN where it is missing. */
  readonly series: Readonly<Partial<Record<Role, Float64Array>>>;
  readonly problems: readonly LogProblem[];
  readonly report: RunReport;
}

/** What the engine is asked: the text of a log, and what somebody has said of its columns. */
export interface RunsRequest {
  readonly text: string;
  readonly mapping: ColumnMapping;
}

/** What is known before the end: the share of the text that has been read, from 0 to 1. */
export interface RunsUpdate {
  readonly kind: 'progress';
  readonly share: number;
}

/** What stands in a log. */
export interface RunsResult {
  /** In the order of their first appearance. */
  readonly columns: readonly string[];
  readonly runs: readonly ReadRun[];
  /** Of the log as a whole. */
  readonly problems: readonly LogProblem[];
}

/** A log as the view shows it; without a result it could not be read. */
export interface ShownLog {
  readonly uri: string;
  readonly fileName: string;
  readonly result: RunsResult | undefined;
  /** Why there is no result, or why it is not of the file as it is now. */
  readonly failure?: string;
}

export type ToRunView =
  /** First answer to `ready`: the view state that was kept. */
  | { readonly kind: 'restore'; readonly state: unknown }
  /** The logs of this view, whenever one has changed. */
  | { readonly kind: 'logs'; readonly logs: readonly ShownLog[] }
  /** Share of a log that has been read; told where there is nothing to show yet. */
  | { readonly kind: 'reading'; readonly share: number };

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
  /** Show a run over the linked panes of the model of such a training. */
  | { readonly kind: 'showModel'; readonly uri: string; readonly setup: TrainingSetup };
