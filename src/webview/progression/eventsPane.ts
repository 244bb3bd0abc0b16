import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { ProgressionEvent } from '../../core/progression/events.ts';
import { grouped } from '../kit/counts.ts';
import { l10n } from '../kit/l10n.ts';
import { dropdown, iconButton, type Choice } from '../kit/controls.ts';
import { elementOf } from '../kit/elementOf.ts';
import { createWindowedList } from '../kit/windowedList.ts';
import {
  countOf,
  eventKinds,
  listedEvents,
  rowsAt,
  type EventKind,
  type ListedEvent,
} from './eventList.ts';
import { eventNews, eventTime, totalsText } from './eventNames.ts';
import { hasEvents } from './frameChoices.ts';
import type { Frames } from './frames.ts';
import type { ProgressionPane, ProgressionState } from './state.ts';

export interface EventsActions {
  readonly goToListed: (listed: ListedEvent) => void;
  /** Lists the events of one kind only, or all. */
  readonly filter: (kind: EventKind | undefined) => void;
  readonly close: () => void;
}

/** The list of events between two networks, with those of the current frame marked. */
export function createEventsPane(frames: Frames, actions: EventsActions): ProgressionPane {
  let drawn: ProgressionState | undefined;
  const newsOf = (event: ProgressionEvent): string => {
    const network = drawn?.picture?.network;
    return network ? eventNews(event, network) : '';
  };
  const list = createWindowedList<ListedEvent>({
    label: l10n.t('Events'),
    choose: actions.goToListed,
    draw: ({ event }) =>
      html`<span class="event-time number">${eventTime(event)}</span>
        <span class="event-news">${newsOf(event)}</span>`,
    text: ({ event }) => `${eventTime(event)} ${newsOf(event)}`,
  });
  const node = elementOf(
    html`<section class="events" id="events" aria-label=${l10n.t('Events')}></section>`,
  );
  let listed: readonly ListedEvent[] = [];
  let shown: readonly unknown[] = [];
  /** The frame whose events are marked. */
  let marked: number | undefined;
  return {
    node,
    update: (state) => {
      const { plan, events = [], eventKind, position, eventsOpen, picture } = state;
      node.hidden = !eventsOpen || !plan || !picture || !hasEvents(plan.sequence);
      if (!plan || node.hidden) {
        shown = [];
        return;
      }
      drawn = state;
      list.node.hidden = events.length === 0;
      render(
        html`<div class="panel-head">
            <h2>${l10n.t('Events')}</h2>
            ${iconButton({
              icon: 'close',
              label: l10n.t('Close'),
              command: 'table',
              onClick: actions.close,
            })}
          </div>
          ${events.length > 0 ? kindChoice(events, eventKind, actions) : nothing}
          <p class="events-totals muted" role="status">
            ${state.events ? totalsOf(events) : waitingText(frames, plan.length)}
          </p>
          ${list.node}`,
        node,
      );
      const now = [state.events, eventKind, plan.length];
      if (now.some((part, i) => part !== shown[i]) || shown.length === 0) {
        shown = now;
        listed = listedEvents(events, plan.length - 1, eventKind);
        list.set(listed);
        marked = undefined;
      }
      if (marked === position) return;
      marked = position;
      const { from, to } = rowsAt(listed, position);
      list.mark(from, to);
    },
  };
}

function kindChoice(
  events: readonly ProgressionEvent[],
  kind: EventKind | undefined,
  { filter }: EventsActions,
): TemplateResult {
  return dropdown({
    label: l10n.t('Kind of event'),
    choices: kindChoices(events),
    value: kind ?? '',
    onChange: (value) => filter(eventKinds.find((one) => one === value)),
  });
}

/** The kinds that occur, with their number of events. */
function kindChoices(events: readonly ProgressionEvent[]): Choice[] {
  const number = (kind: EventKind): number =>
    events.filter((event) => countOf(event, kind) > 0).length;
  const found = eventKinds.map((kind) => ({ kind, n: number(kind) })).filter(({ n }) => n > 0);
  return [
    { value: '', label: l10n.t('All events: {0}', grouped(events.length)) },
    ...found.map(({ kind, n }) => ({
      value: kind,
      label: kindLabel(kind, grouped(n)),
    })),
  ];
}

function kindLabel(kind: EventKind, n: string): string {
  switch (kind) {
    case 'born':
      return l10n.t('Regions appear: {0}', n);
    case 'died':
      return l10n.t('Regions disappear: {0}', n);
    case 'entered':
      return l10n.t('Folds enter: {0}', n);
    case 'left':
      return l10n.t('Folds leave: {0}', n);
  }
}

function totalsOf(events: readonly ProgressionEvent[]): string {
  if (events.length === 0) return l10n.t('No region appears or disappears.');
  return totalsText(events);
}

/** Explains why there are no events (yet). */
function waitingText(frames: Frames, length: number): string {
  for (let i = 0; i < length; i++)
    if (frames.trace(i)?.numbers.complete === false)
      return l10n.t('Some frames are incomplete, so they cannot be compared.');
  return l10n.t('Events are listed once all frames are computed.');
}
