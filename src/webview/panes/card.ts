import { layerName } from '../../core/network/layerName.ts';
import { describeCell, describeEdge } from '../../core/complex/describe.ts';
import { entropyAt } from '../../core/analysis/entropy/policyEntropy.ts';
import { domainArea } from '../../core/complex/domain.ts';
import { forward } from '../../core/network/forward.ts';
import { activationOf } from '../../core/network/network.ts';
import { affineText, numberText } from '../../core/picture/formula.ts';
import { joinedRegion, type JoinedRegion } from '../../core/picture/joined.ts';
import type { FromView } from '../../protocol/view.ts';
import { boundingFolds, foldingLayers, type RegionAt } from '../../core/export/regionRecord.ts';
import { coefficients, regionJson, regionLatex, regionText } from '../copyText.ts';
import type { Choices } from '../choices.ts';
import type { Drawing } from '../drawing.ts';
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import { foldName, variablesOf } from '../names.ts';
import { neuronLink } from '../neuronLink.ts';
import type { Pane, Spot, State } from '../state.ts';
import { iconButton, textButton } from '../toolkit.ts';
import { l10n } from '../l10n.ts';

/** Longer lists are cut here; copying gives them whole. */
const longest = { outputs: 6, folds: 9, vertices: 12, neurons: 128 } as const;

export interface CardActions {
  readonly send: (message: FromView) => void;
  readonly unpin: () => void;
  /** Leaves of the card what fits in a few lines, or unfolds it. */
  readonly fold: (isFolded: boolean) => void;
}

/** What is known about the region that is pointed at, and more about one that is pinned. */
export function createCard(actions: CardActions): Pane {
  const node = element('section', {
    class: 'card',
    id: 'card',
    role: 'region',
    'aria-label': l10n.t('Region'),
  });
  let shown: unknown[] = [];
  return {
    node,
    update: (state, drawing) => {
      // The guide speaks of what is pinned itself.
      const own = state.guide === undefined ? state.pinned : undefined;
      const spot = own ?? state.hovered;
      node.hidden = !drawing || !spot;
      node.classList.toggle('left', state.cardOnLeft);
      if (!drawing || !spot) return;
      const pinned = own !== undefined;
      const hint = pinned ? undefined : hintFor(state, drawing, spot);
      const { regions, gain } = state.choices;
      const isFolded = state.choices.cardFolded ?? isNarrow(node);
      const { picture, palette, entropy } = drawing;
      const content = [picture, palette, entropy, spot, hint, regions, gain, isFolded];
      if (content.every((part, i) => part === shown[i])) return;
      shown = content;
      const wasOnFold = document.activeElement?.matches('#card [aria-expanded]');
      node.classList.toggle('pinned', pinned);
      node.setAttribute('aria-live', pinned || state.walking ? 'polite' : 'off');
      node.replaceChildren(...cardContent(state.choices, isFolded, hint, drawing, spot, actions));
      if (wasOnFold) node.querySelector<HTMLElement>('[aria-expanded]')?.focus();
    },
  };
}

/** Whether the whole card would cover half of the picture that it is over. */
function isNarrow({ parentElement }: HTMLElement): boolean {
  return (parentElement?.clientWidth ?? Infinity) <= 480;
}

/** What one can do here. */
function hintFor({ camera, flatBecause }: State, { picture }: Drawing, { edge }: Spot): string {
  const isFromAbove = picture.graph || camera?.mode === '2d' || flatBecause !== undefined;
  return edge >= 0 && isFromAbove
    ? l10n.t('Drag to move the fold, with Alt to turn it')
    : l10n.t('Click or press Enter to pin and copy');
}

