import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { Facts } from '../../../core/analysis/facts.ts';
import type { Height } from '../../../core/height.ts';
import type { FromView, SourcePlace } from '../../../protocol/preview.ts';
import { iconButton, textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import { guideSteps, type GuideStep } from '../guide/steps.ts';
import { neuronName } from '../../viewport/names.ts';
import { neuronLink } from '../neuronLink.ts';
import type { Spot } from '../../viewport/picking.ts';
import type { Pane, State } from '../state.ts';

export interface GuideActions {
  readonly send: (message: FromView) => void;
  readonly go: (step: number) => void;
  /** Highlights the neuron that a step is about, if it is about one. */
  readonly describe: (what: Pick<State, 'explained' | 'explainsRegion'>) => void;
  readonly choose: (cell: number) => void;
  readonly close: () => void;
}

/** Explains the picture step by step, using its own network and region as the example. */
export function createGuide(actions: GuideActions): Pane {
  const node = elementOf(
    html`<aside class="guide" id="guide" aria-label=${l10n.t('What am I looking at?')}></aside>`,
  );
  let steps: readonly GuideStep[] = [];
  let known: Known | undefined;
  let shown: GuideStep | undefined;

  const show = (state: State, drawing: Drawing, wanted: number): void => {
    const { facts, pinned } = state;
    // Until the facts about this picture arrive, the text about the last one stays.
    if (!facts) return;
    const now = { facts, height: drawing.height, pinned };
    if (!known || !sameKnown(known, now)) steps = guideSteps(drawing, facts, pinned);
    known = now;
    const step = Math.min(wanted, steps.length - 1);
    const current = steps[step];
    const { neuron, cell } = current;
    const explainsRegion = cell !== undefined;
    if (!samePlace(state.explained, neuron) || state.explainsRegion !== explainsRegion)
      actions.describe({ explained: neuron && placeOf(neuron), explainsRegion });
    if (cell !== undefined && !pinned) actions.choose(cell);
    render(guide(steps, step, drawing, actions), node);
    if (current !== shown) node.querySelector('.guide-step')?.scrollTo(0, 0);
    shown = current;
  };

  return {
    node,
    update: (state, drawing) => {
      const wasHidden = node.hidden;
      const { guide, facts } = state;
      node.hidden = guide === undefined || !drawing || !(facts ?? known);
      if (guide === undefined || !drawing || node.hidden) return;
      show(state, drawing, guide);
      if (wasHidden) node.querySelector<HTMLElement>('.guide-foot > :last-child')?.focus();
    },
  };
}

interface Known {
  readonly facts: Facts;
  readonly height: Height;
  readonly pinned: Spot | undefined;
}

function sameKnown(a: Known, b: Known): boolean {
  return a.facts === b.facts && a.height === b.height && a.pinned === b.pinned;
}

function samePlace(a: SourcePlace | undefined, b: SourcePlace | undefined): boolean {
  return a?.layer === b?.layer && a?.neuron === b?.neuron;
}

function placeOf({ layer, neuron }: NonNullable<GuideStep['neuron']>): Required<SourcePlace> {
  return { layer, neuron };
}

function guide(
  steps: readonly GuideStep[],
  step: number,
  drawing: Drawing,
  { send, go, close }: GuideActions,
): TemplateResult {
  const isLast = step === steps.length - 1;
  const marks = steps.map((_, i) => html`<i class="mark ${i === step ? 'here' : ''}"></i>`);
  // The text is atomic, because steps that share a sentence are read out as a whole.
  return html`<div class="panel-head">
      <span class="guide-title">${l10n.t('What am I looking at?')}</span>
      ${iconButton({ icon: 'close', label: l10n.t('Close'), command: 'explain', onClick: close })}
    </div>
    <div class="guide-step fades-below" aria-live="polite" aria-atomic="true">
      ${stepText(steps[step], drawing, send)}
    </div>
    <div class="guide-foot">
      <span class="guide-marks" aria-hidden="true">${marks}</span>
      <span class="muted number">${l10n.t('{0} of {1}', step + 1, steps.length)}</span>
      ${textButton({
        label: l10n.t('Back'),
        appearance: 'secondary',
        onClick: () => go(step - 1),
        disabled: step === 0,
      })}
      ${textButton({
        label: isLast ? l10n.t('Done') : l10n.t('Next'),
        appearance: 'primary',
        onClick: () => (isLast ? close() : go(step + 1)),
      })}
    </div>`;
}

function stepText(
  { title, before, lines, after, neuron }: GuideStep,
  drawing: Drawing,
  send: (message: FromView) => void,
): TemplateResult {
  const paragraphs = (texts: readonly string[]): TemplateResult[] =>
    texts.map((text) => html`<p>${text}</p>`);
  const formulas = lines.map((line) => html`<code class="formula">${line}</code>`);
  return html`<h2>${title}</h2>
    ${paragraphs(before)}
    ${lines.length === 0 ? nothing : html`<div class="formulas">${formulas}</div>`}
    ${paragraphs(after)} ${neuron ? sourceLine(placeOf(neuron), drawing, send) : nothing}`;
}

function sourceLine(
  place: Required<SourcePlace>,
  drawing: Drawing,
  send: (message: FromView) => void,
): TemplateResult {
  const name = neuronName(drawing.picture.network, place.layer, place.neuron);
  return html`<p>${l10n.t('In the spec:')} ${neuronLink(drawing, place, name, send)}</p>`;
}
