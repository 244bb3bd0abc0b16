import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { ControlSettings } from '../../../core/entropy/controls.ts';
import { numberText } from '../../../core/numberText.ts';
import type { Intervention } from '../../../language/entropy/entropySpec.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { controlDials } from './dials.ts';
import { headlineOf } from './headline.ts';
import { assumptionText } from './labels.ts';
import type { EntropyState } from './state.ts';

export interface HeadlineActions {
  readonly intervene: (intervention: Intervention, index: number | undefined) => void;
  /** Back to the controls and the state that the document starts with. */
  readonly reset: () => void;
}

/**
 * The headline, and below it the interventions of the document as a row of buttons, each with the
 * values that it sets, and with its outcome once it is applied.
 */
export function createHeadlineStrip({ intervene, reset }: HeadlineActions): {
  readonly node: HTMLElement;
  update(state: EntropyState): void;
} {
  const node = elementOf(
    html`<section
      class="headline-strip"
      id="headline-strip"
      aria-label=${l10n.t('Headline')}
    ></section>`,
  );
  return {
    node,
    update: (state) => {
      const { document, controls, step, place, event } = state;
      const interventions = document.spec.interventions;
      const current = step && step.place === place ? step : undefined;
      const hasSteps = interventions.length > 0 && document.spec.controls.kind === controls.kind;
      const values = valuesOf(document.spec.controls, interventions);
      const assumption = assumptionText(state);
      const hint = hasSteps
        ? l10n.t('Try the steps from left to right, or drag the point.')
        : l10n.t('Drag the point to change the controls; the state follows.');
      render(
        html`<p class="headline">${headlineOf(state)}</p>
          ${assumption === undefined ? nothing : html`<p class="muted assumption">${assumption}</p>`}
          ${
            hasSteps
              ? html`<div class="steps" role="group" aria-label=${l10n.t('Interventions')}>
                  ${stepButton({
                    name: l10n.t('Start'),
                    values: values(document.spec.controls),
                    isCurrent: current?.index === -1,
                    onClick: reset,
                  })}
                  ${interventions.map((one, i) =>
                    stepButton({
                      name: one.name,
                      values: [...values(one.controls), ...refreshValues(one)],
                      isCurrent: current?.index === i,
                      onClick: () => intervene(one, i),
                    }),
                  )}
                </div>`
              : nothing
          }
          <p class="event" role="status" aria-live="polite">
            ${current?.outcome || event || html`<span class="muted">${hint}</span>`}
          </p>`,
        node,
      );
    },
  };
}

interface StepButton {
  readonly name: string | undefined;
  readonly values: readonly string[];
  readonly isCurrent: boolean;
  readonly onClick: () => void;
}

function stepButton({ name, values, isCurrent, onClick }: StepButton): TemplateResult {
  const what = values.join(', ');
  return html`<button
    type="button"
    class="step"
    aria-current=${isCurrent ? 'step' : nothing}
    @click=${onClick}
  >
    <span class="step-name">${name ?? what}</span>
    ${name === undefined || what === '' ? nothing : html`<span class="step-values">${what}</span>`}
  </button>`;
}

/**
 * The values of those settings that some intervention changes, so that a name that does not fit its
 * values cannot mislead.
 */
export function valuesOf(
  start: ControlSettings,
  interventions: readonly Intervention[],
): (controls: ControlSettings) => readonly string[] {
  const settings = [
    ...controlDials(start.kind),
    {
      label: l10n.t('credit'),
      read: (controls: ControlSettings) => (controls.kind === 'grpo' ? controls.credit : undefined),
      text: (value: number) => numberText(value),
    },
  ];
  const changed = settings.filter(({ read }) =>
    interventions.some(({ controls }) => read(controls) !== read(start)),
  );
  return (controls) =>
    changed.flatMap(({ label, read, text }) => {
      const value = read(controls);
      return value === undefined ? [] : [l10n.t('{0} = {1}', label, text(value))];
    });
}

function refreshValues({ refresh }: Intervention): readonly string[] {
  if (!refresh) return [];
  const share = numberText(100 * refresh.share, 3);
  return [l10n.t('{0} % SFT, q = {1}', share, numberText(refresh.success, 3))];
}
