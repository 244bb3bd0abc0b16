import type { FromView, ToView } from '../protocol/view.ts';
import {
  fitOrbit,
  fitPlane,
  pan,
  poseOf,
  presets,
  rotate,
  zoom,
  type Box,
  type Camera,
  type Preset,
} from './camera.ts';
import { defaultChoices, type Choices } from './choices.ts';
import { boxOf, createDrawer, type Drawing } from './drawing.ts';
import { element } from './element.ts';
import { listenToGestures } from './gestures.ts';
import { connectHost } from './host.ts';
import { listenToKeys } from './keys.ts';
import { createCard } from './panes/card.ts';
import { createHeader } from './panes/header.ts';
import { createHelp } from './panes/help.ts';
import { createLegend } from './panes/legend.ts';
import { createNotice } from './panes/notice.ts';
import { createSettings } from './panes/settings.ts';
import { createStatusLine, createSummary } from './panes/statusLine.ts';
import { middleOf, neighbourTowards, spotAt } from './pointing.ts';
import { projectionOf } from './projection.ts';
import type { Shot } from './renderer.ts';
import { createStage, viewportOf } from './stage.ts';
import type { Pane, State } from './state.ts';
import { createStore } from './store.ts';
import { onThemeChange, readTheme } from './theme.ts';
import { decodeViewState, type ViewState } from './viewState.ts';
import { findWitness, witnessOf } from './witness.ts';

