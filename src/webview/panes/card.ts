import { forward } from '../../core/network/forward.ts';
import { affineText, numberText } from '../../core/picture/formula.ts';
import { css } from '../../core/picture/colour.ts';
import type { FromView } from '../../protocol/view.ts';
import { domainArea, regionJson, regionLatex, regionText } from '../copyText.ts';
import type { Drawing } from '../drawing.ts';
import { element, type Attributes } from '../element.ts';
import {
  foldLine,
  foldName,
  foldsOfEdge,
  layerName,
  regionFacts,
  type RegionFacts,
} from '../facts.ts';
import { icon } from '../icons.ts';
import type { Pane, Spot, State } from '../state.ts';
import { iconButton, textButton } from '../toolkit.ts';

/** Longer lists are cut here; copying gives them whole. */
const longest = { outputs: 6, folds: 12, vertices: 12, neurons: 128 } as const;

/** What is known about the region that is pointed at or pinned. */
export function createCard(send: (message: FromView) => void, unpin: () => void): Pane {
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
      if (!drawing || !spot) return;
      // Drawings change with colours and camera; the facts only with picture and place.
      const content = [drawing.picture, spot, state.pinned === undefined];
      if (content.every((part, i) => part === shown[i])) return;
      shown = content;
      const pinned = state.pinned !== undefined;
      node.classList.toggle('pinned', pinned);
      node.setAttribute('aria-live', pinned || state.walking ? 'polite' : 'off');
      node.replaceChildren(...cardContent(state, drawing, spot, send, unpin));
    },
  };
}

function cardContent(
  { pinned }: State,
  drawing: Drawing,
  spot: Spot,
  send: (message: FromView) => void,
  unpin: () => void,
): Node[] {
  const { picture, folds } = drawing;
  const facts = regionFacts(picture, folds, spot.cell);
  const total = picture.complex.cellCount.toLocaleString('en');
  const head = element(
    'div',
    { class: 'panel-head' },
    element('h2', {}, `Region ${(spot.cell + 1).toLocaleString('en')}`),
    element('span', { class: 'muted' }, `of ${total}`),
    pinned && iconButton(icon('close'), 'Unpin (Escape)', unpin),
  );
  const foot = pinned
    ? copyButtons(drawing, facts, spot, send)
    : element('p', { class: 'hint' }, 'Click or press Enter to pin');
  return [
    head,
    ...edgeRows(drawing, spot, send),
    formulas(drawing, facts),
    element(
      'dl',
      { class: 'facts' },
      ...atPointer(drawing, spot),
      ...fact('Gradient', ...gradients(drawing, facts)),
      ...fact(drawing.picture.graph ? 'Length' : 'Area', share(drawing, facts)),
      ...fact(
        drawing.picture.graph ? 'Interval' : `${facts.vertices.length} vertices`,
        vertices(drawing, facts),
      ),
      ...(facts.folds.length > 0
        ? fact('Bounded by', ...neuronLinks(drawing, facts.folds, send))
        : []),
    ),
    patternBlock(drawing, facts),
    foot,
  ];
}

/** The fold within reach of the pointer, with its equation on this side. */
function edgeRows(
  { picture, folds }: Drawing,
  spot: Spot,
  send: (message: FromView) => void,
): Node[] {
  if (spot.edge < 0) return [];
  return foldsOfEdge(picture, spot.edge).map((fold) => {
    const line = foldLine(picture, folds, fold, spot.cell);
    const variables = picture.graph ? [...picture.inputNames, ''] : picture.inputNames;
    return element(
      'div',
      { class: 'fold' },
      element('span', { class: 'muted' }, 'Fold of '),
      neuronLink({ picture, folds }, fold, send),
      element('code', { class: 'formula' }, `${affineText(line, variables)} = 0`),
    );
  });
}

function formulas({ picture }: Drawing, facts: RegionFacts): HTMLElement {
  const variables = picture.graph ? [...picture.inputNames, ''] : picture.inputNames;
  const lines = facts.maps
    .slice(0, longest.outputs)
    .map((map, k) =>
      element(
        'code',
        { class: 'formula' },
        `${picture.outputNames[k]} = ${affineText(map, variables)}`,
      ),
    );
  return element('div', { class: 'formulas' }, ...lines, more(facts.maps.length, longest.outputs));
}

