// The only importer of @vscode/webview-ui-toolkit, which is archived upstream: replacing it means
// writing these functions again. It has no slider; ours is the browser's own, styled in controls.css.
import {
  Button,
  Dropdown,
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';
import { render, type TemplateResult } from 'lit-html';
import { shortcutsOf, withKey } from './commands.ts';
import { setAttributes } from './element.ts';
import type { CommandId } from './keymap.ts';

provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeCheckbox(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodeProgressRing(),
);

/** A push button with a text. */
export function textButton(
  label: string,
  appearance: 'primary' | 'secondary',
  onClick: () => void,
): HTMLElement {
  const button = create('vscode-button', Button);
  button.appearance = appearance;
  button.append(label);
  button.addEventListener('click', onClick);
  return button;
}

/** A button that shows only an icon; its label is read out and shown as a tooltip. */
export function iconButton(
  icon: TemplateResult,
  label: string,
  onClick: () => void,
  command?: CommandId,
): HTMLElement {
  const button = create('vscode-button', Button);
  button.appearance = 'icon';
  button.title = command ? withKey(label, command) : label;
  setAttributes(button, {
    'aria-label': label,
    'aria-keyshortcuts': command && shortcutsOf(command),
  });
  render(icon, button);
  button.addEventListener('click', onClick);
  return button;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A drop-down list; `set` also replaces the choices. */
export function dropdown(
  label: string,
  onChange: (value: string) => void,
): { readonly node: HTMLElement; set(choices: readonly Choice[], value: string): void } {
  const list = create('vscode-dropdown', Dropdown);
  list.setAttribute('aria-label', label);
  let listed = '';
  let shown = '';
  const tell = (): void => {
    if (list.open || list.value === shown) return;
    shown = list.value;
    onChange(shown);
  };
  list.addEventListener('change', tell);
  // The list says nothing when a key goes back to what was chosen before it was last opened.
  list.addEventListener('keyup', tell);
  return {
    node: list,
    set: (choices, value) => {
      const key = JSON.stringify(choices);
      // What somebody has moved to and not yet told stays: only news replaces it.
      if (key === listed && value === shown) return;
      if (key !== listed) {
        listed = key;
        list.replaceChildren(
          ...choices.map((choice) => {
            const option = document.createElement('vscode-option');
            option.setAttribute('value', choice.value);
            option.textContent = choice.label;
            return option;
          }),
        );
      }
      shown = value;
      // The list learns of new options a little later; until then it would refuse their values.
      queueMicrotask(() => (list.value = value));
      list.setAttribute('current-value', value);
    },
  };
}

/** A ring that turns while something is going on. */
export function progressRing(label: string): HTMLElement {
  const ring = document.createElement('vscode-progress-ring');
  ring.setAttribute('aria-label', label);
  return ring;
}

/** The element of a registered tag, checked to be what the toolkit says it is. */
function create<T extends HTMLElement>(tag: string, type: abstract new () => T): T {
  const node = document.createElement(tag);
  if (!(node instanceof type)) throw new Error(`${tag} is not registered`);
  return node;
}
