import type { NeuronChange } from '../../protocol/preview.ts';
import {
  startFoldDrag,
  shifted,
  turned,
  turnedTo,
  type FoldDrag,
  type FoldDragMove,
} from '../viewport/foldDrag.ts';
import type { DragHandle } from '../viewport/gestures.ts';
import { planePoint, segmentOf } from '../viewport/picking.ts';
import type { Shot } from '../viewport/renderer.ts';
import type { Spot } from '../viewport/picking.ts';
import type { State } from './state.ts';
import type { Store } from '../kit/store.ts';
import type { Trial } from './trial.ts';

/**
 * A fold that appears shorter than this, in pixels, cannot be dragged: the drag moves the picture.
 */
const shortestPiece = 16;
/** Steps per key press, in pixels and radians. */
const step = 4;
const stepAngle = Math.PI / 180;
/** Milliseconds after the last key press until the new numbers are written. */
const quietTime = 700;

/** Moves folds with the pointer and keys. The change is shown at once and written at the end. */
export interface FoldMover {
  /** Starts to drag the fold under a pixel; undefined where there is none. */
  readonly grab: (x: number, y: number, turning: boolean) => DragHandle | undefined;
  /** Moves the pinned fold towards a side of the picture. False when none is pinned. */
  readonly nudge: (right: number, up: number) => boolean;
  /** Rotates the pinned fold, counter-clockwise for 1. False when none is pinned. */
  readonly turn: (sign: number) => boolean;
  /** Reverts the move; false when there is none. */
  readonly cancel: () => boolean;
}

/** A mover of the folds in the shot that is shown. */
export function createFoldMover(
  store: Store<State>,
  shot: () => Shot | undefined,
  trial: Trial,
): FoldMover {
  /** The fold that is being moved. */
  let drag: FoldDrag | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (move: FoldDragMove | undefined): void => {
    if (!move) return;
    store.set({ moving: move, hovered: undefined });
    trial.try(changeOf(move));
  };
  const letGo = (keep: boolean): void => {
    clearTimeout(timer);
    const { moving } = store.get();
    drag = undefined;
    if (!moving) return;
    store.set({ moving: undefined });
    if (keep) trial.keep(changeOf(moving));
    else trial.drop();
  };
  /** The pinned fold, held by the keys until none is pressed for a while. */
  const dragPinned = (): FoldDrag | undefined => {
    const { pinned, moving, highlight } = store.get();
    const current = shot();
    clearTimeout(timer);
    timer = setTimeout(() => letGo(true), quietTime);
    if (moving) return moving.drag;
    if (!current || !pinned || pinned.edge < 0) return undefined;
    return startFoldDrag(current, pinned, highlight);
  };

  return {
    grab: (x, y, turning) => {
      const current = shot();
      const { hovered, pinned, highlight, moving } = store.get();
      if (moving) letGo(true);
      if (!current || !hovered || !isGrabbable(current, hovered, pinned)) return undefined;
      const from = planePoint(current, x, y);
      const spot = hovered.edge === pinned?.edge ? { ...hovered, fold: pinned.fold } : hovered;
      const own = startFoldDrag(current, spot, highlight);
      drag = own;
      const canTurn = turning && !current.drawing.picture.graph;
      return {
        move: (px, py) => {
          const now = shot();
          if (drag !== own || !now) return;
          const [tx, ty] = planePoint(now, px, py);
          // The fold keeps its distance from the pointer, so that it does not jump at first.
          const to = [own.start[0] + tx - from[0], own.start[1] + ty - from[1]] as const;
          show(canTurn ? turnedTo(own, to) : shifted(own, to));
        },
        release: (keep) => {
          if (drag === own) letGo(keep);
        },
      };
    },
    nudge: (right, up) => {
      const held = dragPinned();
      const current = shot();
      if (!held || !current) return false;
      const { moving } = store.get();
      const { sceneFrame } = current.drawing;
      const [x, y] = moving?.at ?? held.start;
      const normal = moving?.normal ?? shifted(held, held.start)?.normal;
      if (!normal) return true;
      // Only the component across the fold, as seen on the screen, moves it.
      const across = [normal[0] / sceneFrame.sx, normal[1] / sceneFrame.sy];
      const length = Math.hypot(...across);
      const towards = (across[0] * right + across[1] * up) / length;
      if (Math.abs(towards) < 0.1) return true;
      const pixels = (Math.sign(towards) * step) / current.projection.scale / length;
      const to = [
        x + (across[0] * pixels) / sceneFrame.sx,
        y + (across[1] * pixels) / sceneFrame.sy,
      ] as const;
      drag = held;
      show(shifted(held, to));
      return true;
    },
    turn: (sign) => {
      const held = dragPinned();
      if (!held || shot()?.drawing.picture.graph) return held !== undefined;
      drag = held;
      show(turned(held, (store.get().moving?.angle ?? 0) + sign * stepAngle));
      return true;
    },
    cancel: () => {
      const holds = drag !== undefined;
      letGo(false);
      return holds;
    },
  };
}

/** Whether the fold at a spot can be dragged: seen from above, and long enough to hit. */
export function isGrabbable(shot: Shot, { edge }: Spot, pinned: Spot | undefined): boolean {
  if (shot.flatness !== 1 || edge < 0) return false;
  if (shot.drawing.picture.graph || edge === pinned?.edge) return true;
  const [a, b] = segmentOf(shot, edge);
  return Math.hypot(b[0] - a[0], b[1] - a[1]) >= shortestPiece;
}

/** The direction in which the fold at a spot can be dragged, for the cursor. */
export function moveDirection(shot: Shot, edge: number): 'ew' | 'ns' | 'nesw' | 'nwse' {
  if (shot.drawing.picture.graph) return 'ew';
  const [a, b] = segmentOf(shot, edge);
  const eighth = Math.round((4 * Math.atan2(b[1] - a[1], b[0] - a[0])) / Math.PI + 8) % 4;
  return (['ns', 'nesw', 'ew', 'nwse'] as const)[eighth];
}

function changeOf({ drag, bias, weights }: FoldDragMove): NeuronChange {
  return { version: drag.version, ...drag.place, bias, ...(weights && { weights }) };
}
