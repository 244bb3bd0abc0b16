import { endsOf } from '../../../core/entropy/diagnostics/ends.ts';
import type { SweepRow } from '../../../core/entropy/diagnostics/runSweep.ts';
import { logit } from '../../../core/numeric/logistic.ts';
import type { Role } from '../../../language/log/roles.ts';
import type { ListedRun, SweepChoices } from './state.ts';

/** Settings that may have determined the outcome of a run. */
export const sweepControls = [
  'kl',
  'entropyBonus',
  'learningRate',
  'group',
  'clip',
  'reference',
] as const;
export type SweepControl = (typeof sweepControls)[number];

/** The outcome of a run: its final entropy, or the logit of its final success rate. */
export const sweepOutcomeKinds = ['entropy', 'success'] as const;
export type SweepOutcome = (typeof sweepOutcomeKinds)[number];

/** The column of a log that contains a control; without it, the value is typed. */
const logged: Readonly<Partial<Record<SweepControl, Role>>> = {
  kl: 'klWeight',
  entropyBonus: 'entropyBonus',
  learningRate: 'learningRate',
};

/** The key of a run in saved state. */
export function sweepKey({ uri, run }: ListedRun): string {
  return `${uri}#${run.name}`;
}

/** The value of a control, and whether it was measured or logged rather than typed. */
export interface ControlValue {
  readonly value: number | undefined;
  readonly known: boolean;
}

/** The value of a control in its own unit. */
export function controlOf(
  listed: ListedRun,
  control: SweepControl,
  typed: SweepChoices['typed'],
): ControlValue {
  const { series } = listed.run;
  if (control === 'reference') {
    const ends = series.reward && endsOf(series.entropy ?? series.reward, series.reward);
    const rate = ends?.firstReward ?? NaN;
    return { value: rate > 0 && rate < 1 ? logit(rate) : undefined, known: true };
  }
  const role = logged[control];
  const values = Array.from((role && series[role]) ?? []).filter(Number.isFinite);
  if (values.length === 0) return { value: typed[sweepKey(listed)]?.[control], known: false };
  // Learning rates are warmed up and decay; the maximum is the configured value.
  const value =
    control === 'learningRate'
      ? values.reduce((a, b) => Math.max(a, b))
      : values.reduce((a, b) => a + b) / values.length;
  return { value, known: true };
}

/** The outcome of a run; undefined if unknown. */
export function outcomeOf({ run }: ListedRun, outcome: SweepOutcome): number | undefined {
  const { entropy, reward } = run.series;
  const measured = outcome === 'entropy' ? entropy : reward;
  const ends = measured && endsOf(measured, measured);
  if (!ends) return undefined;
  if (outcome === 'entropy') return ends.entropy;
  return ends.reward > 0 && ends.reward < 1 ? logit(ends.reward) : undefined;
}

/**
 * The controls used in the fit: the selected ones, or by default all settings that differ between
 * runs.
 */
export function chosenControls(
  runs: readonly ListedRun[],
  { controls, typed }: SweepChoices,
): readonly SweepControl[] {
  if (controls) return controls;
  const varied = sweepControls.filter((control) => {
    if (control === 'reference') return false;
    const values = runs.map((listed) => controlOf(listed, control, typed).value);
    return new Set(values.filter((value) => value !== undefined)).size > 1;
  });
  return varied.length > 0 ? varied : ['kl'];
}

/** The runs as input of a fit, with the logarithms of learning rates. */
export function sweepRows(
  runs: readonly ListedRun[],
  choices: SweepChoices,
  controls: readonly SweepControl[],
): readonly SweepRow[] {
  return runs.map((listed) => ({
    outcome: outcomeOf(listed, choices.outcome) ?? NaN,
    controls: controls.map((control) =>
      fittedValue(control, controlOf(listed, control, choices.typed).value ?? NaN),
    ),
  }));
}

/** The value of a control as used in the fit. */
export function fittedValue(control: SweepControl, value: number): number {
  return control === 'learningRate' ? Math.log10(value) : value;
}
