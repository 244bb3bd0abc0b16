// Controls as templates. Their elements come from toolkit.ts, except for the slider and the text field,
// which the toolkit lacks or styles differently: those are the browser's own, styled in controls.css.
import { html, noChange, nothing, type TemplateResult } from 'lit-html';
import { Directive, directive, type ElementPart, type PropertyPart } from 'lit-html/directive.js';
import { setCommittedValue } from 'lit-html/directive-helpers.js';
import { keyed } from 'lit-html/directives/keyed.js';
import { live } from 'lit-html/directives/live.js';
import { shortcutsOf, withKey } from './commands.ts';
import { icon, type IconName } from './icons.ts';
import type { CommandId } from './keymap.ts';
import './toolkit.ts';

export interface TextButton {
  readonly label: string;
  readonly appearance: 'primary' | 'secondary';
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly title?: string;
  /** For one of several buttons that exclude each other. */
  readonly pressed?: boolean;
}

/** A push button with a text. */
export function textButton(button: TextButton): TemplateResult {
  return html`<vscode-button
    appearance=${button.appearance}
    title=${button.title ?? nothing}
    aria-pressed=${button.pressed ?? nothing}
    ?disabled=${button.disabled ?? false}
    @click=${button.onClick}
    >${button.label}</vscode-button
  >`;
}

export interface IconButton {
  readonly icon: IconName;
  /** Read out, and shown as a tooltip with the key of the command. */
  readonly label: string;
  /** The equivalent command. */
  readonly command?: CommandId;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly hidden?: boolean;
  /** For a button that switches something on and off. */
  readonly pressed?: boolean;
  /** For a button that shows and hides something. */
  readonly expanded?: boolean;
}

/** A button that shows only an icon. */
export function iconButton(button: IconButton): TemplateResult {
  const { label, command } = button;
  return html`<vscode-button
    appearance="icon"
    aria-label=${label}
    title=${command ? withKey(label, command) : label}
    aria-keyshortcuts=${(command && shortcutsOf(command)) ?? nothing}
    aria-pressed=${button.pressed ?? nothing}
    aria-expanded=${button.expanded ?? nothing}
    ?disabled=${button.disabled ?? false}
    ?hidden=${button.hidden ?? false}
    @click=${button.onClick}
    >${icon(button.icon)}</vscode-button
  >`;
}

export interface Checkbox {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly hidden?: boolean;
  readonly disabled?: boolean;
}

/** A check box with its label. */
export function checkbox({
  label,
  checked,
  onChange,
  hidden = false,
  disabled = false,
}: Checkbox): TemplateResult {
  // The element also reports changes that come from here. The listener knows the new state because
  // it is bound first.
  const report = ({ target }: Event): void => {
    const box = target as HTMLInputElement;
    if (box.checked !== checked) onChange(box.checked);
  };
  return html`<vscode-checkbox
    ?hidden=${hidden}
    ?disabled=${disabled}
    @change=${report}
    .checked=${live(checked)}
    >${label}</vscode-checkbox
  >`;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface Dropdown {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A drop-down list. */
export function dropdown({ label, choices, value, onChange }: Dropdown): TemplateResult {
  const report = ({ currentTarget }: Event): void => {
    const list = currentTarget as DropdownElement;
    if (!list.open && list.value !== value) onChange(list.value);
  };
  const key = JSON.stringify(choices);
  const options = choices.map(
    (choice) => html`<vscode-option value=${choice.value}>${choice.label}</vscode-option>`,
  );
  // The list reports no change when a key returns to what was chosen before it was last opened, so
  // keys are listened to as well. It reads the label of an option only once: changed labels need new
  // options.
  return html`<vscode-dropdown
    aria-label=${label}
    @change=${report}
    @keyup=${report}
    ${chosen(value, key)}
    >${keyed(key, options)}</vscode-dropdown
  >`;
}

interface DropdownElement extends HTMLElement {
  readonly open: boolean;
  value: string;
}

/** Sets the value of a drop-down list when it or the options are new. */
const chosen = directive(
  class extends Directive {
    #shown = '';

    /** What is shown; a choice that the user has moved to but not yet made does not change it. */
    render(value: string, options: string): string {
      return JSON.stringify([value, options]);
    }

    override update({ element }: ElementPart, [value, options]: [string, string]): symbol {
      const shown = this.render(value, options);
      if (shown === this.#shown) return noChange;
      this.#shown = shown;
      // New options are rendered after this, and the list takes them up in a microtask; until then
      // it refuses their values.
      queueMicrotask(() => queueMicrotask(() => ((element as DropdownElement).value = value)));
      return noChange;
    }
  },
);

export interface Slider {
  readonly label: string;
  readonly range: { readonly min: number; readonly max: number; readonly step: number };
  readonly value: number;
  readonly onInput: (value: number) => void;
  /** Called when the slider is let go. */
  readonly onChange?: (value: number) => void;
  readonly title?: string;
  /** Text for screen readers in place of the number. */
  readonly valueText?: string;
}

/** A slider over [min, max]. */
export function slider(field: Slider): TemplateResult {
  const { range, onInput, onChange } = field;
  const valueOf = ({ target }: Event): number => (target as HTMLInputElement).valueAsNumber;
  return html`<input
    type="range"
    class="slider"
    aria-label=${field.label}
    aria-valuetext=${field.valueText ?? nothing}
    title=${field.title ?? nothing}
    min=${range.min}
    max=${range.max}
    step=${range.step}
    .valueAsNumber=${live(field.value)}
    @input=${(event: Event) => onInput(valueOf(event))}
    @change=${(event: Event) => onChange?.(valueOf(event))}
  />`;
}

export interface TextField {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** `change` reports the text on Enter and when the focus leaves, `input` on every key. */
  readonly when: 'change' | 'input';
  readonly invalid?: boolean;
  /** Id of an element that explains what can be written. */
  readonly describedBy?: string;
}

/** A line of text. */
export function textField(field: TextField): TemplateResult {
  const { when, value, onChange } = field;
  const report = (on: TextField['when']) => (event: Event) => {
    if (on === when) onChange((event.target as HTMLInputElement).value);
  };
  return html`<input
    type="text"
    class="text"
    aria-label=${field.label}
    placeholder=${field.placeholder}
    aria-invalid=${field.invalid ?? nothing}
    aria-describedby=${field.describedBy ?? nothing}
    .value=${when === 'input' ? live(value) : unlessEditing(value)}
    @change=${report('change')}
    @input=${report('input')}
  />`;
}

/** Like `live`, but leaves a field alone while it has the focus. */
const unlessEditing = directive(
  class extends Directive {
    render(value: string): string {
      return value;
    }

    override update(part: PropertyPart, [value]: [string]): string | symbol {
      const field = part.element as HTMLInputElement;
      if (document.activeElement === field || field.value === value) return noChange;
      setCommittedValue(part);
      return value;
    }
  },
);

/** A progress ring. */
export function progressRing(label: string): TemplateResult {
  return html`<vscode-progress-ring aria-label=${label}></vscode-progress-ring>`;
}
