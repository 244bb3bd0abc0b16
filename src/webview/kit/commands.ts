import type { IconName } from './icons.ts';
import { l10n } from './l10n.ts';
import { ariaKey, chordOf, firstKey, isPressed, keysOf, type CommandId } from './keymap.ts';

/**
 * A command of a view. The keyboard, the buttons, the context menu and the list of shortcuts are all
 * derived from the commands of a view; their keys are in the keymap.
 */
export interface Command<S> {
  readonly id: CommandId;
  /** The label in this state, as on its button. */
  readonly label: (state: S) => string;
  /** The label in the list of shortcuts, if different. Neighbours with the same one share a line. */
  readonly help?: () => string;
  readonly icon?: (state: S) => IconName;
  /** The section of the context menu; without one it is not in the menu. */
  readonly group?: 'view' | 'show' | 'panes' | 'file' | 'help';
  /** Returns false when there was nothing to do; then the key keeps its other meanings. */
  readonly run: () => unknown;
  readonly isVisible?: (state: S) => boolean;
  readonly isEnabled?: (state: S) => boolean;
  /** For a command that switches something on and off. */
  readonly isPressed?: (state: S) => boolean;
  /** For a command that opens and closes a pane. */
  readonly isExpanded?: (state: S) => boolean;
  /** Whether navigation keys such as arrows work on the whole page, not only in the picture. */
  readonly isPageWide?: true;
}

/** Opens the list of shortcuts. */
export function helpCommand<S extends { readonly helpOpen: boolean }>(
  toggleHelp: () => void,
): Command<S> {
  return {
    id: 'help',
    label: () => l10n.t('Keyboard shortcuts'),
    icon: () => 'help',
    group: 'help',
    run: toggleHelp,
    isExpanded: ({ helpOpen }) => helpOpen,
  };
}

/** Puts what is shown on the clipboard as an image. */
export function copyImageCommand<S>(
  copy: () => void,
  isVisible: (state: S) => boolean = () => true,
): Command<S> {
  return {
    id: 'copy',
    label: () => l10n.t('Copy image'),
    icon: () => 'copy',
    group: 'file',
    run: copy,
    isVisible,
  };
}

/** Closes what is open or stops what is going on; `help` says what that can be in this view. */
export function cancelCommand<S>(help: () => string, cancel: () => void): Command<S> {
  return { id: 'cancel', label: () => l10n.t('Cancel'), help, run: cancel };
}

/** Opens the description of a view or of its model. */
export function aboutCommand<S extends { readonly aboutOpen: boolean }>(
  label: () => string,
  toggleAbout: () => void,
): Command<S> {
  return {
    id: 'explain',
    label,
    icon: () => 'hint',
    group: 'help',
    run: toggleAbout,
    isExpanded: ({ aboutOpen }) => aboutOpen,
  };
}

/** Whether a command can be run now. */
export function isAvailable<S>({ isVisible, isEnabled }: Command<S>, state: S): boolean {
  return isVisible?.(state) !== false && isEnabled?.(state) !== false;
}

/** A text with the key of a command, as in the tooltip of its button: `Settings (S)`. */
export function withKey(label: string, id: CommandId): string {
  const key = firstKey(id);
  return key ? `${label} (${key})` : label;
}

/** The keys of a command for the attribute `aria-keyshortcuts`; undefined where it has none. */
export function shortcutsOf(id: CommandId): string | undefined {
  return keysOf(id).map(ariaKey).join(' ') || undefined;
}

/** Runs commands by their keys. Keys that the focused control needs are left to the control. */
export function listenToKeys<S>(commands: readonly Command<S>[], state: () => S): void {
  const keys = commands.flatMap((command) =>
    keysOf(command.id).map((key) => ({ command, chord: chordOf(key) })),
  );
  const runBy =
    (isModified: boolean) =>
    (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const isRun = keys.some(
        ({ command, chord }) =>
          (chord.mod || chord.ctrl || chord.alt) === isModified &&
          isPressed(chord, event) &&
          isFree(chord, event, command.isPageWide === true) &&
          isAvailable(command, state()) &&
          command.run() !== false,
      );
      if (!isRun) return;
      event.preventDefault();
      if (isModified) event.stopImmediatePropagation();
    };
  // Keys with modifiers come before VS Code gets them, to which Alt+Left means the previous editor,
  // and Ctrl+Z undoing what was typed in a field of the page.
  window.addEventListener('keydown', runBy(true), { capture: true });
  window.addEventListener('keydown', runBy(false));
}

/** Whether the focused control does not use a key itself. */
function isFree(
  { key, alt, mod, ctrl }: ReturnType<typeof chordOf>,
  { target }: Event,
  isPageWide: boolean,
): boolean {
  if (!(target instanceof Element)) return true;
  const isList = target.matches('vscode-dropdown, select');
  const isOpenList = isList && target.hasAttribute('open');
  if (key === 'escape') return !isOpenList;
  const isText = target.matches('textarea, input:not([type=range], [type=checkbox])');
  if (mod || ctrl) return !isText;
  const isPicture = target === document.body || target.matches('[role=application]');
  if (isPicture) return true;
  if (key.length === 1) return !isText && !isList;
  if (key === 'space')
    return (
      !isText &&
      !isList &&
      !target.matches('a, button, summary, [role=button], vscode-button, vscode-checkbox')
    );
  if (alt || !isPageWide || target.matches('input, textarea')) return false;
  // A closed list is moved through up and down only.
  return !isOpenList && !(isList && /^(up|down|home|end|enter)$/.test(key));
}
