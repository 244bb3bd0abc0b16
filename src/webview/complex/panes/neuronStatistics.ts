import type { NeuronReport } from '../../../core/analysis/neurons.ts';
import { numberText } from '../../../core/numberText.ts';
import { counted } from '../../kit/counts.ts';
import { element } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import { neuronName } from '../names.ts';
import { neuronLink } from '../neuronLink.ts';
import { layersWithFolds } from './legend.ts';
import { count, list, row, section, type About } from './statisticRows.ts';
import { layerName } from '../../../core/network/network.ts';

/** What the neurons do: how many of each role per layer, and those that stand out. */
export function neuronStatistics(about: About): HTMLElement {
  const { facts, drawing } = about;
  const { network, graph } = drawing.picture;
  const { duplicates } = facts;
  const of = (layer: number, role: NeuronReport['role']): number =>
    facts.neurons.filter((n) => n.layer === layer && n.role === role).length;
  const lastOf = (layer: number): number =>
    facts.neurons.reduce((sum, n) => (n.layer === layer ? sum + n.lastIn : sum), 0);
  const head = [
    [l10n.t('Layer'), ''],
    [l10n.t('Folding'), l10n.t('The function bends along their folds somewhere in the domain')],
    [l10n.t('Always on'), l10n.t('On one sloped piece everywhere in the domain')],
    [l10n.t('Dead'), l10n.t('Constant over the domain')],
    [l10n.t('Last'), l10n.t('Regions on whose boundary no later layer folds')],
  ];
  const table = element(
    'table',
    { class: 'roles' },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...head.map(([name, title]) => element('th', { scope: 'col', title }, name)),
      ),
    ),
    element(
      'tbody',
      {},
      ...layersWithFolds(about.drawing).map((layer) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, layerName(network, layer)),
          ...(['folding', 'affine', 'constant'] as const).map((role) =>
            element('td', { class: 'number' }, count(of(layer, role))),
          ),
          element('td', { class: 'number' }, count(lastOf(layer))),
        ),
      ),
    ),
  );
  const folding = facts.neurons.filter(({ role }) => role === 'folding');
  const reach = ({ edges, length }: NeuronReport): string =>
    graph
      ? counted.points(edges)
      : l10n.t('{0}, length {1}', counted.edges(edges), numberText(length, 3));
  const champion = (by: 'edges' | 'length'): NeuronReport =>
    folding.reduce((a, b) => (b[by] > a[by] ? b : a));
  const champions = folding.length === 0 ? [] : [champion('edges')];
  if (folding.length > 0 && !graph && champion('length') !== champions[0])
    champions.push(champion('length'));
  const dead = facts.neurons.filter(({ role }) => role === 'constant');
  const idle = facts.neurons.filter((neuron) => neuron.idle);
  const last = folding.filter(({ lastIn }) => lastIn > 0).sort((a, b) => b.lastIn - a.lastIn);
  return section(
    l10n.t('Neurons'),
    table,
    element(
      'dl',
      { class: 'numbers lists' },
      ...champions.flatMap((neuron, i) =>
        row(
          i === 0 ? l10n.t('Folds most') : l10n.t('Longest'),
          toNeuron(about, neuron),
          reach(neuron),
        ),
      ),
      ...list(
        l10n.t('Dead'),
        dead.map((neuron) => [toNeuron(about, neuron)]),
      ),
      ...list(
        l10n.t('Last to fold'),
        last.map((neuron) => [
          toNeuron(about, neuron),
          ` ${l10n.t('in {0}', counted.regions(neuron.lastIn))}`,
        ]),
      ),
      ...list(
        l10n.t('No effect'),
        idle.map((neuron) => [toNeuron(about, neuron)]),
      ),
      ...list(
        l10n.t('Duplicates'),
        duplicates.map(({ layer, neuron, of }) => [
          toNeuron(about, { layer, neuron }),
          ` ${l10n.t('like')} `,
          toNeuron(about, { layer, neuron: of }),
        ]),
      ),
    ),
  );
}

function toNeuron({ drawing, send }: About, { layer, neuron }: Neuron): HTMLElement {
  const name = neuronName(drawing.picture.network, layer, neuron);
  return neuronLink(drawing, { layer, neuron }, name, send);
}

type Neuron = Pick<NeuronReport, 'layer' | 'neuron'>;
