import type { CuspFit, SweepModel } from '../../../core/entropy/diagnostics/cuspFit.ts';
import {
  sweepPower,
  type OutcomeKind,
  type SweepPlace,
  type SweepReading,
} from '../../../core/entropy/diagnostics/runSweep.ts';
import { l10n } from '../../kit/l10n.ts';
import type { SweepControl, SweepOutcome } from './sweepRuns.ts';

export function controlNames(): Readonly<Record<SweepControl, string>> {
  return {
    kl: l10n.t('KL weight β'),
    entropyBonus: l10n.t('Entropy bonus τ'),
    learningRate: l10n.t('Learning rate'),
    group: l10n.t('Answers per prompt G'),
    clip: l10n.t('Clip range ε'),
    reference: l10n.t('Initial success (logit)'),
  };
}

export function outcomeNames(): Readonly<Record<SweepOutcome, string>> {
  return { entropy: l10n.t('final entropy (nats)'), success: l10n.t('final success (logit)') };
}

export function modelNames(): Readonly<Record<SweepModel, string>> {
  return {
    cusp: l10n.t('cusp'),
    linear: l10n.t('straight line'),
    logistic: l10n.t('logistic curve'),
    skewed: l10n.t('straight line, skewed noise'),
  };
}

/** The result of a sweep as sentences; the first is the verdict. */
export function sweepVerdictText(
  reading: SweepReading,
  controls: readonly SweepControl[],
): readonly string[] {
  switch (reading.kind) {
    case 'noControl':
      return [l10n.t('Undetermined: no control is selected.')];
    case 'tooFew':
      return [
        reading.runs === 1
          ? l10n.t(
              'Undetermined: 1 run has all values; these controls need at least {0}.',
              reading.least,
            )
          : l10n.t(
              'Undetermined: {0} runs have all values; these controls need at least {1}.',
              reading.runs,
              reading.least,
            ),
      ];
    case 'unvaried':
      return [
        l10n.t(
          'Undetermined: {0} is the same in all runs.',
          reading.controls.map((k) => controlNames()[controls[k]]).join(', '),
        ),
      ];
    case 'dependent':
      return [l10n.t('Undetermined: the controls depend on each other, or all runs ended alike.')];
    case 'fitted':
      return [
        fittedText(reading.verdict),
        powerText(reading.bound === undefined ? 'unbounded' : 'entropy'),
      ];
  }
}

function fittedText(verdict: Extract<SweepReading, { kind: 'fitted' }>['verdict']): string {
  switch (verdict) {
    case 'cusp':
      return l10n.t(
        'A cusp describes these runs better than any of the models without a fold: for some controls, two outcomes are possible.',
      );
    case 'linear':
      return l10n.t('No cusp: a straight line describes these runs better.');
    case 'logistic':
      return l10n.t('No cusp: a logistic curve, which has no fold, describes these runs better.');
    case 'skewed':
      return l10n.t('No cusp: a straight line with skewed noise describes these runs better.');
    case 'undetermined':
      return l10n.t(
        'Undetermined: these runs do not determine a cusp. Its information matrix is singular, so its parameters have no standard errors.',
      );
    case 'oneScale':
      return l10n.t(
        'Undetermined: there is a cusp in the logits of the entropies but not in their logarithms, so it may be no more than their bound.',
      );
    case 'weak':
      return l10n.t('Undetermined: a cusp fits these runs, but not all criteria hold.');
  }
}

/** The detection and false alarm rates of the rule, measured on synthetic sweeps. */
function powerText(kind: OutcomeKind): string {
  const { found, falseAlarm, hiddenSwitch } = sweepPower[kind];
  return l10n.t(
    'Measured on synthetic sweeps of the smallest size, this rule finds {0} % of clear cusps and reports one in up to {1} % of sweeps without a cusp. If an unlisted cause splits the runs into two groups, it reports a cusp in {2} % of sweeps.',
    Math.round(100 * found),
    Math.round(100 * falseAlarm),
    Math.round(100 * hiddenSwitch),
  );
}

/** The position of a run, as a text. */
export function placeText({ upper }: SweepPlace): string {
  if (upper === undefined) return l10n.t('one outcome');
  return upper ? l10n.t('two outcomes, ended high') : l10n.t('two outcomes, ended low');
}

/** The criteria of a claim, and whether they hold. */
export function criteriaTexts({ criteria }: CuspFit): readonly (readonly [string, boolean])[] {
  return [
    [l10n.t('better than a straight line by AIC and BIC'), criteria.beatsLinear],
    [l10n.t('better than a logistic curve by AIC and BIC'), criteria.beatsLogistic],
    [l10n.t('better than a straight line with skewed noise by AIC and BIC'), criteria.beatsSkewed],
    [l10n.t('some control is significant'), criteria.significant],
    [
      l10n.t('at least a tenth of the runs lie where two outcomes are possible'),
      criteria.enoughInside,
    ],
  ];
}
