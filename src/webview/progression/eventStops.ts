import { locate } from '../../core/complex/locate.ts';
import { resolution, type ProgressionEvent } from '../../core/progression/events.ts';
import type { Spot } from '../viewport/picking.ts';
import type { DrawableFrame } from './frames.ts';
import type { ProgressionState } from './state.ts';

/** The first frame that shows an event, from 0 to `last`. */
export function frameOf({ to }: ProgressionEvent, last: number): number {
  return Math.min(last, Math.ceil(to * last));
}

/** The events of a timeline, grouped by the first frame that shows them, in order. */
export function eventsByFrame(
  events: readonly ProgressionEvent[],
  last: number,
): ReadonlyMap<number, readonly ProgressionEvent[]> {
  const byFrame = new Map<number, ProgressionEvent[]>();
  for (const event of events) {
    const frame = frameOf(event, last);
    const same = byFrame.get(frame);
    if (same) same.push(event);
    else byFrame.set(frame, [event]);
  }
  return new Map([...byFrame].sort(([p], [q]) => p - q));
}

/** The nearest frame with an event after or before a position; undefined if there is none. */
export function nextEvent(
  events: readonly ProgressionEvent[],
  last: number,
  position: number,
  direction: 1 | -1,
): number | undefined {
  const frames = [...eventsByFrame(events, last).keys()];
  return direction === 1
    ? frames.find((frame) => frame > position)
    : frames.findLast((frame) => frame < position);
}

/**
 * The nearest frame within `reach` of a position to snap to, or the position itself. Frames to snap to
 * show an event with a time of its own, or a fold that enters or leaves. Merged events span a whole
 * interval and are not snapped to.
 */
export function snapped(
  events: readonly ProgressionEvent[],
  last: number,
  position: number,
  reach: number,
): number {
  let nearest = position;
  let distance = reach;
  for (const [frame, own] of eventsByFrame(events, last)) {
    const away = Math.abs(frame - position);
    if (away > distance || !own.some(isNotable)) continue;
    nearest = frame;
    distance = away;
  }
  return nearest;
}

/** The place of the selected event in the first frame that shows it; undefined in other frames. */
export function eventSpot(
  { complex, index }: DrawableFrame,
  { event, plan }: Pick<ProgressionState, 'event' | 'plan'>,
): Spot | undefined {
  if (!event || !plan || frameOf(event, plan.length - 1) !== index) return undefined;
  const { x, y } = event;
  const cell = locate(complex, x, y, 0);
  return cell < 0 ? undefined : { cell, x, y, edge: -1 };
}

function isNotable({ from, to, entered, left }: ProgressionEvent): boolean {
  return to - from <= 2 * resolution || entered.length + left.length > 0;
}
