import { html, nothing, render, type TemplateResult } from 'lit-html';
import { axesWithin, widthAfter } from '../../core/progression/imageSurface.ts';
import { layerName } from '../../core/network/network.ts';
import type { Ending } from '../../core/training/plan.ts';
import type {
  Sequence,
  InterpolationSequence,
  Plan,
  OfferedNetwork,
} from '../../protocol/progression.ts';
import { heightLabel } from '../viewport/names.ts';
import { dropdown, textButton, type Choice } from '../kit/controls.ts';
import { elementOf } from '../kit/elementOf.ts';
import { l10n } from '../kit/l10n.ts';
import { endingText } from './ending.ts';
import { figureChoices, type FigureActions } from './figureChoices.ts';
import { depthOf } from './foldedDrawing.ts';
import type { DrawableFrame } from './frames.ts';
import type { GridKind } from './gridFrames.ts';
import type { Figure, FrameDrawing, ProgressionPane, ProgressionState } from './state.ts';
import { interpolationAfter } from './interpolationAfter.ts';
import { trainingChoices, type TrainingActions } from './trainingChoices.ts';
import { tileCounts } from './viewState.ts';

export interface SequenceActions extends FigureActions, TrainingActions {
  readonly follow: (sequence: Sequence) => void;
  /** Opens the interpolation to the next frame. */
  readonly interpolate: (sequence: InterpolationSequence) => void;
  /** Returns from an interpolation to the sequence that it was opened from. */
  readonly goBack: () => void;
  /** Changes how training continues from the current frame. */
  readonly changeSequence: (sequence: Sequence) => void;
  /** Chooses the output shown as the height; undefined for the default of the spec. */
  readonly chooseOutput: (index: number | undefined) => void;
  /** Chooses which frames are in the grid; a number selects that many equally spaced ones. */
  readonly chooseGrid: (grid: GridKind, tiles?: number) => void;
}

/** The bar with the choice of the sequence and its options. */
export function createSequenceBar(actions: SequenceActions): ProgressionPane {
  const node = elementOf(html`<div class="course"></div>`);
  return {
    node,
    update: (state, drawing) => {
      const { plan } = state;
      node.hidden = !plan;
      if (plan) render(bar({ ...state, plan }, drawing, actions), node);
    },
  };
}

type PlannedState = ProgressionState & { readonly plan: Plan };

function bar(
  state: PlannedState,
  drawing: FrameDrawing | undefined,
  actions: SequenceActions,
): readonly unknown[] {
  const { plan, ending } = state;
  const { sequence, offer } = plan;
  return [
    dropdown({
      label: l10n.t('Progression'),
      choices: offer.kinds.map((value) => ({ value, label: sequenceName(value) })),
      value: sequence.kind,
      onChange: (value) => actions.follow(startOf(value as Sequence['kind'], plan)),
    }),
    sequence.kind === 'fold' ? foldChoices(sequence, plan, actions) : nothing,
    figureChoices(state, actions),
    outputChoice(state, drawing, actions),
    endsChoice(plan, actions),
    trainingChoices(state, actions),
    interpolationButton(state, actions),
    sequence.kind === 'interpolation' && state.cameFrom
      ? textButton({
          label: l10n.t('Back to the sequence'),
          appearance: 'secondary',
          onClick: actions.goBack,
        })
      : nothing,
    state.layout === 'grid' ? gridChoice(state, actions) : nothing,
    ending && isToldHere(ending, state) ? endingNote(ending) : explanation(explain(state, plan)),
  ];
}

function endingNote(ending: Ending): TemplateResult {
  const classes = `course-text ${ending.kind === 'diverged' ? 'bad' : ''}`;
  return html`<p class=${classes} role="status">${endingText(ending)}</p>`;
}

/** In a narrow view it is a single line. */
function explanation(text: string): TemplateResult {
  return html`<p class="course-text explanation" role="status" title=${text}>${text}</p>`;
}

/** The end of a training is told at its last frame; a divergence, which has to be dealt with, anywhere. */
function isToldHere({ kind }: Ending, { plan, position }: PlannedState): boolean {
  return kind === 'diverged' || position === plan.length - 1;
}

