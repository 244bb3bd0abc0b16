import type { EntropyState } from './state.ts';

/** Milliseconds from sheet to sheet: long enough to be seen, short enough to be a fall. */
const duration = 420;

/** Where the state is drawn: at rest, or on its way after a jump. */
export interface Fall {
  readonly isUnderWay: boolean;
  /** Begins the next fall here, where the state was put. */
  from(state: number): void;
  position(state: EntropyState, now: number): number | undefined;
}

/** A fall that begins whenever the trail has one jump more. */
export function createFall(): Fall {
  let leg: { readonly from: number; readonly start: number } | undefined;
  let last: number | undefined;
  let jumps = 0;
  let put: number | undefined;
  return {
    get isUnderWay() {
      return leg !== undefined;
    },
    from: (state) => {
      put = state;
    },
    position: ({ place, trail, theme }, now) => {
      const isNew = trail.jumps.length > jumps;
      jumps = trail.jumps.length;
      const start = put ?? last;
      put = undefined;
      if (!place || theme.reducedMotion) {
        leg = undefined;
        return (last = place?.state);
      }
      if (isNew && start !== undefined) leg = { from: start, start: now };
      const t = leg ? (now - leg.start) / duration : 1;
      if (!leg || t >= 1) {
        leg = undefined;
        return (last = place.state);
      }
      return (last = leg.from + t * t * (place.state - leg.from));
    },
  };
}