/** A computation that takes longer than this is worth a word. */
const slowAfter = 300;
const keepAfter = 250;
const flightTime = 420;
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
    walking: false,
    cardOnLeft: false,
    theme: readTheme(),
    flatBecause: undefined,
    helpOpen: false,
  });
  const drawer = createDrawer();
  const host = connectHost(receive);
  const send = (message: FromView): void => host.send(message);
  let uri = '';
  let kept: ViewState | undefined;
  let shot: Shot | undefined;
  let drawing: Drawing | undefined;

  const choose = (change: Partial<Choices>): void =>
    store.set({ choices: { ...store.get().choices, ...change } });
  const toggle = (key: 'faces' | 'lines' | 'settingsOpen'): void =>
    choose({ [key]: !store.get().choices[key] });
  const toggleHelp = (): void => store.set({ helpOpen: !store.get().helpOpen });
  const unpin = (): void => {
    store.set({ pinned: undefined });
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
    toggleHelp,
    toggleMode: () => look(store.get().camera?.mode === '2d' ? '3d' : '2d'),
    fit,
  };
  const panes: Pane[] = [
    createHeader(actions),
    createNotice(send),
    createSettings({ choose, look: lookFrom }),
    createCard({ send, unpin }),
    createHelp(toggleHelp),
    createLegend(),
    createStatusLine(),
    createSummary(),
  ];
  const [header, notice, settings, card, help, legend, statusLine, summary] = panes.map(
    (p) => p.node,
  );
  root.append(
    header,
    element('main', { class: 'middle' }, stage.node, notice, settings, card, help),
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
  let flatness: number | undefined;
  let flight: { from: number; start: number } | undefined;
  store.subscribe(() => {
    schedule();
    keepSoon();
  });

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(present);
  }

  function present(now: number): void {
    scheduled = false;
    const state = store.get();
    const { picture, choices } = state;
    root.classList.toggle('stale', picture !== undefined && isStale(state));
    if (picture) {
      drawing = drawer(picture, choices, state.frame, state.theme.kind);
      const size = stage.size();
      if (size.width > 0 && size.height > 0) {
        const camera = state.camera ?? framed(drawing, choices, size);
        store.set({ frame: drawing.frame, camera });
        draw(drawing, camera, size, now);
      }
    }
    for (const pane of panes) pane.update(store.get(), drawing);
  }

  function draw(
    current: Drawing,
    camera: Camera,
    size: { width: number; height: number },
    now: number,
  ): void {
    const { choices, theme, hovered, pinned, walking } = store.get();
    const kind = stage.prepare(current.picture.graph);
    const wanted = kind !== 'scene' || camera.mode === '2d' ? 1 : 0;
    const progress = fly(kind === 'scene' && !theme.reducedMotion, wanted, now);
    const viewport = viewportOf(size, progress);
    const box = boxOf(current, choices.exaggeration);
    const radius = reachOf(box, camera);
    shot = {
      drawing: current,
      choices,
      projection: projectionOf(
        poseOf(kind === 'scene' ? camera : { ...camera, mode: '2d' }, progress),
        viewport,
        radius,
      ),
      viewport,
      theme,
      flatness: progress,
      hovered: hovered?.cell ?? -1,
      pinned: pinned?.cell ?? -1,
    };
    const cells = [
      ...(hovered ? [{ cell: hovered.cell, strong: false }] : []),
      ...(pinned ? [{ cell: pinned.cell, strong: true }] : []),
    ];
    stage.draw(shot, {
      cells,
      edge: hovered?.edge ?? -1,
      cross: pinned ?? (walking ? hovered : undefined),
    });
  }

  /** Where the picture is between side (0) and above (1), on its way to `wanted`. */
  function fly(smooth: boolean, wanted: number, now: number): number {
    if (flatness === undefined || !smooth) {
      flight = undefined;
      return (flatness = wanted);
    }
    if (flatness === wanted) {
      flight = undefined;
      return flatness;
    }
    flight ??= { from: flatness, start: now };
    const t = Math.min(1, (now - flight.start) / flightTime);
    const eased = t * t * (3 - 2 * t);
    flatness = t === 1 ? wanted : flight.from + eased * (wanted - flight.from);
    schedule();
    return flatness;
  }

  // ---- camera ----
  function framed(
    current: Drawing,
    choices: Choices,
    size: { width: number; height: number },
  ): Camera {
    const mode = store.get().camera?.mode ?? '3d';
    const orbit = store.get().camera?.orbit ?? presets.corner;
    return {
      mode,
      orbit: fitOrbit(orbit, boxOf(current, choices.exaggeration), aspect(size, 0)),
      plane: fitPlane(planeBox(current, choices), aspect(size, 1)),
    };
  }

  function fit(): void {
    if (!drawing) return;
    const { choices, theme } = store.get();
    drawing = drawer(drawing.picture, choices, undefined, theme.kind);
    store.set({ frame: drawing.frame, camera: framed(drawing, choices, stage.size()) });
  }

  function look(mode: '3d' | '2d'): void {
    const { camera } = store.get();
    if (camera) store.set({ camera: { ...camera, mode } });
  }

  function lookFrom(preset: Preset): void {
    const { camera, choices } = store.get();
    if (!camera || !drawing) return;
    const orbit = fitOrbit(
      presets[preset],
      boxOf(drawing, choices.exaggeration),
      aspect(stage.size(), 0),
    );
    store.set({ camera: { ...camera, mode: '3d', orbit } });
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
      store.set({ hovered: spot, pinned: spot, walking: false });
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
    pin: () => store.set({ pinned: store.get().hovered }),
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
    store.set({ hovered: spot, walking: true, ...(pinned && { pinned: spot }) });
  }

  // ---- messages ----
  function receive(message: ToView): void {
    switch (message.kind) {
      case 'restore':
        uri = message.uri;
        restore(message.state);
        return;
      case 'picture':
        showPicture(message.picture);
        return;
      case 'status':
        showStatus(message.status);
        return;
    }
  }

  function restore(state: unknown): void {
    kept = decodeViewState(state ?? stateKeptFor(uri));
    const { choices, camera, frame } = kept;
    store.set({ choices, camera, frame });
  }

  function stateKeptFor(document: string): unknown {
    const own = host.kept();
    if (typeof own !== 'object' || own === null || !('uri' in own) || !('view' in own))
      return undefined;
    return own.uri === document ? own.view : undefined;
  }

  function showPicture(picture: State['picture'] & object): void {
    const { picture: before, pinned, choices, frame, theme } = store.get();
    const witness =
      before && pinned ? witnessOf(before, pinned) : before ? undefined : kept?.pinned;
    const next = drawer(picture, choices, frame, theme.kind);
    store.set({ picture, hovered: undefined, pinned: witness && findWitness(next, witness) });
  }

  let slowTimer: ReturnType<typeof setTimeout> | undefined;
  function showStatus(status: State['status']): void {
    const computing = status.kind === 'computing';
    if (computing && slowTimer === undefined)
      slowTimer = setTimeout(() => store.set({ slow: true }), slowAfter);
    if (!computing) {
      clearTimeout(slowTimer);
      slowTimer = undefined;
    }
    store.set(computing ? { status } : { status, slow: false });
  }

  let keepTimer: ReturnType<typeof setTimeout> | undefined;
  function keepSoon(): void {
    keepTimer ??= setTimeout(() => {
      keepTimer = undefined;
      const { picture, choices, camera, frame, pinned } = store.get();
      if (!picture) return;
      const view: ViewState = {
        choices,
        ...(camera && { camera }),
        ...(frame && { frame }),
        ...(pinned && { pinned: witnessOf(picture, pinned) }),
      };
      const text = JSON.stringify(view);
      if (text === keptText) return;
      keptText = text;
      host.keep({ uri, view });
      send({ kind: 'keepState', state: view });
    }, keepAfter);
  }
  let keptText = '';

  onThemeChange(() => store.set({ theme: readTheme() }));
  for (const pane of panes) pane.update(store.get(), undefined);
  send({ kind: 'ready' });
}

/** The picture does not show the document as it is now, and no new one is on its way. */
function isStale({ status }: State): boolean {
  return status.kind === 'problems' || status.kind === 'failed' || status.kind === 'missing';
}

/** The footprint as seen from above; of a graph, its domain and its heights. */
function planeBox(drawing: Drawing, { exaggeration }: Choices): Box {
  const { min, max } = boxOf(drawing, exaggeration);
  if (!drawing.picture.graph) return { min, max };
  return { min: [min[0], min[2], 0], max: [max[0], max[2], 0] };
}

function aspect(size: { width: number; height: number }, flatness: number): number {
  const { width, height, left, right, top, bottom } = viewportOf(size, flatness);
  return Math.max(1, width - left - right) / Math.max(1, height - top - bottom);
}

/** Distance from the target within which everything lies, with room to spare. */
function reachOf({ min, max }: Box, { orbit, plane }: Camera): number {
  const far = (i: number, at: number): number =>
    Math.max(Math.abs(min[i] - at), Math.abs(max[i] - at));
  const x = Math.max(far(0, orbit.x), far(0, plane.x));
  const y = Math.max(far(1, orbit.y), far(1, plane.y));
  const z = Math.max(far(2, orbit.z), far(2, 0));
  return 1.1 * Math.hypot(x, y, z) + 0.1;
}
