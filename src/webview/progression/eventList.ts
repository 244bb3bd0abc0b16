import type { ProgressionEvent } from '../../core/progression/events.ts';
import { frameOf } from './eventStops.ts';

/** What can happen at an event; at one event often several of these do. */
export const eventKinds = ['born', 'died', 'entered', 'left'] as const;
export type EventKind = (typeof eventKinds)[number];

/** An event, and the first frame that shows it. */
export interface ListedEvent {
  readonly event: ProgressionEvent;
  readonly frame: number;
}

/** How many regions, or folds, an event is of a kind for. */
export function countOf(event: ProgressionEvent, kind: EventKind): number {
  switch (kind) {
    case 'born':
    case 'died':
      return event[kind];
    case 'entered':
    case 'left':
      return event[kind].length;
  }
}

/** The events of a kind, or all of them, in the order of their time. */
export function listedEvents(
  events: readonly ProgressionEvent[],
  last: number,
  kind: EventKind | undefined,
): ListedEvent[] {
  const own = kind === undefined ? events : events.filter((event) => countOf(event, kind) > 0);
  return own.map((event) => ({ event, frame: frameOf(event, last) }));
}

/** The events [from, to) that a frame is the first to show; if none, where they would be. */
export function rowsAt(
  listed: readonly ListedEvent[],
  frame: number,
): { readonly from: number; readonly to: number } {
  return { from: firstFrom(listed, frame), to: firstFrom(listed, frame + 1) };
}

/** The first event that is not shown before a frame. */
function firstFrom(listed: readonly ListedEvent[], frame: number): number {
  let [lo, hi] = [0, listed.length];
  while (lo < hi) {
    const middle = (lo + hi) >> 1;
    if (listed[middle].frame < frame) lo = middle + 1;
    else hi = middle;
  }
  return lo;
}
