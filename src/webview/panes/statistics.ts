import type { ValueAt } from '../../core/analysis/extrema.ts';
import type { NeuronReport } from '../../core/analysis/neurons.ts';
import { layerName } from '../../core/network/layerName.ts';
import { numberText } from '../../core/picture/formula.ts';
import type { FromView } from '../../protocol/view.ts';
import type { Drawing } from '../drawing.ts';
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import { neuronName } from '../names.ts';
import { neuronLink } from '../neuronLink.ts';
import { middleOf } from '../pointing.ts';
import type { Pane, Spot } from '../state.ts';
import { iconButton } from '../toolkit.ts';
import { areaChart } from './areaChart.ts';
import { layersWithFolds } from './legend.ts';

/** Longer lists are cut here; the analysis as Markdown has them whole. */
const longest = { outputs: 6, neurons: 8 } as const;

export interface StatisticsActions {
  readonly send: (message: FromView) => void;
  readonly select: (spot: Spot) => void;
  readonly close: () => void;
}

/** What is known of the whole network over its domain, with ways to where it is so. */
export function createStatistics(actions: StatisticsActions): Pane {
  const content = element('div', { class: 'statistics-content' });
  const node = element(
    'aside',
    { class: 'statistics', id: 'statistics', 'aria-label': 'Statistics', tabindex: 0 },
    element(
      'div',
      { class: 'panel-head' },
      element('h2', {}, 'Statistics'),
      iconButton(icon('close'), 'Close (i)', actions.close),
    ),
    content,
  );
  let shown: unknown[] = [];
  return {
    node,
    update: ({ choices }, drawing) => {
      node.hidden = !choices.statisticsOpen || !drawing;
      if (!drawing || node.hidden) return;
      const now = [drawing.picture, drawing.palette];
      if (now.every((part, i) => part === shown[i])) return;
      shown = now;
      const about = { drawing, ...actions };
      content.replaceChildren(
        ...partialNote(about),
        regions(about),
        growth(about),
        sizes(about),
        ...outputs(about),
        neurons(about),
        element('p', { class: 'hint' }, whatIsExact),
      );
    },
  };
}

const whatIsExact =
  'Counts and what neurons do are exact. Values and sizes come from the exact regions: they carry ' +
  'the rounding of doubles, and nothing is sampled. Only “at most” is a bound.';

interface About extends StatisticsActions {
  readonly drawing: Drawing;
}

function partialNote({ drawing: { picture } }: About): Node[] {
  if (picture.facts.complete) return [];
  const text = 'The count was stopped: all of this holds for the finished part only.';
  return [element('p', { class: 'partial' }, icon('warning'), text)];
}

function regions({ drawing: { picture } }: About): HTMLElement {
  const { regions, linearRegions, planeRegions, upperBound } = picture.facts;
  const bound = Number.isFinite(upperBound)
    ? [count(upperBound), `with any weights; here ${percent(regions, upperBound)}`]
    : ['more than 10³⁰⁸', 'with any weights'];
  return section(
    'Regions',
    element(
      'dl',
      { class: 'numbers' },
      ...row('Activation', count(regions), 'one pattern each'),
      ...row('Linear', count(linearRegions), 'one affine map each'),
      ...(planeRegions === undefined
        ? []
        : row(
            picture.graph ? 'Whole line' : 'Whole plane',
            count(planeRegions),
            'domain and beyond',
          )),
      ...row('At most', bound[0], bound[1]),
    ),
  );
}

/** Every layer that folds, with the regions of the network cut off after it. */
function growth({ drawing }: About): HTMLElement {
  const { network, facts } = drawing.picture;
  const bars = layersWithFolds(drawing).map((layer) => {
    const reached = facts.regionsByLayer[layer];
    const fill = element('i', { class: 'meter-fill' });
    fill.style.width = `${(100 * reached) / facts.regions}%`;
    return element(
      'li',
      { class: 'meter' },
      element('span', { class: 'meter-name' }, layerName(network, layer)),
      element('span', { class: 'meter-track', 'aria-hidden': 'true' }, fill),
      element('span', { class: 'number' }, count(reached)),
    );
  });
  return section('Regions after each layer', element('ul', { class: 'meters' }, ...bars));
}

function sizes({ drawing: { picture } }: About): HTMLElement {
  const size = picture.graph ? 'length' : 'area';
  return section(picture.graph ? 'Lengths' : 'Areas', areaChart(picture.complex, size));
}

