import type { Facts } from '../../../core/analysis/facts.ts';
import type { NeuronReport } from '../../../core/analysis/neurons.ts';
import { describeCell, type CellDescription } from '../../../core/complex/describe.ts';
import { domainArea } from '../../../core/complex/domain.ts';
import { forward } from '../../../core/network/forward.ts';
import { affineText } from '../../../core/picture/formula.ts';
import { numberText } from '../../../core/numberText.ts';
import type { Picture } from '../../../protocol/preview.ts';
import { boundingFolds, foldingLayers } from '../../../core/export/regionRecord.ts';
import { coefficients } from '../copyText.ts';
import { counted } from '../../kit/counts.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import { firstKey } from '../../kit/keymap.ts';
import { l10n } from '../../kit/l10n.ts';
import { foldName, heightLabel, neuronName, variablesOf } from '../../viewport/names.ts';
import type { Spot } from '../../viewport/picking.ts';
import { bentNeuron, growth, exampleCell, straightNeuron } from './subjects.ts';
import { layerName } from '../../../core/network/network.ts';

/** One step of the guide, about the network in the picture. */
export interface GuideStep {
  readonly title: string;
  readonly before: readonly string[];
  /** Formulas and patterns, each on a line of its own, between the two texts. */
  readonly lines: readonly string[];
  readonly after: readonly string[];
  /** The neuron that the step is about, to be highlighted in the picture. */
  readonly neuron?: Pick<NeuronReport, 'layer' | 'neuron'>;
  /** The region that the step is about, to be outlined in the picture. */
  readonly cell?: number;
}

/** Longer lists are cut here, to keep the text short. */
const longest = { outputs: 4, neurons: 64, layers: 6, folds: 4 } as const;

/** From the whole function to the formula of one region: the chosen one, or a large one. */
export function guideSteps(
  drawing: Drawing,
  facts: Facts,
  chosen: Spot | undefined,
): readonly GuideStep[] {
  const { picture, folds } = drawing;
  const straight = straightNeuron(facts);
  const bent = bentNeuron(facts);
  const cell = chosen?.cell ?? exampleCell(picture);
  const region = describeCell(picture.network, folds, picture.complex, cell);
  return [
    theFunction(drawing, facts),
    straight ? aFold(picture, facts, straight) : noFold(facts),
    ...(bent ? [aBentFold(picture, facts, bent)] : []),
    theRegions(picture, region),
    ...((straight ?? bent) ? [aPattern(drawing, facts, region)] : []),
    aFormula(picture, region, chosen),
    whatNext(picture, facts, straight ?? bent),
  ];
}

function theFunction({ picture, height }: Drawing, facts: Facts): GuideStep {
  const [x, y] = picture.inputNames;
  const output =
    height.kind === 'argmax' ? l10n.t('its largest output') : heightLabel(picture, height);
  const { network, graph } = picture;
  const bending = facts.neurons.length;
  const layers = growth(picture, facts).length;
  return {
    title: l10n.t('A function'),
    before: [
      graph
        ? l10n.t('{0} maps {1} to {2}, the height of the curve.', picture.title, x, output)
        : l10n.t(
            '{0} maps {1} and {2} to {3}, the height of the surface.',
            picture.title,
            x,
            y,
            output,
          ),
      ...(network.sliced
        ? [
            l10n.t(
              'It has more inputs; the picture shows it on a line or plane through the input space.',
            ),
          ]
        : []),
      l10n.t(
        'Only its {0} in {1} can bend it. Nothing is sampled: the picture is exact at every point.',
        counted.neurons(bending),
        counted.layers(layers),
      ),
    ],
    lines: [],
    after: [],
  };
}

