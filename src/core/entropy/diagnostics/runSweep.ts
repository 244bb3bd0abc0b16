import { depressedCubicRoots } from '../../numeric/cubic.ts';
import { dot } from '../../numeric/dot.ts';
import { isConstant, meanOf, deviationOf } from '../../numeric/series.ts';
import { fitCusp, isBistable, type CuspFit, type SweepModel } from './cuspFit.ts';

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
 * `npm run bench:cusp`: shown beside the verdict. A hidden switch is a cause of two groups that is
 * not among the controls; statistics of the outcome cannot distinguish it from a fold.
 */
export const sweepPower = { found: 0.85, falseAlarm: 0.01, hiddenSwitch: 0.2 } as const;

/** The verdict on a sweep: a cusp, one of the models without a fold, or undetermined. */
export type SweepVerdict = SweepModel | 'undetermined' | 'weak';

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

/** Fits a cusp over the runs that have an outcome and all controls; every control is in α and in β. */
export function readSweep(rows: readonly SweepRow[]): SweepReading {
  const count = rows[0]?.controls.length ?? 0;
  if (count === 0) return { kind: 'noControl' };
  const used = rows.flatMap(({ outcome, controls }, i) =>
    [outcome, ...controls].every(Number.isFinite) ? [i] : [],
  );
  const least = leastSweepRuns(count);
  if (used.length < least) return { kind: 'tooFew', runs: used.length, least };
  const columns = Array.from({ length: count }, (_, k) => used.map((i) => rows[i].controls[k]));
  const unvaried = columns.flatMap((column, k) => (isConstant(column) ? [k] : []));
  if (unvaried.length > 0) return { kind: 'unvaried', controls: unvaried };
  const units = columns.map((column) => ({ mean: meanOf(column), deviation: deviationOf(column) }));
  const design = used.map((i) => [1, ...standardised(rows[i].controls, units)]);
  const outcomes = used.map((i) => rows[i].outcome);
  const fit = fitCusp({ outcomes, asymmetry: design, bifurcation: design });
  if (!fit) return { kind: 'dependent' };
  const places = design.map((x, i) => placeOf(fit, x, outcomes[i]));
  return { kind: 'fitted', fit, verdict: verdictOf(fit), used, places, units };
}

/**
 * The outcomes at rest for some controls, ascending: if there are three, the middle one is
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
