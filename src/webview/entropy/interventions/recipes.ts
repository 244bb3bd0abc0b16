import { html, render, type TemplateResult } from 'lit-html';
import {
  catalogue,
  type Intervention,
  type InterventionId,
} from '../../../core/entropy/simulator/catalogue.ts';
import { checkbox, dropdown, slider, type Slider } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { effectText, interventionWords, sourceText } from './labels.ts';
import { fewestChosen, mostChosen, type BenchChoices, type BenchPane } from './state.ts';

/** The pane that chooses the interventions, the task, and the numbers of seeds and steps. */
export function createRecipes(choose: (change: Partial<BenchChoices>) => void): BenchPane {
  const words = interventionWords();
  const title = l10n.t('What to compare');
  const node = elementOf(
    html`<section class="run-section bench-recipes" aria-label=${title}></section>`,
  );
  const recipe = (one: Intervention, chosen: readonly InterventionId[]): TemplateResult => {
    const { id, effect } = one;
    const at = chosen.indexOf(id);
    const box = checkbox({
      label: words[id].name,
      checked: at >= 0,
      disabled: at < 0 ? chosen.length >= mostChosen : chosen.length <= fewestChosen,
      onChange: (checked) =>
        choose({
          chosen: catalogue
            .map((other) => other.id)
            .filter((other) => (other === id ? checked : chosen.includes(other))),
        }),
    });
    return html`<li class="bench-recipe">
      <div class="bench-name">${box}</div>
      <p class="muted">${words[id].does} ${effectText(effect)} (${sourceText(one)}).</p>
    </li>`;
  };

  return {
    node,
    update: ({ choices }) => {
      const { chosen, seeds, steps } = choices;
      const task = dropdown({
        label: l10n.t('Task'),
        choices: [
          { value: 'severalRight', label: l10n.t('Six right tokens, noisy rewards') },
          { value: 'oneRight', label: l10n.t('One right token') },
        ],
        value: choices.task,
        onChange: (value) => choose({ task: value as BenchChoices['task'] }),
      });
      render(
        html`<h2>${title}</h2>
          <div class="bench-controls">
            <div class="run-knob"><span>${l10n.t('Task')}</span>${task}</div>
            ${knob({
              label: l10n.t('Seeds'),
              range: { min: 1, max: 16, step: 1 },
              value: seeds,
              onInput: (value) => choose({ seeds: value }),
            })}
            ${knob({
              label: l10n.t('Steps'),
              range: { min: 50, max: 600, step: 50 },
              value: steps,
              onInput: (value) => choose({ steps: value }),
            })}
          </div>
          <details class="bench-choice">
            <summary>
              ${l10n.t('Interventions: {0} of {1}', chosen.length, catalogue.length)}
            </summary>
            <ul class="bench-list">
              ${catalogue.map((one) => recipe(one, chosen))}
            </ul>
          </details>`,
        node,
      );
    },
  };
}

/** A slider with its name and value. */
export function knob(field: Slider): TemplateResult {
  return html`<label class="run-knob"
    ><span>${field.label}</span>${slider(field)}<output class="number"
      >${field.value}</output
    ></label
  >`;
}
