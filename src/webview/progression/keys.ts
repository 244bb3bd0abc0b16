/** What the keys can ask for, in words rather than key codes. */
export interface ProgressionKeys {
  readonly step: (by: number) => void;
  readonly goToEnd: (end: 'first' | 'last') => void;
  readonly togglePlaying: () => void;
  readonly turn: (right: number, up: number) => void;
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
  readonly toggleMode: () => void;
  readonly look: (mode: '3d' | '2d') => void;
  readonly toggleFaces: () => void;
  readonly toggleLines: () => void;
  readonly toggleSettings: () => void;
  readonly toggleLayout: () => void;
  readonly toggleChosen: () => void;
  readonly toggleCurves: () => void;
  readonly toggleEvents: () => void;
  readonly openFrame: () => void;
  readonly exportSequence: () => void;
  readonly goToEvent: (direction: 1 | -1) => void;
  readonly toggleHelp: () => void;
  readonly escape: () => void;
}

/** Listens on the whole page; keys that a control needs are left to the control. */
export function listenToProgressionKeys(actions: ProgressionKeys): void {
  window.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { target, key, shiftKey } = event;
    const inside = (selector: string): HTMLElement | undefined =>
      target instanceof HTMLElement && target.matches(selector) ? target : undefined;
    const list = inside('vscode-dropdown');
    const leavesMoving = inside('input') === undefined && (!list || isLeftBy(list, key));
    const act =
      (shiftKey ? turning[key] : undefined) ??
      (leavesMoving ? moving[key] : undefined) ??
      (list ? undefined : plain[key]);
    // A button is pressed with the space bar.
    if (!act || (key === ' ' && target instanceof HTMLElement && isButton(target))) return;
    act(actions);
    event.preventDefault();
  });
}

/** Whether a list has no use for a key: closed, it is moved through up and down only. */
function isLeftBy(list: HTMLElement, key: string): boolean {
  return !list.hasAttribute('open') && !/^(Home|End)$/.test(key);
}

function isButton(node: HTMLElement): boolean {
  return pressedBySpace.has(node.tagName);
}

const pressedBySpace: ReadonlySet<string> = new Set([
  'BUTTON',
  'VSCODE-BUTTON',
  'VSCODE-CHECKBOX',
  'VSCODE-DROPDOWN',
]);

type Act = (actions: ProgressionKeys) => void;

const turning: Readonly<Record<string, Act>> = {
  ArrowLeft: (a) => a.turn(-1, 0),
  ArrowRight: (a) => a.turn(1, 0),
  ArrowUp: (a) => a.turn(0, 1),
  ArrowDown: (a) => a.turn(0, -1),
};

const moving: Readonly<Record<string, Act>> = {
  ArrowLeft: (a) => a.step(-1),
  ArrowRight: (a) => a.step(1),
  PageDown: (a) => a.step(-10),
  PageUp: (a) => a.step(10),
  Home: (a) => a.goToEnd('first'),
  End: (a) => a.goToEnd('last'),
};

const plain: Readonly<Record<string, Act>> = {
  ' ': (a) => a.togglePlaying(),
  f: (a) => a.fit(),
  b: (a) => a.toggleMode(),
  '2': (a) => a.look('2d'),
  '3': (a) => a.look('3d'),
  a: (a) => a.toggleFaces(),
  l: (a) => a.toggleLines(),
  s: (a) => a.toggleSettings(),
  g: (a) => a.toggleLayout(),
  m: (a) => a.toggleChosen(),
  c: (a) => a.toggleCurves(),
  t: (a) => a.toggleEvents(),
  o: (a) => a.openFrame(),
  e: (a) => a.exportSequence(),
  n: (a) => a.goToEvent(1),
  p: (a) => a.goToEvent(-1),
  '+': (a) => a.zoom(1.25),
  '=': (a) => a.zoom(1.25),
  '-': (a) => a.zoom(0.8),
  '?': (a) => a.toggleHelp(),
  Escape: (a) => a.escape(),
};
