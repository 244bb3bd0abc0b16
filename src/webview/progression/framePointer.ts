import { listenToGestures } from '../viewport/gestures.ts';
import type { Spot } from '../viewport/picking.ts';
import type { Steering } from '../viewport/steering.ts';
import type { ContactSheet } from './contactSheet.ts';

export interface PointerActions {
  readonly steering: Steering;
  /** What is at a pixel of the single frame. */
  readonly spotAt: (x: number, y: number) => Spot | undefined;
  readonly hover: (spot: Spot | undefined) => void;
  /** Handles a click on the single frame. */
  readonly press: (spot: Spot | undefined) => void;
  /** Shows the whole picture from the initial direction. */
  readonly reset: () => void;
  readonly goTo: (index: number) => void;
  /** Switches to the current frame only. */
  readonly showAlone: () => void;
}

/** Handles the pointer on the single frame and on the contact sheet. */
export function listenToPointer(
  alone: HTMLElement,
  contactSheet: ContactSheet,
  { steering, spotAt, hover, press, reset, goTo, showAlone }: PointerActions,
): void {
  const grab = (): undefined => undefined;
  listenToGestures(alone, {
    hover: (x, y) => hover(spotAt(x, y)),
    leave: () => hover(undefined),
    click: (x, y) => press(spotAt(x, y)),
    drag: (dx, dy, panning) => {
      hover(undefined);
      steering.drag(dx, dy, panning);
    },
    zoom: (factor, x, y) => steering.zoomAt(factor, x, y),
    reset,
    grab,
  });
  listenToGestures(contactSheet.node, {
    hover: () => undefined,
    leave: () => undefined,
    click: (x, y) => {
      const tile = contactSheet.tileAt(x, y);
      if (tile) goTo(tile.index);
    },
    drag: steering.drag,
    zoom: (factor, x, y) => {
      const tile = contactSheet.tileAt(x, y);
      if (tile) steering.zoomAt(factor, tile.x, tile.y, tile.shot);
    },
    // A tile is opened like a file: its first click has selected it.
    reset: showAlone,
    grab,
  });
}
