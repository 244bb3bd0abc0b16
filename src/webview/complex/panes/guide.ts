import type { Facts } from '../../../core/analysis/facts.ts';
import type { FromView, SourcePlace } from '../../../protocol/preview.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import { element, setAttributes } from '../../kit/element.ts';
import { guideSteps, type GuideStep } from '../guide/steps.ts';
import { icon } from '../../kit/icons.ts';
import { l10n } from '../../kit/l10n.ts';
import { neuronName } from '../names.ts';
import { neuronLink } from '../neuronLink.ts';
import type { Pane, Spot, State } from '../state.ts';
import { iconButton, textButton } from '../../kit/toolkit.ts';
import type { Height } from '../../../core/height.ts';

export interface GuideActions {
  readonly send: (message: FromView) => void;
  readonly go: (step: number) => void;
  /** Lights what a step speaks of; nothing when undefined. */
  readonly light: (place: SourcePlace | undefined) => void;
  readonly choose: (cell: number) => void;
  readonly close: () => void;
}

/** Explains the picture step by step, on the network and the region that are in it. */
export function createGuide(actions: GuideActions): Pane {
  const content = element('div', { class: 'guide-step', 'aria-live': 'polite' });
  const place = element('span', { class: 'muted number' });
  const marks = element('span', { class: 'guide-marks', 'aria-hidden': 'true' });
  let step = 0;
  let count = 1;
  const back = textButton(l10n.t('Back'), 'secondary', () => actions.go(step - 1));
  const on = textButton('', 'primary', () =>
    step + 1 < count ? actions.go(step + 1) : actions.close(),
  );
  const node = element(
    'aside',
    { class: 'guide', id: 'guide', 'aria-label': l10n.t('What am I looking at?') },
    element(
      'div',
      { class: 'panel-head' },
      element('span', { class: 'guide-title' }, l10n.t('What am I looking at?')),
      iconButton(icon('close'), l10n.t('Close (w)'), actions.close),
    ),
    content,
    element('div', { class: 'guide-foot' }, marks, place, back, on),
  );
  let steps: readonly GuideStep[] = [];
  let known: Known | undefined;
  let shown: GuideStep | undefined;

  const show = (state: State, drawing: Drawing, wanted: number): void => {
    const { facts, pinned } = state;
    // While they are not known of this picture, what was said of the last one stays.
    if (!facts) return;
    const now = { facts, height: drawing.height, pinned };
    if (!known || !sameKnown(known, now)) steps = guideSteps(drawing, facts, pinned);
    known = now;
    count = steps.length;
    step = Math.min(wanted, count - 1);
    const current = steps[step];
    const { neuron, cell } = current;
    if (!samePlace(state.explained, neuron)) actions.light(neuron && placeOf(neuron));
    if (cell !== undefined && !pinned) actions.choose(cell);
    if (current === shown) return;
    shown = current;
    content.replaceChildren(...contentOf(current, drawing, actions.send));
    content.scrollTop = 0;
    place.textContent = l10n.t('{0} of {1}', step + 1, count);
    marks.replaceChildren(
      ...steps.map((_, i) => element('i', { class: i === step ? 'mark here' : 'mark' })),
    );
    setAttributes(back, { disabled: step === 0 });
    on.textContent = step + 1 < count ? l10n.t('Next') : l10n.t('Done');
  };

  return {
    node,
    update: (state, drawing) => {
      const wasHidden = node.hidden;
      const { guide, facts } = state;
      node.hidden = guide === undefined || !drawing || !(facts ?? known);
      if (guide === undefined || !drawing || node.hidden) return;
      show(state, drawing, guide);
      if (wasHidden) on.focus();
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

function contentOf(
  { title, before, lines, after, neuron }: GuideStep,
  drawing: Drawing,
  send: (message: FromView) => void,
): HTMLElement[] {
  const paragraph = (text: string): HTMLElement => element('p', {}, text);
  return [
    element('h2', {}, title),
    ...before.map(paragraph),
    ...(lines.length === 0
      ? []
      : [
          element(
            'div',
            { class: 'formulas' },
            ...lines.map((line) => element('code', { class: 'formula' }, line)),
          ),
        ]),
    ...after.map(paragraph),
    ...(neuron
      ? [
          element(
            'p',
            {},
            l10n.t('In the spec:'),
            ' ',
            neuronLink(
              drawing,
              placeOf(neuron),
              neuronName(drawing.picture.network, neuron.layer, neuron.neuron),
              send,
            ),
          ),
        ]
      : []),
  ];
}