function foldChoices(
  sequence: Sequence & { readonly kind: 'fold' },
  { offer }: Plan,
  { follow, changeSequence }: SequenceActions,
): TemplateResult {
  const { kind, layer } = sequence;
  const layers = dropdown({
    label: l10n.t('Layer'),
    choices: offer.layers.map((one) => ({ value: String(one.layer), label: one.name })),
    value: String(layer),
    onChange: (value) => follow({ ...sequence, layer: Number(value) }),
  });
  const order = dropdown({
    label: l10n.t('Order'),
    choices: [
      { value: 'spec', label: l10n.t('As in the spec') },
      { value: 'importance', label: l10n.t('By importance') },
    ],
    value: sequence.order ?? 'spec',
    onChange: (value) =>
      changeSequence({ kind, layer, ...(value === 'importance' && { order: value }) }),
  });
  return html`${offer.layers.length > 1 ? layers : nothing}${order}`;
}

function outputChoice(
  { plan, figure }: PlannedState,
  drawing: FrameDrawing | undefined,
  { chooseOutput }: SequenceActions,
): TemplateResult | typeof nothing {
  if (plan.sequence.kind !== 'layer' || !drawing || drawing.picture.outputNames.length < 2)
    return nothing;
  const [choices, value] = heightChoices(drawing, figure);
  return dropdown({
    label: l10n.t('Height'),
    choices,
    value,
    onChange: (index) => chooseOutput(index === '' ? undefined : Number(index)),
  });
}

/** Chooses the two networks of an interpolation. */
function endsChoice(
  { sequence, offer }: Plan,
  { changeSequence }: SequenceActions,
): TemplateResult | typeof nothing {
  if (sequence.kind !== 'interpolation' || sequence.training) return nothing;
  const networks = offer.networks.map(networkName);
  const choices = (label: (name: string) => string): Choice[] =>
    networks.map((name, i) => ({ value: String(i), label: label(name) }));
  const from = dropdown({
    label: l10n.t('From'),
    choices: choices((name) => l10n.t('From: {0}', name)),
    value: String(sequence.from),
    onChange: (value) => changeSequence({ ...sequence, from: Number(value) }),
  });
  const to = dropdown({
    label: l10n.t('To'),
    choices: choices((name) => l10n.t('To: {0}', name)),
    value: String(sequence.to),
    onChange: (value) => changeSequence({ ...sequence, to: Number(value) }),
  });
  return html`${from}${to}`;
}

function interpolationButton(
  { plan, position }: PlannedState,
  { interpolate }: SequenceActions,
): TemplateResult | typeof nothing {
  if (plan.sequence.kind !== 'checkpoints' && plan.sequence.kind !== 'training') return nothing;
  const next = interpolationAfter(plan, position);
  return textButton({
    label: l10n.t('Interpolate to next'),
    appearance: 'secondary',
    title: l10n.t('Linear interpolation to the next frame, with every event'),
    disabled: !next,
    onClick: () => {
      if (next) interpolate(next);
    },
  });
}

function gridChoice(state: ProgressionState, { chooseGrid }: SequenceActions): TemplateResult {
  const { chosen, events, grid, tiles } = state;
  const hasEvents = (events?.length ?? 0) > 0 || grid === 'events';
  return dropdown({
    label: l10n.t('Frames side by side'),
    choices: [
      ...tileCounts.map((n) => ({ value: String(n), label: l10n.t('{0} frames', n) })),
      { value: 'chosen', label: l10n.t('Selected frames: {0}', chosen.length) },
      ...(hasEvents ? [{ value: 'events', label: l10n.t('Frames with events') }] : []),
    ],
    value: grid === 'even' ? String(tiles) : grid,
    onChange: (value) => {
      if (value === 'chosen' || value === 'events') chooseGrid(value);
      else chooseGrid('even', Number(value));
    },
  });
}

/**
 * The options for the height: the outputs, the default of the spec if it is not an output, and the
 * current choice.
 */
