import { locate } from '../../core/complex/locate.ts';
import { resolution, type ProgressionEvent } from '../../core/progression/events.ts';
import type { Spot } from '../complex/state.ts';
import type { DrawableMoment } from './frames.ts';
import type { ProgressionState } from './state.ts';

/** The first moment that shows an event, of those from 0 to `last`. */
export function momentOf({ to }: ProgressionEvent, last: number): number {
  return Math.min(last, Math.ceil(to * last));
}

/** The events of a time line by the first moment that shows them, in order. */
export function eventsByMoment(
  events: readonly ProgressionEvent[],
  last: number,
): ReadonlyMap<number, readonly ProgressionEvent[]> {
  const byMoment = new Map<number, ProgressionEvent[]>();
  for (const event of events) {
    const moment = momentOf(event, last);
    const same = byMoment.get(moment);
    if (same) same.push(event);
    else byMoment.set(moment, [event]);
  }
  return new Map([...byMoment].sort(([p], [q]) => p - q));
}

/** The nearest moment with an event after a position, or before it; undefined where there is none. */
export function nextEvent(
  events: readonly ProgressionEvent[],
  last: number,
  position: number,
  direction: 1 | -1,
): number | undefined {
  const moments = [...eventsByMoment(events, last).keys()];
  return direction === 1
    ? moments.find((moment) => moment > position)
    : moments.findLast((moment) => moment < position);
}

/**
 * A position, or the nearest moment within `reach` that is worth stopping at: one with an event told
 * by itself, or with a fold that enters or leaves. What is told as one between two frames is wide and
 * holds nobody.
 */
export function snapped(
  events: readonly ProgressionEvent[],
  last: number,
  position: number,
  reach: number,
): number {
  let nearest = position;
  let distance = reach;
  for (const [moment, own] of eventsByMoment(events, last)) {
    const away = Math.abs(moment - position);
    if (away > distance || !own.some(isNotable)) continue;
    nearest = moment;
    distance = away;
  }
  return nearest;
}

/** Where the chosen event is in the first moment that shows it; undefined in any other. */
export function eventSpot(
  { complex, index }: DrawableMoment,
  { event, plan }: Pick<ProgressionState, 'event' | 'plan'>,
): Spot | undefined {
  if (!event || !plan || momentOf(event, plan.length - 1) !== index) return undefined;
  const { x, y } = event;
  const cell = locate(complex, x, y, 0);
  return cell < 0 ? undefined : { cell, x, y, edge: -1 };
}

function isNotable({ from, to, entered, left }: ProgressionEvent): boolean {
  return to - from <= 2 * resolution || entered.length + left.length > 0;
}
