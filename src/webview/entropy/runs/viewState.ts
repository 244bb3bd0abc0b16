import { klGradients } from '../../../core/entropy/grpo/klGradient.ts';
import { isIndex, record } from '../../kit/savedState.ts';
import {
  defaultSetup,
  setupEstimators,
  setupRanges,
  type SetupNumber,
  type TrainingSetup,
} from '../../../core/entropy/diagnostics/training.ts';
import { defaultSweep, type RunState, type SweepChoices } from './state.ts';
import { sweepControls, sweepOutcomeKinds, type SweepControl } from './sweepRuns.ts';

/** The saved view state. */
export interface KeptRunView {
  readonly setup: Partial<TrainingSetup>;
  readonly chosen: number;
  readonly sweep: SweepChoices;
}

export function keptOf({ setup, chosen, sweep }: RunState): KeptRunView {
  return { setup, chosen, sweep };
}

/** Decodes saved view state of any version. Missing or invalid parts get their defaults. */
export function decodeKept(kept: unknown): KeptRunView {
  const { setup, chosen, sweep } = record(kept);
  const given = record(setup);
  const number = (key: SetupNumber): Partial<TrainingSetup> => {
    const value = given[key];
    const { min, max, step } = setupRanges[key];
    // Earlier versions kept the defaults too, which nobody had set.
    if (typeof value !== 'number' || value < min || value > max || value === defaultSetup[key])
      return {};
    return { [key]: step === 1 ? Math.round(value) : value };
  };
  const estimator = setupEstimators.find((kind) => kind === given.estimator);
  const klGradient = klGradients.find((kind) => kind === given.klGradient);
  const isSet = estimator !== undefined && estimator !== defaultSetup.estimator;
  return {
    setup: {
      ...(isSet && { estimator }),
      ...(klGradient && klGradient !== defaultSetup.klGradient && { klGradient }),
      ...number('group'),
      ...number('decisions'),
      ...number('kl'),
      ...number('entropyBonus'),
      ...(isRange(given.rewardRange) && { rewardRange: given.rewardRange }),
    },
    chosen: isIndex(chosen) ? chosen : 0,
    sweep: decodeSweep(sweep),
  };
}

function isRange(value: unknown): value is TrainingSetup['rewardRange'] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [wrong, right] = value as readonly unknown[];
  return Number.isFinite(wrong) && Number.isFinite(right) && Number(wrong) < Number(right);
}

function decodeSweep(kept: unknown): SweepChoices {
  const { outcome, controls, typed } = record(kept);
  const isControl = (one: unknown): one is SweepControl =>
    sweepControls.some((control) => control === one);
  const numbers = (values: unknown): Partial<Record<SweepControl, number>> =>
    Object.fromEntries(
      Object.entries(record(values)).filter(
        ([control, value]) => isControl(control) && Number.isFinite(value),
      ),
    );
  return {
    outcome: sweepOutcomeKinds.find((kind) => kind === outcome) ?? defaultSweep.outcome,
    controls: Array.isArray(controls) ? controls.filter(isControl) : undefined,
    typed: Object.fromEntries(
      Object.entries(record(typed)).map(([run, values]) => [run, numbers(values)]),
    ),
  };
}
