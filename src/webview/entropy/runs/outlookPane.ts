import { html, render } from 'lit-html';
import { textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { readingOf } from './reading.ts';
import type { RunPane } from './state.ts';

/** The outlook of the selected run, what its log cannot tell, and a button that copies the report. */
export function createOutlook(copyReport: () => void): RunPane {
  const title = l10n.t('Outlook');
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
        html`<h2>${title}</h2>
          <dl class="run-outlook">
            ${rows.map(
              ({ name, text }) =>
                html`<dt>${name}</dt>
                  <dd>${text}</dd>`,
            )}
          </dl>
          <p class="muted run-blind">
            ${l10n.t('This log cannot tell:')} ${cannotTell.join('; ')}.
          </p>
          ${copy}`,
        node,
      );
    },
  };
}
