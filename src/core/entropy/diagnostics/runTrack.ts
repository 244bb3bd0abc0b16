import type { GrpoSettings } from '../modelView.ts';
import { controlsOf, type GrpoControls } from '../controls.ts';
import type { ModelState } from '../quasiStaticPath.ts';
import { decisionLogit } from '../grpo/gain.ts';
import type { MeasuredRun } from './runReport.ts';

/** What was measured along a run, and the weights of its regularisers where they were logged. */
export interface LoggedRun extends Pick<MeasuredRun, 'steps' | 'entropy' | 'reward'> {
  readonly klWeight: ArrayLike<number> | undefined;
  readonly entropyBonus: ArrayLike<number> | undefined;
}

/** The average of some logged rows of a run. A single batch is noisy, often all right or all wrong. */
export interface RunStep {
  /** The last step of these rows. */
  readonly step: number;
  /** Success rate, from 0 to 1. */
  readonly success: number;
  /** Mean token entropy in nats; NaN where none was logged. */
  readonly entropy: number;
  /** β and τ as logged; undefined where they were not. */
  readonly kl: number | undefined;
  readonly entropyBonus: number | undefined;
}

/** Why a track has no steps. */
export type Trackless = 'noReward' | 'noRate';

/** Fewest rows of a step, and most steps of a track. */
const leastRows = 5;
const mostSteps = 120;

/**
 * The steps of a run; each row belongs to one of them. A run without a reward, or with a reward that
 * is not a success rate between 0 and 1, has no place in a model of training: the result is the reason.
 */
export function trackOf(run: LoggedRun): readonly RunStep[] | Trackless {
  const { steps, reward, entropy, klWeight, entropyBonus } = run;
  const rows = reward
    ? Array.from(steps, (_, i) => i).filter((i) => Number.isFinite(reward[i]))
    : [];
  if (!reward || rows.length === 0) return 'noReward';
  if (rows.some((i) => reward[i] < 0 || reward[i] > 1)) return 'noRate';
  const width = Math.max(leastRows, Math.ceil(rows.length / mostSteps));
  const averaged: RunStep[] = [];
  for (let from = 0; from < rows.length; from += width) {
    // Too few rows for an average are merged into the previous step.
    const isLast = rows.length - from < 2 * width;
    const own = rows.slice(from, isLast ? undefined : from + width);
    averaged.push({
      step: steps[own[own.length - 1]],
      success: mean(own, reward),
      entropy: mean(own, entropy),
      kl: finite(mean(own, klWeight)),
      entropyBonus: finite(mean(own, entropyBonus)),
    });
    if (isLast) break;
  }
  return averaged;
}

/** A step of a run at its place in the model. */
export interface PlacedStep extends ModelState {
  readonly logged: RunStep;
}

/**
 * Settings of a training that are not in its log. Without a reference, the run is assumed to start
 * at it.
 */
export type RunControls = Omit<GrpoControls, 'kind' | 'referenceSuccess'> & {
  readonly referenceSuccess: number | undefined;
};

/**
 * The steps of a run over the control plane of its model: anchor and strength from the logged weights,
 * or from those that are `given`; the state u = logit(p^(1/T)). Steps without a restoring force, and
 * those at which no answer or every answer was right, have no place and are left out.
 */
export function placesOf(
  steps: readonly RunStep[],
  model: GrpoSettings,
  given: RunControls,
): readonly PlacedStep[] {
  const first = given.referenceSuccess ?? steps.find(({ success }) => isInside(success))?.success;
  if (first === undefined) return [];
  return steps.flatMap((logged): PlacedStep[] => {
    const { success } = logged;
    const at = controlsOf(model, {
      kind: 'grpo',
      kl: logged.kl ?? given.kl,
      entropyBonus: logged.entropyBonus ?? given.entropyBonus,
      referenceSuccess: first,
      credit: given.credit,
    });
    if (!at || !isInside(success)) return [];
    return [{ ...at, state: decisionLogit(success, model.decisions), logged }];
  });
}

function isInside(rate: number): boolean {
  return rate > 0 && rate < 1;
}

/** The mean over the rows that have a value; NaN where none has. */
function mean(rows: readonly number[], values: ArrayLike<number> | undefined): number {
  let sum = 0;
  let count = 0;
  for (const i of rows) {
    const value = values?.[i];
    if (value === undefined || !Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

function finite(x: number): number | undefined {
  return Number.isFinite(x) ? x : undefined;
}
