import { html, type TemplateResult } from 'lit-html';
import { iconButton } from '../../kit/controls.ts';
import { l10n } from '../../kit/l10n.ts';
import { inkOf, inkOfRun } from './plotColours.ts';
import { lineSample } from './legend.ts';
import { runText, shownRuns } from './runs.ts';
import type { EntropyState } from './state.ts';

export interface RunRowActions {
  readonly openRun: (source: number) => void;
  readonly showRun: (run: number) => void;
}

/** The runs of the document, with their latest place and a button that opens the log. */
export function runRows(state: EntropyState, actions: RunRowActions): TemplateResult {
  const shown = shownRuns(state);
  const ink = inkOf(state.theme);
  const logButton = (name: string, source: number): TemplateResult =>
    iconButton({
      icon: 'curve',
      label: l10n.t('Open the log of {0}', name),
      onClick: () => actions.openRun(source),
    });
  const read = shown.map((one, i) => {
    const { css, dash } = inkOfRun(ink, i);
    const { name, source } = one.run;
    return html`<li>
      <div class="model-run">
        <svg width="24" height="12" aria-hidden="true">${lineSample(css, 2.4, ink, dash)}</svg>
        <button
          type="button"
          class="link"
          title=${l10n.t('Show the last step of this run')}
          ?disabled=${one.places.length === 0}
          @click=${() => actions.showRun(i)}
        >
          ${name}
        </button>
        ${logButton(name, source)}
      </div>
      ${runText(state, one).map((text) => html`<p class="muted">${text}</p>`)}
    </li>`;
  });
  const waiting = state.document.spec.runs.flatMap(({ name }, source) =>
    shown.some(({ run }) => run.source === source)
      ? []
      : [
          html`<li>
            <div class="model-run"><span>${name}</span>${logButton(name, source)}</div>
            <p class="muted">${l10n.t('Reading the log…')}</p>
          </li>`,
        ],
  );
  return html`<ul class="model-runs">
    ${read}${waiting}
  </ul>`;
}
