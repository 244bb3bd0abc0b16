import { depressedCubicRoots } from '../../numeric/cubic.ts';
import { dot } from '../../numeric/dot.ts';
import { logit } from '../../numeric/logistic.ts';
import { isConstant, meanOf, deviationOf } from '../../numeric/series.ts';
import { fitCusp, isBistable, type CuspFit, type SweepModel } from './cuspFit.ts';

/** What the outcomes are: any numbers, or entropies, which are bounded. */
export type OutcomeKind = 'unbounded' | 'entropy';

/** A run of a sweep: its outcome and its training settings; NaN if unknown. */
export interface SweepRow {
  readonly outcome: number;
  /** The same controls, in the same order, for all runs. */
  readonly controls: readonly number[];
}

/**
 * Fewest runs that a fit is shown for: with them more than four clear cusps out of five are found
 * (`npm run bench:cusp`). A cusp of k controls has 2k + 4 parameters.
 */
export function leastSweepRuns(controls: number): number {
  return 25 * (controls + 1);
}

/**
 * How often a cusp is claimed at the least number of runs, over one to three controls, by
 * `npm run bench:cusp` and, for entropies, `bench:statistics`: shown beside the verdict. A hidden switch is a cause of two groups that is
 * not among the controls; statistics of the outcome cannot distinguish it from a fold.
 */
export const sweepPower = {
  unbounded: { found: 0.85, falseAlarm: 0.01, hiddenSwitch: 0.2 },
  entropy: { found: 0.73, falseAlarm: 0.05, hiddenSwitch: 0.13 },
} as const satisfies Readonly<Record<OutcomeKind, object>>;

/** The verdict on a sweep: a cusp, one of the models without a fold, or undetermined; `oneScale` is a cusp
 * of the logits of entropies but not of their logarithms. */
export type SweepVerdict = SweepModel | 'undetermined' | 'weak' | 'oneScale';

/** A run in the control plane of the fitted cusp. */
export interface SweepPlace {
  readonly alpha: number;
  readonly beta: number;
  readonly bistable: boolean;
  /** Whether it ended above the unstable state; undefined where there is only one state. */
  readonly upper: boolean | undefined;
}

/** A cusp over the controls of a sweep, standardised to mean 0 and deviation 1. */
export interface FittedSweep {
  readonly kind: 'fitted';
  readonly fit: CuspFit;
  readonly verdict: SweepVerdict;
  /** The rows in the fit, by number, and the position of each. */
  readonly used: readonly number[];
  readonly places: readonly SweepPlace[];
  /** What was subtracted from each control, and what it was divided by. */
  readonly units: readonly { readonly mean: number; readonly deviation: number }[];
  /** The entropy of which outcomes are logits of shares, in nats; undefined for other outcomes. */
  readonly bound: number | undefined;
}

/** The fit of a sweep, or the reason why there is none. */
export type SweepReading =
  | FittedSweep
  | { readonly kind: 'noControl' }
  | { readonly kind: 'tooFew'; readonly runs: number; readonly least: number }
  /** These controls, by number, are the same in all runs. */
  | { readonly kind: 'unvaried'; readonly controls: readonly number[] }
  /** The controls depend on each other, or all runs ended alike. */
  | { readonly kind: 'dependent' };

/** The entropy that is taken for the greatest possible: a little more than the greatest of a sweep. */
const boundOver = 1.05;

/**
 * Fits a cusp over the runs that have an outcome and all controls; every control is in α and in β.
 *
 * Entropies pile up at their bounds, which looks like two outcomes. They are fitted as logits of their share of
 * the greatest, and a cusp must show in their logarithms as well: the one hides a bound above, the
 * other one below.
 */