function atPointer({ picture }: Drawing, { x, y }: Spot): Node[] {
  const { outputs } = forward(picture.network, [x, y]);
  const point = picture.graph ? numberText(x) : `(${numberText(x)}, ${numberText(y)})`;
  const values = Array.from(outputs.subarray(0, longest.outputs), (value) => numberText(value));
  const names = picture.inputNames.join(', ');
  return fact(
    'Here',
    element('span', { class: 'number' }, `${picture.graph ? `${names} = ` : ''}${point}`),
    element(
      'span',
      { class: 'number strong' },
      `${picture.graph || values.length === 1 ? '' : ''}→ ${values.join(', ')}`,
    ),
  );
}

function gradients({ picture }: Drawing, facts: RegionFacts): Node[] {
  return facts.maps
    .slice(0, longest.outputs)
    .map(([a, b]) =>
      element(
        'span',
        { class: 'number' },
        picture.graph
          ? numberText(a)
          : `(${numberText(a)}, ${numberText(b)}), norm ${numberText(Math.hypot(a, b))}`,
      ),
    );
}

function share({ picture }: Drawing, { area }: RegionFacts): Node {
  const part = (100 * area) / domainArea(picture.domain);
  return element(
    'span',
    { class: 'number' },
    `${numberText(area)} · ${numberText(part, 3)} % of the domain`,
  );
}

function vertices({ picture }: Drawing, facts: RegionFacts): Node {
  if (picture.graph) {
    const xs = facts.vertices.map(([x]) => x);
    const text = `${numberText(Math.min(...xs))} to ${numberText(Math.max(...xs))}`;
    return element('span', { class: 'number' }, text);
  }
  const listed = facts.vertices
    .slice(0, longest.vertices)
    .map(([x, y]) => `(${numberText(x, 3)}, ${numberText(y, 3)})`);
  const rest = facts.vertices.length > longest.vertices ? ' …' : '';
  return element('span', { class: 'number small' }, listed.join('  ') + rest);
}

function neuronLinks(
  drawing: Drawing,
  folds: readonly number[],
  send: (message: FromView) => void,
): Node[] {
  const links = folds.slice(0, longest.folds).map((fold) => neuronLink(drawing, fold, send));
  const rest = more(folds.length, longest.folds);
  return rest ? [...links, rest] : links;
}

/** A fold by name, in the colour of its layer; leads to the neuron's row in the spec. */
function neuronLink(
  { picture, folds, palette }: Pick<Drawing, 'picture' | 'folds'> & Partial<Drawing>,
  fold: number,
  send: (message: FromView) => void,
): HTMLElement {
  const place = { layer: folds.layer[fold], neuron: folds.neuron[fold] };
  const link = element(
    'button',
    { class: 'neuron', type: 'button', title: 'Show in the spec' },
    foldName(picture.network, folds, fold),
  );
  if (palette)
    link.style.borderLeftColor = css(palette.layers[place.layer % palette.layers.length]);
  link.addEventListener('click', () => send({ kind: 'openSource', place }));
  return link;
}

/** One small square a neuron, filled where it is active, a row per layer. */
function patternBlock({ picture }: Drawing, facts: RegionFacts): HTMLElement {
  const rows = facts.pattern.map(({ layer, pieces }) => {
    const name = layerName(picture.network, layer);
    const bits = pieces.map(({ piece, of }) => (of === 0 ? '·' : String(piece))).join('');
    const folding = pieces.filter(({ of }) => of > 0);
    const above = folding.filter(({ piece, of }) => piece === of).length;
    return element(
      'div',
      { class: 'pattern-row' },
      element('span', { class: 'muted' }, name),
      element(
        'span',
        { class: 'bits', 'aria-hidden': 'true', title: bits },
        ...pieces.slice(0, longest.neurons).map(({ piece, of }) => {
          const state = of === 0 ? 'none' : piece === 0 ? 'off' : piece === of ? 'on' : 'mid';
          return element('i', { class: `bit ${state}` });
        }),
      ),
      element('span', { class: 'muted number' }, `${above}/${folding.length}`),
      element('span', { class: 'sr-only' }, `pattern ${bits}`),
    );
  });
  return element(
    'div',
    { class: 'pattern', role: 'group', 'aria-label': 'Activation pattern' },
    ...rows,
  );
}

function copyButtons(
  { picture, folds }: Drawing,
  facts: RegionFacts,
  spot: Spot,
  send: (message: FromView) => void,
): HTMLElement {
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
      textButton(label, 'secondary', () =>
        send({ kind: 'copy', text: write(picture, folds, facts, spot) }),
      ),
    ),
  );
}

function fact(name: string, ...values: Node[]): Node[] {
  return [element('dt', {}, name), element('dd', {}, ...values)];
}

function more(
  count: number,
  listed: number,
  attributes: Attributes = { class: 'muted' },
): HTMLElement | undefined {
  return count > listed ? element('span', attributes, `and ${count - listed} more`) : undefined;
}
