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

/** A stretch of a run, averaged: one batch alone is a draw, and often all right or all wrong. */
export interface Moment {
  /** The last step of the stretch. */
  readonly step: number;
  /** Success rate, from 0 to 1. */
  readonly success: number;
  /** Mean token entropy in nats; NaN where none was logged. */
  readonly entropy: number;
  /** β and τ as logged; undefined where they were not. */
  readonly kl: number | undefined;
  readonly entropyBonus: number | undefined;
}

/** What a track has no moments for. */
export type Trackless = 'noReward' | 'noRate';

/** Fewest rows of a stretch, and most stretches of a track. */
const leastRows = 5;
const mostMoments = 120;

/**
 * The moments of a run: every row counts in one of them. Without a reward, or where rewards are no
 * success rates between 0 and 1, a run has no place in a model of training, and the reason is told.
 */
export function trackOf(run: LoggedRun): readonly Moment[] | Trackless {
  const { steps, reward, entropy, klWeight, entropyBonus } = run;
  const rows = reward
    ? Array.from(steps, (_, i) => i).filter((i) => Number.isFinite(reward[i]))
    : [];
  if (!reward || rows.length === 0) return 'noReward';
  if (rows.some((i) => reward[i] < 0 || reward[i] > 1)) return 'noRate';
  const width = Math.max(leastRows, Math.ceil(rows.length / mostMoments));
  const moments: Moment[] = [];
  for (let from = 0; from < rows.length; from += width) {
    // A rest too short to be an average joins the stretch before it.
    const isLast = rows.length - from < 2 * width;
    const own = rows.slice(from, isLast ? undefined : from + width);
    moments.push({
      step: steps[own[own.length - 1]],
      success: mean(own, reward),
      entropy: mean(own, entropy),
      kl: finite(mean(own, klWeight)),
      entropyBonus: finite(mean(own, entropyBonus)),
    });
    if (isLast) break;
  }
  return moments;
}

/** A moment of a run at its place in the model. */
export interface PlacedMoment extends ModelState {
  readonly moment: Moment;
}

/** What is known of a training besides its log; without a reference it began at the reference. */
export type RunControls = Omit<GrpoControls, 'kind' | 'referenceSuccess'> & {
  readonly referenceSuccess: number | undefined;
};

/**
 * The moments of a run over the control plane of its model: anchor and strength by the weights that
 * were logged, or else by those that are `given`; the state by u = logit(p^(1/T)). Moments that
 * nothing pulls back, or at which no answer or every one was right, have no place and are left out.
 */
export function placesOf(
  moments: readonly Moment[],
  model: GrpoSettings,
  given: RunControls,
): readonly PlacedMoment[] {
  const first = given.referenceSuccess ?? moments.find(({ success }) => isInside(success))?.success;
  if (first === undefined) return [];
  return moments.flatMap((moment): PlacedMoment[] => {
    const { success } = moment;
    const at = controlsOf(model, {
      kind: 'grpo',
      kl: moment.kl ?? given.kl,
      entropyBonus: moment.entropyBonus ?? given.entropyBonus,
      referenceSuccess: first,
      credit: given.credit,
    });
    if (!at || !isInside(success)) return [];
    return [{ ...at, state: decisionLogit(success, model.decisions), moment }];
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
