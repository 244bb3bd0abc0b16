import { meanOf } from '../../numeric/series.ts';
import { klGradients, type KlGradient } from '../grpo/klGradient.ts';
import type { Assumed, AssumedSetup } from './assumedSetup.ts';
import type { PlacedRun, UnplacedRun } from './placement.ts';
import { thresholdBand, type KindBand, type Range, type RunBand } from './placementBand.ts';
import type { RunReport } from './runReport.ts';
import type { TrackColumns } from './runTrack.ts';
import type { ModelledRun } from './training.ts';

/** What someone who trains needs to know about a run, as plain data. */
export interface Outlook {
  /**
   * Entropy now, at the start, and the share of the start that is spent; negative if it has grown.
   * Undefined where its level cannot be judged.
   */
  readonly entropy:
    { readonly start: number; readonly now: number; readonly spent: number } | undefined;
  /** The covariance of log-probability and advantage at the end of the run, if it was logged. */
  readonly covariance: number | undefined;
  /** The groups at the end of the run, if the log tells. */
  readonly groups: GroupOutlook | undefined;
  /** β against its thresholds. */
  readonly kl: KlOutlook;
  /** What this log cannot tell. */
  readonly cannotTell: readonly Blind[];
}

export interface GroupOutlook {
  /** Share of the groups without spread, which teach nothing. */
  readonly withoutSpread: number;
  /**
   * Share of all groups that are all right, as far as it follows from the mean reward; the others
   * without spread are all wrong. Undefined if the log has no success rate of the same groups.
   */
  readonly allRight: Range | undefined;
}

export type KlOutlook =
  | { readonly status: 'notPlaceable'; readonly reason: UnplacedRun['reason'] }
  | {
      readonly status: 'band';
      /** β of the run; undefined if nothing tells it. */
      readonly beta: number | undefined;
      readonly entropyBonus: number;
      /** Success rate of the reference. */
      readonly reference: number;
      readonly decisions: Range;
      readonly kinds: readonly KindBand[];
      /** Where β lies; undefined without β or without folds. */
      readonly place: BetaPlace | undefined;
    };

/** Where a β lies in the bands. */
export type BetaPlace =
  /** β = 0. */
  | 'zero'
  /** Below all thresholds. */
  | 'below'
  /** Among those to hold: some models lose entropy. */
  | 'amongHold'
  /** Above those to hold and below those to undo. */
  | 'holds'
  /** Above those to hold and among those to undo. */
  | 'amongUndo'
  /** Above all thresholds. */
  | 'above';

/** What a log does not tell. */
export type Blind =
  /** The number of decisions T. */
  | 'decisions'
  | 'klGradient'
  | 'klWeight'
  /** Estimator and group. */
  | 'estimator'
  /** Success of the reference: that of the start is assumed. */
  | 'reference'
  | 'covariance'
  | 'groups'
  /** Answers that follow one template, which entropy does not show. */
  | 'template'
  /** A change of data, learning rate or anything else outside the model. */
  | 'cause';

/** The KL gradients that a training may have: all of them, unless something says which. */
export function possibleKls({
  klGradient: { value, origin },
}: AssumedSetup): readonly KlGradient[] {
  return origin.from === 'default' || value === 'none' ? klGradients : [value];
}

/** A run as it is read, with the column of each role. */
export interface OutlookRun {
  readonly report: RunReport;
  readonly series: TrackColumns['series'] & {
    readonly zeroDeviation?: ArrayLike<number> | undefined;
    readonly covariance?: ArrayLike<number> | undefined;
  };
  readonly mapping: { readonly zeroDeviation?: string | undefined };
}

/** The outlook of a run that has been placed on the models of its training. */
export function outlookOf(
  run: OutlookRun,
  { placement, band }: ModelledRun,
  assumed: AssumedSetup,
): Outlook {
  const { pace, regime } = run.report;
  const covariance = endOf(run.series.covariance);
  const groups = groupsOf(run, placement, assumed);
  const blind: readonly (readonly [Blind, boolean])[] = [
    ['decisions', true],
    ['klGradient', possibleKls(assumed).length > 1],
    ['klWeight', !isKnown(assumed.kl)],
    ['estimator', !isKnown(assumed.estimator) || !isKnown(assumed.group)],
    ['reference', true],
    ['covariance', covariance === undefined],
    ['groups', groups === undefined],
    ['template', true],
    ['cause', true],
  ];
  return {
    entropy:
      pace && 'events' in regime
        ? { start: pace.first, now: pace.last, spent: pace.spent }
        : undefined,
    covariance,
    groups,
    kl:
      placement.status === 'placed' && band
        ? klOutlook(placement, band, isKnown(assumed.kl))
        : {
            status: 'notPlaceable',
            reason: placement.status === 'placed' ? 'noReward' : placement.reason,
          },
    cannotTell: blind.flatMap(([code, isBlind]) => (isBlind ? [code] : [])),
  };
}

function isKnown({ origin }: Assumed<unknown>): boolean {
  return origin.from !== 'default';
}

function klOutlook(
  { weights, reference }: PlacedRun,
  { decisions, kinds, members }: RunBand,
  isBetaKnown: boolean,
): KlOutlook {
  const beta = isBetaKnown ? weights.kl : undefined;
  const all = thresholdBand(members.map(({ placement }) => placement.thresholds));
  return {
    status: 'band',
    beta,
    entropyBonus: weights.entropyBonus,
    reference,
    decisions,
    kinds,
    place: beta === undefined ? undefined : placeOf(beta, all),
  };
}

/** Where a β lies among thresholds; undefined if there are none. */
export function placeOf(
  beta: number,
  { hold, undo, lasting }: Pick<ReturnType<typeof thresholdBand>, 'hold' | 'undo' | 'lasting'>,
): BetaPlace | undefined {
  if (beta === 0) return 'zero';
  if (!hold) return undefined;
  if (beta < hold[0]) return 'below';
  if (beta < hold[1]) return 'amongHold';
  if (!undo || beta < undo[0]) return 'holds';
  return beta < undo[1] || lasting > 0 ? 'amongUndo' : 'above';
}

/** Rows averaged at the end of a run: a twentieth, at least five. */
function endOf(values: ArrayLike<number> | undefined): number | undefined {
  const finite = Array.from(values ?? []).filter(Number.isFinite);
  if (finite.length === 0) return undefined;
  return meanOf(finite.slice(-Math.max(5, Math.ceil(finite.length / 20))));
}

/**
 * With a mean reward R, a share z of groups without spread and groups of G, the groups with spread have
 * success rates from 1/G to 1 − 1/G, which bounds the share that is all right.
 */
function groupsOf(
  { series, mapping }: OutlookRun,
  placement: PlacedRun | UnplacedRun,
  { estimator, group }: AssumedSetup,
): GroupOutlook | undefined {
  const share = endOf(series.zeroDeviation);
  if (share === undefined) return undefined;
  const withoutSpread = Math.min(1, Math.max(0, share));
  // A pass rate is that of filtered groups, whose rewards are not those of all.
  const isOwn = mapping.zeroDeviation !== undefined && estimator.value !== 'dynamicSampling';
  const isRate = placement.status === 'placed' && series.reward !== undefined;
  if (!isOwn || !isRate) return { withoutSpread, allRight: undefined };
  const success = placement.limit === undefined ? placement.success : Math.round(placement.success);
  const mixed = 1 - withoutSpread;
  const inside = (x: number): number => Math.min(withoutSpread, Math.max(0, x));
  return {
    withoutSpread,
    allRight: [
      inside(success - mixed * (1 - 1 / group.value)),
      inside(success - mixed / group.value),
    ],
  };
}
