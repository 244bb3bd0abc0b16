import { pan, rotate, zoom, type Camera } from './camera.ts';
import type { Shot } from './renderer.ts';

/** Moves the camera as gestures and keys ask for; distances in pixels of the stage. */
export interface Steering {
  readonly look: (mode: Camera['mode']) => void;
  readonly toggleMode: () => void;
  /** Turns the surface, or moves it when `panning` or seen from above. */
  readonly drag: (dx: number, dy: number, panning: boolean) => void;
  /** A step of the keyboard; right and up are each −1, 0 or 1. */
  readonly turn: (right: number, up: number) => void;
  /** Enlarges by a factor; the point under the pixel stays where it is. */
  readonly zoomAt: (factor: number, x: number, y: number) => void;
}

export interface SteeringWheel {
  readonly camera: () => Camera | undefined;
  /** What is on the screen; without it there is nothing to steer by. */
  readonly shot: () => Shot | undefined;
  readonly move: (camera: Camera) => void;
}

/** Steers a camera that somebody else keeps. */
export function createSteering({ camera, shot, move }: SteeringWheel): Steering {
  /** The camera as it works now: a flat picture is always seen from above. */
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
    zoomAt: (factor, x, y) =>
      change((working, { projection }) => zoom(working, factor, ...projection.offset(x, y))),
  };
}
