/**
 * Returns the focus to the page after a drop-down was used with the pointer, so that the shortcuts of
 * the picture and the timeline work again. Keyboard users keep it.
 */
export function releaseDropdownFocus(root: HTMLElement): void {
  let byPointer = false;
  root.addEventListener('pointerdown', () => (byPointer = true), { capture: true });
  root.addEventListener('keydown', () => (byPointer = false), { capture: true });
  root.addEventListener('change', ({ target }) => {
    if (!byPointer || !(target instanceof HTMLElement) || !target.matches('vscode-dropdown'))
      return;
    // The drop-down takes the focus again when it closes.
    requestAnimationFrame(() => target.blur());
  });
}
