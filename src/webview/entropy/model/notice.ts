import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { FromEntropyView } from '../../../protocol/entropy/model.ts';
import type { ViewProblem } from '../../../protocol/panel.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { icon } from '../../kit/icons.ts';
import { l10n } from '../../kit/l10n.ts';
import type { EntropyState } from './state.ts';

/** Maximum number of problems listed on the page; the Problems panel lists all. */
const listed = 4;

/** Lists the errors due to which the page still shows an earlier version of the text. */
export function createEntropyNotice(send: (message: FromEntropyView) => void): {
  readonly node: HTMLElement;
  update(state: EntropyState): void;
} {
  const node = elementOf(html`<div class="notice" role="status" aria-live="polite"></div>`);
  const row = ({ message, line, column }: ViewProblem, i: number): TemplateResult =>
    html`<button class="problem error" @click=${() => send({ kind: 'openSource', problem: i })}>
      ${icon('error')}<span class="problem-text">${message}</span
      ><span class="problem-place">${line}:${column}</span>
    </button>`;
  return {
    node,
    update: ({ problems }) => {
      node.hidden = problems.length === 0;
      const box = html`<div class="box tall error">
        <div class="box-head">
          ${icon('error')}<strong>${l10n.t('The spec has errors')}</strong
          ><span>${l10n.t('The view shows the last valid version.')}</span>
        </div>
        <div class="problems">${problems.slice(0, listed).map(row)}</div>
      </div>`;
      render(problems.length > 0 ? box : nothing, node);
    },
  };
}
