/** In milliseconds. */
const duration = 420;

/** The animated transition between the 3D view (0) and the view from above (1). */
export interface Flight {
  /** The position at a time. Requests an animation frame during the transition. */
  position(wanted: 0 | 1, smooth: boolean, now: number): number;
}

/** A flight that starts at the first requested position. */
export function createFlight(askForFrame: () => void): Flight {
  let position: number | undefined;
  let leg: { readonly from: number; readonly to: number; readonly start: number } | undefined;
  return {
    position: (wanted, smooth, now) => {
      if (position === undefined || position === wanted || !smooth) {
        leg = undefined;
        return (position = wanted);
      }
      if (leg?.to !== wanted) leg = { from: position, to: wanted, start: now };
      const t = Math.min(1, Math.max(0, (now - leg.start) / duration));
      position = leg.from + t * t * (3 - 2 * t) * (wanted - leg.from);
      askForFrame();
      return position;
    },
  };
}
