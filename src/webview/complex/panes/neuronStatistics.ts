import { html, nothing, type TemplateResult } from 'lit-html';
import type { NeuronReport } from '../../../core/analysis/neurons.ts';
import { numberText } from '../../../core/numberText.ts';
import { counted } from '../../kit/counts.ts';
import { l10n } from '../../kit/l10n.ts';
import { neuronName } from '../../viewport/names.ts';
import { neuronLink } from '../neuronLink.ts';
import { layersWithFolds } from '../../viewport/legendOf.ts';
import { count, list, row, section, type About } from './statisticRows.ts';
import { layerName } from '../../../core/network/network.ts';

/** What the neurons do: how many of each role per layer, and the notable ones. */
export function neuronStatistics(about: About): TemplateResult {
  const { facts } = about;
  const folding = facts.neurons.filter(({ role }) => role === 'folding');
  const dead = facts.neurons.filter(({ role }) => role === 'constant');
  const idle = facts.neurons.filter((neuron) => neuron.idle);
  const last = folding.filter(({ lastIn }) => lastIn > 0).sort((a, b) => b.lastIn - a.lastIn);
  return section(l10n.t('Neurons'), [
    roleTable(about),
    html`<dl class="numbers lists">
      ${largestFolds(about, folding)}
      ${list(
        l10n.t('Dead'),
        dead.map((neuron) => linkTo(about, neuron)),
      )}
      ${list(
        l10n.t('Last to fold'),
        last.map(
          (neuron) =>
            html`${linkTo(about, neuron)} ${l10n.t('in {0}', counted.regions(neuron.lastIn))}`,
        ),
      )}
      ${list(
        l10n.t('No effect'),
        idle.map((neuron) => linkTo(about, neuron)),
      )}
      ${list(
        l10n.t('Duplicates'),
        facts.duplicates.map(
          ({ layer, neuron, of }) =>
            html`${linkTo(about, { layer, neuron })} ${l10n.t('same as')}
            ${linkTo(about, { layer, neuron: of })}`,
        ),
      )}
    </dl>`,
  ]);
}

function roleTable({ facts, drawing }: About): TemplateResult {
  const head = [
    [l10n.t('Layer'), nothing],
    [l10n.t('Folding'), l10n.t('Their folds bend the function somewhere in the domain')],
    [l10n.t('Always on'), l10n.t('Affine with nonzero slope throughout the domain')],
    [l10n.t('Dead'), l10n.t('Constant over the domain')],
    [l10n.t('Last'), l10n.t('Regions without a fold of a later layer on their boundary')],
  ] as const;
  const number = (n: number): TemplateResult => html`<td class="number">${count(n)}</td>`;
  const rows = layersWithFolds(drawing).map((layer) => {
    const neurons = facts.neurons.filter((neuron) => neuron.layer === layer);
    return html`<tr>
      <th scope="row">${layerName(drawing.picture.network, layer)}</th>
      ${(['folding', 'affine', 'constant'] as const).map((role) =>
        number(neurons.filter((neuron) => neuron.role === role).length),
      )}
      ${number(neurons.reduce((sum, { lastIn }) => sum + lastIn, 0))}
    </tr>`;
  });
  return html`<table class="roles">
    <thead>
      <tr>
        ${head.map(([name, title]) => html`<th scope="col" title=${title}>${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** The neuron whose fold has the most edges, and the one with the longest fold if that is another. */
function largestFolds(about: About, folding: readonly NeuronReport[]): unknown {
  if (folding.length === 0) return nothing;
  const { graph } = about.drawing.picture;
  const largest = (by: 'edges' | 'length'): NeuronReport =>
    folding.reduce((a, b) => (b[by] > a[by] ? b : a));
  const size = ({ edges, length }: NeuronReport): string =>
    graph
      ? counted.points(edges)
      : l10n.t('{0}, length {1}', counted.edges(edges), numberText(length, 3));
  const most = largest('edges');
  const longest = largest('length');
  return [
    row(graph ? l10n.t('Most points') : l10n.t('Most edges'), linkTo(about, most), size(most)),
    graph || longest === most
      ? nothing
      : row(l10n.t('Longest'), linkTo(about, longest), size(longest)),
  ];
}

function linkTo(
  { drawing, send }: About,
  { layer, neuron }: Pick<NeuronReport, 'layer' | 'neuron'>,
): TemplateResult {
  const name = neuronName(drawing.picture.network, layer, neuron);
  return neuronLink(drawing, { layer, neuron }, name, send);
}
