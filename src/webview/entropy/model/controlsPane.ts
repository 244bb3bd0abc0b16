import type { HeightKey, ModelSettings } from '../../../core/entropy/modelView.ts';
import type { ControlSettings } from '../../../core/entropy/controls.ts';
import type { Estimator } from '../../../core/entropy/grpo/estimator.ts';
import type { Convention } from '../../../core/entropy/hysteresis.ts';
import { numberText } from '../../../core/numberText.ts';
import type { Intervention } from '../../../language/entropy/entropySpec.ts';
import { element } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import { checkbox, dropdown, slider, textButton, type Field } from '../../kit/toolkit.ts';
import { controlDials, modelDials, type Dial } from './dials.ts';
import { localMapOf, localFormText } from './localForm.ts';
import { createRunRows } from './runRows.ts';
import type { EntropyChoices, EntropyState, Line } from './state.ts';
import { estimatorNames, heightName, modelNames } from './labels.ts';

export interface ControlsActions {
  /** `hurried` while a slider moves. */
  readonly setModel: (model: ModelSettings, hurried: boolean) => void;
  readonly setControls: (controls: ControlSettings, hurried: boolean) => void;
  /** The axis of the strength B logarithmic or linear. */
  readonly setLogarithmic: (logarithmic: boolean) => void;
  /** To the normal form at the model's own cusp, or back. */
  readonly toggleLocalForm: () => void;
  readonly choose: (change: Partial<EntropyChoices>) => void;
  readonly intervene: (intervention: Intervention) => void;
  /** Show the log of a run of the document in a view of its own. */
  readonly openRun: (source: number) => void;
  /** Look at a run where it is now. */
  readonly showRun: (run: number) => void;
  readonly sweep: () => void;
  readonly reset: () => void;
}

