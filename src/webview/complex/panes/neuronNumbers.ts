import { html, nothing, type TemplateResult } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import type { Network } from '../../../core/network/network.ts';
import type { NeuronChange, Picture } from '../../../protocol/preview.ts';
import { l10n } from '../../kit/l10n.ts';
import { scrub } from '../../kit/scrub.ts';
import { neuronName } from '../../viewport/names.ts';
import type { State } from '../state.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import type { Trial } from '../trial.ts';

/** More weights than this are edited in the text. */
const mostWeights = 16;

interface Neuron {
  readonly layer: number;
  readonly neuron: number;
}

/** The weights and the bias of the neuron of the pinned fold, to be changed by scrubbing. */
export function neuronNumbers(
  state: State,
  drawing: Drawing,
  trial: Trial,
): TemplateResult | typeof nothing {
  const place = neuronShown(state, drawing);
  if (!place) return nothing;
  const { picture } = drawing;
  const { layer, neuron } = place;
  const name = neuronName(picture.network, layer, neuron);
  return html`${keyed(
    `${layer}:${neuron}`,
    html`<details class="neuron-numbers">
      <summary>${l10n.t('Numbers of {0}', name)}</summary>
      <dl class="number-list">${numbers(place, state, picture, trial)}</dl>
    </details>`,
  )}`;
}

/** The neuron whose numbers are being changed, or else that of the pinned fold. */
function neuronShown(
  { trial, pinned, guide }: State,
  { picture, folds }: Drawing,
): Neuron | undefined {
  if (guide !== undefined || picture.coarseness) return undefined;
  if (trial && 'layer' in trial.change && !trial.isKept) return trial.change;
  if (!pinned || pinned.edge < 0) return undefined;
  const fold = pinned.fold ?? picture.complex.edgeFold[pinned.edge];
  return fold < 0 ? undefined : { layer: folds.layer[fold], neuron: folds.neuron[fold] };
}

function numbers(
  { layer, neuron }: Neuron,
  { trial: tried }: State,
  { network, version, graph, inputNames }: Picture,
  trial: Trial,
): TemplateResult[] {
  const own = network.layers[layer];
  // The added second input of a network of one input is not in the text.
  const inputs = graph && layer === 0 ? 1 : own.inputs;
  const first = neuron * own.inputs;
  const shown = changeHere(tried, layer, neuron);
  const weights = shown?.weights ?? Array.from(own.weights.subarray(first, first + inputs));
  const bias = shown?.bias ?? own.bias[neuron];
  const row = (label: string, value: number, changed: (value: number) => Partial<NeuronChange>) => {
    const change = (to: number): NeuronChange => ({ version, layer, neuron, ...changed(to) });
    const control = scrub({
      label,
      value,
      onTry: (to) => trial.try(change(to)),
      onKeep: (to) => trial.keep(change(to)),
      onDrop: trial.drop,
    });
    return html`<dt>${label}</dt>
      <dd>${control}</dd>`;
  };
  return [
    row(l10n.t('Bias'), bias, (to) => ({ bias: to })),
    ...weights.slice(0, mostWeights).map((weight, j) =>
      row(l10n.t('Weight of {0}', inputName(network, inputNames, layer, j)), weight, (to) => ({
        weights: weights.with(j, to),
      })),
    ),
  ];
}

function changeHere(
  trial: State['trial'],
  layer: number,
  neuron: number,
): NeuronChange | undefined {
  const change = trial?.change;
  const isHere = change && 'layer' in change && change.layer === layer && change.neuron === neuron;
  return isHere ? change : undefined;
}

/** What a weight multiplies: an input of the network, or a neuron of the layer before. */
function inputName(
  network: Network,
  inputNames: readonly string[],
  layer: number,
  input: number,
): string {
  const first = network.sliced ? 1 : 0;
  if (layer > first) return neuronName(network, layer - 1, input);
  return network.sliced ? l10n.t('Input {0}', input + 1) : inputNames[input];
}
