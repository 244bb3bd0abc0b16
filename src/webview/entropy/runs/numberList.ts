import { html, type TemplateResult } from 'lit-html';

/** Names of quantities, each with its value as a text. */
export function numberList(
  rows: readonly (readonly [name: string, value: string])[],
): TemplateResult {
  return html`<dl class="run-numbers">
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd class="number">${value}</dd>`,
    )}
  </dl>`;
}