/** Sliders and lists: the model, what the training sets, and what may be done to it. */
export function createControlsPane(actions: ControlsActions): {
  readonly node: HTMLElement;
  update(state: EntropyState): void;
} {
  let state: EntropyState | undefined;
  const model = dropdown(l10n.t('Model'), (value) => {
    if (state) actions.setModel(modelOfKind(value as ModelSettings['kind'], state), false);
  });
  const estimator = dropdown(l10n.t('Estimator'), (value) => {
    if (state?.modelView.settings.kind === 'grpo')
      actions.setModel(withEstimator(state.modelView.settings, value as Estimator['kind']), false);
  });
  const height = dropdown(l10n.t('Height'), (value) =>
    actions.choose({ height: value as HeightKey }),
  );
  const convention = dropdown(l10n.t('Follows'), (value) =>
    actions.choose({ convention: value as Convention }),
  );
  const line = dropdown(l10n.t('Line'), (value) =>
    actions.choose({ line: { kind: value } as Line }),
  );
  const logarithmic = checkbox(l10n.t('Logarithmic axis of B'), (checked) =>
    actions.setLogarithmic(checked),
  );
  const logarithmicNote = element(
    'p',
    { class: 'muted', id: 'logarithmic-note' },
    l10n.t('B = 0 has no place on it: nothing pulls back there, and the point is not drawn.'),
  );
  const estimatorRow = row(l10n.t('Estimator'), estimator.node);
  const ofModel = dialRows<ModelSettings>(
    modelDials(),
    () => state?.modelView.settings,
    (value, hurried) => actions.setModel(value, hurried),
  );
  const local = checkbox(l10n.t('Normal form at its cusp'), (checked) => {
    if (checked !== (state?.localTo !== undefined)) actions.toggleLocalForm();
  });
  const localNote = element('p', { class: 'muted', id: 'local-form' });
  const ofControls = element('div', {});
  let shownKind: ControlSettings['kind'] | undefined;
  let controlRows: DialRows | undefined;
  const refresh = refreshRows(actions, () => state);
  const interventions = element('div', { class: 'interventions' });
  const interventionsPart = part(l10n.t('Interventions'), interventions);
  let listed: readonly Intervention[] | undefined;
  const runs = createRunRows(actions);
  const runsPart = part(l10n.t('Runs'), runs.node);
  const refreshPart = part(l10n.t('SFT refresh'), refresh.node);

  const node = element(
    'aside',
    { class: 'controls', id: 'controls', 'aria-label': l10n.t('Controls') },
    part(
      l10n.t('Model'),
      row(l10n.t('Model'), model.node),
      estimatorRow,
      ofModel.node,
      local.node,
      localNote,
    ),
    part(l10n.t('Training'), ofControls),
    refreshPart,
    interventionsPart,
    runsPart,
    part(
      l10n.t('View'),
      row(l10n.t('Height'), height.node),
      row(l10n.t('Line'), line.node),
      row(l10n.t('Follows'), convention.node),
      logarithmic.node,
      logarithmicNote,
      element(
        'div',
        { class: 'button-row' },
        textButton(l10n.t('Sweep there and back'), 'primary', actions.sweep),
        textButton(l10n.t('Reset'), 'secondary', actions.reset),
      ),
    ),
  );

  return {
    node,
    update: (next) => {
      state = next;
      const { modelView, controls, choices, document } = next;
      const { settings } = modelView;
      node.hidden = !choices.controlsOpen;
      model.set(choicesOf(modelNames()), settings.kind);
      local.node.hidden = !next.localTo && !localMapOf(next);
      local.set(next.localTo !== undefined);
      localNote.hidden = !next.localTo;
      localNote.textContent = next.localTo ? localFormText(next, next.localTo) : '';
      const isGrpo = settings.kind === 'grpo';
      logarithmic.node.hidden = !isGrpo;
      logarithmic.set(choices.logarithmic);
      logarithmicNote.hidden = !isGrpo || !choices.logarithmic;
      estimatorRow.hidden = refreshPart.hidden = !isGrpo;
      if (isGrpo) estimator.set(choicesOf(estimatorNames()), settings.estimator.kind);
      ofModel.update();
      if (shownKind !== controls.kind) {
        shownKind = controls.kind;
        controlRows = dialRows<ControlSettings>(
          controlDials(controls.kind),
          () => state?.controls,
          (value, hurried) => actions.setControls(value, hurried),
        );
        ofControls.replaceChildren(controlRows.node);
      }
      controlRows?.update();
      refresh.update();
      height.set(
        modelView.heights.map(({ key }) => ({ value: key, label: heightName(modelView, key) })),
        modelView.heights.some(({ key }) => key === choices.height)
          ? choices.height
          : modelView.heights[0].key,
      );
      convention.set(
        [
          { value: 'delay', label: l10n.t('Stays until the fold') },
          { value: 'maxwell', label: l10n.t('Always the lowest well') },
        ],
        choices.convention,
      );
      line.set(
        [
          { value: 'across', label: l10n.t('Across, through the point') },
          { value: 'up', label: l10n.t('Up, through the point') },
          ...(choices.line.kind === 'drawn' ? [{ value: 'drawn', label: l10n.t('Drawn') }] : []),
        ],
        choices.line.kind,
      );
      const wanted = document.spec.interventions.filter(
        (one) => one.controls.kind === controls.kind,
      );
      runsPart.hidden = document.spec.runs.length === 0;
      runs.update(next);
      interventionsPart.hidden = wanted.length === 0;
      if (listed?.length !== wanted.length || wanted.some((one, i) => one !== listed?.[i])) {
        listed = wanted;
        interventions.replaceChildren(
          ...wanted.map((one) => textButton(one.name, 'secondary', () => actions.intervene(one))),
        );
      }
    },
  };
}

interface DialRows {
  readonly node: HTMLElement;
  update(): void;
}