function heightChoices(
  { picture, height }: FrameDrawing,
  figure: Figure,
): [choices: Choice[], value: string] {
  const label = (name: string): string =>
    figure === 'sheet' ? l10n.t('Fold: {0}', name) : l10n.t('Height: {0}', name);
  const other = height.kind === 'output' ? picture.show : height;
  return [
    [
      ...(other.kind === 'output'
        ? []
        : [{ value: '', label: label(heightLabel(picture, other)) }]),
      ...picture.outputNames.map((name, i) => ({ value: String(i), label: label(name) })),
    ],
    height.kind === 'output' ? String(height.index) : '',
  ];
}

function startOf(kind: Sequence['kind'], { offer }: Plan): Sequence {
  switch (kind) {
    case 'fold':
      return { kind, layer: offer.layers[0].layer };
    case 'training':
      return { kind, rates: [] };
    case 'interpolation':
      return { kind, from: 0, to: offer.networks.length - 1 };
    case 'layer':
    case 'checkpoints':
      return { kind };
  }
}

function sequenceName(kind: Sequence['kind']): string {
  switch (kind) {
    case 'fold':
      return l10n.t('By fold');
    case 'layer':
      return l10n.t('By layer');
    case 'training':
      return l10n.t('By training');
    case 'checkpoints':
      return l10n.t('Checkpoints');
    case 'interpolation':
      return l10n.t('Interpolation');
  }
}

function networkName(network: OfferedNetwork): string {
  switch (network.kind) {
    case 'own':
      return l10n.t('the spec');
    case 'trained':
      return l10n.t('after training');
    case 'epoch':
      return l10n.t('after epoch {0}', network.epoch);
    case 'checkpoint':
      return network.name;
  }
}

function explain({ figure, picture, axes }: ProgressionState, { sequence, length }: Plan): string {
  switch (sequence.kind) {
    case 'fold':
      return sequence.order === 'importance'
        ? l10n.t(
            'Neurons enter by importance: first the one whose removal changes the outputs most.',
          )
        : l10n.t('The neurons of the layer enter one at a time, in the order of the spec.');
    case 'layer':
      if (figure === 'sheet' && picture) {
        const depth = depthOf(picture);
        if (depth !== undefined) return explainSheet(picture, depth, axes);
      }
      return picture?.index === length - 1
        ? l10n.t('The folds of all layers, with an output of the network as the height.')
        : l10n.t(
            'The folds of the first layers, with a preactivation of the next layer as the height.',
          );
    case 'training':
      return l10n.t(
        'The network learns the points. A new learning rate applies from this frame on.',
      );
    case 'checkpoints':
      return l10n.t('The checkpoints in the order of the spec.');
    case 'interpolation':
      if (!sequence.training)
        return l10n.t(
          'Weights are interpolated linearly; this is not a training path. Every frame is exact.',
        );
      return l10n.t(
        'Weights are interpolated linearly between frame {0} of the training and the next; this is not the path of the optimiser. Every frame is exact.',
        sequence.from,
      );
  }
}

/**
 * Describes the sheet after `depth` layers. Projected from more than three neurons, its folds do not
 * look straight.
 */
function explainSheet(
  { network }: DrawableFrame,
  depth: number,
  wished: readonly number[],
): string {
  const width = widthAfter(network, depth);
  if (depth === 0) return l10n.t('The input domain, before the first layer.');
  const by = layerName(network, depth - 1);
  switch (width) {
    case 1:
      return l10n.t('The input domain as mapped by {0}, onto the line of a single neuron.', by);
    case 2:
      return l10n.t(
        'The input domain as mapped by {0}, shown on its two neurons. A fold of the next layer is a straight line on it.',
        by,
      );
    case 3:
      return l10n.t(
        'The input domain as mapped by {0}, shown on its three neurons. A fold of the next layer is where a plane cuts it.',
        by,
      );
    default:
      return axesWithin(width, wished).length === 2
        ? l10n.t('The input domain as mapped by {0}, shown on two of its {1} neurons.', by, width)
        : l10n.t(
            'The input domain as mapped by {0}, shown on three of its {1} neurons.',
            by,
            width,
          );
  }
}
