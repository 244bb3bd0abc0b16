import { html, nothing, render } from 'lit-html';
import type { FromRunView } from '../../../protocol/entropy/runs.ts';
import { textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { readingOf } from './reading.ts';
import type { RunPane } from './state.ts';

/** The verdict on the selected run: one sentence, then what the model says and what both depend on. */
export function createHeadline(
  send: (message: FromRunView) => void,
  openColumns: () => void,
): RunPane {
  const node = elementOf(
    html`<section
      class="run-section"
      aria-label=${l10n.t('Verdict')}
      aria-live="polite"
    ></section>`,
  );
  return {
    node,
    update: (state, runs) => {
      const reading = readingOf(state, runs);
      node.hidden = reading === undefined;
      if (!reading) return;
      const { listed, text, verdict } = reading;
      const problems = listed.run.problems.map(({ message, line }) => {
        if (line === undefined) return html`<li>${message}.</li>`;
        const open = (): void => send({ kind: 'openLog', uri: listed.uri, line });
        const link = html`<button class="link" type="button" @click=${open}>
          ${l10n.t('line {0}', line)}
        </button>`;
        return html`<li>${message} (${link}).</li>`;
      });
      const { regime, placement } = verdict;
      const lacksColumn =
        ['noEntropy', 'notAnEntropy'].includes(regime.code) ||
        (placement.status === 'notPlaceable' && placement.reason === 'noReward');
      const columns = textButton({
        label: l10n.t('Choose columns'),
        appearance: 'secondary',
        onClick: openColumns,
      });
      const notes = [...text.notes.map((note) => html`<li>${note}</li>`), ...problems];
      render(
        html`<h2 class="run-headline">${text.headline}</h2>
          <p class="run-model-text">${text.model}</p>
          ${
            notes.length > 0
              ? html`<ul class="run-asides muted">
                  ${notes}
                </ul>`
              : nothing
          }
          ${lacksColumn && !state.columnsOpen ? columns : nothing}`,
        node,
      );
    },
  };
}
