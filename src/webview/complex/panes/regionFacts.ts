import { describeEdge } from '../../../core/complex/describe.ts';
import { entropyAt } from '../../../core/analysis/policyEntropy/policyEntropy.ts';
import { domainArea } from '../../../core/complex/domain.ts';
import { boundingFolds, foldingLayers, type RegionAt } from '../../../core/export/regionRecord.ts';
import { forward } from '../../../core/network/forward.ts';
import { activationOf, layerName } from '../../../core/network/network.ts';
import { affineText } from '../../../core/picture/formula.ts';
import { numberText } from '../../../core/numberText.ts';
import type { JoinedRegion } from '../../../core/picture/regionKinds.ts';
import type { FromView } from '../../../protocol/preview.ts';
import { coefficients } from '../copyText.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import { element } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import { foldName, variablesOf } from '../names.ts';
import { neuronLink } from '../neuronLink.ts';

/** Longer lists are cut here; copying gives them whole. */
const longest = { outputs: 6, folds: 9, vertices: 12, neurons: 128 } as const;

/** A region with what its facts are told from. */
export interface About extends RegionAt {
  readonly drawing: Drawing;
  /** The linear region of the cell, where such are shown. */
  readonly joined: JoinedRegion | undefined;
  /** Factor on the logits of a policy. */
  readonly gain: number;
  readonly send: (message: FromView) => void;
}

/** Which region it is, of how many. */
export function title({ picture: { complex }, region, joined }: About): Node[] {
  const number = (n: number): string => n.toLocaleString('en');
  const [name, of] = joined
    ? [l10n.t('Linear region {0}', number(region.linearRegion + 1)), complex.linearRegionCount]
    : [l10n.t('Region {0}', number(region.cell + 1)), complex.cellCount];
  const head = [
    element('h2', {}, name),
    element('span', { class: 'muted' }, l10n.t('of {0}', number(of))),
  ];
  if (!joined || joined.cells.length === 1) return head;
  const text = l10n.t('{0} patterns', number(joined.cells.length));
  const hint = l10n.t('Activation regions that are joined here: no output bends between them');
  return [...head, element('span', { class: 'muted', title: hint }, text)];
}

/** The folds within reach of the pointer, with their equations there. */
export function foldRows(about: About, edge: number): Node[] {
  return foldsAt(about, edge).map(([link, equation]) =>
    element(
      'div',
      { class: 'fold' },
      element('span', { class: 'muted' }, l10n.t('Fold of'), ' '),
      link,
      equation,
    ),
  );
}

function foldsAt(about: About, edge: number): [link: HTMLElement, equation: HTMLElement][] {
  if (edge < 0) return [];
  const { picture, folds } = about;
  return describeEdge(picture.network, folds, picture.complex, edge).folds.map(({ fold, line }) => [
    foldLink(about, fold),
    formula(`${affineText(coefficients(line), variablesOf(picture))} = 0`),
  ]);
}

/** The affine map of every output. */
export function formulas(about: About): HTMLElement {
  const { maps } = about.region;
  const lines = maps.slice(0, longest.outputs).map((_, output) => outputFormula(about, output));
  return element('div', { class: 'formulas' }, ...lines, more(maps.length, longest.outputs));
}

function outputFormula({ picture, region }: About, output: number): HTMLElement {
  const text = affineText(coefficients(region.maps[output]), variablesOf(picture));
  return formula(`${picture.outputNames[output]} = ${text}`);
}

function formula(text: string): HTMLElement {
  return element('code', { class: 'formula' }, text);
}

/** The point, and the outputs there. */
export function valueHere({ picture, point: { x, y } }: About): HTMLElement[] {
  const outputs = Array.from(forward(picture.network, [x, y]).outputs);
  const where = picture.graph
    ? `${picture.inputNames[0]} = ${numberText(x, 3)}`
    : `(${numberText(x, 3)}, ${numberText(y, 3)})`;
  const values = outputs.slice(0, longest.outputs).map((value) => numberText(value));
  return [
    element('span', { class: 'number' }, where),
    element('span', { class: 'number strong' }, `→ ${values.join(', ')}`),
  ];
}

/** One line of what matters most: the fold within reach, or what the region does. */
export function gist(about: About, edge: number): Node[] {
  const [first, ...others] = foldsAt(about, edge);
  if (first) {
    const rest =
      others.length > 0 ? [element('span', { class: 'muted' }, `+${others.length}`)] : [];
    return [...first, ...rest];
  }
  const [best] = about.region.maps.length > 1 ? leader(about) : [];
  return [best ?? outputFormula(about, 0)];
}

/** All that a list can hold; the folds round the region and its corners may be many. */
export function facts(about: About, isPinned: boolean): Node[] {
  const { picture, joined } = about;
  const largest = leader(about);
  return [
    ...fact(l10n.t('Here'), ...valueHere(about)),
    ...(largest.length > 0 ? fact(l10n.t('Largest'), ...largest) : []),
    ...policyEntropyHere(about),
    ...fact(picture.graph ? l10n.t('Slope') : l10n.t('Gradient'), ...gradients(about)),
    ...fact(picture.graph ? l10n.t('Length') : l10n.t('Area'), share(about)),
    ...((picture.graph || isPinned) && !joined ? vertices(about) : []),
    ...bounds(about),
  ];
}

