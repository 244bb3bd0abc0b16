import type { Localizer } from '../../localizer.ts';
import { numberText } from '../../numberText.ts';
import type { RunPlacement } from '../diagnostics/placement.ts';
import type { Law, RewardFit } from '../diagnostics/rewardFit.ts';
import type { LawReport, RunReport } from '../diagnostics/runReport.ts';
import type { TrackColumns } from '../diagnostics/runTrack.ts';
import { modelRun, type TrainingSetup } from '../diagnostics/training.ts';

/** The name of a quantity and its value as a text. */
export type NamedNumber = readonly [name: string, value: string];

/** The numbers behind a verdict, as far as they follow from the log alone. */
export function measuredNumbers(report: RunReport, l10n: Localizer): readonly NamedNumber[] {
  const { rows, every, pace, law, slowing, regime } = report;
  const entries: NamedNumber[] = [[l10n.t('Rows with entropy'), rowsText(rows, every, l10n)]];
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined) entries.push([name, value]);
  };
  if (pace) {
    add(
      l10n.t('Entropy, from start to end'),
      `${numberText(pace.first, 3)} → ${numberText(pace.last, 3)}`,
    );
    add(
      pace.spent >= 0 ? l10n.t('Entropy consumed') : l10n.t('Entropy gained'),
      `${numberText(100 * Math.abs(pace.spent), 3)} %`,
    );
    for (const { share, step } of pace.steps)
      add(l10n.t('{0} % of that consumed by step', 100 * share), numberText(step));
    // A tail that is flat or has turned has no floor to extrapolate to.
    if (regime.code === 'collapsing' && pace.floorStep !== undefined && pace.tail !== undefined)
      add(
        l10n.t('A tenth of the last entropy left by step'),
        `${Math.round(pace.floorStep)} (${pace.tail === 'exponential' ? l10n.t('if exponential') : l10n.t('if 1/H grows linearly')})`,
      );
  }
  if (law?.fit) {
    const { fit, laws, forecast } = law;
    const names = lawNames(l10n);
    add(l10n.t('Slope a, intercept b'), `${numberText(fit.a, 3)}, ${numberText(fit.b, 3)}`);
    add(l10n.t('Ceiling b − a, 95 % interval if the law holds'), ceilingText(fit, l10n));
    add(
      l10n.t('Residual correlation, effective rows'),
      `${numberText(fit.residualCorrelation, 2)}, ${numberText(fit.effectiveN, 3)}`,
    );
    add(
      l10n.t('Laws ranked by AICc'),
      laws
        .map(({ law: name, aicc }) => `${names[name]} +${numberText(aicc - laws[0].aicc, 2)}`)
        .join(', '),
    );
    if (forecast)
      add(
        l10n.t('Forecast error from the first {0} rows', forecast.used),
        numberText(forecast.rmse, 3),
      );
  }
  if (slowing) add(l10n.t('Slowing down, p'), numberText(slowing.p.both, 2));
  return entries;
}

/** The ceiling with its interval, or why there is none. */
function ceilingText({ ceiling, ceilingInterval }: RewardFit, l10n: Localizer): string {
  const value = numberText(ceiling, 3);
  if (ceilingInterval === 'fewRows') return l10n.t('{0} (cannot tell from so few rows)', value);
  if (ceilingInterval === 'noisyEntropy')
    return l10n.t('{0} (cannot tell: entropy is too noisy from row to row)', value);
  const [low, high] = ceilingInterval;
  return `${value} (${numberText(low, 3)} … ${numberText(high, 3)})`;
}

/** The law R = −a·exp(H) + b with its parameters, or why there is none. */
export function lawText({ fit, lastStep }: LawReport, l10n: Localizer): string {
  if (!fit) return l10n.t('Too few rows to fit a law.');
  return l10n.t(
    'R = {0}·exp(H) {1}, fitted to {2} rows up to step {3}, while entropy falls; r² = {4}.',
    numberText(-fit.a, 3),
    `${fit.b < 0 ? '−' : '+'} ${numberText(Math.abs(fit.b), 3)}`,
    fit.n,
    numberText(lastStep),
    numberText(fit.r2, 2),
  );
}

function rowsText(rows: number, every: number, l10n: Localizer): string {
  const count = rows.toLocaleString('en');
  return every === 1 ? count : l10n.t('{0}, of which every {1}th was tested', count, every);
}

function lawNames(l10n: Localizer): Record<Law, string> {
  return {
    constant: l10n.t('constant'),
    linear: l10n.t('linear'),
    exponential: 'exp H',
    logarithmic: 'log H',
    quadratic: l10n.t('quadratic'),
  };
}

/** Values of T to compare, because a log hardly determines T. */
const otherDecisions = [1, 3, 10, 30];

/** The numbers behind a verdict that follow from the model of the training. */
export function modelledNumbers(
  run: TrackColumns,
  placement: RunPlacement,
  setup: TrainingSetup,
  l10n: Localizer,
): readonly NamedNumber[] {
  if (placement.status !== 'placed') return [];
  const { controls, toFolds, u, rest } = placement;
  const list = (distances: readonly number[]): string =>
    distances.map((d) => `${d > 0 ? '+' : ''}${numberText(d, 3)}`).join(', ') || l10n.t('none');
  const isReverse = setup.klGradient === 'reverse';
  const rows: NamedNumber[] = [
    [
      isReverse
        ? l10n.t('Anchor u₀, strength B, logit u')
        : l10n.t('Reference u_ref, KL weight β, logit u'),
      [controls.control1, controls.control2, u].map((x) => numberText(x, 3)).join(', '),
    ],
  ];
  const distance = (symbol: string): string => l10n.t('Distance to fold ({0})', symbol);
  if (controls.control2 > 0)
    rows.push([distance(isReverse ? 'u₀' : 'u_ref'), list(toFolds.anchor)]);
  rows.push([distance(isReverse ? 'B' : 'β'), list(toFolds.strength)]);
  if (rest.length > 0) {
    const others = [...new Set([...otherDecisions, setup.decisions])].sort((a, b) => a - b);
    const stableWith = (decisions: number): number | string => {
      const other = modelRun(run, { ...setup, decisions }, []).placement;
      return other.status === 'placed' ? other.rest.filter(({ stable }) => stable).length : '–';
    };
    rows.push([
      l10n.t('Stable states for other T'),
      others.map((T) => `T = ${T}: ${stableWith(T)}`).join(', '),
    ]);
  }
  return rows;
}
