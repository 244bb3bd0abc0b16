/** Available speeds, in frames per second. */
export const speeds = [1, 2, 4, 8, 16, 30] as const;

/** Advances the position while the sequence plays. */
export interface Playback {
  /** The position at a time. Requests an animation frame while playing. */
  position(now: number, state: PlaybackState): number;
}

export interface PlaybackState {
  readonly position: number;
  readonly playing: boolean;
  /** Frames per second. */
  readonly speed: number;
  readonly length: number;
  /** Whether a frame is loaded. Playback waits for frames that are not. */
  readonly isReady: (index: number) => boolean;
}

/** Creates a paused playback. */
export function createPlayback(askForFrame: () => void): Playback {
  /** The time at which the current frame was first shown. */
  let since: number | undefined;
  return {
    position: (now, { position, playing, speed, length, isReady }) => {
      if (!playing || position >= length - 1) {
        since = undefined;
        return position;
      }
      askForFrame();
      since ??= now;
      // No frames are skipped to catch up after a late one.
      const due = Math.min(Math.floor(((now - since) * speed) / 1000), length - 1 - position);
      let reached = 0;
      while (reached < due && isReady(position + reached + 1)) reached++;
      if (reached > 0) since = reached < due ? now : since + (reached * 1000) / speed;
      return position + reached;
    },
  };
}
