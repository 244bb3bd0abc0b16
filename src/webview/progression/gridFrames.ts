import type { ProgressionEvent } from '../../core/progression/events.ts';
import { memo } from '../kit/memo.ts';
import { eventsByFrame } from './eventStops.ts';
import type { ProgressionState } from './state.ts';
import { evenIndices } from './tiling.ts';

/** Which frames are in the grid: equally spaced, selected by the user, or those with events. */
export type GridKind = 'even' | 'chosen' | 'events';

/** Maximum number of frames in the grid. */
export const mostTiles = 25;

/** The part of the state that decides which frames are in the grid. */
type GridState = Pick<ProgressionState, 'plan' | 'grid' | 'tiles' | 'chosen' | 'events'>;

/** The frames in the grid, in order; empty if the user has selected none. */
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
 * The frames that the current one is added to or removed from: those in the grid or, if a single frame
 * is shown, those that the user has selected.
 */
export function collectionOf(
  state: GridState & Pick<ProgressionState, 'layout'>,
): readonly number[] {
  if (state.layout === 'grid') return gridFrames(state);
  return within(state.chosen, state.plan?.length ?? 0);
}

/** The selected frames with the current one added, or removed if it was selected. */
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

/** Frame 0 and the first frame that shows each event; an evenly spaced subset if there are too many. */
const framesOfEvents = memo((events: readonly ProgressionEvent[], last: number) => {
  const frames = [...new Set([0, ...eventsByFrame(events, last).keys()])];
  return evenIndices(frames.length, mostTiles).map((i) => frames[i]);
});
