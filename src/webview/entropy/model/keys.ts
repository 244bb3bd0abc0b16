/** What keys can ask of the view of a model. */
export interface EntropyKeyActions {
  /** Right and up, each −1, 0 or 1; `fine` for a small step. */
  readonly step: (right: number, up: number, fine: boolean) => void;
  readonly turn: (right: number) => void;
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
  readonly toggleLayout: () => void;
  readonly toggleControls: () => void;
  readonly toggleTable: () => void;
  readonly toggleAbout: () => void;
  readonly toggleHelp: () => void;
  readonly exportFigure: () => void;
  readonly sweep: () => void;
  readonly nextRun: () => void;
  /** So many moments on along the run that is looked at. */
  readonly alongRun: (by: number) => void;
  readonly escape: () => void;
}

const arrows: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const pageKeys: Readonly<Record<string, (actions: EntropyKeyActions) => void>> = {
  '[': (a) => a.turn(-1),
  ']': (a) => a.turn(1),
  '+': (a) => a.zoom(1.2),
  '=': (a) => a.zoom(1.2),
  '-': (a) => a.zoom(1 / 1.2),
  f: (a) => a.fit(),
  b: (a) => a.toggleLayout(),
  s: (a) => a.toggleControls(),
  t: (a) => a.toggleTable(),
  i: (a) => a.toggleAbout(),
  x: (a) => a.exportFigure(),
  p: (a) => a.sweep(),
  r: (a) => a.nextRun(),
  ',': (a) => a.alongRun(-1),
  '.': (a) => a.alongRun(1),
  '<': (a) => a.alongRun(-10),
  '>': (a) => a.alongRun(10),
  '?': (a) => a.toggleHelp(),
  Escape: (a) => a.escape(),
};

/** Listens on the whole page; keys that a control needs are left to the control. */
export function listenToEntropyKeys(actions: EntropyKeyActions): void {
  window.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target instanceof Element ? event.target : document.body;
    const arrow = arrows[event.key] as (typeof arrows)[string] | undefined;
    // Sliders, lists and scrolling panels have their own use for arrows.
    const isPicture = target === document.body || target.getAttribute('role') === 'application';
    if (arrow) {
      if (!isPicture) return;
      actions.step(...arrow, event.shiftKey);
    } else {
      const isList = target.tagName === 'VSCODE-DROPDOWN';
      const act = isList && event.key !== 'Escape' ? undefined : pageKeys[event.key];
      if (!act) return;
      act(actions);
    }
    event.preventDefault();
  });
}
