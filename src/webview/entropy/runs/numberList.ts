import { html, type TemplateResult } from 'lit-html';
import type { NamedNumber } from '../../../core/entropy/words/runNumbers.ts';

/** Names of quantities, each with its value as a text. */
export function numberList(rows: readonly NamedNumber[]): TemplateResult {
  return html`<dl class="run-numbers">
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd class="number">${value}</dd>`,
    )}
  </dl>`;
}
