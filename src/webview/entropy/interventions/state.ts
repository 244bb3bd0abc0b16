import type { Remedy } from '../../../core/entropy/formats/inheritance.ts';
import type {
  ExperimentRun,
  HysteresisExperiment,
  Level,
} from '../../../core/entropy/simulator/hysteresisExperiment.ts';
import type { InterventionId } from '../../../core/entropy/simulator/catalogue.ts';
import type { Theme } from '../../kit/theme.ts';
import type {
  SimulatedRun,
  SimulateRequest,
  TaskName,
} from '../../../protocol/entropy/interventions.ts';

/** The user's choices; saved. */
export interface BenchChoices {
  readonly task: TaskName;
  /** Two to eight, in the order of the catalogue. */
  readonly chosen: readonly InterventionId[];
  readonly seeds: number;
  readonly steps: number;
  readonly experiment: ExperimentChoices;
  readonly formats: FormatChoices;
}

/** What to train from both sides, and which end state to show. */
export interface ExperimentChoices {
  readonly decisions: number;
  /** Success rate of the reference. */
  readonly success: number;
  readonly seeds: number;
  readonly steps: number;
  readonly hiddenCause: boolean;
  readonly quantity: keyof Level;
}

export interface FormatChoices {
  readonly usageFeedback: number;
  readonly strength: number;
  readonly seed: number;
  readonly remedy: Remedy;
}

export const defaultChoices: BenchChoices = {
  task: 'severalRight',
  chosen: ['baseline', 'clipHigher', 'klCov', 'bonus', 'kl', 'refresh'],
  seeds: 4,
  steps: 300,
  experiment: {
    ...{ decisions: 10, success: 0.006, seeds: 6, steps: 200 },
    ...{ hiddenCause: false, quantity: 'entropy' },
  },
  formats: { usageFeedback: 0.4, strength: 0.02, seed: 1, remedy: 'none' },
};

/** The most seeds and steps of the request with which the view opens: a few seconds. */
export const quickLook = { seeds: 2, steps: 150 };

/** With more, the curves are hard to tell apart. */
export const mostChosen = 8;
export const fewestChosen = 2;

export interface BenchState {
  readonly choices: BenchChoices;
  /** The request that the results belong to, and its number. */
  readonly request: SimulateRequest | undefined;
  readonly run: number;
  /** Whether the request is the small one with which the view opens. */
  readonly isQuick: boolean;
  readonly results: readonly SimulatedRun[];
  /** Progress from 0 to 1; undefined when idle. */
  readonly share: number | undefined;
  readonly notice: string;
  readonly experiment: ExperimentState;
  readonly step: number | undefined;
  readonly aboutOpen: boolean;
  readonly helpOpen: boolean;
  readonly theme: Theme;
}

/** As for the interventions; the request is that of the results. */
export interface ExperimentState {
  readonly request: HysteresisExperiment | undefined;
  readonly run: number;
  readonly results: readonly ExperimentRun[];
  readonly share: number | undefined;
  readonly notice: string;
}

/** The initial state. */
export function initialState(theme: Theme): BenchState {
  return {
    choices: defaultChoices,
    request: undefined,
    run: 0,
    isQuick: false,
    results: [],
    share: undefined,
    notice: '',
    experiment: { request: undefined, run: 0, results: [], share: undefined, notice: '' },
    step: undefined,
    aboutOpen: false,
    helpOpen: false,
    theme,
  };
}

/** A part of the page that follows the state. */
export interface BenchPane {
  readonly node: HTMLElement;
  update(state: BenchState): void;
}
