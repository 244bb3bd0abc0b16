import { html, nothing, render, type TemplateResult } from 'lit-html';
import { slowingDownPower } from '../../../core/entropy/diagnostics/slowingDown.ts';
import { numberText } from '../../../core/numberText.ts';
import type { FromRunView, ReadRun } from '../../../protocol/entropy/runs.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { numberList } from './numberList.ts';
import type { ListedRun, RunPane } from './state.ts';
import { alarmText } from './timeCharts.ts';
import { verdictText } from './verdictText.ts';

/** The verdicts on the selected run and the numbers behind them. */
export function createFindings(send: (message: FromRunView) => void): RunPane {
  const node = elementOf(
    html`<section
      class="run-section"
      aria-label=${l10n.t('Findings')}
      aria-live="polite"
    ></section>`,
  );
  return {
    node,
    update: ({ chosen }, runs) => {
      const listed = runs[chosen] as ListedRun | undefined;
      node.hidden = listed === undefined;
      if (listed) render(contentsOf(listed, send), node);
    },
  };
}

function contentsOf({ uri, run }: ListedRun, send: (message: FromRunView) => void): TemplateResult {
  const { report, problems } = run;
  const notes = problems.map(({ message, line }) => {
    if (line === undefined) return html`<li class="muted">${message}.</li>`;
    const open = (): void => send({ kind: 'openLog', uri, line });
    const link = html`<button class="link" type="button" @click=${open}>
      ${l10n.t('line {0}', line)}
    </button>`;
    return html`<li class="muted">${message} (${link}).</li>`;
  });
  const power = l10n.t(
    'With 150 rows, the test for slowing down detects {0} % of slow folds and raises a false alarm in {1} % of runs without one.',
    100 * slowingDownPower.detected,
    100 * slowingDownPower.falseAlarm,
  );
  return html`<h2>${l10n.t('Findings')}</h2>
    <ul class="run-verdicts">
      ${report.verdicts.map((verdict) => html`<li>${verdictText(verdict)}</li>`)}
      ${report.alarms.map(
        ({ kind, step }) => html`<li class="run-alarm-text">${alarmText(kind, step)}.</li>`,
      )}
      ${notes}
    </ul>
    ${numberList(numbersOf(report))}
    ${report.slowing ? html`<p class="muted">${power}</p>` : nothing}`;
}

function numbersOf({
  rows,
  every,
  pace,
  law,
  slowing,
  drift,
}: ReadRun['report']): readonly (readonly [string, string])[] {
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
    add(
      l10n.t('Entropy within 10 % of its floor by step'),
      pace.floorStep === undefined || pace.tail === undefined
        ? undefined
        : `${Math.round(pace.floorStep)} (${pace.tail === 'exponential' ? l10n.t('if exponential') : l10n.t('if 1/H grows linearly')})`,
    );
  }
  if (law?.fit) {
    const { fit, laws, forecast } = law;
    const [low, high] = fit.ceilingInterval;
    add(
      l10n.t('Ceiling b − a, 95 %'),
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
