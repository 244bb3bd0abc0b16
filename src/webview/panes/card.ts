import { layerName } from '../../core/network/layerName.ts';
import { describeCell, describeEdge } from '../../core/complex/describe.ts';
import { domainArea } from '../../core/complex/domain.ts';
import { forward } from '../../core/network/forward.ts';
import { activationOf } from '../../core/network/network.ts';
import { affineText, numberText } from '../../core/picture/formula.ts';
import type { FromView } from '../../protocol/view.ts';
import {
  boundingFolds,
  coefficients,
  foldingLayers,
  regionJson,
  regionLatex,
  regionText,
  type RegionAt,
} from '../copyText.ts';
import type { Drawing } from '../drawing.ts';
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import { foldName, variablesOf } from '../names.ts';
import { neuronLink } from '../neuronLink.ts';
import type { Pane, Spot, State } from '../state.ts';
import { iconButton, textButton } from '../toolkit.ts';

/** Longer lists are cut here; copying gives them whole. */
const longest = { outputs: 6, folds: 9, vertices: 12, neurons: 128 } as const;

export interface CardActions {
  readonly send: (message: FromView) => void;
  readonly unpin: () => void;
}

/** What is known about the region that is pointed at, and more about one that is pinned. */
export function createCard(actions: CardActions): Pane {
  const node = element('section', {
    class: 'card',
    id: 'card',
    role: 'region',
    'aria-label': 'Region',
  });
  let shown: unknown[] = [];
  return {
    node,
    update: (state, drawing) => {
      const spot = state.pinned ?? state.hovered;
      node.hidden = !drawing || !spot;
      node.classList.toggle('left', state.cardOnLeft);
      if (!drawing || !spot) return;
      const pinned = state.pinned !== undefined;
      const content = [drawing.picture, drawing.palette, spot, pinned];
      if (content.every((part, i) => part === shown[i])) return;
      shown = content;
      node.classList.toggle('pinned', pinned);
      node.setAttribute('aria-live', pinned || state.walking ? 'polite' : 'off');
      node.replaceChildren(...cardContent(state, drawing, spot, actions));
    },
  };
}

function cardContent(
  { pinned }: State,
  drawing: Drawing,
  spot: Spot,
  { send, unpin }: CardActions,
): Node[] {
  const { picture, folds } = drawing;
  const region = describeCell(picture.network, folds, picture.complex, spot.cell);
  const about: About = { picture, folds, region, point: spot, drawing, send };
  return [
    element(
      'div',
      { class: 'panel-head' },
      element('h2', {}, `Region ${(spot.cell + 1).toLocaleString('en')}`),
      element('span', { class: 'muted' }, `of ${picture.complex.cellCount.toLocaleString('en')}`),
      pinned && iconButton(icon('close'), 'Unpin (Escape)', unpin),
    ),
    ...foldRows(about, spot.edge),
    formulas(about),
    element(
      'dl',
      { class: 'facts' },
      ...fact('Here', ...valueHere(about)),
      ...fact(picture.graph ? 'Slope' : 'Gradient', ...gradients(about)),
      ...fact(picture.graph ? 'Length' : 'Area', share(about)),
      ...(picture.graph || pinned ? vertices(about) : []),
      ...bounds(about),
    ),
    patternBlock(about),
    pinned
      ? copyButtons(about)
      : element('p', { class: 'hint' }, 'Click or press Enter to pin and copy'),
  ];
}

interface About extends RegionAt {
  readonly drawing: Drawing;
  readonly send: (message: FromView) => void;
}

/** The folds within reach of the pointer, with their equations there. */
function foldRows(about: About, edge: number): Node[] {
  if (edge < 0) return [];
  const { picture, folds } = about;
  return describeEdge(picture.network, folds, picture.complex, edge).folds.map(({ fold, line }) =>
    element(
      'div',
      { class: 'fold' },
      element('span', { class: 'muted' }, 'Fold of '),
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

function gradients({ picture, region }: About): Node[] {
  return region.maps.slice(0, longest.outputs).map(({ a, b, gradientNorm }) => {
    const text = picture.graph
      ? numberText(a)
      : `(${numberText(a, 3)}, ${numberText(b, 3)}), norm ${numberText(gradientNorm, 3)}`;
    return element('span', { class: 'number' }, text);
  });
}

function share({ picture, region: { area } }: About): Node {
  const part = (100 * area) / domainArea(picture.domain);
  const title = 'and its share of the domain';
  const text = `${numberText(area)} · ${numberText(part, 3)} %`;
  return element('span', { class: 'number', title }, text);
}

function vertices({ picture, region }: About): Node[] {
  if (picture.graph) {
    const xs = region.vertices.map(({ x }) => x);
    const text = `${numberText(Math.min(...xs))} to ${numberText(Math.max(...xs))}`;
    return fact('Interval', element('span', { class: 'number' }, text));
  }
  const listed = region.vertices.slice(0, longest.vertices);
  return fact(
    `${region.vertices.length} vertices`,
    ...listed.map(({ x, y }) =>
      element('span', { class: 'number' }, `(${numberText(x, 3)}, ${numberText(y, 3)})`),
    ),
    ...present(more(region.vertices.length, longest.vertices)),
  );
}

function bounds(about: About): Node[] {
  const folds = boundingFolds(about.region);
  if (folds.length === 0) return [];
  const links = folds.slice(0, longest.folds).map((fold) => foldLink(about, fold));
  return fact('Bounded by', ...links, ...present(more(folds.length, longest.folds)));
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
      element('span', { class: 'sr-only' }, `pattern ${pieces.join('')}`),
    );
  });
  return element(
    'div',
    { class: 'pattern', role: 'group', 'aria-label': 'Activation pattern' },
    ...rows,
  );
}

function bitClass(piece: number, last: number): string {
  if (last === 0) return 'none';
  return piece === 0 ? 'off' : piece === last ? 'on' : 'mid';
}

function copyButtons(about: About): HTMLElement {
  const formats = [
    ['Text', regionText],
    ['JSON', regionJson],
    ['LaTeX', regionLatex],
  ] as const;
  return element(
    'div',
    { class: 'copy', role: 'group', 'aria-label': 'Copy' },
    element('span', { class: 'muted' }, 'Copy as'),
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
  return element('span', { class: 'muted' }, `and ${count - listed} more`);
}

function present(node: Node | undefined): Node[] {
  return node ? [node] : [];
}