/** A card with a hint is of what is pointed at, one without of what is pinned. */
function cardContent(
  { gain, regions }: Choices,
  isFolded: boolean,
  hint: string | undefined,
  drawing: Drawing,
  spot: Spot,
  { send, unpin, fold }: CardActions,
): Node[] {
  const { picture, folds } = drawing;
  const region = describeCell(picture.network, folds, picture.complex, spot.cell);
  const joined = regions === 'linear' ? joinedRegion(picture.complex, spot.cell) : undefined;
  const about: About = { picture, folds, region, joined, point: spot, drawing, gain, send };
  const isPinned = hint === undefined;
  const short = [
    element(
      'div',
      { class: 'panel-head' },
      ...title(about),
      isPinned ? foldButton(isFolded, fold) : undefined,
      isPinned ? iconButton(icon('close'), l10n.t('Unpin (Escape)'), unpin) : undefined,
    ),
    ...foldRows(about, spot.edge),
    formulas(about),
  ];
  const here = fact(l10n.t('Here'), ...valueHere(about));
  if (isFolded) return [...short, element('dl', { class: 'facts' }, ...here)];
  return [
    ...short,
    element(
      'dl',
      { class: 'facts' },
      ...here,
      ...leader(about),
      ...policyEntropyHere(about),
      ...fact(picture.graph ? l10n.t('Slope') : l10n.t('Gradient'), ...gradients(about)),
      ...fact(picture.graph ? l10n.t('Length') : l10n.t('Area'), share(about)),
      ...((picture.graph || isPinned) && !joined ? vertices(about) : []),
      ...bounds(about),
    ),
    patternBlock(about),
    isPinned ? copyButtons(about) : element('p', { class: 'hint' }, hint),
  ];
}

function foldButton(isFolded: boolean, fold: CardActions['fold']): HTMLElement {
  const label = isFolded ? l10n.t('Show all of the card') : l10n.t('Show less of the card');
  const button = iconButton(icon(isFolded ? 'unfold' : 'fold'), label, () => fold(!isFolded));
  button.setAttribute('aria-expanded', String(!isFolded));
  return button;
}

interface About extends RegionAt {
  readonly drawing: Drawing;
  /** The linear region of the cell, where such are shown. */
  readonly joined: JoinedRegion | undefined;
  /** Factor on the logits of a policy. */
  readonly gain: number;
  readonly send: (message: FromView) => void;
}

function title({ picture: { complex }, region, joined }: About): Node[] {
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
function foldRows(about: About, edge: number): Node[] {
  if (edge < 0) return [];
  const { picture, folds } = about;
  return describeEdge(picture.network, folds, picture.complex, edge).folds.map(({ fold, line }) =>
    element(
      'div',
      { class: 'fold' },
      element('span', { class: 'muted' }, l10n.t('Fold of'), ' '),
      foldLink(about, fold),
      element(
        'code',
        { class: 'formula' },
        `${affineText(coefficients(line), variablesOf(picture))} = 0`,
      ),
    ),
  );
}

function formulas({ picture, region }: About): HTMLElement {
  const variables = variablesOf(picture);
  const lines = region.maps
    .slice(0, longest.outputs)
    .map((map, k) =>
      element(
        'code',
        { class: 'formula' },
        `${picture.outputNames[k]} = ${affineText(coefficients(map), variables)}`,
      ),
    );
  return element('div', { class: 'formulas' }, ...lines, more(region.maps.length, longest.outputs));
}

function valueHere({ picture, point: { x, y } }: About): Node[] {
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

/** Which output is the largest at the point, and how far the next one is behind. */
function leader({ picture, point: { x, y } }: About): Node[] {
  const { outputs } = forward(picture.network, [x, y]);
  if (outputs.length < 2) return [];
  const order = Array.from(outputs.keys()).sort((i, j) => outputs[j] - outputs[i]);
  const [first, second] = order.map((o) => picture.outputNames[o]);
  const margin = outputs[order[0]] - outputs[order[1]];
  const text =
    margin === 0
      ? l10n.t('{0} and {1} tie', first, second)
      : l10n.t('{0}, by {1} before {2}', first, numberText(margin, 3), second);
  return fact(l10n.t('Largest'), element('span', {}, text));
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
function patternBlock({ picture, folds, region }: About): HTMLElement {
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

function copyButtons(about: About): HTMLElement {
  const formats = [
    [l10n.t('Text'), regionText],
    ['JSON', regionJson],
    ['LaTeX', regionLatex],
  ] as const;
  return element(
    'div',
    { class: 'copy', role: 'group', 'aria-label': l10n.t('Copy') },
    element('span', { class: 'muted' }, l10n.t('Copy as')),
    ...formats.map(([label, write]) =>
      textButton(label, 'secondary', () => about.send({ kind: 'copy', text: write(about) })),
    ),
  );
}

function fact(name: string, ...values: Node[]): Node[] {
  return [element('dt', {}, name), element('dd', {}, ...values)];
}

function more(count: number, listed: number): HTMLElement | undefined {
  if (count <= listed) return undefined;
  return element('span', { class: 'muted' }, l10n.t('and {0} more', count - listed));
}

function present(node: Node | undefined): Node[] {
  return node ? [node] : [];
}
