/**
 * Gestures with the pointer, the wheel or fingers. Positions in pixels from the corner of the
 * stage.
 */
export interface GestureListener {
  hover(x: number, y: number): void;
  leave(): void;
  /** Pressed and released without moving. */
  click(x: number, y: number): void;
  /** Turns the surface, or moves it when `pan` is set. */
  drag(dx: number, dy: number, pan: boolean): void;
  /** Makes what is at (x, y) larger by a factor. */
  zoom(factor: number, x: number, y: number): void;
  /** Double click: shows the picture as at first. */
  reset(): void;
  /**
   * Pressed at (x, y), with Alt down when `turning`. A handle that this returns gets the drags
   * instead of the picture.
   */
  grab(x: number, y: number, turning: boolean): DragHandle | undefined;
}

/** Something that is being dragged. */
export interface DragHandle {
  move(x: number, y: number): void;
  /** Ends the drag, and keeps or reverts it. */
  release(keep: boolean): void;
}

/** A press that moves less than this, in pixels, is a click. */
const clickSlop = 4;

/** Turns the events of an element into gestures. The element must not scroll or select text. */
export function listenToGestures(target: HTMLElement, listener: GestureListener): void {
  const held = new Map<number, { x: number; y: number }>();
  let travelled = 0;
  let panning = false;
  let handle: DragHandle | undefined;

  const release = (keep: boolean): void => {
    handle?.release(keep);
    handle = undefined;
  };

  const place = (event: MouseEvent): { x: number; y: number } => {
    const { left, top } = target.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  target.addEventListener('pointerdown', (event) => {
    if (held.size === 0) travelled = 0;
    held.set(event.pointerId, place(event));
    panning = event.button !== 0 || event.shiftKey;
    // A second finger moves the picture.
    if (held.size > 1) release(false);
    else if (!panning) {
      const { x, y } = place(event);
      handle = listener.grab(x, y, event.altKey);
    }
    target.setPointerCapture(event.pointerId);
  });

  target.addEventListener('pointermove', (event) => {
    const now = place(event);
    const before = held.get(event.pointerId);
    if (!before) {
      listener.hover(now.x, now.y);
      return;
    }
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
    held.set(event.pointerId, now);
    const [dx, dy] = [now.x - before.x, now.y - before.y];
    travelled += Math.hypot(dx, dy);
    if (other) {
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      const apart = (p: { x: number; y: number }): number =>
        Math.hypot(p.x - other.x, p.y - other.y);
      listener.drag(dx / 2, dy / 2, true);
      listener.zoom(Math.max(apart(now), 1) / Math.max(apart(before), 1), middle.x, middle.y);
    } else if (travelled > clickSlop) {
      if (handle) handle.move(now.x, now.y);
      else listener.drag(dx, dy, panning);
    }
  });

  target.addEventListener('pointerup', (event) => {
    const pressed = held.delete(event.pointerId);
    const { x, y } = place(event);
    release(travelled > clickSlop);
    if (pressed && held.size === 0 && travelled <= clickSlop && event.button === 0)
      listener.click(x, y);
  });
  target.addEventListener('pointercancel', (event) => {
    held.delete(event.pointerId);
    release(false);
  });
  target.addEventListener('dblclick', (event) => {
    // Two clicks that drag something, or on a button over the picture, are not meant for the view.
    if (event.button === 0 && travelled <= clickSlop) listener.reset();
  });
  target.addEventListener('pointerleave', () => listener.leave());
  target.addEventListener('contextmenu', (event) => event.preventDefault());
  target.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const { x, y } = place(event);
      // A pinch on a touchpad arrives as a wheel with Ctrl and small steps.
      const pace = event.ctrlKey ? 0.01 : event.deltaMode === 1 ? 0.04 : 0.0015;
      listener.zoom(Math.exp(-event.deltaY * pace), x, y);
    },
    { passive: false },
  );
}
