import type { ProgressionEvent } from '../../core/progression/events.ts';
import { frameOf } from './eventStops.ts';

/** Kinds of events. An event is often of several kinds. */
export const eventKinds = ['born', 'died', 'entered', 'left'] as const;
export type EventKind = (typeof eventKinds)[number];

/** An event and the first frame that shows it. */
export interface ListedEvent {
  readonly event: ProgressionEvent;
  readonly frame: number;
}

/** The number of regions or folds that an event of this kind affects; 0 if it is not of this kind. */
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

/** The events of a kind, or all events, in order of time. */
export function listedEvents(
  events: readonly ProgressionEvent[],
  last: number,
  kind: EventKind | undefined,
): ListedEvent[] {
  const own = kind === undefined ? events : events.filter((event) => countOf(event, kind) > 0);
  return own.map((event) => ({ event, frame: frameOf(event, last) }));
}

/**
 * The range [from, to) of the events first shown in a frame; if there are none, an empty range
 * where they would be.
 */
export function rowsAt(
  listed: readonly ListedEvent[],
  frame: number,
): { readonly from: number; readonly to: number } {
  return { from: firstFrom(listed, frame), to: firstFrom(listed, frame + 1) };
}

/** The index of the first event that no frame before this one shows. */
function firstFrom(listed: readonly ListedEvent[], frame: number): number {
  let [lo, hi] = [0, listed.length];
  while (lo < hi) {
    const middle = (lo + hi) >> 1;
    if (listed[middle].frame < frame) lo = middle + 1;
    else hi = middle;
  }
  return lo;
}
