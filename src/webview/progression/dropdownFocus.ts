/**
 * Gives the keys back to the page when a drop-down has been used with the pointer: whoever chose there
 * goes on in the picture and on the time line. Who chooses by key stays, and leaves with Tab.
 */
export function releaseDropdownFocus(root: HTMLElement): void {
  let byPointer = false;
  root.addEventListener('pointerdown', () => (byPointer = true), { capture: true });
  root.addEventListener('keydown', () => (byPointer = false), { capture: true });
  root.addEventListener('change', ({ target }) => {
    if (!byPointer || !(target instanceof HTMLElement) || !target.matches('vscode-dropdown'))
      return;
    // The drop-down takes the focus once more when it closes.
    requestAnimationFrame(() => target.blur());
  });
}
