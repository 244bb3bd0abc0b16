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
  readonly goTo: (index: number) => void;
  /** Switches to the current frame only. */
  readonly showAlone: () => void;
}

/** Handles the pointer on the single frame and on the contact sheet. */
export function listenToPointer(
  alone: HTMLElement,
  contactSheet: ContactSheet,
  { steering, spotAt, hover, press, goTo, showAlone }: PointerActions,
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
    zoom: steering.zoomAt,
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
    zoom: (factor) => {
      const { width, height } = contactSheet.tileSize();
      steering.zoomAt(factor, width / 2, height / 2);
    },
    grab,
  });
  contactSheet.node.addEventListener('dblclick', showAlone);
}
