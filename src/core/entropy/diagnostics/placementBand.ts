import type { KlGradient } from '../grpo/klGradient.ts';
import type { KlThresholds } from '../grpo/klThresholds.ts';
import type { GrpoSettings } from '../modelView.ts';
import { placeRun, type PlacedRun, type RunControls } from './placement.ts';
import type { RunTrack } from './runTrack.ts';

/**
 * The places of a run on the models that its log does not tell apart: T from 3 to 30, and the KL
 * gradients. T and the gradient are not in a log, so a single place would claim too much.
 */
export interface RunBand {
  /** The least and the most decisions. */
  readonly decisions: readonly [number, number];
  /** By kind, and by ascending T. */
  readonly members: readonly BandMember[];
  readonly kinds: readonly KindBand[];
}

export interface BandMember {
  readonly decisions: number;
  readonly klGradient: KlGradient;
  readonly placement: PlacedRun;
}

/** Both thresholds over the models of one kind. */
export interface KindBand extends ThresholdBand {
  readonly klGradient: KlGradient;
}

/** From the least to the greatest. */
export type Range = readonly [number, number];

/** The thresholds of several models. */
export interface ThresholdBand {
  readonly models: number;
  /** Those with a fold; in the others, entropy changes gradually with β. */
  readonly folded: number;
  /** Those with a fold in which no β undoes low entropy. */
  readonly lasting: number;
  readonly hold: Range | undefined;
  readonly undo: Range | undefined;
}

/** Values of T that are always part of a band. */
const leastSteps: readonly number[] = [3, 4, 6, 9, 14, 20, 30];

/** Neighbours whose thresholds differ by this factor have others between them. */
const jump = 1.5;

/**
 * The band of a run, or undefined if the run has no place. `settingsOf` gives the settings with T
 * decisions and a KL gradient; `usual` is the T that is assumed otherwise, which is part of the
 * band. Where folds begin or end between two values of T, those between are added, so that the band
 * has all thresholds of the values left out, up to a factor of 1.5.
 */
export function placeRunBand(
  track: RunTrack,
  settingsOf: (decisions: number, klGradient: KlGradient) => GrpoSettings,
  given: RunControls,
  { usual, kinds }: { readonly usual: number; readonly kinds: readonly KlGradient[] },
): RunBand | undefined {
  const values = [...new Set([...leastSteps, usual])].sort((a, b) => a - b);
  const members: BandMember[] = [];
  for (const klGradient of kinds) {
    const at = (decisions: number): BandMember | undefined => {
      const placement = placeRun(track, settingsOf(decisions, klGradient), given);
      return placement.status === 'placed' ? { decisions, klGradient, placement } : undefined;
    };
    const own = values.flatMap((decisions) => at(decisions) ?? []);
    if (own.length === 0) return undefined;
    members.push(...refined(own, (decisions) => at(decisions)!));
  }
  return {
    decisions: [values[0], values[values.length - 1]],
    members,
    kinds: kinds.map((klGradient) => ({
      klGradient,
      ...thresholdBand(
        members
          .filter((member) => member.klGradient === klGradient)
          .map(({ placement }) => placement.thresholds),
      ),
    })),
  };
}

/** Adds the whole numbers between neighbours that differ much, by bisection. */
function refined(
  members: readonly BandMember[],
  at: (decisions: number) => BandMember,
): readonly BandMember[] {
  const between = (low: BandMember, high: BandMember): readonly BandMember[] => {
    if (high.decisions - low.decisions < 2 || !differ(low, high)) return [];
    const middle = at(Math.floor((low.decisions + high.decisions) / 2));
    return [...between(low, middle), middle, ...between(middle, high)];
  };
  return members.flatMap((member, i) => [
    ...(i > 0 ? between(members[i - 1], member) : []),
    member,
  ]);
}

function differ({ placement: one }: BandMember, { placement: other }: BandMember): boolean {
  const [a, b] = [one.thresholds, other.thresholds];
  if (a === undefined || b === undefined) return a !== b;
  return Math.max(a.hold, b.hold) > jump * Math.min(a.hold, b.hold);
}

/** The band of thresholds over models, some without a fold. */
export function thresholdBand(all: readonly (KlThresholds | undefined)[]): ThresholdBand {
  const folded = all.filter((one) => one !== undefined);
  const undone = folded.flatMap(({ undo }) => undo ?? []);
  return {
    models: all.length,
    folded: folded.length,
    lasting: folded.length - undone.length,
    hold: rangeOf(folded.map(({ hold }) => hold)),
    undo: rangeOf(undone),
  };
}

/** The band over the models of several bands. */
export function joinedBand(bands: readonly ThresholdBand[]): ThresholdBand {
  const sum = (count: (band: ThresholdBand) => number): number =>
    bands.reduce((total, band) => total + count(band), 0);
  return {
    models: sum(({ models }) => models),
    folded: sum(({ folded }) => folded),
    lasting: sum(({ lasting }) => lasting),
    hold: rangeOf(bands.flatMap(({ hold }) => hold ?? [])),
    undo: rangeOf(bands.flatMap(({ undo }) => undo ?? [])),
  };
}

function rangeOf(values: readonly number[]): Range | undefined {
  return values.length > 0 ? [Math.min(...values), Math.max(...values)] : undefined;
}