export function readSweep(
  rows: readonly SweepRow[],
  kind: OutcomeKind = 'unbounded',
): SweepReading {
  const count = rows[0]?.controls.length ?? 0;
  if (count === 0) return { kind: 'noControl' };
  const isKnown = (outcome: number): boolean =>
    Number.isFinite(outcome) && (kind === 'unbounded' || outcome > 0);
  const used = rows.flatMap(({ outcome, controls }, i) =>
    isKnown(outcome) && controls.every(Number.isFinite) ? [i] : [],
  );
  const least = leastSweepRuns(count);
  if (used.length < least) return { kind: 'tooFew', runs: used.length, least };
  const columns = Array.from({ length: count }, (_, k) => used.map((i) => rows[i].controls[k]));
  const unvaried = columns.flatMap((column, k) => (isConstant(column) ? [k] : []));
  if (unvaried.length > 0) return { kind: 'unvaried', controls: unvaried };
  const units = columns.map((column) => ({ mean: meanOf(column), deviation: deviationOf(column) }));
  const design = used.map((i) => [1, ...standardised(rows[i].controls, units)]);
  const measured = used.map((i) => rows[i].outcome);
  const greatest = measured.reduce((a, b) => Math.max(a, b));
  const bound = kind === 'entropy' ? boundOver * greatest : undefined;
  const outcomes = measured.map((outcome) => outcomeAsFitted({ bound }, outcome));
  const fitOf = (values: readonly number[]): CuspFit | undefined =>
    fitCusp({ outcomes: values, asymmetry: design, bifurcation: design });
  const fit = fitOf(outcomes);
  if (!fit) return { kind: 'dependent' };
  const places = design.map((x, i) => placeOf(fit, x, outcomes[i]));
  const ofLogarithms = bound !== undefined && fit.accepted ? fitOf(measured.map(Math.log)) : fit;
  const verdict = ofLogarithms?.accepted === fit.accepted ? verdictOf(fit) : 'oneScale';
  return { kind: 'fitted', fit, verdict, used, places, units, bound };
}

/** An outcome on the scale of the fit: the logit of its share of the bound for an entropy, NaN beyond it. */
export function outcomeAsFitted({ bound }: Pick<FittedSweep, 'bound'>, outcome: number): number {
  if (bound === undefined) return outcome;
  return outcome > 0 && outcome < bound ? logit(outcome / bound) : NaN;
}

/**
 * The outcomes at rest for some controls, on the scale of the fit, ascending: if there are three, the middle one is
 * unstable.
 */
export function sweepOutcomes(
  { fit, units }: FittedSweep,
  controls: readonly number[],
): readonly number[] {
  const x = [1, ...standardised(controls, units)];
  const [w0, w1] = fit.scale;
  return statesAt(dot(fit.asymmetry, x), dot(fit.bifurcation, x)).map((y) => (y - w0) / w1);
}

function placeOf(fit: CuspFit, x: readonly number[], outcome: number): SweepPlace {
  const alpha = dot(fit.asymmetry, x);
  const beta = dot(fit.bifurcation, x);
  const bistable = isBistable(alpha, beta);
  const y = fit.scale[0] + fit.scale[1] * outcome;
  return { alpha, beta, bistable, upper: bistable ? y > statesAt(alpha, beta)[1] : undefined };
}

function statesAt(alpha: number, beta: number): readonly number[] {
  return depressedCubicRoots(-beta, -alpha);
}

function verdictOf({ scores, errors, accepted }: CuspFit): SweepVerdict {
  const rivals = (Object.keys(scores) as SweepModel[]).filter((model) => model !== 'cusp');
  const best = rivals.reduce((a, b) => (scores[b].bic < scores[a].bic ? b : a));
  const loses = rivals.some(
    (model) => scores[model].aic <= scores.cusp.aic || scores[model].bic <= scores.cusp.bic,
  );
  if (loses) return scores[best].bic <= scores.cusp.bic ? best : 'weak';
  if (!errors) return 'undetermined';
  return accepted ? 'cusp' : 'weak';
}

function standardised(controls: readonly number[], units: FittedSweep['units']): readonly number[] {
  return controls.map((x, k) => (x - units[k].mean) / units[k].deviation);
}