function aFold(picture: Picture, facts: Facts, report: NeuronReport): GuideStep {
  const { network, graph } = picture;
  const { layer, neuron, breakpoints } = report;
  const line = facts.lines[layer].subarray(3 * neuron, 3 * neuron + 3);
  const at = breakpoints.map((t) => numberText(t)).join(', ');
  const peers = facts.neurons.filter((one) => one.layer === layer);
  const folding = peers.filter(({ role }) => role === 'folding').length;
  return {
    title: l10n.t('A neuron makes a fold'),
    before: [
      l10n.t(
        '{0} computes a weighted sum of its inputs plus a bias:',
        neuronName(network, layer, neuron),
      ),
    ],
    lines: [`z = ${affineText(line, variablesOf(picture))}`],
    after: [
      graph
        ? l10n.t(
            'At z = {0} its activation function has a kink, and the curve bends there, at the highlighted place.',
            at,
          )
        : l10n.t(
            'At z = {0} its activation function has a kink. These points form a straight line, highlighted in the picture, along which the neuron folds the surface.',
            at,
          ),
      foldingPeers(folding, peers.length, layerName(network, layer)),
    ],
    neuron: report,
  };
}

/** How many neurons of a layer have a fold in the domain. */
function foldingPeers(folding: number, all: number, layer: string): string {
  if (folding < all)
    return l10n.t(
      'The folds of {0} of the {1} in {2} cross the domain; the others lie outside it.',
      folding,
      counted.neurons(all),
      layer,
    );
  if (all === 1) return l10n.t('It is the only neuron in {0}.', layer);
  if (all === 2) return l10n.t('Both neurons in {0} do this.', layer);
  return l10n.t('All {0} in {1} do this.', counted.neurons(all), layer);
}

function noFold(facts: Facts): GuideStep {
  return {
    title: l10n.t('No folds in the domain'),
    before: [
      l10n.t(
        'A neuron folds the surface where its activation function has a kink. None of the {0} does so inside the domain.',
        counted.neurons(facts.neurons.length),
      ),
      l10n.t('A larger domain or different biases would show folds.'),
    ],
    lines: [],
    after: [],
  };
}

function aBentFold(picture: Picture, facts: Facts, report: NeuronReport): GuideStep {
  const { network, graph } = picture;
  const { layer, neuron, edges } = report;
  const bends = facts.margins?.[layer][neuron].bends ?? 0;
  const name = neuronName(network, layer, neuron);
  return {
    title: l10n.t('Folds of later layers bend'),
    before: [
      l10n.t('{0} is in a later layer: it folds an already folded surface.', name),
      ...(graph
        ? [
            l10n.t(
              'A single neuron can bend the curve several times, here at {0}.',
              counted.points(edges),
            ),
          ]
        : bends > 0
          ? [
              l10n.t(
                'Within a region of the earlier layers its fold is straight. Where it crosses one of their folds it bends, here at {0}.',
                counted.points(bends),
              ),
            ]
          : []),
      l10n.t('This is how the number of regions grows from layer to layer:'),
    ],
    lines: growth(picture, facts)
      .slice(0, longest.layers)
      .map(({ name, regions }) => `${name}: ${counted.regions(regions)}`),
    after: [],
    neuron: report,
  };
}

function theRegions(picture: Picture, { cell, area }: CellDescription): GuideStep {
  const { complex, domain } = picture;
  const share = numberText((100 * area) / domainArea(domain), 3);
  const count = counted.regions(complex.cellCount);
  return {
    title: l10n.t('Regions'),
    before: [
      complex.complete
        ? l10n.t(
            'The folds divide the domain into {0}. Within a region, every neuron stays on one linear piece of its activation function.',
            count,
          )
        : l10n.t(
            'The folds divide this part of the domain into {0}. Within a region, every neuron stays on one linear piece of its activation function.',
            count,
          ),
      l10n.t('Region {0} is outlined. It covers {1} % of the domain.', cell + 1, share),
      l10n.t(
        'Click another region, or go to it with the arrow keys. The next steps describe the region that you select.',
      ),
    ],
    lines: [],
    after: [],
    cell,
  };
}