/** Which output is the largest at the point, and how far the next one is behind. */
function leader({ picture, point: { x, y } }: About): HTMLElement[] {
  const { outputs } = forward(picture.network, [x, y]);
  if (outputs.length < 2) return [];
  const order = Array.from(outputs.keys()).sort((i, j) => outputs[j] - outputs[i]);
  const [first, second] = order.map((o) => picture.outputNames[o]);
  const margin = outputs[order[0]] - outputs[order[1]];
  const text =
    margin === 0
      ? l10n.t('{0} and {1} tie', first, second)
      : l10n.t('{0}, by {1} before {2}', first, numberText(margin, 3), second);
  return [element('span', {}, text)];
}

function policyEntropyHere({ picture, drawing, gain, region, point: { x, y } }: About): Node[] {
  if (!picture.policy) return [];
  const here = numberText(entropyAt(picture.complex, gain, region.cell, x, y), 3);
  const mean = drawing.entropy?.cellMean[region.cell];
  const text =
    mean === undefined
      ? l10n.t('{0} nats here', here)
      : l10n.t('{0} nats here, mean of the region {1}', here, numberText(mean, 3));
  return fact(l10n.t('Entropy'), element('span', { class: 'number' }, text));
}

function gradients({ picture, region }: About): Node[] {
  return region.maps.slice(0, longest.outputs).map(({ a, b, gradientNorm }) => {
    const text = picture.graph
      ? numberText(a)
      : l10n.t(
          '({0}, {1}), norm {2}',
          numberText(a, 3),
          numberText(b, 3),
          numberText(gradientNorm, 3),
        );
    return element('span', { class: 'number' }, text);
  });
}

function share({ picture, region, joined }: About): Node {
  const { area } = joined ?? region;
  const part = (100 * area) / domainArea(picture.domain);
  const title = l10n.t('and its share of the domain');
  const text = `${numberText(area)} · ${numberText(part, 3)} %`;
  return element('span', { class: 'number', title }, text);
}

function vertices({ picture, region }: About): Node[] {
  if (picture.graph) {
    const xs = region.vertices.map(({ x }) => x);
    const text = l10n.t('{0} to {1}', numberText(Math.min(...xs)), numberText(Math.max(...xs)));
    return fact(l10n.t('Interval'), element('span', { class: 'number' }, text));
  }
  const listed = region.vertices.slice(0, longest.vertices);
  return fact(
    l10n.t('{0} vertices', region.vertices.length),
    ...listed.map(({ x, y }) =>
      element('span', { class: 'number' }, `(${numberText(x, 3)}, ${numberText(y, 3)})`),
    ),
    ...present(more(region.vertices.length, longest.vertices)),
  );
}

function bounds(about: About): Node[] {
  const folds = about.joined?.folds ?? boundingFolds(about.region);
  if (folds.length === 0) return [];
  const links = folds.slice(0, longest.folds).map((fold) => foldLink(about, fold));
  return fact(l10n.t('Bounded by'), ...links, ...present(more(folds.length, longest.folds)));
}

function foldLink({ picture, folds, drawing, send }: About, fold: number): HTMLElement {
  const place = { layer: folds.layer[fold], neuron: folds.neuron[fold] };
  return neuronLink(drawing, place, foldName(picture.network, folds, fold), send);
}

/** One small square a neuron, filled where it is active, a row per layer. */
export function patternBlock({ picture, folds, region }: About): HTMLElement {
  const rows = foldingLayers(region, folds).map(({ layer, pieces }) => {
    const last = pieces.map(
      (_, i) => activationOf(picture.network.layers[layer], i).breakpoints.length,
    );
    const highest = pieces.filter((piece, i) => last[i] > 0 && piece === last[i]).length;
    const folding = last.filter((count) => count > 0).length;
    return element(
      'div',
      { class: 'pattern-row' },
      element('span', { class: 'muted' }, layerName(picture.network, layer)),
      element(
        'span',
        { class: 'bits', 'aria-hidden': 'true', title: pieces.join('') },
        ...pieces
          .slice(0, longest.neurons)
          .map((piece, i) => element('i', { class: `bit ${bitClass(piece, last[i])}` })),
      ),
      element('span', { class: 'muted number' }, `${highest}/${folding}`),
      element('span', { class: 'sr-only' }, l10n.t('pattern {0}', pieces.join(''))),
    );
  });
  return element(
    'div',
    { class: 'pattern', role: 'group', 'aria-label': l10n.t('Activation pattern') },
    ...rows,
  );
}

function bitClass(piece: number, last: number): string {
  if (last === 0) return 'none';
  return piece === 0 ? 'off' : piece === last ? 'on' : 'mid';
}

/** A row of a list of facts. */
export function fact(name: string, ...values: Node[]): Node[] {
  return [element('dt', {}, name), element('dd', {}, ...values)];
}

function more(count: number, listed: number): HTMLElement | undefined {
  if (count <= listed) return undefined;
  return element('span', { class: 'muted' }, l10n.t('and {0} more', count - listed));
}

function present(node: Node | undefined): Node[] {
  return node ? [node] : [];
}
