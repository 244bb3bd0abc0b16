import type { ReadRun, ShownLog } from '../../protocol/run.ts';
import type { TrainingSetup } from '../../spec/entropy/specOfRun.ts';
import type { Theme } from '../theme.ts';

/** TRL's and verl's defaults where they have one: no KL term, no entropy bonus, groups of eight. */
export const defaultSetup: TrainingSetup = {
  estimator: 'grpo',
  group: 8,
  decisions: 10,
  criticalShare: 1,
  kl: 0,
  entropyBonus: 0,
};

/** A run among those of all logs. */
export interface ListedRun {
  readonly uri: string;
  /** The file, and the name of the run where its log holds several. */
  readonly label: string;
  readonly run: ReadRun;
}

/** Everything that the page shows. */
export interface RunState {
  readonly logs: readonly ShownLog[];
  readonly loaded: boolean;
  /** Share of the first log that has been read. */
  readonly read: number;
  /** The run that is reported on, by number. */
  readonly chosen: number;
  readonly setup: TrainingSetup;
  /** Step under the pointer. */
  readonly step: number | undefined;
  readonly columnsOpen: boolean;
  readonly aboutOpen: boolean;
  readonly theme: Theme;
}

/** The runs of all logs in order. */
export function runsOf(logs: readonly ShownLog[]): readonly ListedRun[] {
  return logs.flatMap(({ uri, fileName, result }) =>
    (result?.runs ?? []).map((run) => ({
      uri,
      label: run.name ? `${run.name} (${fileName})` : fileName,
      run,
    })),
  );
}

/** A part of the page that follows the state. */
export interface RunPane {
  readonly node: HTMLElement;
  update(state: RunState, runs: readonly ListedRun[]): void;
}
