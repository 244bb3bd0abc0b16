import { html, nothing, type TemplateResult } from 'lit-html';
import { AsyncDirective, directive, type DirectiveResult } from 'lit-html/async-directive.js';
import { live } from 'lit-html/directives/live.js';
import { createRef, ref } from 'lit-html/directives/ref.js';
import { withMinus } from '../../core/numberText.ts';
import { l10n } from './l10n.ts';
import { pixelStep, rounded, stepFactor } from './scrubStep.ts';

/** A number that is changed where it stands: by dragging it, with the arrow keys, or by typing. */
export interface Scrub {
  /** What the number is, as in "Weight of x". */
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  /** Called with every value on the way. */
  readonly onTry: (value: number) => void;
  /** Called with the value at the end of a drag, of a series of keys, or of typing. */
  readonly onKeep: (value: number) => void;
  /** Called when the change is cancelled, with the value before it. */
  readonly onDrop: (before: number) => void;
}

/** A press that moves less than this, in pixels, is a click. */
const clickSlop = 3;
/** Milliseconds after the last key press until the value is kept. */
const quietTime = 700;

/** A drag or a series of keys: where it is, without the rounding of what is shown. */
interface Run {
  readonly before: number;
  readonly step: number;
  value: number;
  /** The value that was tried last. */
  tried: number | undefined;
  /** Undefined for keys. */
  readonly pointer?: { readonly id: number; x: number; travelled: number };
}

class ScrubDirective extends AsyncDirective {
  #field: Scrub | undefined;
  #run: Run | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isEditing = false;
  readonly #input = createRef<HTMLInputElement>();
  readonly #number = createRef<HTMLElement>();

  render(field: Scrub): TemplateResult {
    this.#field = field;
    const { label, value, min, max } = field;
    if (this.#isEditing)
      return html`<input
        class="text scrub-input number"
        type="text"
        inputmode="decimal"
        aria-label=${label}
        .value=${live(this.#input.value?.value ?? String(value))}
        ${ref(this.#input)}
        @keydown=${(event: KeyboardEvent) => this.#type(event)}
        @blur=${() => this.#finishTyping(true)}
      />`;
    return html`<span
      class="scrub number"
      role="spinbutton"
      tabindex="0"
      aria-label=${label}
      aria-valuenow=${value}
      aria-valuemin=${min ?? nothing}
      aria-valuemax=${max ?? nothing}
      aria-valuetext=${withMinus(String(value))}
      title=${l10n.t('Drag to change; Shift: finer, Alt: coarser. Double click to type.')}
      ${ref(this.#number)}
      @pointerdown=${(event: PointerEvent) => this.#press(event)}
      @pointermove=${(event: PointerEvent) => this.#drag(event)}
      @pointerup=${(event: PointerEvent) => this.#release(event)}
      @pointercancel=${() => this.#cancel()}
      @dblclick=${() => this.#edit()}
      @keydown=${(event: KeyboardEvent) => this.#key(event)}
      @blur=${() => this.#keep()}
      >${withMinus(String(value))}</span
    >`;
  }

  /** A number that disappears during a change keeps it: the neuron may have left the picture. */
  override disconnected(): void {
    this.#keep();
  }

  #press(event: PointerEvent): void {
    if (event.button !== 0 || !this.#field) return;
    this.#keep();
    const { value } = this.#field;
    const pointer = { id: event.pointerId, x: event.clientX, travelled: 0 };
    this.#run = { before: value, step: pixelStep(value), value, tried: undefined, pointer };
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  }

  #drag(event: PointerEvent): void {
    const run = this.#run;
    const pointer = run?.pointer;
    if (!run || pointer?.id !== event.pointerId) return;
    const dx = event.clientX - pointer.x;
    pointer.x = event.clientX;
    pointer.travelled += Math.abs(dx);
    if (pointer.travelled > clickSlop) this.#move(run, dx * stepFactor(event), event);
  }

  #release({ pointerId }: PointerEvent): void {
    if (this.#run?.pointer?.id === pointerId) this.#keep();
  }

  #key(event: KeyboardEvent): void {
    const steps = keySteps[event.key];
    if (steps !== undefined) {
      const { value = 0 } = this.#field ?? {};
      this.#run ??= { before: value, step: pixelStep(value), value, tried: undefined };
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#keep(), quietTime);
      this.#move(this.#run, steps * stepFactor(event), event);
    } else if (event.key === 'Enter') {
      if (this.#run) this.#keep();
      else this.#edit();
    } else if (event.key !== 'Escape' || !this.#cancel()) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move(run: Run, steps: number, modifiers: { readonly shiftKey: boolean }): void {
    const { min = -Infinity, max = Infinity, onTry } = this.#field!;
    run.value = Math.min(max, Math.max(min, run.value + steps * run.step));
    run.tried = rounded(run.value, modifiers.shiftKey ? run.step / 10 : run.step);
    onTry(run.tried);
  }

  #keep(): void {
    clearTimeout(this.#timer);
    const run = this.#run;
    this.#run = undefined;
    if (run?.tried !== undefined) this.#field?.onKeep(run.tried);
  }

  /** False when there is nothing to cancel. */
  #cancel(): boolean {
    clearTimeout(this.#timer);
    const run = this.#run;
    this.#run = undefined;
    if (run?.tried !== undefined) this.#field?.onDrop(run.before);
    return run !== undefined;
  }

  #edit(): void {
    if (!this.#field) return;
    this.#cancel();
    this.#isEditing = true;
    this.setValue(this.render(this.#field));
    this.#input.value?.focus();
    this.#input.value?.select();
  }

  #type(event: KeyboardEvent): void {
    // Keys of the page do nothing while a number is typed.
    event.stopPropagation();
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    this.#finishTyping(event.key === 'Enter');
    this.#number.value?.focus();
  }

  #finishTyping(keep: boolean): void {
    if (!this.#isEditing || !this.#field) return;
    const { min = -Infinity, max = Infinity, value: before, onKeep } = this.#field;
    const text = this.#input.value?.value.trim().replace('−', '-').replace(',', '.') ?? '';
    this.#isEditing = false;
    this.setValue(this.render(this.#field));
    const value = text === '' ? NaN : Number(text);
    if (keep && Number.isFinite(value) && value !== before && value >= min && value <= max)
      onKeep(value);
  }
}

/**
 * A number that can be scrubbed: drag left or right, with Shift for finer and Alt or Ctrl for coarser
 * steps; or use the arrow keys. A double click or Enter opens it for typing; Escape restores it.
 */
export const scrub: (field: Scrub) => DirectiveResult = directive(ScrubDirective);

const keySteps: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: 10,
  PageDown: -10,
};
