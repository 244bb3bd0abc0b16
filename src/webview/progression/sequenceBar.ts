import { widthAfter } from '../../core/progression/imageSurface.ts';
import type {
  Sequence,
  InterpolationSequence,
  Plan,
  OfferedNetwork,
} from '../../protocol/progression.ts';
import { element } from '../kit/element.ts';
import { l10n } from '../kit/l10n.ts';
import { heightLabel } from '../complex/names.ts';
import { dropdown, textButton, type Choice } from '../kit/toolkit.ts';
import { endingText } from './ending.ts';
import { createFigureChoices, type FigureActions } from './figureChoices.ts';
import { depthOf } from './foldedDrawing.ts';
import type { GridKind } from './gridFrames.ts';
import type { Figure, FrameDrawing, ProgressionPane, ProgressionState } from './state.ts';
import { interpolationAfter } from './interpolationAfter.ts';
import { createTrainingChoices, type TrainingActions } from './trainingChoices.ts';
import { tileCounts } from './viewState.ts';

export interface SequenceActions extends FigureActions, TrainingActions {
  readonly follow: (sequence: Sequence) => void;
  /** Goes the straight way to the next moment. */
  readonly goBetween: (sequence: InterpolationSequence) => void;
  /** Goes back to the sequence that this was a part of. */
  readonly goBack: () => void;
  /** Goes on from the present moment in another way. */
  readonly changeSequence: (sequence: Sequence) => void;
  /** The output that is the height; undefined: what the spec shows. */
  readonly chooseOutput: (index: number | undefined) => void;
  /** Which moments are side by side; with a number, so many at equal distances. */
  readonly chooseGrid: (grid: GridKind, tiles?: number) => void;
}

/** Which sequence is shown, and what there is to choose in it. */
export function createSequenceBar(actions: SequenceActions): ProgressionPane {
  const { follow, changeSequence } = actions;
  let plan: Plan | undefined;
  const kind = dropdown(l10n.t('Progression'), (value) => {
    if (plan) follow(startOf(value as Sequence['kind'], plan));
  });
  const layer = dropdown(l10n.t('Layer'), (value) =>
    follow({
      ...(plan?.sequence.kind === 'fold' && plan.sequence),
      kind: 'fold',
      layer: Number(value),
    }),
  );
  const order = dropdown(l10n.t('Order'), (value) => {
    if (plan?.sequence.kind !== 'fold') return;
    const { kind, layer } = plan.sequence;
    changeSequence({ kind, layer, ...(value === 'importance' && { order: value }) });
  });
  const neuron = dropdown(l10n.t('Height'), (value) =>
    actions.chooseOutput(value === '' ? undefined : Number(value)),
  );
  const figure = createFigureChoices(actions);
  const tiles = dropdown(l10n.t('Frames side by side'), (value) => {
    if (value === 'chosen' || value === 'events') actions.chooseGrid(value);
    else actions.chooseGrid('even', Number(value));
  });
  const move = (change: { from?: number; to?: number }): void => {
    if (plan?.sequence.kind === 'interpolation') changeSequence({ ...plan.sequence, ...change });
  };
  const from = dropdown(l10n.t('From'), (value) => move({ from: Number(value) }));
  const to = dropdown(l10n.t('To'), (value) => move({ to: Number(value) }));
  const training = createTrainingChoices(actions);
  let stretch: InterpolationSequence | undefined;
  const between = textButton(l10n.t('Interpolate to next'), 'secondary', () => {
    if (stretch) actions.goBetween(stretch);
  });
  between.title = l10n.t('Linear interpolation to the next frame, with every event');
  const back = textButton(l10n.t('Back'), 'secondary', actions.goBack);
  back.title = l10n.t('Back to the sequence');
  const explanation = element('p', { class: 'course-text', role: 'status' });
  const node = element(
    'div',
    { class: 'course' },
    kind.node,
    layer.node,
    order.node,
    ...figure.nodes,
    neuron.node,
    from.node,
    to.node,
    ...training.nodes,
    between,
    back,
    tiles.node,
    explanation,
  );
  return {
    node,
    update: (state, drawing) => {
      plan = state.plan;
      node.hidden = !plan;
      if (!plan) return;
      const { sequence, offer } = plan;
      kind.set(
        offer.kinds.map((value) => ({ value, label: sequenceName(value) })),
        sequence.kind,
      );
      layer.node.hidden = sequence.kind !== 'fold' || offer.layers.length < 2;
      if (sequence.kind === 'fold')
        layer.set(
          offer.layers.map((one) => ({ value: String(one.layer), label: one.name })),
          String(sequence.layer),
        );
      order.node.hidden = sequence.kind !== 'fold';
      if (sequence.kind === 'fold')
        order.set(
          [
            { value: 'spec', label: l10n.t('As in the spec') },
            { value: 'importance', label: l10n.t('By importance') },
          ],
          sequence.order ?? 'spec',
        );
      const isChosen =
        sequence.kind === 'layer' && drawing && drawing.picture.outputNames.length > 1;
      neuron.node.hidden = !isChosen;
      if (isChosen) neuron.set(...heightChoices(drawing, state.figure));
      const isOffered = sequence.kind === 'interpolation' && !sequence.training;
      from.node.hidden = to.node.hidden = !isOffered;
      if (isOffered) {
        const networks = offer.networks.map(networkName);
        const choices = (word: (name: string) => string) =>
          networks.map((name, i) => ({ value: String(i), label: word(name) }));
        from.set(
          choices((name) => l10n.t('From: {0}', name)),
          String(sequence.from),
        );
        to.set(
          choices((name) => l10n.t('To: {0}', name)),
          String(sequence.to),
        );
      }
      training.update(state);
      stretch = interpolationAfter(plan, state.position);
      between.hidden = sequence.kind !== 'checkpoints' && sequence.kind !== 'training';
      between.toggleAttribute('disabled', !stretch);
      back.hidden = sequence.kind !== 'interpolation' || !state.cameFrom;
      tiles.node.hidden = state.layout !== 'grid';
      tiles.set(gridChoices(state), state.grid === 'even' ? String(state.tiles) : state.grid);
      figure.update(state);
      const text = state.ending ? endingText(state.ending) : explain(state, plan);
      if (explanation.textContent !== text) explanation.textContent = text;
      explanation.classList.toggle('bad', state.ending?.kind === 'diverged');
    },
  };
}

