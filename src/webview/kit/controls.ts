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
  /** A short label beside the icon, which style sheets hide where there is no room for it. */
  readonly name?: string;
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

/** A button that shows an icon. */
export function iconButton(button: IconButton): TemplateResult {
  const { label, command } = button;
  return html`<vscode-button
    appearance="icon"
    aria-label=${label}
    title=${command ? withKey(label, command) : label}
    aria-keyshortcuts=${(command && shortcutsOf(command)) ?? nothing}
    data-command=${command ?? nothing}
    aria-pressed=${button.pressed ?? nothing}
    aria-expanded=${button.expanded ?? nothing}
    ?disabled=${button.disabled ?? false}
    ?hidden=${button.hidden ?? false}
    @click=${button.onClick}
    >${icon(button.icon)}${
      button.name === undefined ? nothing : html`<small class="button-name">${button.name}</small>`
    }</vscode-button
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
  const key = JSON.stringify(choices);
  const options = choices.map(
    (choice) => html`<vscode-option value=${choice.value}>${choice.label}</vscode-option>`,
  );
  // The list reads the label of an option only once: changed labels need new options.
  return html`<vscode-dropdown aria-label=${label} ${choosing(value, key, onChange)}
    >${keyed(key, options)}</vscode-dropdown
  >`;
}

interface DropdownElement extends HTMLElement {
  readonly open: boolean;
  value: string;
}

type ChoosingParameters = [value: string, options: string, onChange: (value: string) => void];

/**
 * Keeps the value of a drop-down list in step with the state. A choice is reported once, also when
 * the state takes it up later; one that the state does not take up is undone by the next render.
 */
const choosing = directive(
  class extends Directive {
    #options = '';
    /** What the list was set to, or what it has reported since. */
    #value: string | undefined;
    #onChange: ((value: string) => void) | undefined;

    /** Gives `update` its parameters; the list itself has no text. */
    render(...[]: ChoosingParameters): symbol {
      return noChange;
    }

    override update(
      { element }: ElementPart,
      [value, options, onChange]: ChoosingParameters,
    ): symbol {
      const list = element as DropdownElement;
      if (!this.#onChange) this.#listen(list);
      this.#onChange = onChange;
      if (value === this.#value && options === this.#options) return noChange;
      this.#value = value;
      this.#options = options;
      // New options are rendered after this, and the list takes them up in a microtask; until then
      // it refuses their values.
      queueMicrotask(() => queueMicrotask(() => (list.value = value)));
      return noChange;
    }

    #listen(list: DropdownElement): void {
      const report = (): void => {
        if (list.open || list.value === this.#value) return;
        this.#value = list.value;
        this.#onChange?.(list.value);
      };
      list.addEventListener('change', report);
      // The list reports no change when a key returns to what was chosen before it was last opened.
      list.addEventListener('keyup', report);
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