function aPattern({ picture, folds }: Drawing, facts: Facts, region: CellDescription): GuideStep {
  const { network } = picture;
  const layers = foldingLayers(region, folds);
  const hasSeveral = facts.neurons.some(({ breakpoints }) => breakpoints.length > 1);
  const names = boundingFolds(region).map((fold) => foldName(network, folds, fold));
  const listed = names.slice(0, longest.folds).join(', ');
  const left = names.length - longest.folds;
  return {
    title: l10n.t('An activation pattern'),
    before: [
      l10n.t(
        'Write 1 for each neuron whose z is above its breakpoint and 0 for the others. This pattern identifies region {0}:',
        region.cell + 1,
      ),
    ],
    lines: layers.slice(0, longest.layers).map(({ layer, pieces }) => {
      const digits = pieces.slice(0, longest.neurons).join('');
      return `${layerName(network, layer)}: ${digits}${pieces.length > longest.neurons ? '…' : ''}`;
    }),
    after: [
      ...(hasSeveral
        ? [
            l10n.t(
              'For a neuron with several breakpoints, the digit is the number of breakpoints below its z.',
            ),
          ]
        : []),
      ...(names.length > 0
        ? [
            l10n.t(
              'Crossing an edge of the region changes one digit: that of the neuron whose fold the edge lies on. Here: {0}.',
              left > 0 ? l10n.t('{0} and {1} more', listed, left) : listed,
            ),
          ]
        : []),
    ],
    cell: region.cell,
  };
}

function aFormula(picture: Picture, region: CellDescription, chosen: Spot | undefined): GuideStep {
  const { complex, network, outputNames, inputNames, graph } = picture;
  const { x, y } = chosen ?? region.centroid;
  const { a, b, c } = region.maps[0];
  const { outputs } = forward(network, [x, y]);
  const point = graph
    ? `${inputNames[0]} = ${numberText(x, 3)}`
    : `(${numberText(x, 3)}, ${numberText(y, 3)})`;
  const lines = region.maps
    .slice(0, longest.outputs)
    .map((map, o) => `${outputNames[o]} = ${affineText(coefficients(map), variablesOf(picture))}`);
  return {
    title: l10n.t('One formula per region'),
    before: [
      l10n.t(
        'Where the pattern is constant, every layer is an affine map, and so is their composition. In region {0} the network computes',
        region.cell + 1,
      ),
    ],
    lines,
    after: [
      l10n.t(
        'As a check: at {0} the formula gives {1}, and a forward pass gives {2}.',
        point,
        numberText(a * x + b * y + c),
        numberText(outputs[0]),
      ),
      ...(complex.linearRegionCount < complex.cellCount
        ? [
            l10n.t(
              'Adjacent regions have the same formula if the fold between them has no effect: {0} form {1}.',
              counted.regions(complex.cellCount),
              counted.linearRegions(complex.linearRegionCount),
            ),
          ]
        : []),
    ],
    cell: region.cell,
  };
}

function whatNext({ network }: Picture, facts: Facts, neuron: NeuronReport | undefined): GuideStep {
  const idle = facts.neurons.filter(({ role }) => role !== 'folding').length;
  const name = neuron && neuronName(network, neuron.layer, neuron.neuron);
  return {
    title: l10n.t('Try it yourself'),
    before: [
      ...(name === undefined
        ? []
        : [
            l10n.t(
              'Change the bias of {0} in the spec, and its fold moves as you type. Change a weight, and the fold turns.',
              name,
            ),
          ]),
      ...(facts.complete && idle > 0
        ? [l10n.t('The statistics list {0} without a fold in this domain.', counted.neurons(idle))]
        : []),
      l10n.t(
        'The statistics ({0}) summarize the whole network, the table ({1}) lists every region, and {2} shows all keyboard shortcuts.',
        firstKey('statistics'),
        firstKey('table'),
        firstKey('help'),
      ),
    ],
    lines: [],
    after: [],
    ...(neuron && { neuron }),
  };
}
