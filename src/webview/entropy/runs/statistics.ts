import { html, nothing, render, type TemplateResult } from 'lit-html';
import { slowingDownPower } from '../../../core/entropy/diagnostics/slowingDown.ts';
import { measuredNumbers, modelledNumbers } from '../../../core/entropy/words/runNumbers.ts';
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
      const { statisticsOpen } = state;
      const toggle = ({ currentTarget }: Event): void =>
        setOpen((currentTarget as HTMLDetailsElement).open);
      render(
        html`<details class="run-statistics" ?open=${statisticsOpen} @toggle=${toggle}>
          <summary><h2>${l10n.t('Statistics')}</h2></summary>
          ${statisticsOpen ? contentsOf(reading, law) : nothing}
        </details>`,
        node,
      );
      // The chart only has a width once rendered.
      if (statisticsOpen) render(drawLaw(reading.listed.run, law.clientWidth) ?? nothing, law);
    },
  };
}

function contentsOf(reading: RunReading, law: HTMLElement): TemplateResult {
  const { text, listed, modelled, setup } = reading;
  const { report } = listed.run;
  const numbers = [
    ...measuredNumbers(report, l10n),
    ...modelledNumbers(listed.run, modelled.placement, setup, l10n),
  ];
  const power = l10n.t(
    'With 150 rows, the test for slowing down detects {0} % of slow folds. It raises a false alarm in up to {1} % of runs without one, and in {2} % if their noise grows threefold.',
    Math.round(100 * slowingDownPower.detected),
    Math.round(100 * slowingDownPower.falseAlarm),
    Math.round(100 * slowingDownPower.growingNoise),
  );
  return html`<div class="run-reading">
    <div>
      <ul class="run-verdicts">
        ${text.alarms.map((alarm) => html`<li>${alarm.text}</li>`)}
        ${text.findings.map((finding) => html`<li>${finding}</li>`)}
      </ul>
      ${numberList(numbers)} ${report.slowing ? html`<p class="muted">${power}</p>` : nothing}
    </div>
    ${law}
  </div>`;
}
