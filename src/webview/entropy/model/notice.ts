import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { FromEntropyView } from '../../../protocol/entropy/model.ts';
import type { ViewProblem } from '../../../protocol/panel.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { createFlatNotice } from '../../kit/flatNotice.ts';
import { icon } from '../../kit/icons.ts';
import { l10n } from '../../kit/l10n.ts';
import { missingActions } from '../../kit/missingActions.ts';
import type { EntropyState } from './state.ts';

/** Maximum number of problems listed on the page; the Problems panel lists all. */
const listed = 4;

/** Says why the page shows an earlier version of the text, or none, or no surface. */
export function createEntropyNotice(send: (message: FromEntropyView) => void): {
  readonly node: HTMLElement;
  update(state: EntropyState, hasDocument: boolean): void;
} {
  const node = elementOf(html`<div class="notice" role="status" aria-live="polite"></div>`);
  const row = ({ message, line, column }: ViewProblem, i: number): TemplateResult =>
    html`<button class="problem error" @click=${() => send({ kind: 'openSource', problem: i })}>
      ${icon('error')}<span class="problem-text">${message}</span
      ><span class="problem-place">${line}:${column}</span>
    </button>`;
  const flatNotice = createFlatNotice({
    lost: l10n.t(
      'Showing the phase diagram. The surface returns when the graphics card is available again; otherwise, reopen the view.',
    ),
    unavailable: l10n.t(
      'Showing the phase diagram of the same model. To see the surface, start VS Code without --disable-gpu, or with --enable-unsafe-swiftshader.',
    ),
  });
  const update = (state: EntropyState, hasDocument: boolean): void => {
    const { problems, missing } = state;
    const flat = flatNotice(state.flatBecause, () => update(state, hasDocument));
    node.hidden = problems.length === 0 && missing === undefined && flat === nothing;
    node.classList.toggle('central', !hasDocument);
    const gone = html`<div class="box error">
      ${icon('error')}
      <div class="box-text">
        <strong>${l10n.t('The file cannot be read')}</strong><span>${missing}</span>
      </div>
      ${missingActions(send)}
    </div>`;
    const text = hasDocument
      ? l10n.t('The view shows the last valid version.')
      : l10n.t('The view appears once the errors are fixed.');
    const box = html`<div class="box tall error">
      <div class="box-head">
        ${icon('error')}<strong>${l10n.t('The spec has errors')}</strong><span>${text}</span>
      </div>
      <div class="problems">${problems.slice(0, listed).map(row)}</div>
    </div>`;
    const shown = problems.length > 0 ? box : nothing;
    render([missing === undefined ? shown : gone, flat], node);
  };
  return { node, update };
}