/** One row per dial; those that do not apply are hidden. */
function dialRows<T>(
  dials: readonly Dial<T>[],
  read: () => T | undefined,
  write: (value: T, hurried: boolean) => void,
): DialRows {
  const rows = dials.map((dial) => {
    const output = element('output', { class: 'factor' });
    const set = (position: number, hurried: boolean): void => {
      const current = read();
      if (current !== undefined) write(dial.write(current, dial.toValue(position)), hurried);
    };
    const range = { min: 0, max: 1, step: 1 / dial.steps };
    const field = slider(dial.label, range, (position) => set(position, true));
    field.node.title = dial.hint;
    field.node.addEventListener('change', () => {
      set((field.node as HTMLInputElement).valueAsNumber, false);
    });
    return { dial, output, field, node: row(dial.label, sliderRow(field, output)) };
  });
  return {
    node: element('div', {}, ...rows.map(({ node }) => node)),
    update: () => {
      const current = read();
      for (const { dial, output, field, node } of rows) {
        const value = current === undefined ? undefined : dial.read(current);
        node.hidden = value === undefined;
        if (value === undefined) continue;
        if (document.activeElement !== field.node) field.set(dial.toPosition(value));
        output.textContent = dial.text(value);
        field.node.setAttribute('aria-valuetext', dial.text(value));
      }
    },
  };
}

/** How good the fine-tuned policy is, how much of it is mixed in, and the button that does it. */
function refreshRows(
  actions: ControlsActions,
  read: () => EntropyState | undefined,
): { readonly node: HTMLElement; update(): void } {
  let share = 0.5;
  const range = { min: 0.01, max: 0.99, step: 0.01 };
  const successText = element('output', { class: 'factor' });
  const shareText = element('output', { class: 'factor' });
  const success = slider(l10n.t('Success of one decision'), range, (value) =>
    actions.choose({ refreshSuccess: value }),
  );
  const mixture = slider(l10n.t('Share mixed in'), range, (value) => {
    share = value;
    shareText.textContent = numberText(share, 3);
  });
  mixture.set(share);
  shareText.textContent = numberText(share, 3);
  const mix = (): void => {
    const state = read();
    if (!state) return;
    const { controls, choices } = state;
    actions.intervene({
      name: l10n.t('SFT refresh'),
      controls,
      refresh: { share, success: choices.refreshSuccess },
    });
  };
  return {
    node: element(
      'div',
      {},
      row(l10n.t('Success q'), sliderRow(success, successText)),
      row(l10n.t('Share r'), sliderRow(mixture, shareText)),
      element('div', { class: 'button-row' }, textButton(l10n.t('Mix in'), 'secondary', mix)),
    ),
    update: () => {
      const value = read()?.choices.refreshSuccess ?? 0.25;
      if (document.activeElement !== success.node) success.set(value);
      successText.textContent = numberText(value, 3);
    },
  };
}

/** The usual model of a kind; of GRPO, the one that the spec or the last choice has. */
function modelOfKind(
  kind: ModelSettings['kind'],
  { document, modelView }: EntropyState,
): ModelSettings {
  if (document.spec.model.kind === kind) return document.spec.model;
  if (modelView.settings.kind === kind) return modelView.settings;
  if (kind !== 'grpo') return { kind };
  return {
    kind,
    estimator: { kind: 'grpo', group: 8, deviation: 'unbiased' },
    decisions: 10,
    tokens: { right: 1, wrong: 15, criticalShare: 1 },
  };
}

function withEstimator(
  model: Extract<ModelSettings, { kind: 'grpo' }>,
  kind: Estimator['kind'],
): ModelSettings {
  const group = 'group' in model.estimator ? model.estimator.group : 8;
  switch (kind) {
    case 'grpo':
      return { ...model, estimator: { kind, group, deviation: 'unbiased' } };
    case 'drGrpo':
    case 'dynamicSampling':
      return { ...model, estimator: { kind, group } };
    case 'infiniteGroup':
      return { ...model, estimator: { kind, epsilon: 1e-4 } };
    case 'rloo':
      return { ...model, estimator: { kind } };
  }
}

function choicesOf(names: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}

function part(title: string, ...children: HTMLElement[]): HTMLElement {
  return element('section', { class: 'part' }, element('h3', {}, title), ...children);
}

function row(label: string, field: HTMLElement): HTMLElement {
  return element('div', { class: 'row' }, element('span', { class: 'row-label' }, label), field);
}

function sliderRow(field: Field<number>, output: HTMLElement): HTMLElement {
  return element('div', { class: 'slider-row' }, field.node, output);
}
