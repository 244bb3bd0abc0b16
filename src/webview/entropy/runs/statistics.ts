import { html, nothing, render, type TemplateResult } from 'lit-html';
import { decisionsError } from '../../../core/entropy/diagnostics/decisions.ts';
import { slowingDownPower } from '../../../core/entropy/diagnostics/slowingDown.ts';
import { modelRun, type TrainingSetup } from '../../../core/entropy/diagnostics/training.ts';
import { numberText } from '../../../core/numberText.ts';
import type { ReadRun } from '../../../protocol/entropy/runs.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { drawLaw } from './lawChart.ts';
import { numberList } from './numberList.ts';
import { readingOf, type RunReading } from './reading.ts';
import type { RunPane } from './state.ts';

/** The fits, tests and numbers behind the verdict, in a disclosure. */
export function createStatistics(setOpen: (open: boolean) => void): RunPane {
  const node = elementOf(
    html`<section class="run-section" aria-label=${l10n.t('Statistics')}></section>`,
  );
  const law = elementOf(html`<div></div>`);
  return {
    node,
    update: (state, runs) => {
      const reading = readingOf(state, runs);
      node.hidden = reading === undefined;
      if (!reading) return;
      const { statisticsOpen, setup } = state;
      const toggle = ({ currentTarget }: Event): void =>
        setOpen((currentTarget as HTMLDetailsElement).open);
      render(
        html`<details class="run-statistics" ?open=${statisticsOpen} @toggle=${toggle}>
          <summary><h2>${l10n.t('Statistics')}</h2></summary>
          ${statisticsOpen ? contentsOf(reading, setup, law) : nothing}
        </details>`,
        node,
      );
      // The chart only has a width once rendered.
      if (statisticsOpen) render(drawLaw(reading.listed.run, law.clientWidth) ?? nothing, law);
    },
  };
}

function contentsOf(reading: RunReading, setup: TrainingSetup, law: HTMLElement): TemplateResult {
  const { text, listed } = reading;
  const { report } = listed.run;
  const power = l10n.t(
    'With 150 rows, the test for slowing down detects {0} % of slow folds and raises a false alarm in {1} % of runs without one.',
    100 * slowingDownPower.detected,
    100 * slowingDownPower.falseAlarm,
  );
  return html`<div class="run-reading">
    <div>
      <ul class="run-verdicts">
        ${text.alarms.map((alarm) => html`<li>${alarm.text}</li>`)}
        ${text.findings.map((finding) => html`<li>${finding}</li>`)}
      </ul>
      ${numberList([...measured(listed.run), ...modelled(reading, setup)])}
      ${report.slowing ? html`<p class="muted">${power}</p>` : nothing}
    </div>
    ${law}
  </div>`;
}

function measured({ report }: ReadRun): readonly (readonly [string, string])[] {
  const { rows, every, pace, law, slowing, drift, regime } = report;
  const entries: [string, string][] = [[l10n.t('Rows with entropy'), rowsText(rows, every)]];
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
        l10n.t('Entropy within 10 % of its floor by step'),
        `${Math.round(pace.floorStep)} (${pace.tail === 'exponential' ? l10n.t('if exponential') : l10n.t('if 1/H grows linearly')})`,
      );
  }
  if (law?.fit) {
    const { fit, laws, forecast } = law;
    const [low, high] = fit.ceilingInterval;
    add(
      l10n.t('Ceiling b − a, nominal 95 %'),
      `${numberText(fit.ceiling, 3)} (${numberText(low, 3)} … ${numberText(high, 3)})`,
    );
    add(
      l10n.t('Residual correlation, effective rows'),
      `${numberText(fit.residualCorrelation, 2)}, ${numberText(fit.effectiveN, 3)}`,
    );
    add(
      l10n.t('Laws ranked by AICc'),
      laws
        .map(({ law: name, aicc }) => `${lawNames()[name]} +${numberText(aicc - laws[0].aicc, 2)}`)
        .join(', '),
    );
    if (forecast)
      add(
        l10n.t('Forecast error from the first {0} rows', forecast.used),
        numberText(forecast.rmse, 3),
      );
  }
  if (slowing) add(l10n.t('Slowing down, p'), numberText(slowing.p.both, 2));
  if (drift) {
    add(l10n.t('Cubic vs. linear drift, p'), numberText(drift.p, 2));
    add(l10n.t('Transitions up, down'), `${drift.transitions.up}, ${drift.transitions.down}`);
  }
  return entries;
}

function rowsText(rows: number, every: number): string {
  const count = rows.toLocaleString('en');
  return every === 1 ? count : l10n.t('{0}, of which every {1}th was tested', count, every);
}

function lawNames() {
  return {
    constant: l10n.t('constant'),
    linear: l10n.t('linear'),
    exponential: 'exp H',
    logarithmic: 'log H',
    quadratic: l10n.t('quadratic'),
  } as const;
}

/** Values of T to compare, because a log hardly determines T. */
const otherDecisions = [1, 3, 10, 30];

function modelled(
  { listed: { run }, modelled: { placement } }: RunReading,
  setup: TrainingSetup,
): readonly (readonly [string, string])[] {
  if (placement.status !== 'placed') return [];
  const { controls, toFolds, u, rest } = placement;
  const list = (distances: readonly number[]): string =>
    distances.map((d) => `${d > 0 ? '+' : ''}${numberText(d, 3)}`).join(', ') || l10n.t('none');
  const rows: [string, string][] = [
    [
      l10n.t('Anchor u₀, strength B, logit u'),
      [controls.control1, controls.control2, u].map((x) => numberText(x, 3)).join(', '),
    ],
  ];
  if (controls.control2 > 0) rows.push([l10n.t('Distance to fold (u₀)'), list(toFolds.anchor)]);
  rows.push([l10n.t('Distance to fold (B)'), list(toFolds.strength)]);
  if (rest.length > 0) {
    const others = [...new Set([...otherDecisions, setup.decisions])].sort((a, b) => a - b);
    const stableWith = (decisions: number): number | string => {
      const other = modelRun(run, { ...setup, decisions }).placement;
      return other.status === 'placed' ? other.rest.filter(({ stable }) => stable).length : '–';
    };
    rows.push([
      l10n.t('Stable states for other T'),
      others.map((T) => `T = ${T}: ${stableWith(T)}`).join(', '),
    ]);
  }
  const { entropy, reward } = run.series;
  if (entropy && reward) {
    const both = Array.from(entropy, (h, i) => ({ h, r: reward[i] })).filter(
      ({ h, r }) => Number.isFinite(h) && Number.isFinite(r),
    );
    const scatter = { entropy: both.map(({ h }) => h), reward: both.map(({ r }) => r) };
    const error = decisionsError(scatter, setup.decisions);
    if (error !== undefined)
      rows.push([l10n.t('Residual scatter'), l10n.t('{0} nats', numberText(error, 2))]);
  }
  return rows;
}
