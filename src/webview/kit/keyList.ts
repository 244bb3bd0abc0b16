import { html, render } from 'lit-html';
import type { Command } from './commands.ts';
import { iconButton } from './controls.ts';
import { elementOf } from './elementOf.ts';
import { keyRows } from './keyRows.ts';
import { l10n } from './l10n.ts';

/** Pointer gestures by name; they are not commands, but in the same list. */
export type Gesture = readonly [name: string, meaning: string];

/** The panel that lists the shortcuts and pointer gestures of a view, shown while `helpOpen`. */
export function createKeyList<S extends { readonly helpOpen: boolean }>(
  commands: readonly Command<S>[],
  gestures: readonly Gesture[],
  state: S,
  onClose: () => void,
): { readonly node: HTMLElement; update(state: S): void } {
  const label = l10n.t('Keyboard shortcuts');
  const node = elementOf(
    html`<section class="help" id="help" tabindex="0" aria-label=${label} hidden></section>`,
  );
  const rows = [...keyRows(commands, state), ...gestures].map(
    ([key, meaning]) =>
      html`<div class="key-row">
        <dt>${key}</dt>
        <dd>${meaning}</dd>
      </div>`,
  );
  render(
    html`<div class="panel-head">
        <h2>${label}</h2>
        ${iconButton({ icon: 'close', label: l10n.t('Close'), command: 'cancel', onClick: onClose })}
      </div>
      <dl>${rows}</dl>`,
    node,
  );
  return { node, update: ({ helpOpen }) => void (node.hidden = !helpOpen) };
}
