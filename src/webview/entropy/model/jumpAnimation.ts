import type { EntropyState } from './state.ts';

/** Duration of the animation of a jump, in milliseconds. */
const duration = 420;

/** The animated state: at its equilibrium, or moving there after a jump. */
export interface Fall {
  readonly isUnderWay: boolean;
  /** Starts the next animation at this state. */
  from(state: number): void;
  position(state: EntropyState, now: number): number | undefined;
}

/** Animates every new jump of the trail. */
export function createJumpAnimation(): Fall {
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
