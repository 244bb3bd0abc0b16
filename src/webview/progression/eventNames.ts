import type { Network } from '../../core/network/network.ts';
import {
  resolution,
  type FoldPlace,
  type ProgressionEvent,
} from '../../core/progression/events.ts';
import { grouped } from '../kit/counts.ts';
import { l10n } from '../kit/l10n.ts';
import { placeName } from '../viewport/names.ts';
import { countOf, eventKinds, type EventKind } from './eventList.ts';

/** The time of an event; for merged events, the two frames they lie between. */
export function eventTime({ from, to }: ProgressionEvent): string {
  return to - from <= 2 * resolution ? to.toFixed(4) : `${from.toFixed(4)} – ${to.toFixed(4)}`;
}

/** A short description of an event. */
export function eventNews(event: ProgressionEvent, network: Network): string {
  const { born, died, entered, left } = event;
  const parts = [
    ...foldsNews(entered, network, (name) => l10n.t('{0} enters', name), kindNews.entered),
    ...foldsNews(left, network, (name) => l10n.t('{0} leaves', name), kindNews.left),
    ...(born > 0 ? [kindNews.born(born)] : []),
    ...(died > 0 ? [kindNews.died(died)] : []),
  ];
  return parts.join(', ');
}

/** The count of one kind. */
export const kindNews: Readonly<Record<EventKind, (n: number) => string>> = {
  born: (n) => (n === 1 ? l10n.t('1 region appears') : l10n.t('{0} regions appear', grouped(n))),
  died: (n) =>
    n === 1 ? l10n.t('1 region disappears') : l10n.t('{0} regions disappear', grouped(n)),
  entered: (n) => (n === 1 ? l10n.t('1 fold enters') : l10n.t('{0} folds enter', grouped(n))),
  left: (n) => (n === 1 ? l10n.t('1 fold leaves') : l10n.t('{0} folds leave', grouped(n))),
};

/** The total count of each kind. */
export function totalsText(events: readonly ProgressionEvent[]): string {
  return eventKinds
    .map((kind) => ({ kind, n: events.reduce((sum, event) => sum + countOf(event, kind), 0) }))
    .filter(({ n }) => n > 0)
    .map(({ kind, n }) => kindNews[kind](n))
    .join(', ');
}

/** Names the folds if there are only a few, and counts them otherwise. */
function foldsNews(
  places: readonly FoldPlace[],
  network: Network,
  one: (name: string) => string,
  many: (n: number) => string,
): string[] {
  if (places.length > 2) return [many(places.length)];
  return places.map((place) => one(placeName(network, place)));
}
