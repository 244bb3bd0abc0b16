import type { FromView, Picture, SourcePlace, Status, ToView } from '../protocol/view.ts';
import { pan, poseOf, rotate, zoom, type Camera } from './camera.ts';
import { defaultChoices, type Choices } from './choices.ts';
import { createDrawer, type Drawing } from './drawing.ts';
import { element } from './element.ts';
import { createFlight } from './flight.ts';
import { framed, framedFrom, reachOf, type Size } from './framing.ts';
import { listenToGestures } from './gestures.ts';
import { connectHost } from './host.ts';
import { createKeeper } from './keeper.ts';
import { listenToKeys } from './keys.ts';
import { createCard } from './panes/card.ts';
import { createHeader } from './panes/header.ts';
import { createHelp } from './panes/help.ts';
import { createLegend } from './panes/legend.ts';
import { createNotice } from './panes/notice.ts';
import { createSettings } from './panes/settings.ts';
import { createStatistics } from './panes/statistics.ts';
import { createStatusLine, createSummary } from './panes/statusLine.ts';
import { createTable } from './panes/table.ts';
import { createSelectionTeller, spotOn } from './places.ts';
import { middleOf, neighbourTowards, spotAt } from './pointing.ts';
import { projectionOf } from './projection.ts';
import type { Shot } from './renderer.ts';
import { createStage, viewportOf } from './stage.ts';
import type { Pane, Spot, State } from './state.ts';
import { createStore } from './store.ts';
import { onThemeChange, readTheme } from './theme.ts';
import type { Witness } from './viewState.ts';
import { findWitness, witnessOf } from './witness.ts';

/** A computation that takes longer than this is worth a word. */
const slowAfter = 300;
/** The card covers this much of the picture's right side. */
const cardRoom = 300;

