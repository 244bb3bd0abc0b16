/** Moments per second that can be chosen. */
export const speeds = [1, 2, 4, 8, 16, 30] as const;

/** Moves the position while the sequence plays. */
export interface Playback {
  /** The position at a time; asks for another frame while it plays. */
  position(now: number, state: PlaybackState): number;
}

export interface PlaybackState {
  readonly position: number;
  readonly playing: boolean;
  /** Moments per second. */
  readonly speed: number;
  readonly length: number;
  /** Whether a moment is here to be shown; playing waits for one that is not. */
  readonly isReady: (index: number) => boolean;
}

/** A playback that stands still. */
export function createPlayback(askForFrame: () => void): Playback {
  /** When the moment that is shown came up. */
  let since: number | undefined;
  return {
    position: (now, { position, playing, speed, length, isReady }) => {
      if (!playing || position >= length - 1) {
        since = undefined;
        return position;
      }
      askForFrame();
      since ??= now;
      // A moment that came late is not made up for by skipping the next ones.
      const due = Math.min(Math.floor(((now - since) * speed) / 1000), length - 1 - position);
      let reached = 0;
      while (reached < due && isReady(position + reached + 1)) reached++;
      if (reached > 0) since = reached < due ? now : since + (reached * 1000) / speed;
      return position + reached;
    },
  };
}
