import { binaryEntropy, sigmoid } from '../../numeric/logistic.ts';
import { decisionLogit } from '../grpo/gain.ts';
import type { Estimator } from '../grpo/estimator.ts';
import { klGradients, type KlGradient } from '../grpo/klGradient.ts';
import type { GrpoSettings } from '../modelView.ts';
import { placeRun, type RunPlacement } from './placement.ts';
import { placeRunBand, type RunBand } from './placementBand.ts';
import { trackOfColumns, type RewardRange, type RunTrack, type TrackColumns } from './runTrack.ts';

/** The estimators that a training can have. */
export const setupEstimators = [
  'grpo',
  'rloo',
  'drGrpo',
  'maxRl',
  'dynamicSampling',
] as const satisfies readonly Estimator['kind'][];

/** Settings of a training that the model needs and a log does not contain. */
export interface TrainingSetup {
  readonly estimator: (typeof setupEstimators)[number];
  /** Answers G per prompt. */
  readonly group: number;
  /** Decisions T of an answer. */
  readonly decisions: number;
  /** Weights of KL divergence and entropy bonus, where they are not in the log. */
  readonly kl: number;
  readonly entropyBonus: number;
  /** The KL gradient that reaches the policy. */
  readonly klGradient: KlGradient;
  /** The rewards of a wrong and of a right answer. */
  readonly rewardRange: RewardRange;
}

/**
 * The defaults of TRL and verl: no KL term, no entropy bonus, groups of eight. TRL differentiates k3 if
 * β is above 0, and so does verl, with a clamp.
 */
export const defaultSetup: TrainingSetup = {
  estimator: 'grpo',
  group: 8,
  decisions: 10,
  kl: 0,
  entropyBonus: 0,
  klGradient: 'k3',
  rewardRange: [0, 1],
};

/** The settings that are single numbers. */
export type SetupNumber = Exclude<keyof TrainingSetup, 'estimator' | 'klGradient' | 'rewardRange'>;

/** The range of each number, and the step of its slider; with a step of 1 it is an integer. */
export const setupRanges: Readonly<
  Record<SetupNumber, { readonly min: number; readonly max: number; readonly step: number }>
> = {
  group: { min: 2, max: 64, step: 1 },
  decisions: { min: 1, max: 30, step: 1 },
  kl: { min: 0, max: 1, step: 0.005 },
  entropyBonus: { min: 0, max: 1, step: 0.005 },
};

/** A run over the model of its training. */
export interface ModelledRun {
  readonly track: RunTrack;
  readonly settings: GrpoSettings;
  readonly placement: RunPlacement;
  /** The places on the models that the log does not tell apart; undefined without a place. */
  readonly band: RunBand | undefined;
}

/** What a log tells about its training, for a spec of it. */
export interface RunOrigin {
  /** Success rate of the reference; undefined if the run cannot be placed. */
  readonly reference: number | undefined;
  /** Number of wrong tokens of a decision. */
  readonly wrong: number;
  /** The latest weights, from the log or else from the setup. */
  readonly kl: number;
  readonly entropyBonus: number;
}

/** What the log of a run and its setup say about its training. */
export function originOf(
  { track, placement, settings }: ModelledRun,
  setup: TrainingSetup,
): RunOrigin {
  const last = track.status === 'tracked' ? track.steps.at(-1) : undefined;
  return {
    reference: placement.status === 'placed' ? placement.reference : undefined,
    wrong: settings.tokens.wrong,
    kl: last?.kl ?? setup.kl,
    entropyBonus: last?.entropyBonus ?? setup.entropyBonus,
  };
}

/**
 * The model of a training as its setup and the start of its log determine it, and the run in it. The
 * band is over all KL gradients, unless that of the setup is known.
 */
export function modelRun(
  columns: TrackColumns,
  setup: TrainingSetup,
  kinds: readonly KlGradient[] = klGradients,
): ModelledRun {
  const { kl, entropyBonus, rewardRange, decisions } = setup;
  const track = trackOfColumns(columns, rewardRange);
  const settingsOf = (T: number, klGradient: KlGradient): GrpoSettings => ({
    kind: 'grpo',
    estimator: estimatorOf(setup),
    decisions: T,
    klGradient,
    tokens: { right: 1, wrong: wrongTokens(track, T), criticalShare: 1 },
  });
  const settings = settingsOf(decisions, setup.klGradient);
  const given = { kl, entropyBonus, credit: 1, referenceSuccess: undefined };
  return {
    track,
    settings,
    placement: placeRun(track, settings, given),
    band: placeRunBand(track, settingsOf, given, { usual: decisions, kinds }),
  };
}

function estimatorOf({ estimator, group }: TrainingSetup): Estimator {
  switch (estimator) {
    case 'grpo':
      return { kind: 'grpo', group, deviation: 'unbiased' };
    case 'rloo':
      return { kind: 'rloo' };
    case 'drGrpo':
    case 'maxRl':
    case 'dynamicSampling':
      return { kind: estimator, group };
  }
}

/** Wrong tokens where a log does not tell, and most of them. */
const usualWrong = 15;
const mostWrong = 1e6;

/**
 * The number of equally likely wrong tokens that explains the entropy at the start of a run: its
 * logarithm is h₋ = (H − H₂(q)) / (1 − q). One if all of the entropy is in the choice.
 */
function wrongTokens(track: RunTrack, decisions: number): number {
  if (track.status === 'untracked') return usualWrong;
  const { firstReward, firstEntropy } = track.ends;
  if (!(firstReward > 0 && firstReward < 1) || Number.isNaN(firstEntropy)) return usualWrong;
  const start = decisionLogit(firstReward, decisions);
  const entropy = (firstEntropy - binaryEntropy(start)) / sigmoid(-start);
  return Math.min(mostWrong, Math.max(1, Math.round(Math.exp(entropy))));
}
