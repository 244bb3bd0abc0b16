import { html, render, type TemplateResult } from 'lit-html';
import { outlookSummary, type OutlookRow } from '../../../core/entropy/words/outlookText.ts';
import { textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { readingOf } from './reading.ts';
import type { RunPane } from './state.ts';

/** The outlook of the selected run in a few short lines, for the top of the view. */
export function createOutlookSummary(): RunPane {
  const node = elementOf(
    html`<section class="run-section" aria-label=${l10n.t('Outlook')}></section>`,
  );
  return {
    node,
    update: (state, runs) => {
      const reading = readingOf(state, runs);
      const rows = reading ? outlookSummary(reading.outlook, l10n) : [];
      node.hidden = rows.length === 0;
      if (rows.length > 0) render(rowList('run-summary', rows), node);
    },
  };
}

/** What the ranges of the outlook mean and what the log cannot tell, in a disclosure; and a button that copies the report. */
export function createOutlook(copyReport: () => void): RunPane {
  const title = l10n.t('About these ranges');
  const node = elementOf(html`<section class="run-section" aria-label=${title}></section>`);
  return {
    node,
    update: (state, runs) => {
      const reading = readingOf(state, runs);
      node.hidden = reading === undefined;
      if (!reading) return;
      const { rows, cannotTell } = reading.outlookText;
      const copy = textButton({
        label: l10n.t('Copy Report as Markdown'),
        appearance: 'secondary',
        onClick: copyReport,
      });
      render(
        html`<details class="run-statistics">
            <summary><h2>${title}</h2></summary>
            ${rowList('run-outlook', rows)}
            <p class="muted run-blind">
              ${l10n.t('This log cannot tell:')} ${cannotTell.join('; ')}.
            </p>
          </details>
          <div class="run-copy">${copy}</div>`,
        node,
      );
    },
  };
}

function rowList(className: string, rows: readonly OutlookRow[]): TemplateResult {
  return html`<dl class=${className}>
    ${rows.map(
      ({ name, text }) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;
}
