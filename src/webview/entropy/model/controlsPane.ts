import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { HeightKey, ModelSettings } from '../../../core/entropy/modelView.ts';
import type { ControlSettings } from '../../../core/entropy/controls.ts';
import type { Estimator } from '../../../core/entropy/grpo/estimator.ts';
import type { KlGradient } from '../../../core/entropy/grpo/klGradient.ts';
import type { Convention } from '../../../core/entropy/hysteresis.ts';
import { estimatorNames } from '../../../core/entropy/words/modelNames.ts';
import { numberText } from '../../../core/numberText.ts';
import type { Intervention } from '../../../language/entropy/entropySpec.ts';
import { checkbox, dropdown, slider, textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { controlDials, modelDials, type Dial } from './dials.ts';
import { localMapOf, localFormText } from './localForm.ts';
import { runRows } from './runRows.ts';
import type { EntropyChoices, EntropyState, Line } from './state.ts';
import { heightName, klGradientLabels, labelsOf, modelNames } from './labels.ts';

export interface ControlsActions {
  /** `hurried` is true while a slider is being moved. */
  readonly setModel: (model: ModelSettings, hurried: boolean) => void;
  readonly setControls: (controls: ControlSettings, hurried: boolean) => void;
  /** Switches the axis of the strength B between logarithmic and linear. */
  readonly setLogarithmic: (logarithmic: boolean) => void;
  /** Switches to the normal form at the cusp of the model, or back. */
  readonly toggleLocalForm: () => void;
  readonly choose: (change: Partial<EntropyChoices>) => void;
  readonly intervene: (intervention: Intervention, index: number | undefined) => void;
  /** Opens the log of a run of the document in its own view. */
  readonly openRun: (source: number) => void;
  /** Selects the last step of a run. */
  readonly showRun: (run: number) => void;
  readonly sweep: () => void;
  readonly reset: () => void;
}

/** Sliders and lists for the model, the training and the view. */
export function createControlsPane(actions: ControlsActions): {
  readonly node: HTMLElement;
  update(state: EntropyState): void;
} {
  const node = elementOf(
    html`<aside class="controls" id="controls" aria-label=${l10n.t('Controls')}></aside>`,
  );
  const dial = createDialRows();
  let share = 0.5;
  let usesMathematics = false;
  const update = (state: EntropyState): void => {
    const { modelView, controls, choices, document } = state;
    const { settings } = modelView;
    const setShare = (value: number): void => {
      share = value;
      update(state);
    };
    node.hidden = !choices.controlsOpen;
    usesMathematics ||= choices.convention !== 'delay' || state.localTo !== undefined;
    render(
      html`${part(
        l10n.t('Model'),
        modelRows(state, actions),
        modelDials().map((one) => dial(one, settings, actions.setModel)),
      )}
      ${part(
        l10n.t('Training'),
        controlDials(controls.kind).map((one) => dial(one, controls, actions.setControls)),
      )}
      ${settings.kind === 'grpo' ? refreshPart(state, actions, share, setShare) : nothing}
      ${document.spec.runs.length > 0 ? part(l10n.t('Runs'), runRows(state, actions)) : nothing}
      ${viewPart(state, actions)} ${mathematicsPart(state, actions, usesMathematics)}`,
      node,
    );
  };
  return { node, update };
}

function modelRows(state: EntropyState, actions: ControlsActions): TemplateResult {
  const { settings } = state.modelView;
  const model = dropdown({
    label: l10n.t('Model'),
    choices: choicesOf(modelNames()),
    value: settings.kind,
    onChange: (kind) => actions.setModel(modelOfKind(kind as ModelSettings['kind'], state), false),
  });
  if (settings.kind !== 'grpo') return row(l10n.t('Model'), model);
  const estimator = dropdown({
    label: l10n.t('Estimator'),
    choices: choicesOf(estimatorNames(l10n)),
    value: settings.estimator.kind,
    onChange: (kind) => actions.setModel(withEstimator(settings, kind as Estimator['kind']), false),
  });
  const klGradient = dropdown({
    label: l10n.t('KL gradient'),
    choices: choicesOf(klGradientLabels()),
    value: settings.klGradient,
    onChange: (kind) => actions.setModel({ ...settings, klGradient: kind as KlGradient }, false),
  });
  return html`${row(l10n.t('Model'), model)}${row(l10n.t('Estimator'), estimator)}${row(
    l10n.t('KL gradient'),
    klGradient,
  )}`;
}

/** The switch to the normal form at the cusp of the model, if it has one. */
function localFormRows(state: EntropyState, { toggleLocalForm }: ControlsActions): unknown {
  const { localTo } = state;
  if (!localTo && !localMapOf(state)) return nothing;
  return html`${checkbox({
    label: l10n.t('Normal form at its cusp'),
    checked: localTo !== undefined,
    onChange: toggleLocalForm,
  })}
  ${localTo ? html`<p class="muted" id="local-form">${localFormText(state, localTo)}</p>` : nothing}`;
}

/** The quality of the fine-tuned policy, its mixing share, and the button that applies it. */
function refreshPart(
  { controls, choices }: EntropyState,
  actions: ControlsActions,
  share: number,
  setShare: (share: number) => void,
): TemplateResult {
  const range = { min: 0.01, max: 0.99, step: 0.01 };
  const success = choices.refreshSuccess;
  const mixIn = (): void => actions.intervene({ controls, refresh: { share, success } }, undefined);
  return part(
    l10n.t('SFT refresh'),
    row(
      l10n.t('Success q'),
      sliderRow(
        slider({
          label: l10n.t('Success rate per decision'),
          range,
          value: success,
          onInput: (refreshSuccess) => actions.choose({ refreshSuccess }),
        }),
        numberText(success, 3),
      ),
    ),
    row(
      l10n.t('Share r'),
      sliderRow(
        slider({ label: l10n.t('Mixing share'), range, value: share, onInput: setShare }),
        numberText(share, 3),
      ),
    ),
    html`<div class="button-row">
      ${textButton({ label: l10n.t('Apply refresh'), appearance: 'secondary', onClick: mixIn })}
    </div>`,
  );
}

function viewPart(
  { modelView, choices, window }: EntropyState,
  actions: ControlsActions,
): TemplateResult {
  const { heights, settings } = modelView;
  const { symbol2 } = labelsOf(modelView);
  const height = dropdown({
    label: l10n.t('Height'),
    choices: heights.map(({ key }) => ({ value: key, label: heightName(modelView, key) })),
    value: heights.some(({ key }) => key === choices.height) ? choices.height : heights[0].key,
    onChange: (value) => actions.choose({ height: value as HeightKey }),
  });
  const line = dropdown({
    label: l10n.t('Line'),
    choices: [
      { value: 'across', label: l10n.t('Horizontal, through the point') },
      { value: 'up', label: l10n.t('Vertical, through the point') },
      ...(choices.line.kind === 'drawn' ? [{ value: 'drawn', label: l10n.t('Custom') }] : []),
    ],
    value: choices.line.kind,
    onChange: (value) => actions.choose({ line: { kind: value } as Line }),
  });
  return part(
    l10n.t('View'),
    row(l10n.t('Height'), height),
    row(l10n.t('Line'), line),
    checkbox({
      label: l10n.t('Logarithmic {0} axis', symbol2),
      checked: window.logarithmic === true,
      onChange: actions.setLogarithmic,
      hidden: settings.kind !== 'grpo',
    }),
    settings.kind === 'grpo' && window.logarithmic
      ? html`<p class="muted">
          ${l10n.t('A logarithmic axis cannot show {0} = 0. The point is not drawn there.', symbol2)}
        </p>`
      : nothing,
    html`<div class="button-row">
      ${textButton({
        label: l10n.t('Sweep back and forth'),
        appearance: 'primary',
        onClick: actions.sweep,
      })}
      ${textButton({ label: l10n.t('Reset'), appearance: 'secondary', onClick: actions.reset })}
    </div>`,
  );
}

/**
 * What a study of the catastrophe needs and a training does not: when the state jumps, and the normal
 * form. Closed until it has been used.
 */
function mathematicsPart(
  state: EntropyState,
  actions: ControlsActions,
  isUsed: boolean,
): TemplateResult {
  const { choices } = state;
  const convention = dropdown({
    label: l10n.t('Jumps'),
    choices: [
      { value: 'delay', label: l10n.t('At the fold (delay convention)') },
      { value: 'maxwell', label: l10n.t('At the Maxwell set (lowest potential)') },
    ],
    value: choices.convention,
    onChange: (value) => actions.choose({ convention: value as Convention }),
  });
  return html`<details class="part" ?open=${isUsed}>
    <summary><h3>${l10n.t('Mathematics')}</h3></summary>
    ${row(l10n.t('Jumps'), convention)} ${localFormRows(state, actions)}
  </details>`;
}

type DialRow = <T>(
  dial: Dial<T>,
  settings: T,
  set: (settings: T, hurried: boolean) => void,
) => unknown;

/** Rows of dials. Dials that do not apply are omitted. */
function createDialRows(): DialRow {
  /** The last positions of the sliders, by label. */
  const positions = new Map<string, number>();
  return (dial, settings, set) => {
    const value = dial.read(settings);
    if (value === undefined) return nothing;
    const last = positions.get(dial.label);
    // Keeps a position that maps to the value, because rounding could otherwise block the arrow keys.
    const position =
      last !== undefined && dial.toValue(last) === value ? last : dial.toPosition(value);
    const move =
      (hurried: boolean) =>
      (to: number): void => {
        positions.set(dial.label, to);
        set(dial.write(settings, dial.toValue(to)), hurried);
      };
    const field = slider({
      label: dial.label,
      title: dial.hint,
      valueText: dial.text(value),
      range: { min: 0, max: 1, step: 1 / dial.steps },
      value: position,
      onInput: move(true),
      onChange: move(false),
    });
    return row(dial.label, sliderRow(field, dial.text(value)));
  };
}

/** The default model of a kind, or the one of the spec or the view if it has that kind. */
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
    decisions: 30,
    tokens: { right: 1, wrong: 15, criticalShare: 1 },
    klGradient: 'k3',
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
    case 'maxRl':
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

function part(title: string, ...content: unknown[]): TemplateResult {
  return html`<section class="part">
    <h3>${title}</h3>
    ${content}
  </section>`;
}

function row(label: string, field: TemplateResult): TemplateResult {
  return html`<div class="row"><span class="row-label">${label}</span>${field}</div>`;
}

function sliderRow(field: TemplateResult, value: string): TemplateResult {
  return html`<div class="slider-row">${field}<output class="factor">${value}</output></div>`;
}
