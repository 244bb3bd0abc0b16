/** Number of frames from one end of the line to the other. */
const frames = 120;

export interface SweepActs {
  /** The position of the point on the line, from 0 to 1; undefined if there is none. */
  readonly begin: () => number | undefined;
  readonly move: (share: number) => void;
}

/** Moves the point along the whole line and back to where it started. */
export interface Sweep {
  start(atOnce: boolean): void;
  stop(): void;
}

export function createSweep(acts: SweepActs): Sweep {
  let frame = 0;
  const stop = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
  };
  return {
    stop,
    start: (atOnce) => {
      stop();
      const begin = acts.begin();
      if (begin === undefined) return;
      const shares = sharesThrough([begin, 1, 0, 1, begin]);
      if (atOnce) {
        for (const share of shares) acts.move(share);
        return;
      }
      let i = 0;
      const next = (): void => {
        acts.move(shares[i++]);
        frame = i < shares.length ? requestAnimationFrame(next) : 0;
      };
      frame = requestAnimationFrame(next);
    },
  };
}

/** Evenly spaced steps from each stop to the next. */
function sharesThrough(stops: readonly number[]): number[] {
  return stops.slice(1).flatMap((to, i) => {
    const from = stops[i];
    const steps = Math.max(1, Math.round(frames * Math.abs(to - from)));
    return Array.from({ length: steps }, (_, k) => from + ((to - from) * (k + 1)) / steps);
  });
}
