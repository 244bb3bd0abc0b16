import { html, render } from 'lit-html';
import { iconButton } from './controls.ts';
import { elementOf } from './elementOf.ts';
import { l10n } from './l10n.ts';

/** The panel that lists the keys of a view, shown while `helpOpen`. */
export function createKeyList(
  keys: readonly (readonly [key: string, meaning: string])[],
  onClose: () => void,
): { readonly node: HTMLElement; update(state: { readonly helpOpen: boolean }): void } {
  const label = l10n.t('Keyboard shortcuts');
  const node = elementOf(
    html`<section class="help" id="help" aria-label=${label} hidden></section>`,
  );
  const rows = keys.map(
    ([key, meaning]) =>
      html`<dt>${key}</dt>
        <dd>${meaning}</dd>`,
  );
  render(
    html`<div class="panel-head">
        <h2>${label}</h2>
        ${iconButton({ icon: 'close', label: l10n.t('Close'), onClick: onClose })}
      </div>
      <dl>${rows}</dl>`,
    node,
  );
  return { node, update: ({ helpOpen }) => void (node.hidden = !helpOpen) };
}
