/** What the keys can ask for, in words rather than key codes. */
export interface KeyActions {
  fit(): void;
  toggleMode(): void;
  look(mode: '3d' | '2d'): void;
  /** Right and up, each −1, 0 or 1. */
  walk(right: number, up: number): void;
  turn(right: number, up: number): void;
  zoom(factor: number): void;
  /** Moves the pinned fold towards a side, or turns it; false when there is none. */
  nudge(right: number, up: number): boolean;
  turnFold(sign: number): boolean;
  /** Takes back what was moved, or moves it again. */
  undo(): void;
  redo(): void;
  pin(): void;
  escape(): void;
  toggleFaces(): void;
  toggleLines(): void;
  toggleSettings(): void;
  toggleStatistics(): void;
  toggleTable(): void;
  filterTable(): void;
  toggleHelp(): void;
  copyImage(): void;
  toggleGuide(): void;
}

const arrows: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Listens on the whole page; keys that a control needs are left to the control. */
export function listenToKeys(actions: KeyActions): void {
  // Before VS Code hears of it, to which Alt+Left means going back to another editor, and Ctrl+Z
  // undoing what is typed in a field of the page.
  window.addEventListener(
    'keydown',
    (event) => {
      if (!movesBack(event, actions) && !movesFold(event, actions)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
  window.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (
      isOnStage(event)
        ? stageKey(event, actions) || pageKey(event, actions)
        : pageKey(event, actions)
    )
      event.preventDefault();
  });
}

/** Alt with arrows, where there is a fold to be moved. */
function movesFold(event: KeyboardEvent, actions: KeyActions): boolean {
  const arrow = arrows[event.key];
  if (!arrow || !event.altKey || event.ctrlKey || event.metaKey || !isOnStage(event)) return false;
  return event.shiftKey ? actions.turnFold(-arrow[0]) : actions.nudge(...arrow);
}

/** The keys by which editors undo and redo on any system. */
function movesBack(event: KeyboardEvent, actions: KeyActions): boolean {
  if (event.altKey || event.ctrlKey === event.metaKey || isField(event)) return false;
  const key = event.key.toLowerCase();
  if (key === 'z' && !event.shiftKey) actions.undo();
  else if (key === 'z' || (key === 'y' && event.ctrlKey)) actions.redo();
  else return false;
  return true;
}

/** Whether a key would change what is written in a field. */
function isField({ target }: Event): boolean {
  return target instanceof HTMLInputElement && target.type === 'text';
}

function isOnStage({ target }: Event): boolean {
  return target instanceof HTMLCanvasElement || target === document.body;
}

/** Keys that belong to the picture when it has the focus. */
function stageKey(event: KeyboardEvent, actions: KeyActions): boolean {
  const arrow = arrows[event.key];
  if (arrow) {
    if (event.shiftKey) actions.turn(...arrow);
    else actions.walk(...arrow);
    return true;
  }
  if (event.key !== 'Enter' && event.key !== ' ') return false;
  actions.pin();
  return true;
}

/** Keys that work everywhere on the page, except where text or a choice is being entered. */
function pageKey(event: KeyboardEvent, actions: KeyActions): boolean {
  if (event.key === 'Escape') {
    actions.escape();
    return true;
  }
  if (isField(event)) return false;
  if (event.target instanceof HTMLElement && event.target.tagName === 'VSCODE-DROPDOWN')
    return false;
  const act = pageKeys[event.key];
  if (!act) return false;
  act(actions);
  return true;
}

const pageKeys: Readonly<Record<string, (actions: KeyActions) => void>> = {
  f: (a) => a.fit(),
  b: (a) => a.toggleMode(),
  '2': (a) => a.look('2d'),
  '3': (a) => a.look('3d'),
  a: (a) => a.toggleFaces(),
  l: (a) => a.toggleLines(),
  s: (a) => a.toggleSettings(),
  i: (a) => a.toggleStatistics(),
  t: (a) => a.toggleTable(),
  '/': (a) => a.filterTable(),
  c: (a) => a.copyImage(),
  w: (a) => a.toggleGuide(),
  '+': (a) => a.zoom(1.25),
  '=': (a) => a.zoom(1.25),
  '-': (a) => a.zoom(0.8),
  '?': (a) => a.toggleHelp(),
};
