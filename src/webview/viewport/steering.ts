import { pan, rotate, zoom, type Camera } from './camera.ts';
import { scenePointUnder } from './picking.ts';
import type { Shot } from './renderer.ts';

/** Moves the camera by gestures and keys; distances in pixels of the stage. */
export interface Steering {
  readonly look: (mode: Camera['mode']) => void;
  readonly toggleMode: () => void;
  /** Rotates the surface, or moves it when `panning` or seen from above. */
  readonly drag: (dx: number, dy: number, panning: boolean) => void;
  /** A step by an arrow key; `right` and `up` are each −1, 0 or 1. */
  readonly turn: (right: number, up: number) => void;
  /**
   * Zooms by a factor about what is at the pixel (x, y) of the shot; `over` is the shot under the
   * pointer where there are several.
   */
  readonly zoomAt: (factor: number, x: number, y: number, over?: Shot) => void;
}

export interface SteeringParts {
  readonly camera: () => Camera | undefined;
  /** What is shown; undefined before the first frame. */
  readonly shot: () => Shot | undefined;
  readonly move: (camera: Camera) => void;
}

/** Steers a camera that the caller stores. */
export function createSteering({ camera, shot, move }: SteeringParts): Steering {
  /** Changes the camera in the mode that is in effect: a flat picture is always seen from above. */
  const change = (by: (working: Camera, shot: Shot) => Camera): void => {
    const [kept, seen] = [camera(), shot()];
    if (!kept || !seen) return;
    const working: Camera = seen.flatness === 1 ? { ...kept, mode: '2d' } : kept;
    move({ ...by(working, seen), mode: kept.mode });
  };
  const look = (mode: Camera['mode']): void => {
    const kept = camera();
    if (kept) move({ ...kept, mode });
  };
  return {
    look,
    toggleMode: () => look(camera()?.mode === '2d' ? '3d' : '2d'),
    drag: (dx, dy, panning) =>
      change((working, { projection: { scale }, flatness }) =>
        panning || flatness === 1
          ? pan(working, -dx / scale, dy / scale)
          : rotate(working, -dx * 0.0085, dy * 0.0085),
      ),
    turn: (right, up) =>
      change((working, { projection: { scale }, flatness }) => {
        const step = 40 / scale;
        return flatness === 1
          ? pan(working, right * step, up * step)
          : rotate(working, right * 0.12, up * 0.12);
      }),
    zoomAt: (factor, x, y, over) =>
      change((working, seen) => zoom(working, factor, scenePointUnder(over ?? seen, x, y))),
  };
}
