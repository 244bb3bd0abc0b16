import { endsOf, type RunEnds } from './ends.ts';
import type { MeasuredRun } from './runReport.ts';

/** What was measured along a run, and the weights of its regularisers where they were logged. */
export interface LoggedRun extends Pick<MeasuredRun, 'steps' | 'entropy' | 'reward'> {
  readonly klWeight: ArrayLike<number> | undefined;
  readonly entropyBonus: ArrayLike<number> | undefined;
  /** Divergence from the reference. */
  readonly kl?: ArrayLike<number> | undefined;
}

/** The average of some logged rows of a run. A single batch is noisy, often all right or all wrong. */
export interface RunStep {
  /** The last step of these rows. */
  readonly step: number;
  /** Number of rows. */
  readonly rows: number;
  /** Success rate, from 0 to 1. */
  readonly success: number;
  /** Mean token entropy in nats; NaN where none was logged. */
  readonly entropy: number;
  /** β and τ as logged; undefined where they were not. */
  readonly kl: number | undefined;
  readonly entropyBonus: number | undefined;
}

/** The course of a run in terms of success rates, or why it has none. */
export type RunTrack =
  | {
      readonly status: 'tracked';
      /** Each row of the log belongs to one of them. */
      readonly steps: readonly RunStep[];
      readonly ends: RunEnds;
      /** Whether the log measures a KL divergence from the reference other than zero. */
      readonly klMeasured: boolean;
    }
  | { readonly status: 'untracked'; readonly reason: 'noReward' }
  /** Rewards go beyond those of a wrong and of a right answer. */
  | {
      readonly status: 'untracked';
      readonly reason: 'notARate';
      readonly range: readonly [number, number];
    };

/** The rewards of a wrong and of a right answer. */
export type RewardRange = readonly [wrong: number, right: number];

/** Rewards that are success rates. */
export const successRange: RewardRange = [0, 1];

/** Fewest rows of a step, and most steps of a track. */
const leastRows = 5;
const mostSteps = 120;

/** The columns of a log that a track is made of. */
export interface TrackColumns {
  readonly steps: ArrayLike<number>;
  readonly series: Readonly<
    Partial<
      Record<
        'entropy' | 'reward' | 'validation' | 'kl' | 'klWeight' | 'entropyBonus',
        ArrayLike<number> | undefined
      >
    >
  >;
}

/** The track of a run as read from a log; validation accuracy stands in for a missing reward. */
export function trackOfColumns({ steps, series }: TrackColumns, range = successRange): RunTrack {
  const { reward, validation, entropy, kl, klWeight, entropyBonus } = series;
  const run = { steps, entropy, reward: reward ?? validation, kl, klWeight, entropyBonus };
  return trackOf(run, range);
}

/**
 * The track of a run whose rewards are success rates, or are between those of a wrong and of a right
 * answer. Without a reward, or with rewards beyond that range, a run has no place in a model of
 * training.
 */
export function trackOf(run: LoggedRun, [wrong, right] = successRange): RunTrack {
  const { steps, reward, entropy, klWeight, entropyBonus } = run;
  const rows = reward
    ? Array.from(steps, (_, i) => i).filter((i) => Number.isFinite(reward[i]))
    : [];
  if (!reward || rows.length === 0) return { status: 'untracked', reason: 'noReward' };
  const least = rows.reduce((low, i) => Math.min(low, reward[i]), Infinity);
  const most = rows.reduce((high, i) => Math.max(high, reward[i]), -Infinity);
  if (least < wrong || most > right)
    return { status: 'untracked', reason: 'notARate', range: [least, most] };
  const success = Float64Array.from(reward, (r) => (r - wrong) / (right - wrong));
  const ends = (entropy && endsOf(entropy, success)) ?? {
    ...endsOf(success, success)!,
    ...{ firstEntropy: NaN, entropy: NaN },
  };
  const width = Math.max(leastRows, Math.ceil(rows.length / mostSteps));
  const averaged: RunStep[] = [];
  for (let from = 0; from < rows.length; from += width) {
    // Too few rows for an average are merged into the previous step.
    const isLast = rows.length - from < 2 * width;
    const own = rows.slice(from, isLast ? undefined : from + width);
    averaged.push({
      step: steps[own[own.length - 1]],
      rows: own.length,
      success: mean(own, success),
      entropy: mean(own, entropy),
      kl: finite(mean(own, klWeight)),
      entropyBonus: finite(mean(own, entropyBonus)),
    });
    if (isLast) break;
  }
  const klMeasured = Array.from(run.kl ?? []).some((kl) => Number.isFinite(kl) && kl !== 0);
  return { status: 'tracked', steps: averaged, ends, klMeasured };
}

/**
 * Whole rewards of a wrong and of a right answer that rewards between these may have been drawn from:
 * 0 and 2 for 0 … 1.75, −1 and 1 for −0.9 … 0.8.
 */
export function wholeRange([least, most]: readonly [number, number]): RewardRange {
  const wrong = Math.min(0, Math.floor(least));
  return [wrong, Math.max(wrong + 1, Math.ceil(most))];
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