function outputs(about: About): HTMLElement[] {
  const { outputNames, facts, graph } = about.drawing.picture;
  const sections = outputNames.slice(0, longest.outputs).map((name, o) => {
    const { min, max } = facts.extrema[o];
    const { integral, mean } = facts.integrals[o];
    return section(
      `Output ${name}`,
      element(
        'dl',
        { class: 'numbers' },
        ...row('Maximum', value(max.value), place(about, max)),
        ...row('Minimum', value(min.value), place(about, min)),
        ...row('Mean', value(mean)),
        ...row('Integral', value(integral)),
        ...row(graph ? 'Steepest' : 'Lipschitz', ...steepest(about, o)),
      ),
    );
  });
  const left = outputNames.length - sections.length;
  if (left > 0) sections.push(element('p', { class: 'muted' }, `and ${left} more outputs`));
  return sections;
}

function place({ drawing: { picture }, select }: About, { x, y, cell }: ValueAt): HTMLElement {
  const at = picture.graph
    ? `${picture.inputNames[0]} = ${numberText(x, 3)}`
    : `(${numberText(x, 3)}, ${numberText(y, 3)})`;
  return link(`at ${at}`, () => select({ cell, x, y, edge: -1 }));
}

function steepest({ drawing, select }: About, output: number): [string, HTMLElement?] {
  const { norm, cell } = drawing.picture.facts.lipschitz[output];
  if (cell < 0) return [value(NaN)];
  const go = (): void => select(middleOf(drawing, cell));
  return [value(norm), link(`in region ${count(cell + 1)}`, go)];
}

function neurons(about: About): HTMLElement {
  const { network, facts, graph } = about.drawing.picture;
  const { duplicates } = facts;
  const of = (layer: number, role: NeuronReport['role']): number =>
    facts.neurons.filter((n) => n.layer === layer && n.role === role).length;
  const head = [
    ['Layer', ''],
    ['Folding', 'The function bends along their folds somewhere in the domain'],
    ['Always on', 'On one sloped piece everywhere in the domain'],
    ['Dead', 'Constant over the domain'],
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
        ),
      ),
    ),
  );
  const folding = facts.neurons.filter(({ role }) => role === 'folding');
  const reach = ({ edges, length }: NeuronReport): string =>
    graph
      ? `${count(edges)} ${edges === 1 ? 'point' : 'points'}`
      : `${count(edges)} ${edges === 1 ? 'edge' : 'edges'}, length ${numberText(length, 3)}`;
  const champion = (by: 'edges' | 'length'): NeuronReport =>
    folding.reduce((a, b) => (b[by] > a[by] ? b : a));
  const champions = folding.length === 0 ? [] : [champion('edges')];
  if (folding.length > 0 && !graph && champion('length') !== champions[0])
    champions.push(champion('length'));
  const dead = facts.neurons.filter(({ role }) => role === 'constant');
  return section(
    'Neurons',
    table,
    element(
      'dl',
      { class: 'numbers lists' },
      ...champions.flatMap((neuron, i) =>
        row(i === 0 ? 'Folds most' : 'Longest', toNeuron(about, neuron), reach(neuron)),
      ),
      ...list(
        'Dead',
        dead.map((neuron) => [toNeuron(about, neuron)]),
      ),
      ...list(
        'Duplicates',
        duplicates.map(({ layer, neuron, of }) => [
          toNeuron(about, { layer, neuron }),
          ' like ',
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

/** A row of many things, when there are any. */
function list(name: string, all: readonly (readonly (Node | string)[])[]): Node[] {
  if (all.length === 0) return [];
  const [first, ...others] = all
    .slice(0, longest.neurons)
    .map((parts) => element('span', {}, ...parts));
  const left = all.length - 1 - others.length;
  return row(name, first, ...others, left > 0 ? `and ${count(left)} more` : undefined);
}

function section(title: string, ...content: Node[]): HTMLElement {
  return element('section', { class: 'statistic' }, element('h3', {}, title), ...content);
}

/** A name and its value; what follows the value explains it. */
function row(
  name: string,
  value: string | HTMLElement,
  ...more: (string | HTMLElement | undefined)[]
): Node[] {
  const first = typeof value === 'string' ? element('span', { class: 'number' }, value) : value;
  const rest = more.map((part) =>
    typeof part === 'string' ? element('span', { class: 'muted' }, part) : part,
  );
  return [element('dt', {}, name), element('dd', {}, first, ...rest)];
}

function link(text: string, onClick: () => void): HTMLElement {
  const title = 'Select the region';
  const button = element('button', { class: 'spot number', type: 'button', title }, text);
  button.addEventListener('click', onClick);
  return button;
}

/** What overflowed reaches the view as null: messages are JSON, which has no word for it. */
function value(x: number): string {
  return Number.isFinite(x) ? numberText(x) : 'too large for doubles';
}

function count(n: number): string {
  return n < 1e9 ? n.toLocaleString('en') : numberText(n, 3);
}

function percent(part: number, whole: number): string {
  return `${numberText((100 * part) / whole, 2)} %`;
}