function gridChoices({ chosen, events, grid }: ProgressionState): Choice[] {
  const happened = (events?.length ?? 0) > 0 || grid === 'events';
  return [
    ...tileCounts.map((n) => ({ value: String(n), label: l10n.t('{0} frames', n) })),
    { value: 'chosen', label: l10n.t('Chosen frames: {0}', chosen.length) },
    ...(happened ? [{ value: 'events', label: l10n.t('Frames with events') }] : []),
  ];
}

/** Outputs to be the height, what the spec shows if that is none of them, and the one that is. */
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
      return l10n.t('Between two networks');
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

function explain({ figure, picture }: ProgressionState, { sequence, length }: Plan): string {
  switch (sequence.kind) {
    case 'fold':
      return sequence.order === 'importance'
        ? l10n.t('The neuron whose removal changes the outputs most comes first.')
        : l10n.t('The neurons of the layer are added one by one, in the order of the spec.');
    case 'layer':
      if (figure === 'sheet' && picture) {
        const depth = depthOf(picture);
        if (depth !== undefined) return explainSheet(widthAfter(picture.network, depth));
      }
      return picture?.index === length - 1
        ? l10n.t('The folds of all layers, and an output of the network as height.')
        : l10n.t(
            'The folds of the first layers, and the input of a neuron in the next layer as height.',
          );
    case 'training':
      return l10n.t(
        'The network learns the points. A new learning rate applies from this frame on.',
      );
    case 'checkpoints':
      return l10n.t('The checkpoints of the spec, in order.');
    case 'interpolation':
      if (!sequence.training)
        return l10n.t(
          'Weights are interpolated linearly; this is not a training path. Each frame is computed exactly.',
        );
      return l10n.t(
        'Linear interpolation from frame {0} of the training to the next; this is not the path of the optimiser. Each frame is computed exactly.',
        sequence.from,
      );
  }
}

/** What holds of a sheet among so many neurons; where not all of them are seen, nothing is straight. */
function explainSheet(width: number): string {
  switch (width) {
    case 1:
      return l10n.t(
        'The domain as mapped by the first layers, onto the output of a single neuron.',
      );
    case 2:
      return l10n.t(
        'The domain as mapped by the first layers, shown on two neurons. The fold of a neuron in the next layer is a straight line here.',
      );
    case 3:
      return l10n.t(
        'The domain as mapped by the first layers, shown on three neurons. The fold of a neuron in the next layer is cut out by a plane here.',
      );
    default:
      return l10n.t(
        'The domain as mapped by the first layers, shown on the chosen ones of {0} neurons.',
        width,
      );
  }
}
