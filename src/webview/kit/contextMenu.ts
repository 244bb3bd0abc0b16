import { html, nothing, render, type TemplateResult } from 'lit-html';
import { shortcutsOf, type Command } from './commands.ts';
import { elementOf } from './elementOf.ts';
import { firstKey } from './keymap.ts';
import { l10n } from './l10n.ts';

/** Pixels beyond which a press is a drag, which opens no menu. */
const clickSlop = 4;

/** Opens a menu of the commands of a view on a right click, Shift+F10 or the menu key. */
export function createContextMenu<S>(
  root: HTMLElement,
  commands: readonly Command<S>[],
  state: () => S,
): void {
  const menu = elementOf(
    html`<div class="menu" role="menu" aria-label=${l10n.t('View')} hidden></div>`,
  );
  root.append(menu);
  let focused: Element | null = null;

  const items = (): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  const close = (): void => {
    if (menu.hidden) return;
    const hadFocus = menu.contains(document.activeElement);
    menu.hidden = true;
    if (hadFocus && focused instanceof HTMLElement) focused.focus();
  };
  const choose = (command: Command<S>): void => {
    close();
    command.run();
  };
  const open = (x: number, y: number): void => {
    if (menu.hidden) focused = document.activeElement;
    render(sections(commands, state(), choose), menu);
    menu.hidden = false;
    const { width, height } = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(0, Math.min(x, innerWidth - width))}px`;
    menu.style.top = `${Math.max(0, Math.min(y, innerHeight - height))}px`;
    items().at(0)?.focus();
  };

  listenToRightClicks(root, menu, open);
  window.addEventListener('keydown', (event) => {
    if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
    if (hasOwnMenu(event.target)) return;
    event.preventDefault();
    const at = document.activeElement ?? root;
    const { left, top, width, height } = at.getBoundingClientRect();
    open(left + width / 2, top + height / 2);
  });
  menu.addEventListener('keydown', (event) => {
    const all = items();
    const index = all.findIndex((item) => item === document.activeElement);
    const focus = (next: number): void => all.at(next % all.length)?.focus();
    switch (event.key) {
      case 'ArrowDown':
        focus(index + 1);
        break;
      case 'ArrowUp':
        focus(index - 1);
        break;
      case 'Home':
        focus(0);
        break;
      case 'End':
        focus(-1);
        break;
      case 'Enter':
      case ' ':
        all[index]?.click();
        break;
      case 'Escape':
      case 'Tab':
        close();
        break;
    }
    // No other key reaches the page below the menu.
    event.preventDefault();
    event.stopPropagation();
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !menu.contains(relatedTarget)) menu.hidden = true;
  });
  window.addEventListener('blur', close);
}

/**
 * Distinguishes right clicks from drags with the right button. The browser asks for a menu on the press or on
 * the release, depending on the system.
 */
function listenToRightClicks(
  root: HTMLElement,
  menu: HTMLElement,
  open: (x: number, y: number) => void,
): void {
  let press: { readonly x: number; readonly y: number } | undefined;
  let isDrag = false;
  let isAsked = false;
  root.addEventListener(
    'pointerdown',
    ({ clientX: x, clientY: y, target }) => {
      press = { x, y };
      isDrag = isAsked = false;
      if (!(target instanceof Node) || !menu.contains(target)) menu.hidden = true;
    },
    { capture: true },
  );
  root.addEventListener(
    'pointermove',
    ({ clientX, clientY }) => {
      if (press && Math.hypot(clientX - press.x, clientY - press.y) > clickSlop) isDrag = true;
    },
    { capture: true },
  );
  root.addEventListener('contextmenu', (event) => {
    if (hasOwnMenu(event.target)) return;
    event.preventDefault();
    if (event.target instanceof Node && menu.contains(event.target)) return;
    if (press) isAsked = true;
    else if (!isDrag) open(event.clientX, event.clientY);
  });
  root.addEventListener('pointerup', ({ clientX, clientY }) => {
    press = undefined;
    if (isAsked && !isDrag) open(clientX, clientY);
    isAsked = false;
  });
  root.addEventListener('pointercancel', () => (press = undefined));
}

/** VS Code's menu copies selected text and edits text fields. */
function hasOwnMenu(target: EventTarget | null): boolean {
  if (!(target instanceof Node)) return false;
  if (target instanceof Element && target.matches('textarea, input')) return true;
  const selection = getSelection();
  return selection?.isCollapsed === false && selection.containsNode(target, true);
}

function sections<S>(
  commands: readonly Command<S>[],
  state: S,
  choose: (command: Command<S>) => void,
): readonly TemplateResult[] {
  const shown = commands.filter(({ group, isVisible }) => group && isVisible?.(state) !== false);
  const groups = [...new Set(shown.map(({ group }) => group))];
  return groups.map(
    (name) =>
      html`<div class="menu-section" role="group">
        ${shown.filter(({ group }) => group === name).map((one) => item(one, state, choose))}
      </div>`,
  );
}

function item<S>(
  command: Command<S>,
  state: S,
  choose: (command: Command<S>) => void,
): TemplateResult {
  const { id, isEnabled, isPressed, isExpanded } = command;
  const isOn = isPressed ?? isExpanded;
  const isDisabled = isEnabled?.(state) === false;
  return html`<div
    class="menu-item"
    role=${isOn ? 'menuitemcheckbox' : 'menuitem'}
    tabindex="-1"
    data-command=${id}
    aria-checked=${isOn ? String(isOn(state)) : nothing}
    aria-disabled=${isDisabled ? 'true' : nothing}
    aria-keyshortcuts=${shortcutsOf(id) ?? nothing}
    @click=${() => {
      if (!isDisabled) choose(command);
    }}
  >
    <span>${command.label(state)}</span>
    <span class="menu-key" aria-hidden="true">${firstKey(id)}</span>
  </div>`;
}
