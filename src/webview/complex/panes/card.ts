import { html, nothing, render, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { describeCell } from '../../../core/complex/describe.ts';
import { joinedRegion } from '../../../core/picture/regionKinds.ts';
import type { FromView } from '../../../protocol/preview.ts';
import { withKey } from '../../kit/commands.ts';
import { iconButton, textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { memo } from '../../kit/memo.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import {
  boxAround,
  outlinesOf,
  pixelOfSpot,
  type PixelBox,
  type Spot,
} from '../../viewport/picking.ts';
import type { Shot } from '../../viewport/renderer.ts';
import { cardRoom, distanceTo, isSheet, placeCard, stay } from '../cardPlace.ts';
import { regionJson, regionLatex, regionText } from '../copyText.ts';
import type { Pane, State } from '../state.ts';
import type { Trial } from '../trial.ts';
import { neuronNumbers } from './neuronNumbers.ts';
import { facts, foldRows, outputs, title, vertices, type About } from './regionFacts.ts';

export interface CardActions {
  readonly send: (message: FromView) => void;
  readonly trial: Trial;
  readonly pin: (spot: Spot) => void;
  readonly unpin: () => void;
  /** Folds the card to a few lines, or unfolds it. */
  readonly fold: (isFolded: boolean) => void;
  /** The pointer has left the card. */
  readonly leave: () => void;
}

export interface Card extends Pane {
  /** Moves the card to its place beside what it describes in a shot. */
  place(shot: Shot, pointer: readonly [number, number] | undefined): void;
  /**
   * Whether a pointer that has moved to (x, y) is on its way to the card, to press a button: it was
   * at rest, and comes nearer.
   */
  awaits(x: number, y: number): boolean;
  /** Whether the pointer is over the card. */
  isUnderPointer(): boolean;
}

/** Milliseconds after which a pointer is at rest. */
const restTime = 300;
/** Pixels from which a pointer at rest can go to the card. */
const approach = 90;

/** Facts about the region at the pointer, or about the pinned one. */
export function createCard(actions: CardActions): Card {
  // Atomic, because a region is read out as a whole even where it shares some numbers with the last.
  const node = elementOf(
    html`<section
      class="card"
      id="card"
      role="region"
      aria-label=${l10n.t('Region')}
      aria-atomic="true"
      hidden
      @pointerleave=${actions.leave}
    ></section>`,
  );
  let spot: Spot | undefined;
  let isPinned = false;
  let placed:
    { readonly box: PixelBox; readonly spot: Spot; readonly isPinned: boolean } | undefined;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let distance = Infinity;
  const rest = (isResting: boolean): void => void node.classList.toggle('reachable', isResting);

  return {
    node,
    update: (state, drawing) => {
      // At such a step, the guide describes the region itself.
      spot = state.explainsRegion ? undefined : (state.pinned ?? state.hovered);
      node.hidden = !drawing || !spot;
      if (!drawing || !spot) {
        placed = undefined;
        return;
      }
      isPinned = state.pinned !== undefined;
      const hint = isPinned ? undefined : dragHint(state, drawing, spot);
      const { regions, gain, cardFolded } = state.choices;
      const { picture, palette, entropy } = drawing;
      node.classList.toggle('pinned', isPinned);
      node.classList.toggle('walking', state.walking);
      node.setAttribute('aria-live', isPinned || state.walking ? 'polite' : 'off');
      const now = { spot, isPinned, hint, regions, gain, cardFolded };
      const all = [picture, palette, entropy, ...Object.values(now)];
      const { head, body, foot } = card(now, drawing, actions);
      const numbers = neuronNumbers(state, drawing, actions.trial);
      render(
        html`${guard(all, head)}
          <div class="card-body fades-below">${guard(all, body)}${numbers}</div>
          ${guard(all, foot)}`,
        node,
      );
    },
    place: (shot, pointer) => {
      if (node.hidden || !spot) return;
      const { viewport: stage } = shot;
      const outlines = outlinesOf(shot, spot.cell);
      const point = pixelOfSpot(shot, spot);
      const subject = { pointer, point, region: boxAround(outlines), outlines };
      const { width, maxHeight } = cardRoom(stage, subject);
      const { style } = node;
      node.classList.toggle('sheet', isSheet(stage));
      style.width = `${width}px`;
      style.maxHeight = `${maxHeight}px`;
      const size = { width, height: node.offsetHeight };
      const last = placed && { box: placed.box, isOfSame: placed.spot.cell === spot.cell };
      // While the user is at the card, it stays even if what it describes moves.
      const isUsed = placed?.spot === spot || node.matches(':hover, :focus-within');
      const stays = isPinned && placed?.isPinned === true && isUsed;
      const box =
        last && stays && last.box.width === width
          ? stay(stage, { ...last.box, ...size })
          : placeCard(stage, size, subject, last);
      placed = { box, spot, isPinned };
      style.left = `${box.left}px`;
      style.top = `${box.top}px`;
    },
    awaits: (x, y) => {
      clearTimeout(resting);
      const before = distance;
      distance = placed ? distanceTo(placed.box, x, y) : Infinity;
      const isReachable = node.classList.contains('reachable');
      if (isReachable && distance < before && distance < approach) return true;
      rest(false);
      resting = setTimeout(() => rest(true), restTime);
      return false;
    },
    isUnderPointer: () => node.matches(':hover'),
  };
}

/** What can be dragged here. */
function dragHint(
  { camera, flatBecause }: State,
  { picture }: Drawing,
  { edge }: Spot,
): string | undefined {
  const isFromAbove = picture.graph || camera?.mode === '2d' || flatBecause !== undefined;
  return edge >= 0 && isFromAbove
    ? l10n.t('Drag to move the fold; hold Alt to rotate it')
    : undefined;
}

interface Shown extends Pick<State['choices'], 'regions' | 'gain' | 'cardFolded'> {
  readonly spot: Spot;
  readonly isPinned: boolean;
  readonly hint: string | undefined;
}

/** The parts of a card, each worked out only when it is rendered. */
function card(
  { spot, isPinned, hint, regions, gain, cardFolded }: Shown,
  drawing: Drawing,
  { send, pin, unpin, fold }: CardActions,
): Record<'head' | 'body' | 'foot', () => unknown> {
  const about = memo((): About => {
    const { picture, folds } = drawing;
    const region = describeCell(picture.network, folds, picture.complex, spot.cell);
    const joined = regions === 'linear' ? joinedRegion(picture.complex, spot.cell) : undefined;
    return { picture, folds, region, joined, point: spot, drawing, gain, send };
  });
  return {
    head: () =>
      html`<div class="panel-head">
        ${title(about())}
        ${iconButton({
          icon: 'unfold',
          label: cardFolded ? l10n.t('Show more') : l10n.t('Show less'),
          expanded: !cardFolded,
          onClick: () => fold(!cardFolded),
        })}
      </div>`,
    body: () => [
      foldRows(about(), spot.edge),
      outputs(about()),
      cardFolded ? nothing : [facts(about()), vertices(about())],
      hint === undefined ? nothing : html`<p class="hint">${hint}</p>`,
    ],
    foot: () =>
      html`<div class="card-foot">
        ${textButton({
          label: isPinned ? l10n.t('Unpin') : l10n.t('Pin'),
          title: isPinned ? withKey(l10n.t('Unpin'), 'cancel') : withKey(l10n.t('Pin'), 'pin'),
          appearance: 'secondary',
          onClick: isPinned ? unpin : () => pin(spot),
        })}
        ${copyButtons(about())}
      </div>`,
  };
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
