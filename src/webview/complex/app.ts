import type { FromView, Picture, SourcePlace, ToView } from '../../protocol/preview.ts';
import type { Camera } from '../viewport/camera.ts';
import { withChange, type ChoicesChange } from '../viewport/choices.ts';
import { createDrawer, type Drawing } from '../viewport/drawing.ts';
import { createFoldMover, isGrabbable, moveDirection } from './foldMover.ts';
import { createFlight } from '../viewport/flight.ts';
import { framed, framedFrom, refitted, type Size } from '../viewport/framing.ts';
import { openingOf } from './guide/guideActions.ts';
import { listenToGestures } from '../viewport/gestures.ts';
import { createImages } from './images.ts';
import type { Host } from '../kit/host.ts';
import { inOrder } from '../kit/inOrder.ts';
import { createShell } from '../kit/shell.ts';
import { createStateStore } from '../kit/stateStore.ts';
import { timeSliced } from '../kit/timeSliced.ts';
import { createContextMenu } from '../kit/contextMenu.ts';
import { listenToKeys } from '../kit/commands.ts';
import { complexCommands } from './commands.ts';
import { createPage } from './page.ts';
import { createSelectionReporter, highlightIn, spotOn } from './selection.ts';
import { middleOf, neighbourTowards, spotAt } from '../viewport/picking.ts';
import type { Shot } from '../viewport/renderer.ts';
import { shotOf } from '../viewport/shot.ts';
import { createStatusReporter } from './statusReporter.ts';
import { createStage, viewportOf } from '../viewport/stage.ts';
import type { Spot } from '../viewport/picking.ts';
import { initialState, type State } from './state.ts';
import { createTrial } from './trial.ts';
import { createSteering } from '../viewport/steering.ts';
import { decodeViewState, viewStateOf, type RegionReference } from './viewState.ts';
import { findRegion, regionReference } from './regionReference.ts';

