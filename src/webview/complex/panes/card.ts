import { html, render, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { describeCell } from '../../../core/complex/describe.ts';
import { joinedRegion } from '../../../core/picture/regionKinds.ts';
import type { FromView } from '../../../protocol/preview.ts';
import { iconButton, textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import { isBrief } from '../cardPlace.ts';
import type { Choices } from '../../viewport/choices.ts';
import { regionJson, regionLatex, regionText } from '../copyText.ts';
import type { Spot } from '../../viewport/picking.ts';
import type { Pane, State } from '../state.ts';
import type { Trial } from '../trial.ts';
import { neuronNumbers } from './neuronNumbers.ts';
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
  readonly trial: Trial;
  readonly unpin: () => void;
  /** Folds the card to a few lines, or unfolds it. */
  readonly fold: (isFolded: boolean) => void;
}

/** Two lines, a few lines, or everything. */
type Extent = 'brief' | 'folded' | 'whole';

/** Facts about the region at the pointer, and more about a pinned one. */
export function createCard(actions: CardActions): Pane {
  // Atomic, because a region is read out as a whole even where it shares some numbers with the last.
  const node = elementOf(
    html`<section
      class="card"
      id="card"
      role="region"
      aria-label=${l10n.t('Region')}
      aria-atomic="true"
    ></section>`,
  );
  return {
    node,
    update: (state, drawing) => {
      // The guide describes the pinned region itself.
      const pinned = state.guide === undefined ? state.pinned : undefined;
      const spot = pinned ?? state.hovered;
      node.hidden = !drawing || !spot;
      node.classList.toggle('aside', state.cardAside);
      if (!drawing || !spot) return;
      const isPinned = pinned !== undefined;
      const hint = isPinned ? undefined : hintFor(state, drawing, spot);
      const { regions, gain } = state.choices;
      const extent = extentOf(node, state.choices, isPinned);
      const { picture, palette, entropy } = drawing;
      node.classList.toggle('pinned', isPinned);
      node.classList.toggle('brief', extent === 'brief');
      node.setAttribute('aria-live', isPinned || state.walking ? 'polite' : 'off');
      const content = guard([picture, palette, entropy, spot, hint, regions, gain, extent], () =>
        card(state.choices, extent, hint, drawing, spot, actions),
      );
      render(html`${content}${neuronNumbers(state, drawing, actions.trial)}`, node);
    },
  };
}

/** A region that is not pinned never covers much of a narrow picture. */
function extentOf(
  { parentElement }: HTMLElement,
  { cardFolded }: Choices,
  isPinned: boolean,
): Extent {
  if (!isBrief(parentElement?.clientWidth ?? Infinity)) return cardFolded ? 'folded' : 'whole';
  return isPinned && cardFolded === false ? 'whole' : 'brief';
}

/** What the user can do here. */
function hintFor({ camera, flatBecause }: State, { picture }: Drawing, { edge }: Spot): string {
  const isFromAbove = picture.graph || camera?.mode === '2d' || flatBecause !== undefined;
  return edge >= 0 && isFromAbove
    ? l10n.t('Drag to move the fold; hold Alt to rotate it')
    : l10n.t('Click or press Enter to pin, then copy');
}

/** A card has a hint unless it is of a pinned region. */
function card(
  { gain, regions }: Choices,
  extent: Extent,
  hint: string | undefined,
  drawing: Drawing,
  spot: Spot,
  { send, unpin, fold }: CardActions,
): unknown[] {
  const { picture, folds } = drawing;
  const region = describeCell(picture.network, folds, picture.complex, spot.cell);
  const joined = regions === 'linear' ? joinedRegion(picture.complex, spot.cell) : undefined;
  const about: About = { picture, folds, region, joined, point: spot, drawing, gain, send };
  const isPinned = hint === undefined;
  const buttons = isPinned
    ? [
        foldButton(extent !== 'whole', fold),
        iconButton({
          icon: 'close',
          label: l10n.t('Unpin'),
          command: 'cancel',
          onClick: unpin,
        }),
      ]
    : [];
  const values = extent === 'brief' ? valueHere(about) : [];
  const head = html`<div class="panel-head">${title(about)}${values}${buttons}</div>`;
  switch (extent) {
    case 'brief':
      return [head, html`<div class="gist">${gist(about, spot.edge)}</div>`];
    case 'folded':
      return [
        head,
        foldRows(about, spot.edge),
        formulas(about),
        html`<dl class="facts">${fact(l10n.t('Point'), valueHere(about))}</dl>`,
      ];
    case 'whole':
      return [
        head,
        foldRows(about, spot.edge),
        formulas(about),
        facts(about, isPinned),
        patternBlock(about),
        isPinned ? copyButtons(about) : html`<p class="hint">${hint}</p>`,
      ];
  }
}

function foldButton(isFolded: boolean, fold: CardActions['fold']): TemplateResult {
  return iconButton({
    icon: 'unfold',
    label: isFolded ? l10n.t('Show more') : l10n.t('Show less'),
    expanded: !isFolded,
    onClick: () => fold(!isFolded),
  });
}

function copyButtons(about: About): TemplateResult {
  const formats = [
    [l10n.t('Text'), regionText],
    ['JSON', regionJson],
    ['LaTeX', regionLatex],
  ] as const;
  const buttons = formats.map(([label, write]) =>
    textButton({
      label,
      appearance: 'secondary',
      onClick: () => about.send({ kind: 'copy', text: write(about) }),
    }),
  );
  return html`<div class="copy" role="group" aria-label=${l10n.t('Copy')}>
    <span class="muted">${l10n.t('Copy as')}</span>${buttons}
  </div>`;
}