/** Builds the page in `root`, connects it to VS Code, and keeps it going. */
export function startApp(root: HTMLElement): void {
  const store = createStore<State>({
    picture: undefined,
    status: { kind: 'current' },
    slow: false,
    choices: defaultChoices,
    camera: undefined,
    frame: undefined,
    hovered: undefined,
    pinned: undefined,
    lit: undefined,
    walking: false,
    cardOnLeft: false,
    theme: readTheme(),
    flatBecause: undefined,
    helpOpen: false,
  });
  const drawer = createDrawer();
  const host = connectHost(receive);
  const send = (message: FromView): void => host.send(message);
  const keeper = createKeeper(host, store.get);
  const tellSelection = createSelectionTeller(send);
  /** The region that was pinned when the document was last looked at. */
  let lastPinned: Witness | undefined;
  let shot: Shot | undefined;
  let drawing: Drawing | undefined;

  const choose = (change: Partial<Choices>): void =>
    store.set({ choices: { ...store.get().choices, ...change } });
  const toggle = (key: 'faces' | 'lines' | 'settingsOpen' | 'statisticsOpen' | 'tableOpen'): void =>
    choose({ [key]: !store.get().choices[key] });
  const toggleHelp = (): void => store.set({ helpOpen: !store.get().helpOpen });
  /** Pins what the user has chosen here, and brings its rows into sight. */
  const pin = (pinned: Spot | undefined): void => {
    store.set({ pinned });
    if (drawing) tellSelection(drawing, pinned, pinned !== undefined);
  };
  const middle = (cell: number | undefined): Spot | undefined =>
    cell === undefined || !drawing ? undefined : middleOf(drawing, cell);
  const unpin = (): void => {
    pin(undefined);
    stage.focus();
  };

  const stage = createStage({
    onStale: () => schedule(),
    onFlat: (flatBecause) => store.set({ flatBecause }),
  });
  const actions = {
    toggleSettings: () => toggle('settingsOpen'),
    toggleFaces: () => toggle('faces'),
    toggleLines: () => toggle('lines'),
    toggleStatistics: () => toggle('statisticsOpen'),
    toggleTable: () => toggle('tableOpen'),
    toggleHelp,
    toggleMode: () => look(store.get().camera?.mode === '2d' ? '3d' : '2d'),
    fit,
  };
  const panes: Pane[] = [
    createHeader(actions),
    createNotice(send),
    createSettings({
      choose,
      look: (preset) => {
        const { camera, choices } = store.get();
        if (!camera || !drawing) return;
        store.set({ camera: framedFrom(preset, drawing, choices, stage.size(), camera) });
      },
    }),
    createCard({ send, unpin }),
    createHelp(toggleHelp),
    createStatistics({ send, select: pin, close: actions.toggleStatistics }),
    createTable({
      order: (tableOrder) => choose({ tableOrder }),
      point: (cell) => {
        if (cell === store.get().hovered?.cell) return;
        store.set({ hovered: middle(cell), walking: false });
      },
      select: (cell) => pin(middle(cell)),
      close: actions.toggleTable,
    }),
    createLegend(),
    createStatusLine(),
    createSummary(),
  ];
  const [header, notice, settings, card, help, statistics, table, legend, statusLine, summary] =
    panes.map((p) => p.node);
  root.append(
    header,
    element(
      'div',
      { class: 'workspace' },
      statistics,
      element('main', { class: 'middle' }, stage.node, notice, settings, card, help),
    ),
    table,
    legend,
    statusLine,
    summary,
    element(
      'p',
      { class: 'sr-only', id: 'keys-hint' },
      'Arrow keys walk from region to region, Enter pins, question mark lists all keys.',
    ),
  );

  // ---- frames: any change asks for one, and one frame shows all changes ----
  let scheduled = false;
  const flight = createFlight(schedule);
  store.subscribe(() => {
    schedule();
    keeper.keepSoon();
  });

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(present);
  }

  function present(now: number): void {
    scheduled = false;
    const state = store.get();
    const { picture, choices, lit } = state;
    root.classList.toggle('stale', picture !== undefined && isStale(state));
    if (picture) drawing = drawer(picture, choices, state.frame, state.theme.kind, lit);
    // First the panes: what is open leaves the stage its size.
    for (const pane of panes) pane.update(state, drawing);
    if (drawing) {
      const size = stage.size();
      if (size.width > 0 && size.height > 0) {
        const camera = state.camera ?? framed(drawing, choices, size, undefined);
        store.set({ frame: drawing.frame, camera });
        draw(drawing, camera, size, now);
      }
    }
  }

  function draw(current: Drawing, camera: Camera, size: Size, now: number): void {
    const { choices, theme, hovered, pinned, walking } = store.get();
    const deep = stage.prepare(current.picture.graph) === 'scene';
    const seen: Camera = deep ? camera : { ...camera, mode: '2d' };
    const wanted = seen.mode === '2d' ? 1 : 0;
    const flatness = flight.position(wanted, deep && !theme.reducedMotion, now);
    const viewport = viewportOf(size, flatness);
    const radius = reachOf(current, choices, camera);
    shot = {
      drawing: current,
      choices,
      projection: projectionOf(poseOf(seen, flatness), viewport, radius),
      viewport,
      theme,
      flatness,
    };
    const picture = [current, choices, camera, theme, flatness, size.width, size.height];
    stage.draw(shot, picture, {
      hovered: hovered?.cell ?? -1,
      pinned: pinned?.cell ?? -1,
      edge: hovered?.edge ?? -1,
      cross: pinned ?? (walking ? hovered : undefined),
    });
  }

  // ---- camera ----
  function fit(): void {
    if (!drawing) return;
    const { choices, theme, lit } = store.get();
    drawing = drawer(drawing.picture, choices, undefined, theme.kind, lit);
    store.set({
      frame: drawing.frame,
      camera: framed(drawing, choices, stage.size(), store.get().camera),
    });
  }

  function look(mode: '3d' | '2d'): void {
    const { camera } = store.get();
    if (camera) store.set({ camera: { ...camera, mode } });
  }

  /** The camera as it works now: a flat picture is always seen from above. */
  function moveCamera(move: (camera: Camera) => Camera): void {
    const { camera } = store.get();
    if (!camera || !shot) return;
    const working: Camera = shot.flatness === 1 ? { ...camera, mode: '2d' } : camera;
    store.set({ camera: { ...move(working), mode: camera.mode } });
  }

  function zoomAt(factor: number, x: number, y: number): void {
    const at = shot?.projection.offset(x, y) ?? [0, 0];
    moveCamera((camera) => zoom(camera, factor, ...at));
  }

  // ---- pointer and keys ----
  listenToGestures(stage.node, {
    hover: (x, y) => {
      const { pinned, cardOnLeft } = store.get();
      store.set({
        hovered: shot && spotAt(shot, x, y),
        walking: false,
        cardOnLeft: pinned ? cardOnLeft : x > stage.size().width - cardRoom,
      });
    },
    leave: () => {
      if (!store.get().walking) store.set({ hovered: undefined });
    },
    click: (x, y) => {
      stage.focus();
      const spot = shot && spotAt(shot, x, y);
      store.set({ hovered: spot, walking: false });
      pin(spot);
    },
    drag: (dx, dy, panning) => {
      if (!shot) return;
      const { scale } = shot.projection;
      const flat = shot.flatness === 1;
      store.set({ hovered: undefined });
      moveCamera((camera) =>
        panning || flat
          ? pan(camera, -dx / scale, dy / scale)
          : rotate(camera, -dx * 0.0085, dy * 0.0085),
      );
    },
    zoom: zoomAt,
  });

  listenToKeys({
    ...actions,
    look,
    walk,
    turn: (right, up) => {
      if (!shot) return;
      const step = 40 / shot.projection.scale;
      const flat = shot.flatness === 1;
      moveCamera((camera) =>
        flat ? pan(camera, right * step, up * step) : rotate(camera, right * 0.12, up * 0.12),
      );
    },
    zoom: (factor) => {
      const { width, height } = stage.size();
      zoomAt(factor, width / 2, height / 2);
    },
    pin: () => pin(store.get().hovered),
    escape: () => {
      const { helpOpen, pinned, status } = store.get();
      if (helpOpen) toggleHelp();
      else if (status.kind === 'computing') send({ kind: 'cancel' });
      else if (pinned) unpin();
      else store.set({ hovered: undefined });
    },
  });

  function walk(right: number, up: number): void {
    if (!shot) return;
    const { hovered, pinned } = store.get();
    const from = hovered ?? pinned;
    const { width, height } = shot.viewport;
    const start = spotAt(shot, width / 2, height / 2)?.cell ?? 0;
    const cell = from ? neighbourTowards(shot, from.cell, right, up) : start;
    const spot = middleOf(shot.drawing, cell);
    store.set({ hovered: spot, walking: true });
    if (pinned) pin(spot);
  }

  // ---- messages ----
  function receive(message: ToView): void {
    switch (message.kind) {
      case 'restore': {
        const { choices, camera, frame, pinned } = keeper.restore(message.uri, message.state);
        lastPinned = pinned;
        store.set({ choices, camera, frame });
        return;
      }
      case 'picture':
        showPicture(message.picture);
        return;
      case 'status':
        showStatus(message.status);
        return;
      case 'lit':
        store.set({ lit: message.place });
        return;
      case 'pin':
        pinFold(message.place);
        return;
    }
  }

  function showPicture(picture: Picture): void {
    const { picture: before, pinned, choices, frame, theme, lit } = store.get();
    const witness = before && pinned ? witnessOf(before, pinned) : lastPinned;
    lastPinned = undefined;
    drawing = drawer(picture, choices, frame, theme.kind, lit);
    const found = witness && findWitness(drawing, witness);
    store.set({ picture, hovered: undefined, pinned: found });
    tellSelection(drawing, found, false);
  }

  /** The text has asked, so it is not asked to move in turn. */
  function pinFold(place: SourcePlace): void {
    const spot = drawing && spotOn(drawing, place);
    if (!drawing || !spot) return;
    store.set({ pinned: spot });
    tellSelection(drawing, spot, false);
  }

  let slowTimer: ReturnType<typeof setTimeout> | undefined;
  function showStatus(status: Status): void {
    const computing = status.kind === 'computing';
    if (computing && slowTimer === undefined)
      slowTimer = setTimeout(() => store.set({ slow: true }), slowAfter);
    if (!computing) {
      clearTimeout(slowTimer);
      slowTimer = undefined;
    }
    store.set(computing ? { status } : { status, slow: false });
  }

  onThemeChange(() => store.set({ theme: readTheme() }));
  for (const pane of panes) pane.update(store.get(), undefined);
  send({ kind: 'ready' });
}

/** The picture does not show the document as it is now, and no new one is on its way. */
function isStale({ status }: State): boolean {
  return status.kind === 'problems' || status.kind === 'failed' || status.kind === 'missing';
}
