import { l10n } from './l10n.ts';

/**
 * The keys of every command of every view, in the notation of VS Code's key bindings; `mod` is Ctrl,
 * or Cmd on a Mac. The same key does the same thing in every view, so each occurs only once. The
 * first key of a command is the one that its button names.
 */
export const keymap = {
  cancel: ['escape'],
  help: ['?'],
  explain: ['w'],

  // Panes
  settings: ['s'],
  statistics: ['i'],
  table: ['t'],
  filter: ['/'],
  curves: ['v'],
  columns: [],

  // Camera
  fit: ['f'],
  reset: ['0'],
  zoomIn: ['+', '='],
  zoomOut: ['-'],
  switchView: ['b'],
  topView: ['2'],
  surfaceView: ['3'],
  turnLeft: ['shift+left', '['],
  turnRight: ['shift+right', ']'],
  turnUp: ['shift+up'],
  turnDown: ['shift+down'],

  // What is drawn
  faces: ['a'],
  lines: ['l'],
  grid: ['g'],
  mark: ['m'],

  // The current region, frame or point
  goLeft: ['left'],
  goRight: ['right'],
  goUp: ['up'],
  goDown: ['down'],
  pageBack: ['pageup'],
  pageForward: ['pagedown'],
  goFirst: ['home'],
  goLast: ['end'],
  pin: ['enter'],
  play: ['space', 'p'],
  nextEvent: ['n'],
  previousEvent: ['shift+n'],
  nextRun: ['r'],
  runBack: [','],
  runForward: ['.'],
  runFarBack: ['<'],
  runFarForward: ['>'],

  // Edits
  nudgeLeft: ['alt+left'],
  nudgeRight: ['alt+right'],
  nudgeUp: ['alt+up'],
  nudgeDown: ['alt+down'],
  rotateLeft: ['alt+shift+left'],
  rotateRight: ['alt+shift+right'],
  undo: ['mod+z'],
  redo: ['mod+shift+z', 'ctrl+y'],

  // Files and the clipboard
  copy: ['c'],
  export: ['e'],
  open: ['o'],
  add: [],

  // From a button alone: a key that is pressed by accident would discard the results.
  simulate: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CommandId = keyof typeof keymap;

/** The commands of the four arrow keys, with the direction of each: right and up. */
export const arrows = {
  go: [
    ['goLeft', -1, 0],
    ['goRight', 1, 0],
    ['goUp', 0, 1],
    ['goDown', 0, -1],
  ],
  turn: [
    ['turnLeft', -1, 0],
    ['turnRight', 1, 0],
    ['turnUp', 0, 1],
    ['turnDown', 0, -1],
  ],
  nudge: [
    ['nudgeLeft', -1, 0],
    ['nudgeRight', 1, 0],
    ['nudgeUp', 0, 1],
    ['nudgeDown', 0, -1],
  ],
} as const satisfies Readonly<
  Record<string, readonly (readonly [id: CommandId, right: number, up: number])[]>
>;

/** The keys of a command. */
export function keysOf(id: CommandId): readonly string[] {
  return keymap[id];
}

/** The key that a text about a command names; empty where it has none. */
export function firstKey(id: CommandId): string {
  const [key] = keysOf(id);
  return key === undefined ? '' : keyText(key);
}

/** A key with its modifiers. */
interface Chord {
  readonly mod: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** The key itself, in lower case. */
  readonly key: string;
}

/** Keys that are not characters, by their name in events. */
const named: Readonly<Record<string, string>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'pageup',
  PageDown: 'pagedown',
  Home: 'home',
  End: 'end',
  Enter: 'enter',
  Escape: 'escape',
  ' ': 'space',
};

/** Keys that are spelled out in `aria-keyshortcuts`. */
const spelled: Readonly<Record<string, string>> = { Space: 'space', Plus: '+', ...named };

/** Parses a key. */
export function chordOf(text: string): Chord {
  const [, modifiers, key] = /^((?:\w+\+)*)(.+)$/.exec(text) ?? ['', '', text];
  const has = (modifier: string): boolean => modifiers.split('+').includes(modifier);
  return { mod: has('mod'), ctrl: has('ctrl'), alt: has('alt'), shift: has('shift'), key };
}

/** Whether an event is the press of a key. */
export function isPressed({ mod, ctrl, alt, shift, key }: Chord, event: KeyboardEvent): boolean {
  if (event.altKey !== alt) return false;
  const isControlled = mod
    ? event.ctrlKey !== event.metaKey
    : event.ctrlKey === ctrl && !event.metaKey;
  if (!isControlled || (named[event.key] ?? event.key.toLowerCase()) !== key) return false;
  // Which characters need Shift differs between keyboards, except for letters.
  return /^[^a-z]$/.test(key) || event.shiftKey === shift;
}

/** A key as the interface shows it: `Shift+N`, `←`. */
export function keyText(text: string): string {
  const { mod, ctrl, alt, shift, key } = chordOf(text);
  const parts = [
    ...(mod || ctrl ? [l10n.t('Ctrl')] : []),
    ...(alt ? [l10n.t('Alt')] : []),
    ...(shift ? [l10n.t('Shift')] : []),
    keyName(key),
  ];
  return parts.join('+');
}

/** A key in the notation of `aria-keyshortcuts`: `Shift+N`, `ArrowLeft`. */
export function ariaKey(text: string): string {
  const { mod, ctrl, alt, shift, key } = chordOf(text);
  const name = Object.keys(spelled).find((spelling) => spelled[spelling] === key);
  const modifiers = Object.entries({ Control: mod || ctrl, Alt: alt, Shift: shift });
  const held = modifiers.filter(([, isHeld]) => isHeld).map(([modifier]) => modifier);
  return [...held, name ?? key.toUpperCase()].join('+');
}

function keyName(key: string): string {
  switch (key) {
    case 'left':
      return '←';
    case 'right':
      return '→';
    case 'up':
      return '↑';
    case 'down':
      return '↓';
    case 'pageup':
      return l10n.t('Page up');
    case 'pagedown':
      return l10n.t('Page down');
    case 'home':
      return l10n.t('Home');
    case 'end':
      return l10n.t('End');
    case 'enter':
      return l10n.t('Enter');
    case 'escape':
      return l10n.t('Escape');
    case 'space':
      return l10n.t('Space');
    default:
      return key.toUpperCase();
  }
}
