import { catalogue, type InterventionId } from '../../../core/entropy/simulator/catalogue.ts';
import { numberText } from '../../../core/numberText.ts';
import { element, svgElement } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import { checkbox, dropdown, slider, textButton } from '../../kit/toolkit.ts';
import { fewestChosen, mostChosen, type BenchChoices, type BenchPane } from './state.ts';
import { effectText, interventionWords } from './labels.ts';

export interface RecipeActions {
  readonly choose: (change: Partial<BenchChoices>) => void;
  readonly start: () => void;
  readonly cancel: () => void;
}

/** Which recipes are compared, on what, how often and for how long. */
export function createRecipes({ choose, start, cancel }: RecipeActions): BenchPane {
  const words = interventionWords();
  let chosen: readonly InterventionId[] = [];
  const boxes = catalogue.map(({ id, effect }) => {
    const swatch = svgElement('svg', {
      class: 'run-swatch',
      width: 26,
      height: 10,
      'aria-hidden': 'true',
    });
    const box = checkbox(words[id].name, (checked) => {
      const ids = catalogue
        .map((one) => one.id)
        .filter((one) => (one === id ? checked : chosen.includes(one)));
      choose({ chosen: ids });
    });
    const node = element(
      'li',
      { class: 'bench-recipe' },
      element('div', { class: 'bench-name' }, box.node, swatch),
      element('p', { class: 'muted' }, `${words[id].does} ${effectText(effect)}.`),
    );
    return { id, box, node, swatch };
  });

  const task = dropdown(l10n.t('Task'), (value) => choose({ task: value as BenchChoices['task'] }));
  const seeds = slider(l10n.t('Seeds'), { min: 1, max: 16, step: 1 }, (value) =>
    choose({ seeds: value }),
  );
  const steps = slider(l10n.t('Steps'), { min: 50, max: 600, step: 50 }, (value) =>
    choose({ steps: value }),
  );
  const seedsValue = element('output', { class: 'number' });
  const stepsValue = element('output', { class: 'number' });
  const run = textButton(l10n.t('Simulate'), 'primary', start);
  const stop = textButton(l10n.t('Cancel'), 'secondary', cancel);
  const progress = element('progress', { max: 1, 'aria-label': l10n.t('Simulated') });
  const hint = element('p', { class: 'muted', 'aria-live': 'polite' });
  const node = element(
    'section',
    { class: 'run-section bench-recipes', 'aria-label': l10n.t('Recipes') },
    element('h2', {}, l10n.t('Recipes')),
    element(
      'div',
      { class: 'bench-controls' },
      element('div', { class: 'run-knob' }, element('span', {}, l10n.t('Task')), task.node),
      element(
        'label',
        { class: 'run-knob' },
        element('span', {}, l10n.t('Seeds')),
        seeds.node,
        seedsValue,
      ),
      element(
        'label',
        { class: 'run-knob' },
        element('span', {}, l10n.t('Steps')),
        steps.node,
        stepsValue,
      ),
      element('div', { class: 'bench-run' }, run, stop, progress),
      hint,
    ),
    element('ul', { class: 'bench-list' }, ...boxes.map((one) => one.node)),
  );
  return {
    node,
    update: ({ choices, share, notice }) => {
      ({ chosen } = choices);
      task.set(
        [
          { value: 'severalRight', label: l10n.t('Six right tokens, noisy rewards') },
          { value: 'oneRight', label: l10n.t('One right token') },
        ],
        choices.task,
      );
      seeds.set(choices.seeds);
      steps.set(choices.steps);
      seedsValue.textContent = String(choices.seeds);
      stepsValue.textContent = String(choices.steps);
      for (const { id, box, swatch } of boxes) {
        const at = chosen.indexOf(id);
        box.set(at >= 0);
        box.node.toggleAttribute(
          'disabled',
          at < 0 ? chosen.length >= mostChosen : chosen.length <= fewestChosen,
        );
        swatch.replaceChildren(
          ...(at < 0
            ? []
            : [svgElement('path', { class: `bench-line bench-${at}`, d: 'M1 5H25' })]),
        );
      }
      stop.hidden = share === undefined;
      progress.hidden = share === undefined;
      progress.value = share ?? 0;
      hint.textContent =
        share === undefined
          ? notice ||
            l10n.t(
              '{0} trainings of {1} steps',
              chosen.length * choices.seeds,
              numberText(choices.steps),
            )
          : l10n.t('{0} % simulated', Math.floor(100 * share));
    },
  };
}