/** Starts the preview: builds its page in `root` and connects it to the extension. */
export function startApp(root: HTMLElement): void {
  const shell = createShell({
    initial: initialState,
    receive: inOrder(receive, { prepare, isObsolete }),
    present,
    saver: (host: Host<FromView>, state) =>
      createStateStore(host, () => viewStateOf(state()), decodeViewState),
  });
  const { store, saver, send, schedule } = shell;
  const drawer = createDrawer(schedule);
  /** The drawing of a large picture: undefined while it is made, between other tasks of the page. */
  const redrawn = timeSliced(function* (_parts: number, ...sources: Parameters<typeof drawer>) {
    const next = yield* drawer.redraw(...sources);
    yield* stage.prepareDrawing(next);
    return next;
  }, schedule);
  const showStatus = createStatusReporter(store);
  const reportSelection = createSelectionReporter(send);
  /** The pinned region of the saved view state, until it is found in the first full picture. */
  let lastPinned: RegionReference | undefined;
  let shot: Shot | undefined;
  let drawing: Drawing | undefined;
  /** Size of the stage that the camera was fitted to. */
  let room: Size | undefined;
  /** Where the pointer is over the picture. */
  let pointer: readonly [x: number, y: number] | undefined;
  const trial = createTrial(store, send);
  const mover = createFoldMover(store, () => shot, trial);

  const choose = (change: ChoicesChange): void =>
    store.set({ choices: withChange(store.get().choices, change) });
  const toggle = (key: 'faces' | 'lines' | 'settingsOpen' | 'statisticsOpen' | 'tableOpen'): void =>
    choose({ [key]: !store.get().choices[key] });
  const guiding = openingOf(store, () => stage.focus());
  const toggleHelp = (): void => store.set({ helpOpen: !store.get().helpOpen });
  /** Pins a spot, and reveals its lines in the text if it is the user who has selected it here. */
  const pin = (pinned: Spot | undefined, reveals = pinned !== undefined): void => {
    store.set({ pinned });
    if (drawing) reportSelection(drawing, pinned, reveals);
  };
  const middle = (cell: number | undefined): Spot | undefined =>
    cell === undefined || !drawing ? undefined : middleOf(drawing, cell);
  const unpin = (): void => {
    pin(undefined);
    stage.focus();
  };

  const stage = createStage({
    onStale: schedule,
    onFlat: (flatBecause) => store.set({ flatBecause }),
  });
  const steering = createSteering({
    camera: () => store.get().camera,
    shot: () => shot,
    move: (camera) => store.set({ camera }),
  });
  const images = createImages({ store, stage, drawer, send });
  const panes = {
    toggleSettings: () => toggle('settingsOpen'),
    toggleFaces: () => toggle('faces'),
    toggleLines: () => toggle('lines'),
    toggleStatistics: () => toggle('statisticsOpen'),
    toggleTable: () => toggle('tableOpen'),
    toggleHelp,
    toggleGuide: guiding.toggle,
  };
  const commands = complexCommands({
    ...panes,
    fit: () => frame(store.get().camera),
    reset: () => frame(undefined),
    toggleMode: steering.toggleMode,
    look: steering.look,
    turn: steering.turn,
    zoom: (factor) => {
      const { width, height } = stage.size();
      steering.zoomAt(factor, width / 2, height / 2);
    },
    walk,
    pin: () => pin(store.get().hovered),
    nudge: mover.nudge,
    rotateFold: mover.turn,
    undo: () => send({ kind: 'undo' }),
    redo: () => send({ kind: 'redo' }),
    cancel,
    copyImage: images.copy,
    export: () => send({ kind: 'export' }),
    filterTable: () => {
      choose({ tableOpen: true });
      // A hidden pane cannot take the focus.
      page.update(store.get(), drawing);
      page.focusFilter();
    },
  });
  const page = createPage(root, stage.node, commands, store.get(), {
    ...panes,
    send,
    trial,
    choose,
    look: (preset) => {
      const { camera, choices } = store.get();
      if (!camera || !drawing) return;
      store.set({ camera: framedFrom(preset, drawing, choices, stage.size(), camera) });
    },
    pin,
    unpin,
    foldCard: (cardFolded) => choose({ cardFolded }),
    leaveCard: leave,
    point: (cell) => {
      if (cell === store.get().hovered?.cell) return;
      pointer = undefined;
      store.set({ hovered: middle(cell), walking: false });
    },
    select: (cell) => pin(middle(cell)),
    read: () => store.set({ refusal: undefined }),
    guide: {
      go: (guide) => store.set({ guide }),
      describe: (what) => store.set(what),
      choose: (cell) => {
        const { walking, hovered } = store.get();
        pin(walking && hovered ? hovered : middle(cell), false);
      },
      close: guiding.close,
    },
  });

  // ---- frames ----
  const flight = createFlight(schedule);

  function present(now: number): void {
    const state = store.get();
    const { picture, choices } = state;
    root.classList.toggle('stale', picture !== undefined && isStale(state));
    if (picture) {
      const { sceneFrame, theme } = state;
      const sources = [picture, choices, sceneFrame, theme.kind, highlightIn(state)] as const;
      // What is drawn stays until the next drawing is ready.
      drawing = isLarge(picture)
        ? (redrawn(drawer.readyParts(), ...sources) ?? drawing)
        : drawer(...sources);
    }
    // Panes first, because the open ones determine the size of the stage.
    page.update(state, drawing);
    if (drawing) {
      const size = stage.size();
      if (size.width > 0 && size.height > 0) {
        const camera = cameraIn(size, drawing, state);
        room = size;
        store.set({ sceneFrame: drawing.sceneFrame, camera });
        draw(drawing, camera, size, now);
      }
    }
  }

  function draw(current: Drawing, camera: Camera, size: Size, now: number): void {
    const { choices, theme, hovered, pinned, walking, moving } = store.get();
    const deep = stage.prepare(current.picture.graph) === 'scene';
    const seen: Camera = deep ? camera : { ...camera, mode: '2d' };
    const wanted = seen.mode === '2d' ? 1 : 0;
    const flatness = flight.position(wanted, deep && !theme.reducedMotion, now);
    shot = shotOf(current, choices, seen, viewportOf(size, flatness), theme, flatness);
    const picture = [current, choices, camera, theme, flatness, size.width, size.height];
    stage.draw(shot, picture, {
      hovered: hovered?.cell ?? -1,
      pinned: pinned?.cell ?? -1,
      edge: hovered?.edge ?? -1,
      cross: pinned ?? (walking ? hovered : undefined),
      moving,
    });
    page.card.place(shot, pointer);
    const canGrab = hovered && isGrabbable(shot, hovered, pinned);
    stage.showDragCursor(moving ? 'held' : canGrab ? moveDirection(shot, hovered.edge) : undefined);
  }

  // ---- camera ----
  /** Fits the camera to a new size of the stage, so that the drawing fills the same share of it. */
  function cameraIn(size: Size, current: Drawing, { camera, choices }: State): Camera {
    if (!camera) return framed(current, choices, size, undefined);
    if (!room || (room.width === size.width && room.height === size.height)) return camera;
    return refitted(camera, current, choices, room, size);
  }

  /** Shows the whole picture, from the direction of a camera or from the initial one. */
  function frame(direction: Camera | undefined): void {
    if (!drawing) return;
    const state = store.get();
    const { choices, theme, camera } = state;
    drawing = drawer(drawing.picture, choices, undefined, theme.kind, highlightIn(state));
    const whole = framed(drawing, choices, stage.size(), direction);
    store.set({
      sceneFrame: drawing.sceneFrame,
      camera: { ...whole, mode: camera?.mode ?? whole.mode },
    });
  }

  // ---- pointer and keys ----
  listenToGestures(stage.node, {
    hover: (x, y) => {
      if (page.card.awaits(x, y)) return;
      pointer = [x, y];
      store.set({ hovered: spotUnder(x, y), walking: false });
    },
    leave: () => {
      if (!page.card.isUnderPointer()) leave();
    },
    click: (x, y) => {
      stage.focus();
      pointer = [x, y];
      const spot = spotUnder(x, y);
      store.set({ hovered: spot, walking: false });
      pin(spot);
    },
    drag: (dx, dy, panning) => {
      store.set({ hovered: undefined });
      steering.drag(dx, dy, panning);
    },
    zoom: (factor, x, y) => steering.zoomAt(factor, x, y),
    reset: () => frame(undefined),
    grab: mover.grab,
  });

  function leave(): void {
    pointer = undefined;
    if (!store.get().walking) store.set({ hovered: undefined });
  }

  listenToKeys(commands, store.get);
  createContextMenu(root, commands, store.get);

  function cancel(): void {
    const { helpOpen, guide, pinned, refusal, status } = store.get();
    if (mover.cancel()) return;
    if (helpOpen) toggleHelp();
    else if (status.kind === 'computing') send({ kind: 'cancel' });
    else if (refusal) store.set({ refusal: undefined });
    else if (guide !== undefined) guiding.close();
    else if (pinned) unpin();
    else store.set({ hovered: undefined });
  }

  /** Nothing can be picked in a coarse complex, because its facets are not regions. */
  function spotUnder(x: number, y: number): Spot | undefined {
    return shot && !shot.drawing.picture.coarseness ? spotAt(shot, x, y) : undefined;
  }

  function walk(right: number, up: number): void {
    if (!shot || shot.drawing.picture.coarseness) return;
    const { hovered, pinned, explainsRegion } = store.get();
    const from = hovered ?? pinned;
    const { width, height } = shot.viewport;
    const start = spotAt(shot, width / 2, height / 2)?.cell ?? 0;
    const cell = from ? neighbourTowards(shot, from.cell, right, up) : start;
    const spot = middleOf(shot.drawing, cell);
    pointer = undefined;
    store.set({ hovered: spot, walking: true });
    // The guide describes what is pinned.
    if (pinned || explainsRegion) pin(spot);
  }

  // ---- messages ----
  function prepare(message: ToView): Iterator<unknown> | undefined {
    if (message.kind !== 'picture' || !isLarge(message.picture)) return undefined;
    return prepared(message.picture);
  }

  function* prepared(picture: Picture): Generator {
    const state = store.get();
    const { choices, sceneFrame, theme } = state;
    const next = drawer.prepare(picture, choices, sceneFrame, theme.kind, highlightIn(state));
    yield* stage.prepareDrawing(yield* next);
  }

  function isObsolete({ kind }: ToView, behind: readonly ToView[]): boolean {
    const isNewer = (later: ToView): boolean =>
      later.kind === 'picture' || later.kind === 'restore';
    return (kind === 'picture' || kind === 'facts') && behind.some(isNewer);
  }

  function receive(message: ToView): void {
    switch (message.kind) {
      case 'restore':
        restore(message);
        return;
      case 'locked':
        saver.lock(message.locked);
        return;
      case 'picture':
        showPicture(message.picture);
        return;
      case 'facts':
        store.set({ facts: message.facts });
        return;
      case 'status':
        showStatus(message.status);
        return;
      case 'highlight':
        store.set({ highlight: message.place });
        return;
      case 'pin':
        pinFold(message.place);
        return;
      case 'takeImage':
      case 'rasterise':
      case 'tellLook':
        images.answer(message);
        return;
      case 'refused':
        mover.cancel();
        store.set({ refusal: message, trial: undefined });
        return;
      case 'guide':
        guiding.open();
        return;
    }
  }

  let shownUri = '';
  function restore({ uri, state, locked }: ToView & { kind: 'restore' }): void {
    const { choices, camera, frame, pinned } = saver.restore(uri, state, locked);
    lastPinned = pinned;
    store.set({ choices, camera, sceneFrame: frame });
    if (uri === shownUri) return;
    // What is shown from here on is of this document, or nothing.
    shownUri = uri;
    drawing = undefined;
    shot = undefined;
    stage.clear();
    mover.cancel();
    store.set({
      picture: undefined,
      facts: undefined,
      hovered: undefined,
      pinned: undefined,
      trial: undefined,
      refusal: undefined,
      explained: undefined,
    });
  }

  function showPicture(picture: Picture): void {
    const state = store.get();
    const { picture: before, pinned, refusal, choices, sceneFrame, theme } = state;
    const reference = drawing && pinned ? regionReference(drawing, pinned) : lastPinned;
    // A coarse complex has no regions; what is pinned is found again in the full one.
    lastPinned = picture.coarseness ? reference : undefined;
    drawing = drawer(picture, choices, sceneFrame, theme.kind, highlightIn(state));
    const found = reference && !picture.coarseness ? findRegion(drawing, reference) : undefined;
    store.set({
      picture,
      facts: undefined,
      hovered: undefined,
      pinned: found,
      trial: before?.version === picture.version ? state.trial : undefined,
      refusal: before?.version === picture.version ? refusal : undefined,
    });
    if (!picture.coarseness) reportSelection(drawing, found, false);
  }

  /** Pins a fold at the request of the text, which is therefore not asked to reveal it. */
  function pinFold(place: SourcePlace): void {
    const spot = drawing && spotOn(drawing, place);
    if (!drawing || !spot) return;
    store.set({ pinned: spot });
    reportSelection(drawing, spot, false);
  }

  shell.start();
}

/** Cells of a picture that takes longer to draw than a frame. */
const large = 4000;

function isLarge({ complex }: Picture): boolean {
  return complex.cellCount >= large;
}

/** Whether the picture does not show the current document, and no new picture is being computed. */
function isStale({ status }: State): boolean {
  return status.kind === 'problems' || status.kind === 'failed' || status.kind === 'missing';
}
