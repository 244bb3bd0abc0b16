import { html, nothing, render, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { FromRunView } from '../../../protocol/entropy/runs.ts';
import { iconButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { missingActions } from '../../kit/missingActions.ts';
import type { RunPane, RunState } from './state.ts';
import { runStyles } from './timeCharts.ts';

/** The list of runs with the legend of their curves and the problems of their logs. */
export function createRunList({
  send,
  choose,
}: {
  readonly send: (message: FromRunView) => void;
  readonly choose: (run: number) => void;
}): RunPane {
  const node = elementOf(html`<section></section>`);
  return {
    node,
    update: (state, runs) => {
      const { logs, chosen, loaded, read } = state;
      const items = runs.map(({ label, uri }, i) => {
        const remove = (): void => send({ kind: 'remove', uri });
        return html`<span class="run-item">
          <label
            ><input
              type="radio"
              name="run"
              .checked=${live(i === chosen)}
              @change=${() => choose(i)}
            />${swatch(i)}<span>${label}</span></label
          >
          ${
            logs.length > 1
              ? iconButton({ icon: 'close', label: l10n.t('Remove {0}', label), onClick: remove })
              : nothing
          }
        </span>`;
      });
      const isMissing = loaded && runs.length === 0 && logs.every(({ failure }) => !failure);
      const empty = isMissing
        ? l10n.t(
            'No runs yet. Add a training log: CSV, TSV, JSON Lines, trainer_state.json or the console output of verl or TRL.',
          )
        : read > 0
          ? l10n.t('Reading the log… {0} %', Math.floor(100 * read))
          : l10n.t('Reading the log…');
      // The header names a single run.
      const isListed = runs.length > 1 || logs.length > 1;
      const notes = notesOf(state, send);
      const hasNothing = runs.length === 0 && logs.some(({ failure }) => failure);
      node.hidden = loaded && !isMissing && !isListed && notes.length === 0;
      render(
        html`${
            isListed
              ? html`<div
                  class="run-list"
                  role="radiogroup"
                  aria-label=${l10n.t('Run to report on')}
                >
                  ${items}
                </div>`
              : nothing
          }
          <ul class="run-notes" aria-live="polite">
            ${notes}
          </ul>
          ${hasNothing ? html`<div class="run-missing">${missingActions(send)}</div>` : nothing}
          <p class="run-empty" ?hidden=${loaded && !isMissing}>${empty}</p>`,
        node,
      );
    },
  };
}

/** The line style of a run in the charts. */
function swatch(run: number): TemplateResult {
  return html`<svg class="run-swatch" width="26" height="10" aria-hidden="true">
    <path class="run-line run-chosen run-${run % runStyles}" d="M1 5H25"></path>
  </svg>`;
}

function notesOf({ logs }: RunState, send: (message: FromRunView) => void): TemplateResult[] {
  return logs.flatMap(({ uri, fileName, result, failure }) => {
    const link = (text: string, line?: number): TemplateResult => {
      const open = (): void => send({ kind: 'openLog', uri, ...(line !== undefined && { line }) });
      return html`<button class="link" type="button" @click=${open}>${text}</button>`;
    };
    const label = l10n.t('Remove {0}', fileName);
    // A log with runs is removed in the list of these.
    const remove =
      logs.length > 1
        ? iconButton({ icon: 'close', label, onClick: () => send({ kind: 'remove', uri }) })
        : nothing;
    const failed = failure
      ? [
          html`<li class="run-failure">
            ${link(fileName)}: ${failure} ${result ? nothing : remove}
          </li>`,
        ]
      : [];
    const problems = (result?.problems ?? []).map(({ severity, message, line }) => {
      const kind = severity === 'error' ? 'run-failure' : 'muted';
      const place = line === undefined ? fileName : l10n.t('{0}, line {1}', fileName, line);
      return html`<li class=${kind}>${link(place, line)}: ${message}</li>`;
    });
    return [...failed, ...problems];
  });
}
