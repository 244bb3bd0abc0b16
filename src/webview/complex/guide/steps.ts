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
import { l10n } from '../../kit/l10n.ts';
import { foldName, heightLabel, neuronName, variablesOf } from '../names.ts';
import type { Spot } from '../state.ts';
import { bentNeuron, growth, plainestCell, straightNeuron } from './subjects.ts';
import { layerName } from '../../../core/network/network.ts';

/** One thing to understand, said of the network that is on the screen. */
export interface GuideStep {
  readonly title: string;
  readonly before: readonly string[];
  /** Formulas and patterns, each on a line of its own, between the two texts. */
  readonly lines: readonly string[];
  readonly after: readonly string[];
  /** The neuron that it speaks of, to be lit in the picture. */
  readonly neuron?: Pick<NeuronReport, 'layer' | 'neuron'>;
  /** The region that it speaks of, to be outlined in the picture. */
  readonly cell?: number;
}

/** Longer lists are cut here: this is to be read, not looked up. */
const longest = { outputs: 4, neurons: 64, layers: 6, folds: 4 } as const;

/** From the whole function to the formula of one region: the chosen one, or else the largest. */
export function guideSteps(
  drawing: Drawing,
  facts: Facts,
  chosen: Spot | undefined,
): readonly GuideStep[] {
  const { picture, folds } = drawing;
  const straight = straightNeuron(facts);
  const bent = bentNeuron(facts);
  const cell = chosen?.cell ?? plainestCell(picture);
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
  const output = heightLabel(picture, height);
  const { network, graph } = picture;
  const bending = facts.neurons.length;
  const layers = growth(picture, facts).length;
  return {
    title: l10n.t('A function'),
    before: [
      graph
        ? l10n.t(
            '{0} turns a number {1} into {2}: the height of the curve.',
            picture.title,
            x,
            output,
          )
        : l10n.t(
            '{0} turns two numbers, {1} and {2}, into {3}: the height of the surface.',
            picture.title,
            x,
            y,
            output,
          ),
      ...(network.sliced
        ? [l10n.t('It has other inputs too; this is what it does on a line or plane through them.')]
        : []),
      l10n.t(
        'All that can bend it are {0} in {1}. Nothing here is sampled: the picture holds at every point.',
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
    title: l10n.t('A neuron is a fold'),
    before: [
      l10n.t('{0} weighs what comes in and adds its bias:', neuronName(network, layer, neuron)),
    ],
    lines: [`z = ${affineText(line, variablesOf(picture))}`],
    after: [
      graph
        ? l10n.t(
            'Where z is {0}, its activation bends, and the curve with it: there, where it is lit.',
            at,
          )
        : l10n.t(
            'Where z is {0}, its activation bends. That is a straight line, lit in the picture: the neuron folds the surface along it.',
            at,
          ),
      folding === 1 && peers.length === 1
        ? l10n.t('It is the only one of {0}.', layerName(network, layer))
        : folding === peers.length
          ? l10n.t('So do all {0} of {1}.', counted.neurons(folding), layerName(network, layer))
          : l10n.t(
              'So do {0} of {1} in {2}; the folds of the others lie outside the domain.',
              folding,
              counted.neurons(peers.length),
              layerName(network, layer),
            ),
    ],
    neuron: report,
  };
}

function noFold(facts: Facts): GuideStep {
  return {
    title: l10n.t('No fold in sight'),
    before: [
      l10n.t(
        'A neuron folds the surface where its activation bends. Here none of {0} does so inside the domain.',
        counted.neurons(facts.neurons.length),
      ),
      l10n.t('A larger domain, or other biases, would bring folds in.'),
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
    title: l10n.t('Later folds bend'),
    before: [
      l10n.t('{0} comes later: it folds what is folded already.', name),
      ...(graph
        ? [
            l10n.t(
              'One neuron of it bends the curve several times: here at {0}.',
              counted.points(edges),
            ),
          ]
        : bends > 0
          ? [
              l10n.t(
                'Inside a region of the layers before, its fold is straight. Where it meets one of their folds it turns: at {0}.',
                counted.points(bends),
              ),
            ]
          : []),
      l10n.t('So regions multiply with every layer:'),
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
            'The folds cut the domain into {0}. Inside a region no neuron changes sides.',
            count,
          )
        : l10n.t(
            'The folds cut this part of the domain into {0}. Inside a region no neuron changes sides.',
            count,
          ),
      l10n.t('Outlined is region {0}: {1} % of the domain.', cell + 1, share),
      l10n.t(
        'Choose another with a click, or walk there with the arrow keys: what follows is about the one you choose.',
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
        'Write 1 for a neuron above its fold and 0 for one below, and region {0} has a name that no other has:',
        region.cell + 1,
      ),
    ],
    lines: layers.slice(0, longest.layers).map(({ layer, pieces }) => {
      const digits = pieces.slice(0, longest.neurons).join('');
      return `${layerName(network, layer)}: ${digits}${pieces.length > longest.neurons ? '…' : ''}`;
    }),
    after: [
      ...(hasSeveral
        ? [l10n.t('A neuron with several folds says how many of them it is above.')]
        : []),
      ...(names.length > 0
        ? [
            l10n.t(
              'Step over one of its sides and a digit changes: that of the neuron that folds there. Round this region: {0}.',
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
    title: l10n.t('One formula'),
    before: [
      l10n.t(
        'Where the pattern stays the same, every neuron stays on one straight piece, and straight pieces add up to one affine map. In region {0} the network is',
        region.cell + 1,
      ),
    ],
    lines,
    after: [
      l10n.t(
        'Try it: at {0} the formula gives {1}, and running all layers gives {2}.',
        point,
        numberText(a * x + b * y + c),
        numberText(outputs[0]),
      ),
      ...(complex.linearRegionCount < complex.cellCount
        ? [
            l10n.t(
              'Neighbours may have the same formula, when the fold between them comes to nothing: {0} make {1}.',
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
    title: l10n.t('Now change it'),
    before: [
      ...(name === undefined
        ? []
        : [
            l10n.t(
              'Change the bias of {0} in the text, and its fold moves while you type. Change a weight, and it turns.',
              name,
            ),
          ]),
      ...(facts.complete && idle > 0
        ? [
            l10n.t(
              '{0} without a fold in this domain: the statistics name them.',
              counted.neurons(idle),
            ),
          ]
        : []),
      l10n.t(
        'The statistics (i) tell of the whole, the table (t) lists every region, and ? lists all keys.',
      ),
    ],
    lines: [],
    after: [],
    ...(neuron && { neuron }),
  };
}
