import type { ReadRun } from '../../../language/log/runsInLog.ts';
import type { ShownLog } from '../../../protocol/entropy/runs.ts';
import type { FoundConfig } from '../../../core/entropy/diagnostics/trainerConfig.ts';
import type { TrainingSetup } from '../../../core/entropy/diagnostics/training.ts';
import type { Theme } from '../../kit/theme.ts';
import type { SweepControl, SweepOutcome } from './sweepRuns.ts';

/** A run among those of all logs. */
export interface ListedRun {
  readonly uri: string;
  /** The file, and the name of the run if the log contains several. */
  readonly label: string;
  readonly run: ReadRun;
  /** That of the training, if one was found. */
  readonly config: FoundConfig | undefined;
}

/** The settings of the fit over all runs. */
export interface SweepChoices {
  readonly outcome: SweepOutcome;
  /** Undefined: all controls that are set and differ between runs. */
  readonly controls: readonly SweepControl[] | undefined;
  /** Values typed for runs whose logs do not contain them, by the key of the run. */
  readonly typed: Readonly<Record<string, Readonly<Partial<Record<SweepControl, number>>>>>;
}

export const defaultSweep: SweepChoices = { outcome: 'entropy', controls: undefined, typed: {} };

/** The state of the page. */
export interface RunState {
  /** All logs of the view, once known; they are kept, so that a reload of the window can restore it. */
  readonly uris: readonly string[] | undefined;
  /** Those that have been read, or cannot be. */
  readonly logs: readonly ShownLog[];
  readonly loaded: boolean;
  /** Progress of reading the first log, from 0 to 1. */
  readonly read: number;
  /** The selected run, by number. */
  readonly chosen: number;
  /** What the user has set about the training of these runs. */
  readonly setup: Partial<TrainingSetup>;
  readonly sweep: SweepChoices;
  /** The step under the pointer. */
  readonly step: number | undefined;
  readonly columnsOpen: boolean;
  readonly statisticsOpen: boolean;
  readonly aboutOpen: boolean;
  readonly helpOpen: boolean;
  readonly theme: Theme;
}

/** The initial state. */
export function initialState(theme: Theme): RunState {
  return {
    uris: undefined,
    logs: [],
    loaded: false,
    read: 0,
    chosen: 0,
    setup: {},
    sweep: defaultSweep,
    step: undefined,
    columnsOpen: false,
    statisticsOpen: false,
    aboutOpen: false,
    helpOpen: false,
    theme,
  };
}

/** The runs of all logs in order. */
export function runsOf(logs: readonly ShownLog[]): readonly ListedRun[] {
  return logs.flatMap(({ uri, fileName, result }) =>
    (result?.runs ?? []).map((run) => ({
      uri,
      label: run.name ? `${run.name} (${fileName})` : fileName,
      run,
      config: result?.config,
    })),
  );
}

/** A part of the page that follows the state. */
export interface RunPane {
  readonly node: HTMLElement;
  update(state: RunState, runs: readonly ListedRun[]): void;
}
