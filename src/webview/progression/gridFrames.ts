import type { ProgressionEvent } from '../../core/progression/events.ts';
import { memo } from '../kit/memo.ts';
import { eventsByFrame } from './eventStops.ts';
import type { ProgressionState } from './state.ts';
import { evenIndices } from './tiling.ts';

/** Which moments are side by side: equally spaced ones, the user's own, or those of events. */
export type GridKind = 'even' | 'chosen' | 'events';

/** How many moments there may be side by side. */
export const mostTiles = 25;

/** What decides which moments are side by side. */
type GridState = Pick<ProgressionState, 'plan' | 'grid' | 'tiles' | 'chosen' | 'events'>;

/** The moments side by side, in their order; none where the user has chosen none. */
export function gridFrames({ plan, grid, tiles, chosen, events }: GridState): readonly number[] {
  if (!plan) return [];
  const { length } = plan;
  switch (grid) {
    case 'chosen':
      return within(chosen, length);
    case 'events':
      if (events && events.length > 0) return framesOfEvents(events, length - 1);
      return evenIndices(length, tiles);
    case 'even':
      return evenIndices(length, tiles);
  }
}

/**
 * The moments that the present one is to be added to, or taken from: those that are seen side by side, and
 * alone the user's own.
 */
export function collectionOf(
  state: GridState & Pick<ProgressionState, 'layout'>,
): readonly number[] {
  if (state.layout === 'grid') return gridFrames(state);
  return within(state.chosen, state.plan?.length ?? 0);
}

/** The user's own moments with the present one, or without it where it is one of them already. */
export function withToggled(
  state: GridState & Pick<ProgressionState, 'layout' | 'position'>,
): Pick<ProgressionState, 'grid' | 'chosen'> | undefined {
  const { position } = state;
  const before = collectionOf(state);
  const isThere = before.includes(position);
  if (!isThere && before.length >= mostTiles) return undefined;
  const chosen = isThere
    ? before.filter((frame) => frame !== position)
    : [...before, position].sort((p, q) => p - q);
  return { grid: 'chosen', chosen };
}

const within = memo((chosen: readonly number[], length: number): readonly number[] =>
  chosen.filter((frame) => frame < length),
);

/** The first moment, and those that are the first to show an event; of too many, as evenly as may be. */
const framesOfEvents = memo((events: readonly ProgressionEvent[], last: number) => {
  const frames = [...new Set([0, ...eventsByFrame(events, last).keys()])];
  return evenIndices(frames.length, mostTiles).map((i) => frames[i]);
});
