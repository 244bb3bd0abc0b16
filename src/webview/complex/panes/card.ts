import { describeCell } from '../../../core/complex/describe.ts';
import { joinedRegion } from '../../../core/picture/regionKinds.ts';
import type { FromView } from '../../../protocol/preview.ts';
import { isBrief } from '../cardPlace.ts';
import { regionJson, regionLatex, regionText } from '../copyText.ts';
import type { Choices } from '../choices.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import { element } from '../../kit/element.ts';
import { icon } from '../../kit/icons.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Pane, Spot, State } from '../state.ts';
import { iconButton, textButton } from '../../kit/toolkit.ts';
import {
  fact,
  facts,
  foldRows,
  formulas,
  gist,
  patternBlock,
  title,
  valueHere,
  type About,
} from './regionFacts.ts';

export interface CardActions {
  readonly send: (message: FromView) => void;
  readonly unpin: () => void;
  /** Leaves of the card what fits in a few lines, or unfolds it. */
  readonly fold: (isFolded: boolean) => void;
}

/** A strip of two lines, a few lines beside the picture's edge, or all there is to tell. */
type Extent = 'brief' | 'folded' | 'whole';

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
      node.classList.toggle('aside', state.cardAside);
      if (!drawing || !spot) return;
      const pinned = own !== undefined;
      const hint = pinned ? undefined : hintFor(state, drawing, spot);
      const { regions, gain } = state.choices;
      const extent = extentOf(node, state.choices, pinned);
      const { picture, palette, entropy } = drawing;
      const content = [picture, palette, entropy, spot, hint, regions, gain, extent];
      if (content.every((part, i) => part === shown[i])) return;
      shown = content;
      const wasOnFold = document.activeElement?.matches('#card [aria-expanded]');
      node.classList.toggle('pinned', pinned);
      node.classList.toggle('brief', extent === 'brief');
      node.setAttribute('aria-live', pinned || state.walking ? 'polite' : 'off');
      node.replaceChildren(...cardContent(state.choices, extent, hint, drawing, spot, actions));
      if (wasOnFold) node.querySelector<HTMLElement>('[aria-expanded]')?.focus();
    },
  };
}

/** What is only pointed at never covers much of a narrow picture. */
function extentOf(
  { parentElement }: HTMLElement,
  { cardFolded }: Choices,
  isPinned: boolean,
): Extent {
  if (!isBrief(parentElement?.clientWidth ?? Infinity)) return cardFolded ? 'folded' : 'whole';
  return isPinned && cardFolded === false ? 'whole' : 'brief';
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
  extent: Extent,
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
  const buttons = isPinned
    ? [
        foldButton(extent !== 'whole', fold),
        iconButton(icon('close'), l10n.t('Unpin (Escape)'), unpin),
      ]
    : [];
  if (extent === 'brief')
    return [
      element('div', { class: 'panel-head' }, ...title(about), ...valueHere(about), ...buttons),
      element('div', { class: 'gist' }, ...gist(about, spot.edge)),
    ];
  const short = [
    element('div', { class: 'panel-head' }, ...title(about), ...buttons),
    ...foldRows(about, spot.edge),
    formulas(about),
  ];
  if (extent === 'folded') {
    const here = fact(l10n.t('Here'), ...valueHere(about));
    return [...short, element('dl', { class: 'facts' }, ...here)];
  }
  return [
    ...short,
    element('dl', { class: 'facts' }, ...facts(about, isPinned)),
    patternBlock(about),
    isPinned ? copyButtons(about) : element('p', { class: 'hint' }, hint),
  ];
}

function foldButton(isFolded: boolean, fold: CardActions['fold']): HTMLElement {
  const label = isFolded ? l10n.t('Show all of the card') : l10n.t('Show less of the card');
  const button = iconButton(icon('unfold'), label, () => fold(!isFolded));
  button.setAttribute('aria-expanded', String(!isFolded));
  return button;
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
