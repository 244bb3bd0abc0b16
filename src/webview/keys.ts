/** What the keys can ask for, in words rather than key codes. */
export interface KeyActions {
  fit(): void;
  toggleMode(): void;
  look(mode: '3d' | '2d'): void;
  /** Right and up, each −1, 0 or 1. */
  walk(right: number, up: number): void;
  turn(right: number, up: number): void;
  zoom(factor: number): void;
  pin(): void;
  escape(): void;
  toggleFaces(): void;
  toggleLines(): void;
  toggleSettings(): void;
  toggleStatistics(): void;
  toggleTable(): void;
  toggleHelp(): void;
}

const arrows: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Listens on the whole page; keys that a control needs are left to the control. */
export function listenToKeys(actions: KeyActions): void {
  window.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const onStage = event.target instanceof HTMLCanvasElement || event.target === document.body;
    if (onStage ? stageKey(event, actions) || pageKey(event, actions) : pageKey(event, actions))
      event.preventDefault();
  });
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
  '+': (a) => a.zoom(1.25),
  '=': (a) => a.zoom(1.25),
  '-': (a) => a.zoom(0.8),
  '?': (a) => a.toggleHelp(),
};
