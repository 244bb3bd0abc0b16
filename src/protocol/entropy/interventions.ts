import type { InterventionId } from '../../core/entropy/simulator/catalogue.ts';
import type {
  ExperimentRun,
  HysteresisExperiment,
} from '../../core/entropy/simulator/hysteresisExperiment.ts';
import type { MakeExport } from '../exports.ts';
import type { FromPage } from '../panel.ts';

/** The tasks of the simulator: one right token, or several with noisy rewards. */
export type TaskName = 'oneRight' | 'severalRight';

/** Quantities recorded during a simulated training. */
export type Quantity = 'entropy' | 'heldOutReward' | 'kl' | 'clipFraction';

/** Which trainings to simulate: every intervention with the seeds 1 … seeds. */
export interface SimulateRequest {
  readonly task: TaskName;
  readonly interventions: readonly InterventionId[];
  readonly seeds: number;
  readonly steps: number;
}

/** One finished training: a value per step of each quantity. */
export interface SimulatedRun {
  readonly intervention: InterventionId;
  readonly seed: number;
  readonly curves: Readonly<Record<Quantity, Float32Array>>;
}

export type SimulateUpdate =
  | { readonly kind: 'run'; readonly run: SimulatedRun }
  /** Share of all steps that is done, 0 to 1. */
  | { readonly kind: 'progress'; readonly share: number };

export type ExperimentUpdate =
  | { readonly kind: 'trained'; readonly run: ExperimentRun }
  /** Share of all steps that is done, 0 to 1. */
  | { readonly kind: 'progress'; readonly share: number };

/** The end of a request; `failure` is the reason if it failed. */
export interface Ended {
  readonly run: number;
  readonly cancelled: boolean;
  readonly failure?: string;
}

export type ToInterventions =
  | MakeExport
  | { readonly kind: 'restore'; readonly state: unknown }
  | { readonly kind: 'update'; readonly run: number; readonly update: SimulateUpdate }
  | (Ended & { readonly kind: 'ended' })
  | { readonly kind: 'experimentUpdate'; readonly run: number; readonly update: ExperimentUpdate }
  | (Ended & { readonly kind: 'experimentEnded' });

export type FromInterventions =
  | FromPage
  /** Start a simulation in place of a running one; `run` identifies its answers. */
  | { readonly kind: 'simulate'; readonly run: number; readonly request: SimulateRequest }
  | { readonly kind: 'cancel' }
  /** The same for a hysteresis experiment, which runs beside a simulation. */
  | { readonly kind: 'experiment'; readonly run: number; readonly request: HysteresisExperiment }
  | { readonly kind: 'cancelExperiment' };
